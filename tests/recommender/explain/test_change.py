"""What is named as the smallest change truly changes the proposal, asked of the judge; and less of it does not."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from recommender.columns import EVIDENCE, HOLDINGS
from recommender.explain import smallest_changes
from recommender.explain.change import MOST_NAMED, PROVEN
from recommender.types import Basis, StandardStatus
from recommender.verdict import KEY, verdicts
from tests.recommender import factories as make
from tests.recommender.planted_estimates import officers_of

OFFICERS = 600


def labels(estimates: pd.DataFrame, standards: pd.DataFrame) -> pd.DataFrame:
    pairs = estimates[KEY].drop_duplicates()
    return verdicts(
        HOLDINGS.conform(pairs.assign(share=1.0)), estimates, standards,
        officers=make.officers(*pairs["officer_id"]), evidence=EVIDENCE.empty(), settings=make.SETTINGS,
    )  # fmt: skip


@pytest.fixture(scope="module")
def case() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Estimates, standards, verdicts and the changes named."""
    estimates, standards = officers_of(OFFICERS, np.random.default_rng(3))
    before = labels(estimates, standards)
    return estimates, standards, before, smallest_changes(before, estimates, standards, settings=make.SETTINGS)


def after(case: tuple[pd.DataFrame, ...], done: pd.DataFrame) -> pd.Series:
    """The label of each officer when the things of `done` are so, by the stage itself."""
    estimates, standards = case[0], case[1]
    wanted = set(zip(done["officer_id"], done["requirement_id"] + done["rule_id"], strict=True))
    met = [pair in wanted for pair in zip(estimates["officer_id"], estimates["requirement_id"], strict=True)]
    fit = [pair in wanted for pair in zip(standards["officer_id"], standards["rule_id"], strict=True)]
    raised = estimates.assign(
        p_meets=estimates["p_meets"].mask(met, estimates["p_meets"].clip(lower=PROVEN)),
        basis=estimates["basis"].mask(met, str(Basis.DIRECT)),
    )
    cleared = standards.assign(status=standards["status"].mask(fit, str(StandardStatus.FITS)))
    return labels(raised, cleared).set_index("officer_id")["verdict"]


def test_what_is_named_as_enough_changes_the_verdict(case: tuple[pd.DataFrame, ...]) -> None:
    before, named = case[2].set_index("officer_id")["verdict"], case[3]
    enough = named.loc[named["is_enough"], "officer_id"].unique()
    assert len(enough) > 100
    assert (after(case, named)[enough] != before[enough]).all()


def test_without_the_last_thing_named_the_verdict_stays(case: tuple[pd.DataFrame, ...]) -> None:
    before, named = case[2].set_index("officer_id")["verdict"], case[3]
    several = named[named["is_enough"] & (named.groupby("officer_id")["place"].transform("max") > 0)]
    assert len(several) > 20
    but_last = several[several["place"] < several.groupby("officer_id")["place"].transform("max")]
    who = several["officer_id"].unique()
    assert (after(case, but_last)[who] == before[who]).all()


def test_where_three_things_are_not_enough_one_is_named_and_said_not_to_be(case: tuple[pd.DataFrame, ...]) -> None:
    named = case[3]
    short = named[~named["is_enough"]]
    assert (short["place"] == 0).all()
    assert named.groupby("officer_id").size().max() <= MOST_NAMED


def test_one_who_meets_is_told_nothing_and_every_other_something(case: tuple[pd.DataFrame, ...]) -> None:
    before, named = case[2], case[3]
    assert set(named["officer_id"]) == set(before.loc[before["verdict"] != "meets", "officer_id"])


def test_open_standards_come_first(case: tuple[pd.DataFrame, ...]) -> None:
    standards, named = case[1], case[3]
    still_open = set(standards.loc[standards["status"] != "fits", "officer_id"])
    first = named[named["place"] == 0]
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
