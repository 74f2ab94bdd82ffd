"""What is named as the smallest change truly changes the proposal, asked of the judge and of the whole road."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pytest

from recommender import screen
from recommender.columns import ASSESSMENTS, EVIDENCE, HOLDINGS
from recommender.explain import smallest_changes
from recommender.explain.change import MOST_ALTERNATIVES, MOST_NAMED, with_result
from recommender.measure import p_at_least
from recommender.suitability import LearnedSuitability
from recommender.types import Basis, StandardStatus
from recommender.verdict import KEY, verdicts
from tests.recommender import factories as make
from tests.recommender.explain.test_evidence_effects import people
from tests.recommender.planted_estimates import officers_of
from tests.recommender.test_suitability import learned

OFFICERS = 600
ASKED = 8
WORST_FIRST = ["does_not_meet", "needs_review", "meets"]


@dataclass(frozen=True)
class Case:
    """Random officers, a judge, what it says and what would change it."""

    estimates: pd.DataFrame
    standards: pd.DataFrame
    judge: LearnedSuitability | None
    before: pd.DataFrame
    named: pd.DataFrame


def labels(estimates: pd.DataFrame, standards: pd.DataFrame, judge: LearnedSuitability | None = None) -> pd.DataFrame:
    pairs = estimates[KEY].drop_duplicates()
    return verdicts(
        HOLDINGS.conform(pairs.assign(share=1.0)), estimates, standards,
        officers=make.officers(*pairs["officer_id"]), evidence=EVIDENCE.empty(), settings=make.SETTINGS,
        suitability=judge,
    )  # fmt: skip


@pytest.fixture(scope="module", params=[None, 5], ids=["policy", "learned"])
def case(request: pytest.FixtureRequest) -> Case:
    """Estimates, standards, the judge, verdicts and the changes named."""
    judge = None if request.param is None else learned(request.param)
    estimates, standards = officers_of(OFFICERS, np.random.default_rng(3))
    before = labels(estimates, standards, judge)
    named = smallest_changes(before, estimates, standards, settings=make.SETTINGS, judge=judge)
    return Case(estimates, standards, judge, before, named)


def with_test(level: float, sd: float, goal: float, minimum: int) -> tuple[float, float, float]:
    """Level, deviation and chance of an estimate after one test of deviation 0.45 that shows `goal`."""
    precision = 1 / sd**2 + 1 / 0.45**2
    mean = (level / sd**2 + goal / 0.45**2) / precision
    p = p_at_least(pd.Series([mean]), pd.Series([precision**-0.5]), pd.Series([minimum]))
    return mean, precision**-0.5, float(p.iloc[0])


def after(case: Case, done: pd.DataFrame) -> pd.Series:
    """The label of each officer when the things of `done` are so, by the stage itself."""
    estimates, standards = case.estimates.copy(), case.standards.copy()
    at = {pair: row for row, pair in enumerate(zip(estimates["officer_id"], estimates["requirement_id"], strict=True))}
    rule = {pair: row for row, pair in enumerate(zip(standards["officer_id"], standards["rule_id"], strict=True))}
    for thing in done.itertuples():
        if thing.is_rule:
            standards.loc[rule[thing.officer_id, thing.rule_id], "status"] = str(StandardStatus.FITS)
            continue
        row = at[thing.officer_id, thing.requirement_id]
        old = estimates.loc[row]
        level, sd, p = with_test(old["level"], old["sd"], thing.goal, old["min_level"])
        estimates.loc[row, ["level", "sd", "p_meets"]] = [level, sd, max(p, old["p_meets"])]
        estimates.loc[row, "basis"] = str(Basis.DIRECT)
    return labels(estimates, standards, case.judge).set_index("officer_id")["verdict"]


def test_each_thing_named_as_enough_alone_gives_the_verdict_said(case: Case) -> None:
    alone = case.named[case.named["is_alone"]]
    assert len(alone) > 100
    assert {True, False} == set(alone["is_rule"])
    before = case.before.set_index("officer_id")["verdict"]
    for place in range(MOST_ALTERNATIVES):
        mine = alone[alone["place"] == place].set_index("officer_id", drop=False)
        assert len(mine) > 10
        found = after(case, mine)[mine.index]
        assert (found == mine["after"]).all()
        assert (found != before[mine.index]).all()


def test_things_named_together_give_the_verdict_said(case: Case) -> None:
    joint = case.named[case.named["is_enough"] & ~case.named["is_alone"]]
    said = joint.drop_duplicates("officer_id").set_index("officer_id")["after"]
    assert len(said) > 20
    assert (after(case, joint)[said.index] == said).all()


def test_without_the_last_thing_named_the_verdict_stays(case: Case) -> None:
    before = case.before.set_index("officer_id")["verdict"]
    several = case.named[case.named["is_enough"] & ~case.named["is_alone"]]
    assert several.groupby("officer_id").size().between(2, MOST_NAMED).all()
    but_last = several[several["place"] < several.groupby("officer_id")["place"].transform("max")]
    who = several["officer_id"].unique()
    assert (after(case, but_last)[who] == before[who]).all()


def test_where_three_things_are_not_enough_one_is_named_and_said_not_to_be(case: Case) -> None:
    short = case.named[~case.named["is_enough"]]
    assert (short["place"] == 0).all()
    assert (short["after"] == "").all()
    assert not short["is_alone"].any()
    assert case.named.groupby("officer_id").size().max() <= MOST_NAMED


def test_one_who_meets_is_told_nothing_and_every_other_something(case: Case) -> None:
    assert set(case.named["officer_id"]) == set(case.before.loc[case.before["verdict"] != "meets", "officer_id"])


def test_the_level_named_is_the_least_that_is_enough_alone(case: Case) -> None:
    higher = case.named[case.named["is_alone"] & (case.named["goal"] > case.named["min_level"])]
    assert len(higher) > 5
    assert (higher["goal"] == higher["min_level"] + 1).all()
    first = higher.drop_duplicates("officer_id").set_index("officer_id", drop=False)
    before = case.before.set_index("officer_id")["verdict"]
    assert (after(case, first.assign(goal=first["min_level"]))[first.index] == before[first.index]).all()


def test_a_level_is_named_where_it_alone_changes_what_a_standard_would_not() -> None:
    estimates, standards = officers_of(OFFICERS, np.random.default_rng(3))
    near = standards.assign(status=str(StandardStatus.CONSIDER))
    before = labels(estimates, near)
    named = smallest_changes(before, estimates, near, settings=make.SETTINGS)
    failed = set(before.loc[before["verdict"] == "does_not_meet", "officer_id"])
    levels = named[named["is_alone"] & named["officer_id"].isin(failed)]
    assert len(levels) > 20
    assert not levels["is_rule"].any()
    assert set(levels["after"]) == {"needs_review"}


def test_results_of_the_levels_named_change_the_verdict_of_the_whole_road() -> None:
    inputs, catalogue = people(60, seed=8), make.catalogue(courses=[make.course("K1", {"C3": 3})])
    run = screen(inputs, catalogue, matcher=make.EqualWords(), settings=make.SETTINGS)
    named = smallest_changes(run.verdicts, run.estimates, run.standards, settings=make.SETTINGS)
    named = named[named["is_enough"] & ((named["place"] == 0) | ~named["is_alone"])]
    before = run.verdicts.set_index("officer_id")["verdict"]
    asked = [officer for officer, mine in named.groupby("officer_id") if not mine["is_rule"].any()]
    assert len(asked) > 20
    assert len(set(before[asked])) == 2
    for officer in asked[:ASKED]:
        rows = [
            make.result(officer, thing.name_vi, np.nan, level=thing.goal, scale_min=np.nan, scale_max=np.nan)
            | {"assessment_id": f"new-{thing.requirement_id}"}
            for thing in named[named["officer_id"] == officer].itertuples()
        ]
        more = pd.concat([inputs.assessments, ASSESSMENTS.frame(rows)], ignore_index=True)
        again = screen(
            replace(inputs, assessments=more), catalogue, matcher=make.EqualWords(), settings=make.SETTINGS
        ).verdicts.set_index("officer_id")["verdict"]
        said = named.loc[named["officer_id"] == officer, "after"].iloc[0]
        assert WORST_FIRST.index(again[officer]) >= WORST_FIRST.index(said) > WORST_FIRST.index(before[officer])


def test_a_result_that_says_less_than_is_known_lowers_nothing() -> None:
    estimates, _ = officers_of(50, np.random.default_rng(4))
    low = with_result(estimates, pd.Series(1.0, index=estimates.index), settings=make.SETTINGS)
    assert (low["p_meets"] >= estimates["p_meets"]).all()


def test_where_one_thing_is_not_enough_open_standards_come_first(case: Case) -> None:
    still_open = set(case.standards.loc[case.standards["status"] != "fits", "officer_id"])
    first = case.named[(case.named["place"] == 0) & ~case.named["is_alone"]]
    assert len(first) > 20
    assert (first["is_rule"] == first["officer_id"].isin(still_open)).all()


def test_while_little_is_seen_what_nobody_assessed_comes_first() -> None:
    estimates, standards = officers_of(1, np.random.default_rng(0))
    basis = [str(Basis.DIRECT), *[str(Basis.NONE)] * 5]
    weight = [1.0, 2.0, 2.0, 2.0, 2.0, 2.0]
    thin = estimates.assign(basis=basis, weight=weight, is_gate=False, p_meets=[0.1, 0.9, 0.9, 0.9, 0.9, 0.9])
    fitting = standards.assign(status=str(StandardStatus.FITS))
    named = smallest_changes(labels(thin, fitting), thin, fitting, settings=make.SETTINGS)
    assert named["requirement_id"].iloc[0] != "R0"


def test_nobody_to_tell_anything_gives_no_rows() -> None:
    estimates, standards = officers_of(3, np.random.default_rng(1))
    sure = estimates.assign(p_meets=0.99, basis=str(Basis.DIRECT))
    fitting = standards.assign(status=str(StandardStatus.FITS))
    assert smallest_changes(labels(sure, fitting), sure, fitting, settings=make.SETTINGS).empty
