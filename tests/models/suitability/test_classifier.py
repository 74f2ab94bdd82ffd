"""The classifier is the policy before decisions, moves with them, and never falls as competence grows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit
from sklearn.base import clone
from sklearn.utils.estimator_checks import check_estimator

from models.suitability import PolicyPriorClassifier

ARRAY_API = "check_array_api_input"
"""Skipped by scikit-learn itself unless SCIPY_ARRAY_API is set; every other check must pass."""


def simulated(n: int, *, seed: int, slips: float = 0.0, offset: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Policy log odds and two shares; the truth follows the policy moved by `offset`."""
    rng = np.random.default_rng(seed)
    table = np.column_stack([rng.normal(1.5, 2.0, n), rng.random((n, 2))])
    truth = rng.random(n) < expit(table[:, 0] + offset)
    return table, np.where(rng.random(n) < slips, ~truth, truth)


def learned(n: int = 200, *, seed: int = 0, **given: float) -> PolicyPriorClassifier:
    return PolicyPriorClassifier(classes=(False, True)).fit(*simulated(n, seed=seed, **given))


def test_scikit_learns_own_checks_pass() -> None:
    found = check_estimator(PolicyPriorClassifier(), on_skip=None, on_fail=None)
    assert [row["check_name"] for row in found if row["status"] != "passed"] == [ARRAY_API]


def test_before_decisions_it_is_the_policy() -> None:
    table, _ = simulated(500, seed=1)
    start = PolicyPriorClassifier(classes=(False, True)).start(3)
    np.testing.assert_array_equal(start.probability(table), expit(table[:, 0]))
    np.testing.assert_array_equal(start.predict_proba(table)[:, 1], expit(table[:, 0]))


def test_one_signed_decision_moves_it_the_way_it_says() -> None:
    table, _ = simulated(500, seed=1)
    before = expit(table[:, 0])
    for said in (True, False):
        model = PolicyPriorClassifier(classes=(False, True)).fit(table[:1], np.array([said]))
        moved = model.probability(table)[0] - before[0]
        assert moved > 0 if said else moved < 0
        assert abs(model.probability(table) - before).max() < 0.05


@pytest.mark.parametrize("seed", range(5))
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_no_growing_column_lowers_the_probability(seed: int, data: st.DataObject) -> None:
    """Decisions drawn at random, even against every feature, cannot make it fall: 5 × 20 models, 1,000 rows each."""
    rng = np.random.default_rng(data.draw(st.integers(0, 10**6)) + seed)
    table = np.column_stack([rng.normal(0, 3, 60), rng.random((60, 4))])
    against = table.sum(axis=1) < rng.normal(0, 3)
    model = PolicyPriorClassifier(policy_sd=2, feature_sd=2, classes=(False, True)).fit(table, against)
    asked = np.column_stack([rng.normal(0, 4, 1000), rng.random((1000, 4))])
    more = asked + rng.exponential(1, asked.shape) * (rng.random(asked.shape) < 0.5)
    assert (model.coef_ >= 0).all()
    assert (model.probability(more) >= model.probability(asked)).all()


def test_decisions_that_differ_from_the_policy_are_learned() -> None:
    table, says = simulated(5000, seed=3, offset=-1.0)
    model = PolicyPriorClassifier(classes=(False, True), offset_sd=2.0).fit(table, says)
    assert model.offset_ == pytest.approx(-1.0, abs=0.4)


def test_slips_are_told_from_doubt() -> None:
    assert learned(20000, seed=4, slips=0.1).slips_ == pytest.approx(0.1, abs=0.02)
    assert learned(20000, seed=4, slips=0.0).slips_ < 0.01


def test_contributions_add_up_to_the_log_odds() -> None:
    table, _ = simulated(300, seed=5)
    model = learned()
    np.testing.assert_allclose(model.contributions(table).sum(axis=1), model.decision_function(table), atol=1e-12)


def test_order_of_decisions_does_not_matter() -> None:
    table, says = simulated(300, seed=6)
    turned = np.random.default_rng(0).permutation(300)
    one = PolicyPriorClassifier(classes=(False, True)).fit(table, says)
    two = clone(one).fit(table[turned], says[turned])
    np.testing.assert_allclose(one.coef_, two.coef_, atol=1e-4)


def test_a_single_label_needs_both_classes_named() -> None:
    with pytest.raises(ValueError, match="one class only"):
        PolicyPriorClassifier().fit(np.zeros((3, 2)), np.ones(3))
    assert learned(1).classes_.tolist() == [False, True]


def worth(model: PolicyPriorClassifier, table: np.ndarray, says: np.ndarray, values: np.ndarray) -> float:
    """Log posterior of (offset, coefficients, slips) as the class describes it, with the parameters of the model."""
    offset, coef, slips = values[0], values[1:-1], values[-1]
    is_so = expit(offset + table @ coef)
    said = np.where(says, slips + (1 - 2 * slips) * is_so, 1 - slips - (1 - 2 * slips) * is_so)
    sd = np.r_[model.policy_sd, np.full(len(coef) - 1, model.feature_sd)]
    prior = -0.5 * (((coef - np.eye(1, len(coef))[0]) / sd) ** 2).sum() - 0.5 * (offset / model.offset_sd) ** 2
    expected, decisions = model.slips_expected, model.slips_worth
    prior += decisions * (expected * np.log(slips) + (1 - expected) * np.log(1 - slips))
    return float(prior + np.log(said).sum())


