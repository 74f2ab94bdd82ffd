from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.testing.conditional import conditional_moments, fit_conditional, score_groups
from models.testing.responses import distinct_patterns
from tests.models.testing.simulated import drawn

DIFFICULTIES = st.lists(st.floats(-6, 6), min_size=2, max_size=7)


def counted(difficulty: np.ndarray, score: int) -> tuple[np.ndarray, np.ndarray, float]:
    """Mean, pair chances and log constant by going through every answer pattern."""
    patterns = np.array([row for row in product((0.0, 1.0), repeat=len(difficulty)) if sum(row) == score])
    weights = np.exp(-patterns @ difficulty)
    share = weights / weights.sum()
    return share @ patterns, patterns.T @ (patterns * share[:, None]), float(np.log(weights.sum()))


@given(DIFFICULTIES)
def test_moments_equal_those_counted_over_all_patterns(values: list[float]) -> None:
    difficulty = np.array(values)
    scores = np.arange(1, len(values))
    moments = conditional_moments(difficulty, scores)
    for row, score in enumerate(scores):
        mean, pair, log_constant = counted(difficulty, int(score))
        np.testing.assert_allclose(moments.mean[row], mean, atol=1e-11)
        np.testing.assert_allclose(moments.pair[row], pair, atol=1e-11)
        assert moments.log_constant[row] == pytest.approx(log_constant, abs=1e-9)


@given(st.integers(20, 150), st.integers(0, 5))
def test_expected_answers_add_up_to_the_score_in_long_tests(n_items: int, seed: int) -> None:
    difficulty = np.random.default_rng(seed).normal(0, 2, n_items)
    scores = np.array([1, n_items // 2, n_items - 1])
    np.testing.assert_allclose(conditional_moments(difficulty, scores).mean.sum(axis=1), scores, rtol=1e-9)


def test_difficulties_do_not_depend_on_who_sat_the_test() -> None:
    """Conditional likelihood: the able half and the other half give the same difficulties within their errors."""
    test = drawn(n_people=4000, n_items=10, seed=5)
    raw = test.answers.sum(axis=1)
    able = fit_conditional(score_groups(distinct_patterns(test.answers[raw > 5])), 10)
    other = fit_conditional(score_groups(distinct_patterns(test.answers[raw <= 5])), 10)
    gap = (able.difficulty - other.difficulty) / np.sqrt(np.diag(able.covariance) + np.diag(other.covariance))
    assert np.abs(gap).max() < 3


def test_two_items_have_the_closed_form() -> None:
    """With two items the difference of difficulties is the log odds among people with one right."""
    answers = np.array([[1.0, 0.0]] * 30 + [[0.0, 1.0]] * 10 + [[1.0, 1.0]] * 7)
    found = fit_conditional(score_groups(distinct_patterns(answers)), 2)
    assert found.difficulty[1] - found.difficulty[0] == pytest.approx(np.log(3), abs=1e-8)
    assert np.sqrt(found.covariance[0, 0]) == pytest.approx(np.sqrt(1 / 30 + 1 / 10) / 2, rel=1e-6)
