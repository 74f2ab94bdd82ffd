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