GIVEN = {"policy_sd": 0.4, "offset_sd": 0.7, "feature_sd": 0.9, "slips_expected": 0.08, "slips_worth": 30.0}


@pytest.mark.parametrize("given_", [{}, GIVEN], ids=["defaults", "others"])
@pytest.mark.parametrize("n", [30, 400])
def test_what_is_learned_is_the_most_probable(n: int, given_: dict[str, float]) -> None:
    table, says = simulated(n, seed=7, slips=0.1, offset=-0.8)
    model = PolicyPriorClassifier(classes=(False, True), **given_).fit(table, says)
    found = np.r_[model.offset_, model.coef_, model.slips_]
    best = worth(model, table, says, found)
    for place in range(len(found)):
        for step in (-0.01, 0.01):
            moved = found + step * np.eye(1, len(found), place)[0]
            if (moved[1:] >= 0).all() and 1e-4 <= moved[-1] <= 0.25:
                assert worth(model, table, says, moved) < best


def test_the_prior_of_the_first_day_is_the_one_written_down() -> None:
    model = PolicyPriorClassifier()
    assert (model.policy_sd, model.offset_sd, model.feature_sd) == (0.15, 0.25, 0.25)
    assert (model.slips_expected, model.slips_worth) == (0.05, 200.0)


def test_a_decision_of_weight_two_is_two_decisions() -> None:
    table, says = simulated(40, seed=8)
    weight = np.where(np.arange(40) < 10, 2.0, 1.0)
    one = PolicyPriorClassifier(classes=(False, True)).fit(table, says, sample_weight=weight)
    two = PolicyPriorClassifier(classes=(False, True)).fit(np.r_[table, table[:10]], np.r_[says, says[:10]])
    np.testing.assert_allclose(one.coef_, two.coef_, atol=1e-5)
    assert one.offset_ == pytest.approx(two.offset_, abs=1e-5)
    assert (one.n_decisions_, two.n_decisions_) == (40, 50)


def test_slips_stay_between_nearly_none_and_a_quarter() -> None:
    table = np.array([[8.0, 0.5], [-8.0, 0.5]] * 3000)
    right = table[:, 0] > 0
    opposite = np.where(np.arange(len(right)) % 5 < 2, ~right, right)
    firm = {"policy_sd": 1e-3, "offset_sd": 1e-3, "feature_sd": 1e-3}
    assert PolicyPriorClassifier(classes=(False, True), **firm).fit(table, opposite).slips_ == pytest.approx(0.25)
    sure = PolicyPriorClassifier(classes=(False, True), slips_expected=1e-9, **firm).fit(table, right)
    assert sure.slips_ == pytest.approx(1e-4)


def test_the_start_has_learned_nothing() -> None:
    start = PolicyPriorClassifier().start(4)
    assert (start.offset_, start.slips_, start.n_decisions_, start.n_iter_, start.n_features_in_) == (0, 0, 0, 0, 4)
    assert start.coef_.tolist() == [1, 0, 0, 0]
    assert start.classes_.tolist() == [False, True]
    assert PolicyPriorClassifier(classes=("no", "yes")).start(2).classes_.tolist() == ["no", "yes"]


def test_even_odds_are_not_said_to_meet() -> None:
    start = PolicyPriorClassifier(classes=("no", "yes")).start(2)
    table = np.array([[-0.1, 0.0], [0.0, 0.0], [0.1, 0.0]])
    assert start.predict(table).tolist() == ["no", "no", "yes"]


def test_what_the_next_decision_says_holds_the_slips() -> None:
    model = learned(500, seed=9, slips=0.1)
    table, _ = simulated(50, seed=10)
    so = model.probability(table)
    np.testing.assert_allclose(model.predict_proba(table)[:, 1], so * (1 - model.slips_) + (1 - so) * model.slips_)
    np.testing.assert_allclose(model.predict_proba(table).sum(axis=1), 1)


def test_what_each_part_adds_is_its_coefficient_times_its_value() -> None:
    table, _ = simulated(5, seed=11)
    model = learned(100, seed=12)
    found = model.contributions(table)
    assert found.shape == (5, 4)
    np.testing.assert_allclose(found[:, 0], model.offset_)
    np.testing.assert_allclose(found[:, 1:], table * model.coef_)


def test_a_table_of_other_columns_is_refused_and_changes_nothing() -> None:
    model = learned(50, seed=13)
    for ask in (model.contributions, model.probability, model.predict, model.predict_proba):
        with pytest.raises(ValueError, match="features"):
            ask(np.zeros((2, 2)))
    assert model.n_features_in_ == 3
