"""A piece of evidence said to raise or lower a verdict does so: the whole road is run again without it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from recommender.evidence import evidence
from recommender.explain import evidence_effects
from recommender.inputs import Inputs
from recommender.match import matches
from recommender.measure import asked_of, estimates
from recommender.measuring.observations import observations
from recommender.requirements import requirement_texts, requirements
from recommender.standards import standards
from recommender.suitability import LearnedSuitability, log_odds
from recommender.verdict import KEY, WrittenPolicy, verdict_features
from tests.recommender import factories as make
from tests.recommender.test_suitability import START, learned

TOPICS = ("soạn thảo văn bản", "công nghệ thông tin", "đăng ký khai sinh", "chứng thực bản sao")
CATALOGUE = make.catalogue()


def people(count: int, seed: int) -> Inputs:
    """Officers with one to three results on each topic, by method and score at random."""
    rng = np.random.default_rng(seed)
    rows = [
        make.result(f"o{who}", topic, float(rng.integers(20, 95)), method=method)
        for who in range(count)
        for topic in TOPICS
        for method in ("test", "supervisor", "peer")
        if rng.random() < 0.6
    ]
    plain = make.inputs({f"o{who}": 60.0 for who in range(count)})
    return replace(plain, assessments=make.assessments(*rows))


def road(inputs: Inputs) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Estimates, observations and features of everybody."""
    known = evidence(inputs.statements, inputs.assessments, settings=make.SETTINGS)
    matched = matches(known, requirement_texts(CATALOGUE), make.EqualWords())
    asked = asked_of(inputs.holdings, requirements(CATALOGUE))
    found = estimates(known, matched, asked, settings=make.SETTINGS)
    pairs = asked[["officer_id", "requirement_id", "kind", "min_level", "max_level"]].drop_duplicates(
        ["officer_id", "requirement_id"]
    )
    seen = observations(known, matched, pairs, settings=make.SETTINGS)
    checked = standards(inputs.holdings, known, CATALOGUE, settings=make.SETTINGS)
    return found, seen, verdict_features(inputs.holdings[KEY], found, checked, settings=make.SETTINGS)


@pytest.mark.parametrize("judge", [START, learned(1)], ids=["policy", "learned"])
def test_taking_named_evidence_away_moves_the_probability_as_stated(judge: LearnedSuitability) -> None:
    inputs = people(25, seed=3)
    found, seen, features = road(inputs)
    effects = evidence_effects(found, seen, features, settings=make.SETTINGS, judge=judge)
    strongest = (
        effects.assign(size=effects["effect"].abs()).sort_values("size").drop_duplicates("officer_id", keep="last")
    )
    assert len(strongest) >= 20
    assert {True, False} == set(strongest["effect"] > 0)
    before = log_odds(judge.probability(features)).set_axis(features["officer_id"])
    for row in strongest.head(20).itertuples():
        kept = inputs.assessments[inputs.assessments["assessment_id"] != row.evidence_id]
        assert len(kept) == len(inputs.assessments) - 1
        *_, without = road(replace(inputs, assessments=kept))
        after = log_odds(judge.probability(without)).set_axis(without["officer_id"])
        moved = before[row.officer_id] - after[row.officer_id]
        assert np.sign(moved) == np.sign(row.effect), (row, moved)


def test_the_policy_is_the_judge_when_none_is_given() -> None:
    found, seen, features = road(people(5, seed=4))
    given = evidence_effects(found, seen, features, settings=make.SETTINGS, judge=WrittenPolicy())
    pd.testing.assert_frame_equal(evidence_effects(found, seen, features, settings=make.SETTINGS), given)


def test_small_effects_are_not_named() -> None:
    found, seen, features = road(people(5, seed=4))
    assert (evidence_effects(found, seen, features, settings=make.SETTINGS)["effect"].abs() >= 0.05).all()
