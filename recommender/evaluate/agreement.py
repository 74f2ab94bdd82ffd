"""Agreement of verdicts with planted truth: confusion, precision and recall of `does_not_meet`, share to review."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from recommender.types import StandardStatus, VerdictLabel

KEY = ["officer_id", "position_id"]
NOT_READ = "not_read"
"""Column of holdings of the truth that no verdict was given for: lost between the file and the verdict."""
VERDICT_COLUMNS = (VerdictLabel.MEETS, VerdictLabel.NEEDS_REVIEW, VerdictLabel.DOES_NOT_MEET, NOT_READ)
TRUTH_ROWS = {True: "meets", False: "does_not_meet"}


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """How verdicts agree with the truth; shares are NaN when nothing is counted below the line."""

    precision: float
    """Of those said not to meet, the share that truly do not."""
    recall: float
    """Of those that truly do not meet, the share said so."""
    passed_unseen: float
    """Of those that truly do not meet, the share said to meet: the costly error."""
    named_wrongly: float
    """Of those that truly meet, the share said not to: the unjust error."""
    review_share: float
    """Of all holdings, the share sent to a person."""
    decided_right: float
    """Of the holdings decided either way, the share decided rightly."""


def judged(truth: pd.DataFrame, verdicts: pd.DataFrame) -> pd.DataFrame:
    """One row a holding of the truth: officer_id, position_id, meets, fails, verdict (NOT_READ when there is none)."""
    frame = truth[[*KEY, "meets", "fails"]].merge(verdicts[[*KEY, "verdict"]], on=KEY, how="left")
    frame["verdict"] = frame["verdict"].fillna(NOT_READ).astype("str")
    frame["meets"] = frame["meets"].astype("bool")
    return frame


def agreement(cases: pd.DataFrame) -> Agreement:
    """Shares over the rows of `judged`."""
    verdict, meets = cases["verdict"], cases["meets"]
    said_not, said_meets = verdict == VerdictLabel.DOES_NOT_MEET, verdict == VerdictLabel.MEETS
    decided = said_not | said_meets
    return Agreement(
        precision=_share(~meets, said_not),
        recall=_share(said_not, ~meets),
        passed_unseen=_share(said_meets, ~meets),
        named_wrongly=_share(said_not, meets),
        review_share=_share(verdict == VerdictLabel.NEEDS_REVIEW, pd.Series(True, index=cases.index)),
        decided_right=_share(said_meets == meets, decided),
    )


def _share(what: pd.Series, among: pd.Series) -> float:
    return float(what[among].mean()) if among.any() else float("nan")


def confusion(cases: pd.DataFrame) -> pd.DataFrame:
    """Counts, truth (rows meets, does_not_meet) × verdict (VERDICT_COLUMNS)."""
    rows = cases["meets"].map(TRUTH_ROWS)
    table = pd.crosstab(rows, cases["verdict"]).reindex(index=list(TRUTH_ROWS.values()), columns=list(VERDICT_COLUMNS))
    counts: pd.DataFrame = table.fillna(0).astype("int64").rename_axis(index="truth", columns=None).reset_index()
    return counts


def by_cause(cases: pd.DataFrame) -> pd.DataFrame:
    """Of those that truly do not meet, shares of VERDICT_COLUMNS by what they fail, with the number of holdings."""
    failing = cases[~cases["meets"]]
    table = pd.crosstab(failing["fails"], failing["verdict"], normalize="index")
    table = table.reindex(columns=list(VERDICT_COLUMNS)).fillna(0.0)
    table.insert(0, "holdings", failing.groupby("fails").size())
    shares: pd.DataFrame = table.rename_axis(index="fails", columns=None).reset_index()
    return shares


def everybody_meets(holdings: pd.DataFrame) -> pd.DataFrame:
    """The majority baseline: the commonest answer for everyone."""
    return holdings[KEY].assign(verdict=str(VerdictLabel.MEETS), probability=1.0)


def standards_alone(verdicts: pd.DataFrame) -> pd.DataFrame:
    """The baseline of an office that looks at documents only: the verdict by the status of the formal standards."""
    said = {
        StandardStatus.FITS: VerdictLabel.MEETS,
        StandardStatus.CONSIDER: VerdictLabel.NEEDS_REVIEW,
        StandardStatus.UNFIT: VerdictLabel.DOES_NOT_MEET,
    }
    named = {str(status): str(label) for status, label in said.items()}
    chance = {str(StandardStatus.FITS): 1.0, str(StandardStatus.CONSIDER): 0.5, str(StandardStatus.UNFIT): 0.0}
    status = verdicts["standards"]
    return verdicts[KEY].assign(verdict=status.map(named), probability=status.map(chance).astype("float64"))


def standards_and_mean(verdicts: pd.DataFrame, evidence: pd.DataFrame) -> pd.DataFrame:
    """The baseline of a spreadsheet: documents, and the mean of all of an officer's results at level 2 or more.

    No matching of topics, no leniency, no uncertainty; who has no result goes to review.
    """
    mean = evidence[evidence["level"].notna()].groupby("officer_id")["level"].mean()
    level = verdicts["officer_id"].map(mean)
    frame = standards_alone(verdicts)
    low = level < SPREADSHEET_LEVEL
    frame.loc[level.isna() & (frame["verdict"] == VerdictLabel.MEETS), "verdict"] = str(VerdictLabel.NEEDS_REVIEW)
    frame.loc[low, "verdict"] = str(VerdictLabel.DOES_NOT_MEET)
    frame.loc[low, "probability"] = 0.0
    return frame


SPREADSHEET_LEVEL = 2.0
