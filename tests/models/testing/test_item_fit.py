from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from scipy.special import expit

from models.testing import item_fit
from models.testing.ability import ItemCurves, Population
from models.testing.conditional import score_groups
from models.testing.item_fit import ItemFit, conditional_fit_of_items, fit_of_items
from models.testing.rasch import RaschModel
from models.testing.responses import distinct_patterns
from models.testing.two_parameter import TwoParameterModel
from tests.models.testing.simulated import drawn


def test_mean_squares_are_one_where_the_model_holds_even_in_a_short_test() -> None:
    answers = drawn(n_people=8000, n_items=5, seed=4).answers
    fit = RaschModel().fit(answers).item_fit(answers)
    np.testing.assert_allclose(fit.infit, 1, atol=0.04)
    np.testing.assert_allclose(fit.outfit, 1, atol=0.06)
    assert np.abs(np.concatenate([fit.infit_t, fit.outfit_t])).max() < 3.5


def test_a_coin_toss_among_rasch_items_is_noisy() -> None:
    answers = drawn(n_people=2000, n_items=12, seed=6).answers
    answers[:, 3] = np.random.default_rng(7).integers(0, 2, 2000)
    fit = RaschModel().fit(answers).item_fit(answers)
    assert fit.infit.argmax() == 3
    assert fit.infit[3] > 1.2
    assert fit.infit_t[3] > 4


def test_a_copied_item_is_too_predictable() -> None:
    answers = drawn(n_people=2000, n_items=12, seed=8).answers
    answers[:, 4] = answers[:, 5]
    fit = RaschModel().fit(answers).item_fit(answers)
    assert set(np.argsort(fit.infit)[:2]) == {4, 5}
    assert (fit.infit_t[4:6] < -2).all()


def test_two_parameter_items_fit_their_own_model() -> None:
    test = drawn(n_people=4000, n_items=20, seed=9, slope_spread=0.4)
    fit = TwoParameterModel().fit(test.answers).item_fit(test.answers)
    np.testing.assert_allclose(fit.infit, 1, atol=0.12)


def test_an_item_that_was_not_estimated_has_no_fit() -> None:
    answers = drawn(n_people=200, n_items=5, seed=10).answers
    answers[:, 2] = 1
    fit = RaschModel().fit(answers).item_fit(answers)
    assert np.isnan(fit.infit[2])
    assert np.isfinite(np.delete(fit.infit, 2)).all()


def wilson_hilferty(mean_square: float, variance: float) -> float:
    sd = variance**0.5
    return float((mean_square ** (1 / 3) - 1) * 3 / sd + sd / 3)


def by_hand(cells: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    """Infit, outfit and their significance of one item, from (answer, expected answer) of each person."""
    answer, chance = np.array(cells).T
    variance = chance * (1 - chance)
    square = (answer - chance) ** 2
    fourth = chance * (1 - chance) ** 4 + (1 - chance) * chance**4
    infit, outfit = square.sum() / variance.sum(), (square / variance).mean()
    infit_variance = (fourth - variance**2).sum() / variance.sum() ** 2
    outfit_variance = (fourth / variance**2 - 1).sum() / len(cells) ** 2
    return infit, outfit, wilson_hilferty(infit, infit_variance), wilson_hilferty(outfit, outfit_variance)


def fit_rows(fit: ItemFit) -> np.ndarray:
    return np.array([fit.infit, fit.outfit, fit.infit_t, fit.outfit_t]).T


ANSWERS = np.array(
    [[1, 0, 0, np.nan], [1, 0, 0, np.nan], [0, 1, 0, np.nan], [1, 1, 0, 1], [0, 1, 0, 1], [1, 0, 1, 0], [1, 1, 1, 1],
     [0, 0, 0, 0], [1, 0, 1, 1], [0, 1, np.nan, np.nan], [0, 0, 1, 0], [1, 1, 0, 0], [1, np.nan, np.nan, np.nan]]
)  # fmt: skip


def test_under_the_rasch_model_answers_are_compared_with_those_expected_given_the_score() -> None:
    difficulty = np.array([-1.0, -0.2, 0.5, 1.2])
    cells: list[list[tuple[float, float]]] = [[], [], [], []]
    for row in ANSWERS:
        given = np.flatnonzero(~np.isnan(row))
        score = int(row[given].sum())
        if 0 < score < len(given):
            every = [np.array(ones) for ones in combinations(given, score)]
            weights = np.array([np.exp(-difficulty[ones].sum()) for ones in every])
            for item in given:
                right = np.array([item in ones for ones in every])
                cells[item].append((row[item], float(weights @ right / weights.sum())))
    found = conditional_fit_of_items(score_groups(distinct_patterns(ANSWERS)), difficulty)
    np.testing.assert_allclose(fit_rows(found), [by_hand(item) for item in cells], rtol=1e-8)


def test_under_other_models_answers_are_compared_with_those_expected_from_the_others() -> None:
    slope, intercept = np.array([0.8, 1.5, 1.0, 1.2]), np.array([0.9, 0.1, -0.4, -1.0])
    places = np.linspace(-8, 8, 4001)
    density = np.exp(-0.5 * ((places - 0.2) / 0.9) ** 2)
    chance = expit(places[:, None] * slope + intercept)
    cells: list[list[tuple[float, float]]] = [[], [], [], []]
    for row in ANSWERS:
        given = np.flatnonzero(~np.isnan(row))
        for item in given:
            others = [other for other in given if other != item]
            weight = density * np.where(row[others] == 1, chance[:, others], 1 - chance[:, others]).prod(axis=1)
            cells[item].append((row[item], float(weight @ chance[:, item] / weight.sum())))
    found = fit_of_items(
        distinct_patterns(ANSWERS), ItemCurves(slope=slope, intercept=intercept), Population(mean=0.2, sd=0.9)
    )
    np.testing.assert_allclose(fit_rows(found), [by_hand(item) for item in cells], rtol=1e-6)


def test_people_beyond_one_chunk_count_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    curves = ItemCurves(slope=np.array([0.8, 1.5, 1.0, 1.2]), intercept=np.zeros(4))
    patterns = distinct_patterns(ANSWERS)
    whole = fit_of_items(patterns, curves, Population(mean=0.0, sd=1.0))
    monkeypatch.setattr(item_fit, "CHUNK", 3)
    np.testing.assert_allclose(
        fit_rows(fit_of_items(patterns, curves, Population(mean=0.0, sd=1.0))), fit_rows(whole), rtol=1e-9
    )


def test_answers_that_could_not_differ_have_no_significance() -> None:
    """One of two right, both equally hard: every square is a quarter, whoever was right."""
    answers = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]])
    found = conditional_fit_of_items(score_groups(distinct_patterns(answers)), np.zeros(2))
    np.testing.assert_allclose([found.infit, found.outfit], 1.0)
    assert np.isnan([found.infit_t, found.outfit_t]).all()
