"""Figures over seeds: mean, least and most of each measure by key."""

from __future__ import annotations

import pandas as pd
import pytest

from recommender.evaluate.spread import over_seeds, summed


def table(engine: float, other: float) -> pd.DataFrame:
    return pd.DataFrame({"method": ["engine", "other"], "recall": [engine, other]})


def test_mean_and_range_are_over_the_tables() -> None:
    rows = over_seeds([table(0.5, 0.1), table(0.7, 0.2), table(0.9, float("nan"))], key="method").set_index("method")
    assert rows.loc["engine", "mean"] == pytest.approx(0.7)
    assert (rows.loc["engine", "least"], rows.loc["engine", "most"]) == (0.5, 0.9)
    assert rows.loc["other", "mean"] == pytest.approx(0.15)


def test_counts_are_added_by_key_in_the_first_order() -> None:
    total = summed([table(1, 2), table(3, 4)], key="method")
    assert list(total["method"]) == ["engine", "other"]
    assert list(total["recall"]) == [4, 6]
