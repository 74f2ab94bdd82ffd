from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import expit

from models.testing.ability import ItemCurves
from models.testing.population import fit_population
from models.testing.responses import distinct_patterns
from tests.models.testing.simulated import drawn


def test_mean_and_spread_of_the_population_are_found() -> None:
    test = drawn(n_people=6000, n_items=12, seed=1, mean=0.7)
    curves = ItemCurves(slope=np.ones(12), intercept=-test.difficulty)
    found = fit_population(distinct_patterns(test.answers), curves)
    assert found.mean == pytest.approx(0.7, abs=0.05)
    assert found.sd == pytest.approx(1.0, abs=0.05)


def test_people_who_answer_by_chance_alone_hardly_differ() -> None:
    answers = np.random.default_rng(2).integers(0, 2, (500, 10)).astype(float)
    curves = ItemCurves(slope=np.ones(10), intercept=np.zeros(10))
    assert fit_population(distinct_patterns(answers), curves).sd < 0.35


def loss(mean: float, sd: float, answers: np.ndarray, curves: ItemCurves) -> float:
    """Minus the log likelihood of the answers, its integral over a wide fine grid."""
    places = mean + sd * np.linspace(-9, 9, 3001)
    density = np.exp(-0.5 * np.linspace(-9, 9, 3001) ** 2)
    chance = expit(places[:, None] * curves.slope + curves.intercept)
    total = 0.0
    for row in answers:
        given = ~np.isnan(row)
        likelihood = np.where(row[given] == 1, chance[:, given], 1 - chance[:, given]).prod(axis=1)
        total -= np.log(density @ likelihood / density.sum())
    return float(total)


def test_no_other_population_makes_the_answers_likelier() -> None:
    test = drawn(n_people=60, n_items=4, seed=3, mean=0.5, missing=0.2)
    alike = np.repeat([[1.0, 1, 1, 1], [0, 0, 0, 0], [1, 1, 1, np.nan]], [4, 2, 6], axis=0)
    answers = np.vstack([test.answers, alike, np.full((5, 4), np.nan)])
    curves = ItemCurves(slope=np.array([0.8, 1.2, 1.0, 1.5]), intercept=-test.difficulty)
    found = fit_population(distinct_patterns(answers), curves)
    plain = minimize(
        lambda free: loss(free[0], np.exp(free[1]), answers, curves), np.zeros(2), method="Nelder-Mead",
        options={"xatol": 1e-6, "fatol": 1e-9},
    )  # fmt: skip
    assert 0.5 < found.sd < 5
    assert found.mean == pytest.approx(plain.x[0], abs=1e-4)
    assert found.sd == pytest.approx(np.exp(plain.x[1]), abs=1e-4)


def test_without_answers_the_population_is_the_standard_one() -> None:
    curves = ItemCurves(slope=np.ones(2), intercept=np.zeros(2))
    found = fit_population(distinct_patterns(np.full((3, 2), np.nan)), curves)
    assert (found.mean, found.sd) == (0.0, 1.0)


def test_people_never_differ_by_less_than_a_tenth_of_a_logit() -> None:
    answers = np.array([[1.0, 0.0], [0.0, 1.0]] * 50)
    found = fit_population(distinct_patterns(answers), ItemCurves(slope=np.ones(2), intercept=np.zeros(2)))
    assert found.sd == pytest.approx(0.1)


@pytest.mark.parametrize(("answer", "mean"), [(1.0, 8.5), (0.0, -7.0)])
def test_where_everybody_is_right_or_wrong_the_mean_stays_six_logits_beyond_the_items(
    answer: float, mean: float
) -> None:
    curves = ItemCurves(slope=np.array([1.0, 2.0]), intercept=np.array([1.0, -5.0]))
    found = fit_population(distinct_patterns(np.full((30, 2), answer)), curves)
    assert found.mean == pytest.approx(mean, abs=1e-6)


def test_people_never_differ_by_more_than_ten_logits() -> None:
    answers = np.repeat([[0.0] * 5, [1.0] * 5], 20, axis=0)
    found = fit_population(distinct_patterns(answers), ItemCurves(slope=np.ones(5), intercept=np.zeros(5)))
    assert found.sd == pytest.approx(10.0)


def test_a_test_of_many_hundred_items_finds_its_population() -> None:
    """The chance of so many answers together is far below the smallest number there is."""
    test = drawn(n_people=300, n_items=600, seed=4, mean=0.5)
    found = fit_population(distinct_patterns(test.answers), ItemCurves(slope=np.ones(600), intercept=-test.difficulty))
    assert found.mean == pytest.approx(test.theta.mean(), abs=0.03)
    assert found.sd == pytest.approx(test.theta.std(), abs=0.03)
