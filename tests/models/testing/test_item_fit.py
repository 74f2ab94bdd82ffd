from __future__ import annotations

import numpy as np

from models.testing.rasch import RaschModel
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
