"""Parts of an explanation add up to the log odds, for the policy and for what was learned."""

from __future__ import annotations

import numpy as np
import pytest

from recommender.explain import contributions
from recommender.explain.contributions import PARTS
from recommender.suitability import log_odds
from recommender.verdict import WrittenPolicy
from tests.recommender.planted_estimates import officers_of
from tests.recommender.test_suitability import features_of, learned


@pytest.mark.parametrize("seed", range(3))
def test_parts_of_a_learned_verdict_add_up_to_its_log_odds(seed: int) -> None:
    features = features_of(*officers_of(500, np.random.default_rng(seed)))
    judge = learned(seed)
    parts = contributions(features, judge)
    np.testing.assert_allclose(parts[list(PARTS)].sum(axis=1), parts["log_odds"])
    np.testing.assert_allclose(1 / (1 + np.exp(-parts["log_odds"])), judge.probability(features), atol=1e-9)


def test_parts_of_the_policy_are_its_three_factors() -> None:
    features = features_of(*officers_of(500, np.random.default_rng(5)))
    parts = contributions(features)
    np.testing.assert_allclose(parts["log_odds"], log_odds(WrittenPolicy().probability(features)), atol=1e-6)
    np.testing.assert_allclose(parts["enough"], log_odds(features["p_enough"]), atol=1e-9)
    assert (parts["offset"] == 0).all()
    assert (parts["shares"] == 0).all()
    assert (parts[["gates", "standards"]] <= 1e-9).all(axis=None)
