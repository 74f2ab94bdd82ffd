from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar
from scipy.special import expit

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
