from __future__ import annotations

import numpy as np
import pytest

import models.testing.rasch as rasch_module
from models.testing.rasch import Calibration, RaschModel
from tests.models.testing.simulated import drawn


def test_difficulties_have_mean_zero_and_lie_within_their_errors() -> None:
    """Over 40 draws the 95 % intervals of 20 items cover the truth in 92-98 % of cases."""
    covered = []
    for seed in range(40):
        test = drawn(n_people=500, n_items=20, seed=seed)
        model = RaschModel().fit(test.answers)
        assert model.difficulty_.mean() == pytest.approx(0, abs=1e-9)
        covered.append(np.abs(model.difficulty_ - test.difficulty) < 1.96 * model.standard_error_)
    assert 0.92 < np.mean(covered) < 0.98


def test_abilities_lie_within_their_errors() -> None:
    test = drawn(n_people=5000, n_items=40, seed=3)
    model = RaschModel().fit(test.answers)
    for method, low, high in (("mle", 0.93, 0.98), ("wle", 0.93, 0.98), ("eap", 0.935, 0.965)):
        found = model.abilities(test.answers, method=method)
        assert low < np.mean(np.abs(found.theta - test.theta) < 1.96 * found.se) < high


def test_missing_by_chance_leaves_difficulties_right() -> None:
    test = drawn(n_people=3000, n_items=12, seed=4, missing=0.2)
    model = RaschModel().fit(test.answers)
    assert model.n_calibrated_ == 3000
    assert np.abs(model.difficulty_ - test.difficulty).max() < 0.2


def test_skipping_what_one_cannot_do_does_no_harm_to_complete_sheets() -> None:
    """A tenth of the people leave hard items blank where they would have failed."""
    test = drawn(n_people=6000, n_items=10, seed=5)
    answers = test.answers.copy()
    skips = np.random.default_rng(6).random(6000) < 0.3
    answers[skips[:, None] & (answers == 0) & (test.difficulty > 1)] = np.nan
    auto = RaschModel().fit(answers).difficulty_ - test.difficulty
    everybody = RaschModel(sheets="all").fit(answers).difficulty_ - test.difficulty
    assert np.abs(auto).max() < np.abs(everybody).max()


def test_marginal_difficulties_agree_with_conditional_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    test = drawn(n_people=3000, n_items=10, seed=7, mean=0.4)
    conditional = RaschModel().fit(test.answers)
    monkeypatch.setattr(rasch_module, "MOST_WORK", 0)
    marginal = RaschModel().fit(test.answers)
    assert (conditional.calibration_, marginal.calibration_) == (Calibration.CONDITIONAL, Calibration.MARGINAL)
    np.testing.assert_allclose(marginal.difficulty_, conditional.difficulty_, atol=0.02)
    np.testing.assert_allclose(marginal.standard_error_, conditional.standard_error_, rtol=0.03)
    assert marginal.population_sd_ == pytest.approx(conditional.population_sd_, abs=0.02)
    assert marginal.population_mean_ == pytest.approx(conditional.population_mean_, abs=0.02)


def test_an_item_everybody_gets_right_has_no_difficulty_and_changes_nobodys_ability() -> None:
    test = drawn(n_people=300, n_items=6, seed=8)
    more = np.column_stack([test.answers, np.ones(300)])
    model = RaschModel().fit(more)
    assert np.isnan(model.difficulty_[-1])
    np.testing.assert_allclose(model.transform(more), RaschModel().fit(test.answers).transform(test.answers))


def test_answers_that_do_not_bound_difficulties_fall_back_to_the_weak_prior() -> None:
    """Nobody is right on one of the last two items without being right on both of the first."""
    answers = np.array([[1.0, 0, 0, 0], [0, 1, 0, 0], [1, 1, 1, 0], [1, 1, 0, 1]] * 10)
    model = RaschModel().fit(answers)
    assert model.is_regularised_
    assert np.isfinite(model.difficulty_).all()
    assert model.difficulty_[0] < model.difficulty_[3]


def test_answers_in_perfect_order_still_order_items_and_people() -> None:
    answers = np.tril(np.ones((6, 5)), -1)
    model = RaschModel().fit(answers)
    assert model.is_regularised_
    assert (np.diff(model.difficulty_) > 0).all()
    assert (np.diff(model.transform(answers)[:, 0]) > 0).all()


def test_booklets_without_a_shared_item_are_held_together_by_the_weak_prior() -> None:
    test = drawn(n_people=400, n_items=8, seed=11)
    answers = test.answers.copy()
    answers[:200, :4] = np.nan
    answers[200:, 4:] = np.nan
    model = RaschModel().fit(answers)
    assert model.is_regularised_
    assert (model.standard_error_ > 0.5).all()


def test_two_people_who_know_all_and_nothing_differ() -> None:
    answers = np.array([[1.0, 1.0], [0.0, 0.0]])
    theta = RaschModel().fit(answers).transform(answers)[:, 0]
    assert theta[0] > theta[1]
    assert np.isfinite(theta).all()


def test_nothing_is_estimated_where_everybody_answers_alike() -> None:
    model = RaschModel().fit(np.ones((5, 3)))
    assert model.calibration_ is Calibration.NONE
    assert np.isnan(model.transform(np.ones((5, 3)))).all()


def test_order_of_people_and_items_does_not_matter() -> None:
    test = drawn(n_people=400, n_items=7, seed=9, missing=0.05)
    generator = np.random.default_rng(10)
    people, items = generator.permutation(400), generator.permutation(7)
    first, second = RaschModel().fit(test.answers), RaschModel().fit(test.answers[people][:, items])
    np.testing.assert_allclose(second.difficulty_, first.difficulty_[items], atol=1e-7)
    np.testing.assert_allclose(
        second.transform(test.answers[people][:, items]), first.transform(test.answers)[people], atol=1e-6
    )
