from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.interpolate import CubicSpline
from scipy.optimize import brentq, minimize_scalar
from scipy.special import expit

from models.testing import ability
from models.testing.ability import Ability, ItemCurves, Population, estimate
from models.testing.responses import distinct_patterns

STANDARD = Population(mean=0.0, sd=1.0)
DIFFICULTY = np.array([-1.5, -0.5, 0.0, 0.7, 1.8])
RASCH = ItemCurves(slope=np.ones(5), intercept=-DIFFICULTY)
MIXED = ItemCurves(slope=np.array([0.6, 1.4, 1.0, 2.0, 0.8]), intercept=np.array([1.0, 0.2, 0.0, -0.8, -1.2]))


def thetas(answers: np.ndarray, curves: ItemCurves, method: Ability) -> np.ndarray:
    patterns = distinct_patterns(np.atleast_2d(answers))
    return estimate(patterns, curves, STANDARD, method=method).of(patterns.index).theta


def best(answers: np.ndarray, curves: ItemCurves, *, is_weighted: bool) -> float:
    """Maximum of the (weighted) likelihood by a plain optimiser."""

    def loss(theta: float) -> float:
        chance = expit(curves.slope * theta + curves.intercept)
        known = ~np.isnan(answers)
        value = np.where(answers == 1, np.log(chance), np.log1p(-chance))[known].sum()
        information = (curves.slope**2 * chance * (1 - chance))[known].sum()
        return -float(value + is_weighted * 0.5 * np.log(information))

    grid = np.linspace(-7, 7, 281)  # the weighted likelihood can have more than one top
    near = grid[int(np.argmin([loss(place) for place in grid]))]
    return float(minimize_scalar(loss, bounds=(near - 0.05, near + 0.05), method="bounded", options={"xatol": 1e-9}).x)


ANSWERS = st.lists(st.sampled_from([0.0, 1.0, np.nan]), min_size=5, max_size=5).map(np.array)


@given(ANSWERS.filter(lambda row: 0 < np.nansum(row) < (~np.isnan(row)).sum()))
def test_mle_is_where_the_likelihood_is_largest(answers: np.ndarray) -> None:
    for curves in (RASCH, MIXED):
        assert thetas(answers, curves, Ability.MLE)[0] == pytest.approx(
            best(answers, curves, is_weighted=False), abs=1e-5
        )


@given(ANSWERS.filter(lambda row: (~np.isnan(row)).sum() > 1))
def test_wle_is_where_the_weighted_likelihood_is_largest(answers: np.ndarray) -> None:
    for curves in (RASCH, MIXED):
        found = best(answers, curves, is_weighted=True)
        if abs(found) < 6.9:
            assert thetas(answers, curves, Ability.WLE)[0] == pytest.approx(found, abs=1e-5)


@given(ANSWERS.filter(lambda row: (~np.isnan(row)).any()))
def test_every_estimate_is_finite_for_everybody_who_answered(answers: np.ndarray) -> None:
    patterns = distinct_patterns(answers[None, :])
    for curves in (RASCH, MIXED):
        for method in Ability:
            found = estimate(patterns, curves, STANDARD, method=method)
            assert np.isfinite(found.theta).all()
            assert (found.se > 0).all()
            assert np.isfinite(found.se).all()


def test_nobody_is_scored_without_answers() -> None:
    for method in Ability:
        assert np.isnan(thetas(np.full(5, np.nan), RASCH, method)).all()


def test_more_right_answers_never_mean_less_ability() -> None:
    table = np.tril(np.ones((6, 5)), -1)
    for method in Ability:
        assert (np.diff(thetas(table, RASCH, method)) > 0).all()


def test_eap_is_the_mean_of_the_posterior() -> None:
    answers = np.array([1.0, 1.0, 0.0, np.nan, 0.0])
    patterns = distinct_patterns(answers[None, :])
    found = estimate(patterns, MIXED, Population(mean=0.3, sd=0.8), method=Ability.EAP)
    grid = np.linspace(-8, 8, 20001)
    chance = expit(np.outer(grid, MIXED.slope) + MIXED.intercept)
    density = np.exp(-0.5 * ((grid - 0.3) / 0.8) ** 2)
    density *= chance[:, 0] * chance[:, 1] * (1 - chance[:, 2]) * (1 - chance[:, 4])
    density /= density.sum()
    mean = density @ grid
    assert found.theta[0] == pytest.approx(mean, abs=1e-6)
    assert found.se[0] == pytest.approx(np.sqrt(density @ grid**2 - mean**2), abs=1e-6)


def test_people_with_the_same_score_on_the_same_items_get_the_same_rasch_ability() -> None:
    found = thetas(np.array([[1.0, 1, 0, 0, 0], [0.0, 0, 0, 1, 1]]), RASCH, Ability.MLE)
    assert found[0] == pytest.approx(found[1], abs=1e-12)


def test_a_test_of_two_items_still_has_ends() -> None:
    curves = ItemCurves(slope=np.ones(2), intercept=np.zeros(2))
    found = thetas(np.array([[0.0, 0.0], [1.0, 1.0]]), curves, Ability.MLE)
    assert found[0] == pytest.approx(-found[1])
    assert np.isfinite(found).all()


def at_score(difficulty: np.ndarray, score: int) -> float:
    """The ability at which so many right answers are the expected number."""
    return float(brentq(lambda theta: expit(theta - difficulty).sum() - score, -60, 60, xtol=1e-12))


def continued(difficulty: np.ndarray) -> tuple[float, float]:
    """Ends of the table score → ability: in a straight line from a natural spline through the inner scores."""
    scores = np.arange(1, len(difficulty))
    line = CubicSpline(scores, [at_score(difficulty, score) for score in scores], bc_type="natural")
    return float(line(1) - line(1, 1)), float(line(scores[-1]) + line(scores[-1], 1))


