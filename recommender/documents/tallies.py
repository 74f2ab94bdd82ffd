"""Counts of a run that the summary and the workbook show, from its result frames; the same number in both places."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from recommender.documents.presence import presence
from recommender.inputs import Inputs
from recommender.types import VerdictLabel
from training_catalog.types import Catalogue

PERIODS_OF_YEAR = 40.0


@dataclass(frozen=True, kw_only=True)
class VerdictTally:
    """Positions held by verdict, and why those not met are not."""

    held: int
    meets: int
    needs_review: int
    does_not_meet: int
    by_standards: int
    """Not met because of standards alone."""
    by_competency: int
    by_both: int
    standards_open: int
    """Reviews in which a standard needs a person's judgement; one review may have several reasons."""
    thin_evidence: int
    uncertain: int


@dataclass(frozen=True, kw_only=True)
class FieldTally:
    """Verdicts of one field of work."""

    field: str
    held: int
    meets: int
    needs_review: int
    does_not_meet: int


@dataclass(frozen=True, kw_only=True)
class TrainingTally:
    """Plans of all officers together."""

    officers: int
    with_plan: int
    steps: int
    periods: float
    reaching_year: int
    """Officers whose plan reaches the yearly minimum."""


@dataclass(frozen=True, kw_only=True)
class CourseTally:
    """Learners of one course everywhere."""

    course_id: str
    course_vi: str
    course_en: str
    learners: int
    periods: float
    classes: float


@dataclass(frozen=True, kw_only=True)
class StaffingTally:
    """Posts over and short, summed over unit × position; NaN baselines count nowhere.

    `people` is the sum of `present`, `without_quota` and `not_placed`.
    """

    quota: float
    people: int
    present: float
    """In units × positions whose quota is known."""
    without_quota: float
    """In units × positions whose quota is not known."""
    not_placed: int
    """People whose position or unit could not be read."""
    over: float
    short: float
    short_uncertain: float
    """Of `short`, what people of the same unit may fill whose position could not be read; at most one post each."""
    known: bool


@dataclass(frozen=True, kw_only=True)
class PostTally:
    """A position over or short, over all units."""

    position_id: str
    posts: float
    units: int


def verdict_tally(verdicts: pd.DataFrame) -> VerdictTally:
    """Counts of VERDICTS rows."""
    failed = verdicts.loc[verdicts["verdict"] == VerdictLabel.DOES_NOT_MEET, "failed_questions"]
    reasons = verdicts.loc[verdicts["verdict"] == VerdictLabel.NEEDS_REVIEW, "review_reasons"].str.split("|")
    tally = reasons.explode().value_counts()
    return VerdictTally(
        held=len(verdicts),
        **_labels(verdicts),
        by_standards=int((failed == "standards").sum()),
        by_competency=int((failed == "competency").sum()),
        by_both=int((failed == "standards|competency").sum()),
        standards_open=int(tally.get("standards_open", 0)),
        thin_evidence=int(tally.get("thin_evidence", 0)),
        uncertain=int(tally.get("uncertain", 0)),
    )


def verdict_counts(verdicts: pd.DataFrame, by: pd.Series) -> pd.DataFrame:
    """One row for each value of `by`, most positions held first: held and one column for each verdict."""
    labels = [str(label) for label in VerdictLabel]
    counts = pd.crosstab(by.to_numpy(), verdicts["verdict"].to_numpy()).reindex(columns=labels, fill_value=0)
    counts.columns = pd.Index(labels)
    counts.insert(0, "held", counts.sum(axis=1))
    counts = counts.rename_axis("key").reset_index()
    return counts.sort_values(["held", "key"], ascending=[False, True], kind="stable").reset_index(drop=True)


def verdicts_by_field(verdicts: pd.DataFrame, catalogue: Catalogue) -> tuple[FieldTally, ...]:
    """Verdicts by field of work, most positions held first."""
    fields = {key: entry.field for key, entry in catalogue.positions.items()}
    counts = verdict_counts(verdicts, verdicts["position_id"].map(fields).fillna(""))
    return tuple(
        FieldTally(
            field=str(row["key"]), held=int(row["held"]), meets=int(row["meets"]),
            needs_review=int(row["needs_review"]), does_not_meet=int(row["does_not_meet"]),
        )
        for row in counts.to_dict("records")
    )  # fmt: skip


def training_tally(plans: pd.DataFrame, officers: pd.DataFrame) -> TrainingTally:
    """Counts of PLANS rows against all officers."""
    periods = plans.groupby("officer_id")["counted_periods"].sum()
    return TrainingTally(
        officers=len(officers),
        with_plan=len(periods),
        steps=len(plans),
        periods=float(periods.sum()),
        reaching_year=int((periods >= PERIODS_OF_YEAR).sum()),
    )


def courses_by_learners(demand: pd.DataFrame, *, top: int) -> tuple[CourseTally, ...]:
    """The courses with most learners, ties by id."""
    key = ["course_id", "course_vi", "course_en"]
    total = demand.groupby(key, as_index=False, sort=True)[["learners", "periods", "classes"]].sum()
    total = total.sort_values(["learners", "course_id"], ascending=[False, True]).head(top)
    return tuple(
        CourseTally(
            course_id=str(row["course_id"]), course_vi=str(row["course_vi"]), course_en=str(row["course_en"]),
            learners=int(row["learners"]), periods=float(row["periods"]), classes=round(float(row["classes"]), 2),
        )
        for row in total.to_dict("records")
    )  # fmt: skip


def staffing_tally(balance: pd.DataFrame, inputs: Inputs) -> StaffingTally:
    """Posts over and short by the quota: a unit can be both at once, so they are never set off against each other."""
    over = balance["over_quota"]
    known, short = over.notna(), -over.clip(upper=0).fillna(0.0)
    people = presence(balance, inputs)
    by_unit = short.groupby(balance["unit_id"], sort=True).sum()
    lost = people.set_index("unit_id")["not_placed"].reindex(by_unit.index).fillna(0.0)
    return StaffingTally(
        quota=float(balance.loc[known, "quota"].sum()),
        people=int(people["people"].sum()),
        present=round(float(people["in_quota"].sum()), 6),
        without_quota=round(float(people["without_quota"].sum()), 6),
        not_placed=int(people["not_placed"].sum()),
        over=round(float(over.clip(lower=0).sum()), 6),
        short=round(float(short.sum()), 6),
        short_uncertain=round(float(by_unit.clip(upper=lost).sum()), 6),
        known=bool(known.any()),
    )


def posts_by_difference(balance: pd.DataFrame, *, most_over: bool, top: int) -> tuple[PostTally, ...]:
    """The positions with most posts over (or short) by the quota, over all units, ties by id."""
    sign = 1.0 if most_over else -1.0
    side = balance.assign(posts=(sign * balance["over_quota"]).clip(lower=0).fillna(0.0))
    side = side[side["posts"] > 0]
    total = side.groupby("position_id", as_index=False, sort=True).agg(
        posts=("posts", "sum"), units=("unit_id", "nunique")
    )
    total = total.sort_values(["posts", "position_id"], ascending=[False, True]).head(top)
    return tuple(
        PostTally(
            position_id=str(row["position_id"]), posts=round(float(row["posts"]), 6), units=int(row["units"])
        )
        for row in total.to_dict("records")
    )  # fmt: skip


def _labels(verdicts: pd.DataFrame) -> dict[str, int]:
    counts = verdicts["verdict"].value_counts()
    return {str(label): int(counts.get(str(label), 0)) for label in VerdictLabel}
