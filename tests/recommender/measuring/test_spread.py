"""Spread of true levels: learned from results that agree, drawn to the written one when few are seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from recommender.measuring.spread import seen_spread, written_spread
from tests.recommender import factories as make

COLUMNS = ["officer_id", "requirement_id", "kind", "residual", "confidence"]


def residuals(*, officers: int, factor: float, own: float, link: float, confidence: float = 1.0) -> pd.DataFrame:
    """Two results with large errors on each of five requirements of both kinds, from a planted spread."""
    rng = np.random.default_rng(5)
    joint = [[factor, link * factor], [link * factor, factor]]
    strengths = rng.multivariate_normal([0, 0], joint, size=officers)
    rows = []
    for officer in range(officers):
        for side, kind in enumerate(("competency", "task")):
            true = strengths[officer, side] + rng.normal(0, np.sqrt(own), 5)
            for place, level in enumerate(true):
                about = rng.random(2) < confidence
                other = strengths[officer, side] + rng.normal(0, np.sqrt(own), 2)
                said = np.where(about, level, other) + rng.normal(0, 0.6, 2)
                rows += [(f"o{officer}", f"{kind}{place}", kind, value, confidence) for value in said]
    return pd.DataFrame(rows, columns=COLUMNS)


def test_without_results_the_written_spread_holds() -> None:
    nothing = pd.DataFrame({name: pd.Series([], dtype="float64" if name in COLUMNS[3:] else "str") for name in COLUMNS})
    assert seen_spread(nothing, settings=make.SETTINGS) == written_spread(make.SETTINGS)


def test_a_planted_spread_is_found_despite_errors_of_measurement() -> None:
    found = seen_spread(residuals(officers=1500, factor=0.1, own=0.15, link=0.7), settings=make.SETTINGS)
    for kind in ("competency", "task"):
        assert found.factor[kind] == pytest.approx(0.1, abs=0.02)
        assert found.total[kind] == pytest.approx(0.25, abs=0.03)
    assert found.between == pytest.approx(0.07, abs=0.02)


def test_wrong_matches_do_not_make_levels_look_alike() -> None:
    found = seen_spread(
        residuals(officers=1500, factor=0.1, own=0.15, link=0.7, confidence=0.7), settings=make.SETTINGS
    )
    assert found.total["task"] == pytest.approx(0.25, abs=0.04)


def test_few_officers_move_the_written_spread_little() -> None:
    written = written_spread(make.SETTINGS)
    found = seen_spread(residuals(officers=2, factor=0.9, own=0.9, link=0.5), settings=make.SETTINGS)
    wild = seen_spread(residuals(officers=400, factor=0.9, own=0.9, link=0.5), settings=make.SETTINGS)
    assert abs(found.total["task"] - written.total["task"]) < abs(wild.total["task"] - written.total["task"])


def test_the_factors_stay_a_proper_pair() -> None:
    frame = residuals(officers=50, factor=0.2, own=0.0, link=1.0)
    found = seen_spread(frame, settings=make.SETTINGS)
    assert found.between**2 < found.factor["competency"] * found.factor["task"]
    assert all(found.factor[kind] < found.total[kind] for kind in found.total)


def test_the_written_spread_is_what_the_settings_say() -> None:
    settings = replace(make.SETTINGS, prior_sd=0.5, factor_share=0.4, factor_link=0.6)
    written = written_spread(settings)
    assert written.total == {"competency": 0.25, "task": 0.25}
    assert written.factor == {"competency": 0.1, "task": 0.1}
    assert written.between == pytest.approx(0.06)


def test_factors_that_go_together_wholly_are_told_apart_a_little() -> None:
    found = seen_spread(residuals(officers=1500, factor=0.2, own=0.1, link=1.0), settings=make.SETTINGS)
    wild = found.between / np.sqrt(found.factor["competency"] * found.factor["task"])
    assert wild == pytest.approx(0.9)


def test_requirements_without_anything_in_common_keep_a_tenth_of_the_variance() -> None:
    found = seen_spread(residuals(officers=1500, factor=0.0, own=0.3, link=0.0), settings=make.SETTINGS)
    for kind in ("competency", "task"):
        assert found.factor[kind] == pytest.approx(0.1 * found.total[kind])


def test_a_spread_is_never_taken_for_nothing() -> None:
    same = pd.DataFrame(
        [(f"o{who}", f"r{at}", "task", 0.0, 1.0) for who in range(3000) for at in range(2) for _ in range(2)],
        columns=COLUMNS,
    )
    assert seen_spread(same, settings=make.SETTINGS).total["task"] == pytest.approx(0.04)


def rows(*said: tuple[str, str, str, float]) -> pd.DataFrame:
    return pd.DataFrame([(*row, 1.0) for row in said], columns=COLUMNS)


def test_few_results_are_counted_as_by_hand() -> None:
    frame = rows(
        ("o1", "C1", "competency", 0.6), ("o1", "C1", "competency", 0.8), ("o1", "C2", "competency", 0.5),
        ("o2", "C1", "competency", -0.4), ("o2", "C1", "competency", -0.2), ("o3", "C1", "competency", 0.9),
        ("o1", "T1", "task", 0.7), ("o2", "T1", "task", -0.3), ("o2", "T2", "task", -0.5), ("o4", "T1", "task", 2.0),
    )  # fmt: skip
    found = seen_spread(frame, settings=replace(make.SETTINGS, prior_sd=0.6, factor_share=0.5, factor_link=0.5))
    factor = ((0.6 + 0.8) * 0.5 / 2 * 3 + 0.18 * 20) / 23
    total = ((0.6 * 0.8 + 0.4 * 0.2) / 2 * 3 + 0.36 * 20) / 23
    assert found.factor["competency"] == pytest.approx(factor)
    assert found.total["competency"] == pytest.approx(total)
    both = (1.9 * 0.7 + 0.6 * 0.8) / (3 * 1 + 2 * 2)
    assert found.between == pytest.approx((both * 2 + 0.09 * 20) / 22)


def test_one_result_an_officer_leaves_the_written_spread() -> None:
    frame = rows(("o1", "C1", "competency", 2.0), ("o2", "C1", "competency", -2.0))
    assert seen_spread(frame, settings=make.SETTINGS) == written_spread(make.SETTINGS)


def test_results_that_contradict_each_other_count_as_no_spread_seen() -> None:
    frame = rows(("o1", "C1", "competency", 1.0), ("o1", "C1", "competency", -1.0))
    found = seen_spread(frame, settings=replace(make.SETTINGS, prior_sd=0.6))
    assert found.total["competency"] == pytest.approx(0.36 * 20 / 21)


def test_results_that_may_be_about_something_else_count_by_how_surely_they_are_right() -> None:
    said = [("o1", "C1", 0.6, 0.8), ("o1", "C1", 0.8, 0.5), ("o1", "C2", 0.4, 0.9), ("o2", "C1", -0.5, 0.6)]
    frame = pd.DataFrame(
        [(officer, key, "competency", value, sure) for officer, key, value, sure in said], columns=COLUMNS
    )
    found = seen_spread(frame, settings=replace(make.SETTINGS, prior_sd=0.6, factor_share=0.5))
    factor = ((0.6 + 0.8) * 0.4 / 2 * 2 + 0.18 * 20) / 22
    right = 2 * 0.8 * 0.5
    seen = (2 * 0.6 * 0.8 - factor * (2 - right)) / right
    assert found.factor["competency"] == pytest.approx(factor)
    assert found.total["competency"] == pytest.approx((seen * 2 + 0.36 * 20) / 22)