def test_nothing_and_everything_right_lie_one_score_beyond_the_inner_table() -> None:
    found = thetas(np.array([[0.0] * 5, [1.0] * 5]), RASCH, Ability.MLE)
    assert found == pytest.approx(continued(DIFFICULTY), abs=1e-7)


def test_the_ends_are_those_of_the_items_that_were_answered() -> None:
    answers = np.array([[0.0, np.nan, 0, np.nan, 0], [1.0, 1, np.nan, np.nan, 1], [np.nan, 1, 1, 1, np.nan]])
    found = thetas(answers, RASCH, Ability.MLE)
    expected = [continued(DIFFICULTY[[0, 2, 4]])[0], continued(DIFFICULTY[[0, 1, 4]])[1], continued(DIFFICULTY[1:4])[1]]
    assert found == pytest.approx(expected, abs=1e-7)


def test_below_three_items_the_ends_are_warms() -> None:
    answers = np.array([[1.0, np.nan, np.nan, np.nan, 1.0], [0.0, np.nan, np.nan, np.nan, 0.0]])
    assert thetas(answers, RASCH, Ability.MLE) == pytest.approx(thetas(answers, RASCH, Ability.WLE), abs=1e-12)


def test_where_slopes_differ_the_ends_are_warms() -> None:
    answers = np.array([[1.0] * 5, [0.0] * 5])
    assert thetas(answers, MIXED, Ability.MLE) == pytest.approx(thetas(answers, MIXED, Ability.WLE), abs=1e-12)


@pytest.mark.parametrize("method", [Ability.MLE, Ability.WLE])
def test_the_error_is_one_over_the_root_of_the_information_of_the_items_answered(method: Ability) -> None:
    patterns = distinct_patterns(np.array([[1.0, 1, 0, np.nan, 0]]))
    found = estimate(patterns, MIXED, STANDARD, method=method)
    chance = expit(MIXED.slope * found.theta[0] + MIXED.intercept)
    information = (MIXED.slope**2 * chance * (1 - chance))[[0, 1, 2, 4]].sum()
    assert found.se[0] == pytest.approx(information**-0.5)


@pytest.mark.parametrize("slope", [0.5, 1.0, 2.0])
@pytest.mark.parametrize("place", [-40.0, 40.0])
def test_items_far_from_zero_are_looked_for_where_they_are(place: float, slope: float) -> None:
    near = ItemCurves(slope=np.full(5, slope), intercept=-DIFFICULTY)
    far = ItemCurves(slope=np.full(5, slope), intercept=-DIFFICULTY - place)
    answers = np.tril(np.ones((6, 5)), -1)
    low, high = continued(DIFFICULTY)
    expected = [low, *[at_score(DIFFICULTY, score) for score in range(1, 5)], high]
    assert thetas(answers, far, Ability.MLE) * slope == pytest.approx(np.array(expected) + place, abs=1e-6)
    warm = thetas(answers, near, Ability.WLE) + place / slope
    assert thetas(answers, far, Ability.WLE) == pytest.approx(warm, abs=1e-6)


@pytest.mark.parametrize("side", [-1.0, 1.0])
def test_items_far_apart_whose_slopes_differ_are_looked_for_where_they_are(side: float) -> None:
    slope, difficulty = np.array([5.0] + [0.5] * 8), side * np.array([-4.0] + [6.0] * 8)
    curves = ItemCurves(slope=slope, intercept=-slope * difficulty)
    answers = np.array([1.0] + [1.0, 0.0] * 4) if side > 0 else np.array([0.0] + [1.0, 0.0] * 4)
    assert thetas(answers, curves, Ability.MLE)[0] == pytest.approx(6 * side, abs=1e-6)


@pytest.mark.parametrize(("flat", "is_found"), [(4e-4, True), (4e-5, False)])
def test_an_ability_ten_logits_of_the_steepest_item_beyond_the_items_is_not_believed(
    flat: float, is_found: bool
) -> None:
    """The steep item right, one that says next to nothing wrong: the likelihood is largest far beyond both."""
    curves = ItemCurves(slope=np.array([2.0, flat]), intercept=np.zeros(2))
    answers = np.array([1.0, 0.0])
    farthest = np.log(4 / flat) / 2
    assert (farthest < 10 / 2) == is_found
    warm = thetas(answers, curves, Ability.WLE)[0]
    assert thetas(answers, curves, Ability.MLE)[0] == pytest.approx(farthest if is_found else warm, abs=1e-3)


def test_without_items_nobody_is_scored() -> None:
    none = ItemCurves(slope=np.zeros(0), intercept=np.zeros(0))
    assert none.is_slope_common
    patterns = distinct_patterns(np.array([[1.0], [0.0]]))
    for method in Ability:
        found = estimate(patterns, none, STANDARD, method=method)
        assert found.theta.shape == found.se.shape == (2,)
        assert np.isnan(found.theta).all()
        assert np.isnan(found.se).all()


def test_slopes_are_common_only_where_they_are_equal() -> None:
    assert RASCH.is_slope_common
    assert ItemCurves(slope=np.full(3, 2.0), intercept=np.zeros(3)).is_slope_common
    assert not MIXED.is_slope_common
    assert not ItemCurves(slope=np.array([1.0, 2.0]), intercept=np.zeros(2)).is_slope_common


def test_people_beyond_one_chunk_are_scored_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = np.tril(np.ones((6, 5)), -1)
    for method in Ability:
        whole = thetas(answers, MIXED, method)
        monkeypatch.setattr(ability, "CHUNK", 2)
        np.testing.assert_allclose(thetas(answers, MIXED, method), whole, rtol=1e-9)
        monkeypatch.undo()
