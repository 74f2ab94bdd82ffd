from __future__ import annotations

import pytest

from training_catalog.report.tables import Column, share, table


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="2 cells under 1"):
        table("x", ("a", "a"), ("b", "b"), (Column("k", "v", "e"),), [(1, 2)])


def test_the_share_of_nothing_is_all() -> None:
    assert share(0, 0) == 1.0
    assert share(1, 4) == 0.25
