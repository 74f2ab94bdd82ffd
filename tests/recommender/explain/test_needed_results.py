"""What a verdict on too few results is said to lack is enough to decide it, no fewer are, and it is then as said."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from recommender.explain.needed_results import FIRST_NAMED, needed_results
from recommender.types import Basis, StandardStatus
from recommender.verdict import KEY
from tests.recommender import factories as make
from tests.recommender.explain.test_change import labels, with_test
from tests.recommender.planted_estimates import officers_of

OFFICERS = 120


@pytest.fixture(scope="module")
def thin() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Estimates, standards and verdicts of officers of whom others have said next to nothing."""
    estimates, standards = officers_of(OFFICERS, np.random.default_rng(6))
    is_first = ~estimates.duplicated(KEY)
    chosen = np.random.default_rng(7)
    estimates = estimates.assign(
        basis=np.where(is_first & (chosen.random(len(estimates)) < 0.3), str(Basis.DIRECT), str(Basis.NONE)),
        weight=chosen.choice([1.0, 2.0, 4.0], len(estimates)),
    )
    return estimates, standards, labels(estimates, standards)


def needed(case: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]) -> pd.DataFrame:
    estimates, standards, before = case
    return needed_results(before, estimates, standards, settings=make.SETTINGS)


def heaviest(estimates: pd.DataFrame, officer: str, count: int) -> pd.DataFrame:
    mine = estimates[(estimates["officer_id"] == officer) & (estimates["basis"] != Basis.DIRECT)]
    return mine.sort_values(["weight", "requirement_id"], ascending=[False, True]).head(count)


def after(case: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame], rows: pd.Index, told: pd.Series) -> pd.Series:
    """The verdict of one officer with new results of these requirements, by the stage itself."""
    estimates, standards, _ = case
    mine = estimates["officer_id"] == told["officer_id"]
    changed, papers = estimates[mine].copy(), standards[standards["officer_id"] == told["officer_id"]].copy()
    for row in rows:
        old = changed.loc[row]
        level, sd, p = with_test(old["level"], old["sd"], min(old["min_level"] + told["above"], 5), old["min_level"])
        changed.loc[row, ["level", "sd", "p_meets"]] = [level, sd, max(p, old["p_meets"])]
        changed.loc[row, "basis"] = str(Basis.DIRECT)
    if told["clears"]:
        papers["status"] = str(StandardStatus.FITS)
    return labels(changed, papers).iloc[0]


def test_every_verdict_on_too_few_results_is_told_what_it_lacks(
    thin: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame],
) -> None:
    before = thin[2]
    asked = set(before.loc[before["review_reasons"].str.contains("thin_evidence"), "officer_id"])
    assert len(asked) > 30
    assert set(needed(thin)["officer_id"]) == asked


def test_that_many_results_are_enough_to_decide_and_one_fewer_is_not(
    thin: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame],
) -> None:
    for _, told in needed(thin).drop_duplicates("officer_id").iterrows():
        rows = heaviest(thin[0], told["officer_id"], told["count"]).index
        assert "thin_evidence" not in after(thin, rows, told)["review_reasons"]
        fewer = after(thin, rows[:-1], told)
        assert fewer["coverage"] < make.SETTINGS.coverage_required


def test_the_verdict_said_is_that_of_all_of_them_shown(thin: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]) -> None:
    said = needed(thin).drop_duplicates("officer_id")
    found = said[said["after"] != ""]
    assert len(found) > 20
    for _, told in found.iterrows():
        rows = heaviest(thin[0], told["officer_id"], told["count"]).index
        assert after(thin, rows, told)["verdict"] == told["after"]


def test_the_first_named_are_the_heaviest(thin: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]) -> None:
    for officer, told in needed(thin).groupby("officer_id"):
        first = heaviest(thin[0], str(officer), int(told["count"].iloc[0])).head(FIRST_NAMED)
        assert told["requirement_id"].tolist() == first["requirement_id"].tolist()


def test_verdicts_on_enough_results_lack_none() -> None:
    estimates, standards = officers_of(20, np.random.default_rng(2))
    seen = estimates.assign(basis=str(Basis.DIRECT))
    assert needed_results(labels(seen, standards), seen, standards, settings=make.SETTINGS).empty
