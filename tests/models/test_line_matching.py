"""Best lines are found whatever the numbers of lines."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.line_matching import TargetColumns, best_lines

COUNTS = st.lists(st.integers(1, 5), min_size=1, max_size=12)


def starts_of(counts: list[int]) -> np.ndarray:
    """Where each text's lines start."""
    return np.cumsum([0, *counts])[:-1].astype(np.intp)


@given(COUNTS, COUNTS, st.integers(0, 99))
def test_each_line_counts_by_the_best_line_of_the_target(queries: list[int], targets: list[int], seed: int) -> None:
    cells = np.random.default_rng(seed).normal(size=(sum(queries), sum(targets))).astype(np.float32)
    columns = TargetColumns.of(starts_of(targets), sum(targets))
    found = best_lines(lambda first, last: cells[first:last, columns.order], starts_of(queries), sum(queries), columns)
    rows = np.split(cells, starts_of(queries)[1:], axis=0)
    wanted = [[part.max(axis=1).mean() for part in np.split(row, starts_of(targets)[1:], axis=1)] for row in rows]
    np.testing.assert_allclose(found, wanted, atol=1e-6)


@given(COUNTS)
def test_every_line_has_one_column(counts: list[int]) -> None:
    columns = TargetColumns.of(starts_of(counts), sum(counts))
    assert sorted(columns.order.tolist()) == list(range(sum(counts)))
    assert sum(columns.widths) == sum(counts)


def test_targets_of_one_line_keep_their_order() -> None:
    assert TargetColumns.of(starts_of([1, 1, 1]), 3).place is None


def test_no_targets_have_no_columns() -> None:
    columns = TargetColumns.of(np.empty(0, dtype=np.intp), 0)
    assert columns.best(np.empty((2, 0), dtype=np.float32)).shape == (2, 0)
