"""Scores become comparable without turning noise into signal."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from models.standardise import TargetHabit, standardise_rows

SCORES = arrays(np.float32, st.tuples(st.integers(1, 6), st.integers(2, 6)), elements=st.floats(-5, 5, width=16))


def test_row_becomes_standard_scores() -> None:
    np.testing.assert_allclose(standardise_rows(np.array([[1, 2, 3]], dtype=np.float32)).std(axis=1), 1, rtol=1e-6)


def test_row_without_differences_becomes_zeros() -> None:
    assert not standardise_rows(np.full((2, 4), 0.3, dtype=np.float32)).any()


@given(SCORES)
def test_standardising_keeps_the_order(scores: np.ndarray) -> None:
    rows = standardise_rows(scores)
    order = np.argsort(scores, axis=1, kind="stable")
    assert (np.diff(np.take_along_axis(rows, order, axis=1), axis=1) >= -1e-5).all()


def test_target_near_everything_is_pulled_down() -> None:
    background = np.tile(np.array([[0.9, 0.1]], dtype=np.float32), (200, 1))
    corrected = TargetHabit.of(background).correct(np.array([[0.6, 0.5]], dtype=np.float32))
    assert corrected[0, 1] > corrected[0, 0]


def test_without_background_nothing_is_corrected() -> None:
    scores = np.array([[0.6, 0.5]], dtype=np.float32)
    np.testing.assert_array_equal(TargetHabit.of(np.empty((0, 2), dtype=np.float32)).correct(scores), scores)


def test_small_background_corrects_little() -> None:
    row = np.array([[0.9, 0.1]], dtype=np.float32)
    few, many = TargetHabit.of(row), TargetHabit.of(np.tile(row, (500, 1)))
    assert few.nearness[0] < many.nearness[0] / 10


@given(SCORES)
def test_order_of_the_background_does_not_matter(scores: np.ndarray) -> None:
    np.testing.assert_array_equal(TargetHabit.of(scores).nearness, TargetHabit.of(scores[::-1]).nearness)
