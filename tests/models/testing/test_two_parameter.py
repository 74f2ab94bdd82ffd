from __future__ import annotations

import numpy as np
import pytest

from models.testing.two_parameter import TwoParameterModel
from tests.models.testing.simulated import Drawn, drawn

FIRST, DRAWS = 100, 25


@pytest.fixture(scope="module")
def fits() -> list[tuple[Drawn, TwoParameterModel]]:
    tests = [drawn(n_people=1500, n_items=20, seed=seed, slope_spread=0.3) for seed in range(FIRST, FIRST + DRAWS)]
    return [(test, TwoParameterModel().fit(test.answers)) for test in tests]


def test_slopes_are_found_without_bias(fits: list[tuple[Drawn, TwoParameterModel]]) -> None:
    off = np.array([model.discrimination_ - test.slope for test, model in fits])
    assert abs(off.mean()) < 0.03
    assert np.sqrt((off**2).mean()) < 0.15


def test_difficulties_are_found_without_bias(fits: list[tuple[Drawn, TwoParameterModel]]) -> None:
    off = np.array([model.difficulty_ - test.difficulty for test, model in fits])
    assert abs(off.mean()) < 0.03
    assert np.sqrt((off**2).mean()) < 0.15


def test_planted_items_and_people_are_found_again_from_a_thousand_sheets_of_thirty_items() -> None:
    """Slopes spread by 0.5 on the log scale; with less, what differs between items drowns in a thousand answers."""
    slopes, places, people = [], [], []
    for seed in range(5):
        test = drawn(n_people=1000, n_items=30, seed=seed, slope_spread=0.5)
        model = TwoParameterModel().fit(test.answers)
        slopes.append(np.corrcoef(model.discrimination_, test.slope)[0, 1])
        places.append(np.corrcoef(model.difficulty_, test.difficulty)[0, 1])
        people.append(np.corrcoef(model.abilities(test.answers).theta, test.theta)[0, 1])
    assert np.mean(slopes) > 0.95
    assert np.mean(places) > 0.98
    assert np.mean(people) > 0.9


def test_intervals_cover_the_truth_as_often_as_they_say(fits: list[tuple[Drawn, TwoParameterModel]]) -> None:
    slopes = [np.abs(m.discrimination_ - t.slope) < 1.96 * m.discrimination_error_ for t, m in fits]
    places = [np.abs(m.difficulty_ - t.difficulty) < 1.96 * m.standard_error_ for t, m in fits]
    assert 0.925 < np.mean(slopes) < 0.975
    assert 0.925 < np.mean(places) < 0.975


def test_posterior_intervals_of_people_cover_the_truth(fits: list[tuple[Drawn, TwoParameterModel]]) -> None:
    test, model = fits[0]
    found = model.abilities(test.answers)
    assert 0.93 < np.mean(np.abs(found.theta - test.theta) < 1.96 * found.se) < 0.97


def test_an_item_with_the_wrong_key_has_a_negative_slope() -> None:
    test = drawn(n_people=1000, n_items=10, seed=1)
    answers = test.answers.copy()
    answers[:, 3] = 1 - answers[:, 3]
    assert TwoParameterModel().fit(answers).discrimination_[3] < -0.5


def test_missing_answers_leave_slopes_right() -> None:
    test = drawn(n_people=3000, n_items=15, seed=2, slope_spread=0.3, missing=0.2)
    model = TwoParameterModel().fit(test.answers)
    assert np.corrcoef(model.discrimination_, test.slope)[0, 1] > 0.93
    assert np.abs(model.difficulty_ - test.difficulty).max() < 0.5


def test_two_items_use_the_weak_prior_and_stay_finite() -> None:
    model = TwoParameterModel().fit(drawn(n_people=200, n_items=2, seed=3).answers)
    assert model.is_regularised_
    assert np.isfinite(model.discrimination_).all()


def test_perfect_and_zero_scores_are_finite_by_every_method() -> None:
    answers = np.vstack([drawn(n_people=400, n_items=6, seed=4, slope_spread=0.3).answers, np.ones(6), np.zeros(6)])
    model = TwoParameterModel().fit(answers)
    for method in ("eap", "mle", "wle"):
        found = model.abilities(answers, method=method)
        assert np.isfinite(found.theta).all()
        assert np.isfinite(found.se).all()
