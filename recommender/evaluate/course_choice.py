"""Right courses: planned courses against planted gaps, as the share that closes one and the share of gaps closed."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from training_catalog.types import Catalogue, StandardKind

NEED = ["officer_id", "need"]
TRAINABLE = (StandardKind.CERTIFICATE, StandardKind.POLITICAL_THEORY)


@dataclass(frozen=True, kw_only=True)
class CourseChoice:
    """How planned courses meet what officers truly lack; NaN when nothing is counted below the line."""

    precision: float
    """Of the courses planned, the share that closes at least one planted gap or missing standard of that person."""
    precision_with_gaps: float
    """The same among officers who have one that a course can close."""
    recall: float
    """Of the planted gaps that some course of the catalogue closes, the share closed by the officer's own plan."""
    recall_weighted: float
    """The same, each gap counted by the weight of its requirement in the verdict."""
    recall_standards: float
    """Of the missing standards that some course gives, the share that the officer's plan gives."""
    courses: float
    """Courses a plan, over all officers."""
    periods: float
    """Periods (tiết) a plan, over all officers; unknown lengths counted as the settings say."""


def planted_gaps(levels: pd.DataFrame, holdings: pd.DataFrame, requirements: pd.DataFrame) -> pd.DataFrame:
    """officer_id, need (requirement id), minimum, weight: requirements of held positions truly below their minimum.

    A requirement that several positions held ask counts once, at the highest minimum and weight.
    """
    asked = holdings[["officer_id", "position_id"]].merge(
        requirements[["position_id", "requirement_id", "min_level", "weight"]], on="position_id"
    )
    highest = asked.groupby(["officer_id", "requirement_id"], as_index=False)[["min_level", "weight"]].max()
    known = highest.merge(levels[["officer_id", "requirement_id", "level"]], on=["officer_id", "requirement_id"])
    short = known[known["level"] < known["min_level"]]
    named = short.rename(columns={"requirement_id": "need", "min_level": "minimum"})
    return named[[*NEED, "minimum", "weight"]].reset_index(drop=True)


def missing_standards(standards: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """officer_id, need, rule_id: certificates and political theory truly missing; `need` is each term that would do."""
    closing = [
        (position.position_id, rule.rule_id, number, term)
        for position in catalogue.positions.values()
        for number, rule in enumerate(position.standards)
        if rule.kind in TRAINABLE
        for term in (rule.accepted or ((rule.minimum,) if rule.minimum else ()))
    ]
    terms = pd.DataFrame(closing, columns=["position_id", "rule_id", "number", "need"])
    missing = standards[~standards["meets"]].merge(terms, on=["position_id", "rule_id"])
    first = missing.sort_values(["officer_id", "position_id", "rule_id", "number"], kind="stable")
    return first[[*NEED, "rule_id"]].drop_duplicates(NEED).reset_index(drop=True)


def closings(catalogue: Catalogue) -> pd.DataFrame:
    """course_id, need, reached: what each course leads to; the terms it gives reach every level."""
    rows = [
        (course.course_id, out.requirement_id, float(out.level))
        for course in catalogue.courses.values()
        for out in course.outcomes
    ]
    rows += [(course.course_id, term, float("inf")) for course in catalogue.courses.values() for term in course.grants]
    return pd.DataFrame(rows, columns=["course_id", "need", "reached"])


def course_choice(
    plans: pd.DataFrame, gaps: pd.DataFrame, missing: pd.DataFrame, *, catalogue: Catalogue, officers: int
) -> CourseChoice:
    """Shares for plans (officer_id, course_id, counted_periods) of `officers` people."""
    effects = closings(catalogue)
    best = effects.groupby("need")["reached"].max()
    needs = pd.concat([gaps.assign(rule_id=""), missing.assign(minimum=0.0, weight=0.0)], ignore_index=True)
    needs = needs[needs["minimum"] <= needs["need"].map(best).fillna(-1.0)]
    steps = plans[["officer_id", "course_id"]].drop_duplicates()
    hits = steps.merge(effects, on="course_id").merge(needs, on=NEED)
    hits = hits[hits["reached"] >= hits["minimum"]]
    right = steps.merge(hits[["officer_id", "course_id"]].drop_duplicates(), how="left", indicator="found")
    is_right = right["found"] == "both"
    has_need = right["officer_id"].isin(needs["officer_id"])
    closed = needs.merge(hits[NEED].drop_duplicates(), on=NEED, how="left", indicator="found")
    closed = closed.assign(closed=closed["found"] == "both")
    levels, rules = closed[closed["rule_id"] == ""], closed[closed["rule_id"] != ""]
    weight = levels["weight"]
    return CourseChoice(
        precision=float(is_right.mean()),
        precision_with_gaps=float(is_right[has_need].mean()),
        recall=float(levels["closed"].mean()),
        recall_weighted=float((levels["closed"] * weight).sum() / weight.sum()) if weight.sum() else float("nan"),
        recall_standards=float(rules.groupby(["officer_id", "rule_id"])["closed"].any().mean()),
        courses=len(steps) / officers,
        periods=float(plans["counted_periods"].sum()) / officers,
    )
