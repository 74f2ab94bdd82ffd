"""Reliability: scores of probabilities whose answer is known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.evaluate.reliability import (
    brier,
    calibration_error,
    calibration_noise,
    calibration_table,
    log_loss,
)

PAIRS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60)


def columns(pairs: list[tuple[float, bool]]) -> tuple[pd.Series, pd.Series]:
    return pd.Series([p for p, _ in pairs]), pd.Series([truth for _, truth in pairs])


def test_sure_and_right_scores_zero() -> None:
    said, was = columns([(1.0, True), (0.0, False)])
    assert brier(said, was) == 0
    assert calibration_error(said, was) == 0


def test_the_base_rate_scores_its_variance() -> None:
    said, was = columns([(0.25, True), *[(0.25, False)] * 3])
    assert brier(said, was) == pytest.approx(0.25 * 0.75)
    assert calibration_error(said, was) == pytest.approx(0)


def test_calibration_error_weighs_bins_by_cases() -> None:
    said, was = columns([*[(0.9, True)] * 3, (0.1, True)])
    assert calibration_error(said, was) == pytest.approx(0.75 * 0.1 + 0.25 * 0.9)


@given(PAIRS)
def test_every_case_is_in_one_bin_and_what_is_said_lies_in_it(pairs: list[tuple[float, bool]]) -> None:
    said, was = columns(pairs)
    table = calibration_table(said, was)
    assert table["cases"].sum() == len(pairs)
    full = table[table["cases"] > 0]
    assert (full["said"] >= full["from"] - 1e-9).all()
    assert (full["said"] <= full["to"] + 1e-9).all()


@given(PAIRS)
def test_scores_lie_in_their_range(pairs: list[tuple[float, bool]]) -> None:
    said, was = columns(pairs)
    assert 0 <= brier(said, was) <= 1
    assert 0 <= calibration_error(said, was) <= 1
    assert log_loss(said, was) >= 0


def test_drawn_from_what_is_said_is_calibrated() -> None:
    rng = np.random.default_rng(1)
    said = pd.Series(rng.random(20_000))
    was = pd.Series(rng.random(20_000) < said)
    assert calibration_error(said, was) < 0.02


def test_chance_alone_shows_a_calibration_error_that_falls_with_the_cases() -> None:
    few, many = (calibration_noise(pd.Series(np.full(cases, 0.5))) for cases in (100, 2500))
    assert few == pytest.approx(0.5 * (2 / np.pi) ** 0.5 / 100**0.5, rel=0.15)
    assert few / many == pytest.approx(5, rel=0.2)


def test_sure_probabilities_leave_nothing_to_chance() -> None:
    assert calibration_noise(pd.Series([0.0, 1.0, 1.0])) == 0
