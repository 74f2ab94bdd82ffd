from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize, minimize_scalar
from scipy.special import expit

from models.testing.conditional import ability_at_score, conditional_moments, fit_conditional, score_groups, work
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


ANSWERS = np.array(
    [[1, 0, 0, np.nan], [1, 0, 0, np.nan], [0, 1, 0, np.nan], [1, 1, 0, 1], [0, 1, 0, 1], [1, 0, 1, 0], [1, 1, 1, 1],
     [0, 0, 0, 0], [1, 0, 1, 1], [0, 1, np.nan, np.nan], [0, 0, 1, 0], [1, 1, 0, 0], [1, np.nan, np.nan, np.nan],
     [0, 1, 1, 1], [np.nan, 1, 0, 1], [np.nan, 0, 1, 0], [np.nan, 1, 0, 0], [0, 0, 0, 1]]
)  # fmt: skip


def log_likelihood(difficulty: np.ndarray, answers: np.ndarray) -> float:
    """Of everybody's answers given their scores, by going through every pattern."""
    total = 0.0
    for row in answers:
        given = ~np.isnan(row)
        score = int(np.nansum(row))
        total -= float(row[given] @ difficulty[given]) + counted(difficulty[given], score)[2]
    return total


@pytest.mark.parametrize("prior_sd", [np.inf, 2.0])
def test_difficulties_are_where_the_conditional_likelihood_is_largest(prior_sd: float) -> None:
    found = fit_conditional(score_groups(distinct_patterns(ANSWERS)), 4, prior_sd=prior_sd)
    plain = minimize(
        lambda free: 0.5 * (free @ free) / prior_sd**2 - log_likelihood(free - free.mean(), ANSWERS), np.zeros(4),
        method="BFGS", tol=1e-9,
    )  # fmt: skip
    assert found.is_converged
    assert found.n_steps < 10
    np.testing.assert_allclose(found.difficulty, plain.x - plain.x.mean(), atol=1e-5)
    assert found.log_likelihood == pytest.approx(log_likelihood(found.difficulty, ANSWERS), abs=1e-9)


@pytest.mark.parametrize("prior_sd", [np.inf, 2.0])
def test_covariance_is_the_inverse_of_the_curvature_among_difficulties_with_mean_zero(prior_sd: float) -> None:
    found = fit_conditional(score_groups(distinct_patterns(ANSWERS)), 4, prior_sd=prior_sd)
    step, unit, curvature = 1e-3, np.eye(4), np.eye(4) / prior_sd**2
    for row in range(4):
        for column in range(4):
            for first, second in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
                moved = found.difficulty + step * (first * unit[row] + second * unit[column])
                curvature[row, column] -= first * second * log_likelihood(moved, ANSWERS) / (4 * step**2)
    centre = np.eye(4) - 1 / 4
    expected = np.linalg.pinv(centre @ curvature @ centre, rcond=1e-6)
    np.testing.assert_allclose(found.covariance, expected, rtol=1e-4, atol=1e-6)


def test_groups_are_people_with_the_same_items_by_their_score() -> None:
    groups = {tuple(group.items): group for group in score_groups(distinct_patterns(ANSWERS))}
    assert sorted(groups) == [(0, 1), (0, 1, 2), (0, 1, 2, 3), (1, 2, 3)]
    every = groups[0, 1, 2, 3]
    assert every.scores.tolist() == [1, 2, 3]
    assert every.counts.tolist() == [2, 3, 3]
    assert every.right_by_score.tolist() == [[0, 0, 1, 1], [2, 2, 1, 1], [2, 2, 2, 3]]
    assert every.right.tolist() == [4, 4, 4, 5]


def test_people_with_nothing_or_everything_right_make_no_group() -> None:
    assert score_groups(distinct_patterns(np.array([[1.0, 1.0], [0.0, 0.0], [np.nan, 1.0], [np.nan, np.nan]]))) == []


def test_the_work_of_a_step_counts_scores_and_items() -> None:
    groups = score_groups(distinct_patterns(ANSWERS))
    assert work(groups) == 1 * 4 * 4 + 1 * 9 * 5 + 3 * 16 * 6 + 2 * 9 * 5


def test_answers_that_do_not_bound_difficulties_are_told() -> None:
    """Everybody with one right is right on the first item: no difference is far enough."""
    endless = np.array([[1.0, 0.0, 0.0]] * 5 + [[1.0, 1.0, 0.0]] * 3)
    assert not fit_conditional(score_groups(distinct_patterns(endless)), 3).is_converged
    apart = np.array([[1.0, 0.0, np.nan, np.nan], [0.0, 1.0, np.nan, np.nan], [np.nan, np.nan, 1.0, 0.0],
                      [np.nan, np.nan, 0.0, 1.0]])  # fmt: skip
    assert not fit_conditional(score_groups(distinct_patterns(apart)), 4).is_converged
    assert fit_conditional(score_groups(distinct_patterns(endless)), 3, prior_sd=3.0).is_converged


@given(st.lists(st.floats(-8, 8), min_size=2, max_size=12))
def test_the_expected_score_at_an_ability_is_the_score(values: list[float]) -> None:
    difficulty, scores = np.array(values), np.arange(1.0, len(values))
    theta = ability_at_score(difficulty, scores)
    np.testing.assert_allclose(expit(theta[:, None] - difficulty).sum(axis=1), scores, atol=1e-9)


@pytest.mark.parametrize(
    "difficulty", [[0.5] * 2, [0.0] * 4, [0.0] * 6, [-1.0] * 8, [0.0, float(np.log(3)), float(np.log(3))]]
)
def test_moments_are_exact_where_a_chance_is_even(difficulty: list[float]) -> None:
    """There a factor of the characteristic function comes nearest to nothing."""
    scores = np.arange(1, len(difficulty))
    moments = conditional_moments(np.array(difficulty), scores)
    for row, score in enumerate(scores):
        mean, pair, log_constant = counted(np.array(difficulty), int(score))
        np.testing.assert_allclose(moments.mean[row], mean, atol=1e-12)
        np.testing.assert_allclose(moments.pair[row], pair, atol=1e-12)
        assert moments.log_constant[row] == pytest.approx(log_constant, abs=1e-12)


def test_items_that_are_equally_hard_need_one_step() -> None:
    found = fit_conditional(score_groups(distinct_patterns(np.array([[1.0, 0.0], [0.0, 1.0]] * 5))), 2)
    assert (found.is_converged, found.n_steps) == (True, 1)
    np.testing.assert_allclose(found.difficulty, 0.0, atol=1e-12)


def test_an_item_that_stays_where_it_is_does_not_end_the_search_for_the_others() -> None:
    """Turned round, items and answers, the sheets are the same: the middle item has difficulty zero from the start."""
    half = [[1.0, 0.0, 0.0]] * 9 + [[0.0, 1.0, 0.0]] * 3 + [[0.0, 0.0, 1.0]]
    answers = np.array(half + [[1 - value for value in reversed(row)] for row in half])
    found = fit_conditional(score_groups(distinct_patterns(answers)), 3)
    plain = minimize_scalar(lambda size: -log_likelihood(np.array([-size, 0.0, size]), answers), bracket=(0.5, 2.0))
    np.testing.assert_allclose(found.difficulty, [-plain.x, 0.0, plain.x], atol=1e-6)
