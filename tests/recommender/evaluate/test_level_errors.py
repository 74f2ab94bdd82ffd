"""Level errors: bias, error and coverage on levels planted by hand, and on draws from the stated normal."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from recommender.evaluate.level_errors import compared, correlation, level_errors


def estimates(rows: list[tuple[str, float, float, str]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["officer_id", "level", "sd", "basis"])
    return frame.assign(requirement_id="C3", min_level=2, p_meets=0.5)


def levels(**true: float) -> pd.DataFrame:
    return pd.DataFrame({"officer_id": list(true), "requirement_id": "C3", "level": list(true.values())})


def test_errors_are_estimate_minus_truth() -> None:
    table = level_errors(estimates([("o1", 2.5, 0.5, "direct"), ("o2", 2.5, 0.5, "direct")]), levels(o1=2, o2=4))
    row = table.set_index("basis").loc["all"]
    assert row["mean_error"] == pytest.approx(-0.5)
    assert row["absolute_error"] == pytest.approx(1.0)


def test_each_basis_has_its_own_row() -> None:
    given = estimates([("o1", 2.0, 0.5, "direct"), ("o2", 3.0, 0.5, "none"), ("o3", 3.0, 0.5, "none")])
    table = level_errors(given, levels(o1=2, o2=2, o3=3)).set_index("basis")
    assert table.loc["direct", "absolute_error"] == 0
    assert table.loc["none", "absolute_error"] == 0.5
    assert table.loc["none", "share"] == pytest.approx(2 / 3)


def test_the_same_estimate_for_two_positions_counts_once() -> None:
    twice = pd.concat([estimates([("o1", 2.0, 0.5, "direct")])] * 2)
    assert len(compared(twice, levels(o1=2))) == 1


def test_intervals_of_the_true_spread_cover_as_they_say() -> None:
    rng = np.random.default_rng(3)
    size = 20_000
    names = [f"o{number}" for number in range(size)]
    exact = rng.normal(3, 0.8, size)
    said = exact + rng.normal(0, 0.4, size)
    given = pd.DataFrame(
        {"officer_id": names, "requirement_id": "C3", "min_level": 2, "level": said, "sd": 0.4, "p_meets": 0.5}
    ).assign(basis="direct")
    truth = pd.DataFrame({"officer_id": names, "requirement_id": "C3", "level": np.rint(exact), "exact": exact})
    row = level_errors(given, truth).set_index("basis").loc["direct"]
    assert row["within_sd"] == pytest.approx(0.683, abs=0.01)
    assert row["within_90"] == pytest.approx(0.9, abs=0.01)


def test_correlation_of_a_constant_is_undefined() -> None:
    assert np.isnan(correlation(pd.Series([1.0, 1.0]), pd.Series([1.0, 2.0])))
