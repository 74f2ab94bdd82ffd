"""Plans to compare with: the same list for everyone in a position, and the plan of one who knows the truth."""

from __future__ import annotations

import numpy as np
import pandas as pd

from recommender.gaps import STANDARD_PRIORITY
from recommender.plan import plans
from recommender.recommend import CourseSpace, blocks, need_keys
from recommender.settings import Settings

EVERY = 1.0
NOBODY = pd.DataFrame({"officer_id": pd.Series([], dtype="str"), "course_id": pd.Series([], dtype="str")})


def same_for_position(
    holdings: pd.DataFrame, requirements: pd.DataFrame, space: CourseSpace, *, periods: pd.Series, settings: Settings
) -> pd.DataFrame:
    """officer_id, course_id, counted_periods: each officer gets the list of the position that takes most of the work.

    The list is made by the same planner from all the position asks, by weight, and cut to `periods` (by position): the
    mean length of the plans it is compared with, so that both cost the same.
    """
    positions = requirements["position_id"].drop_duplicates()
    each = pd.DataFrame({"officer_id": positions, "position_id": positions, "share": EVERY, "place": ""})
    needs = requirements.assign(
        officer_id=requirements["position_id"], need=need_keys(requirements), priority=requirements["weight"]
    )
    steps = _steps(needs, each, NOBODY, space, settings=settings)
    steps["spent"] = steps.groupby("officer_id")["counted_periods"].cumsum()
    most = steps["officer_id"].map(periods).fillna(0.0)
    shown = steps[(steps["spent"] - steps["counted_periods"] / 2 <= most)]
    listed = shown.rename(columns={"officer_id": "position_id"})[["position_id", "course_id", "counted_periods"]]
    return main_positions(holdings).merge(listed, on="position_id")[["officer_id", "course_id", "counted_periods"]]


def knowing_the_truth(
    gaps: pd.DataFrame,
    missing: pd.DataFrame,
    holdings: pd.DataFrame,
    requirements: pd.DataFrame,
    *,
    space: CourseSpace,
    settings: Settings,
) -> pd.DataFrame:
    """officer_id, course_id, counted_periods: the same planner on the planted gaps, the bound of what it can reach."""
    held = holdings[["officer_id", "position_id"]].merge(requirements, on="position_id")
    held = held.assign(key=need_keys(held))
    asked = gaps.merge(
        held[["officer_id", "requirement_id", "min_level", "key"]],
        left_on=["officer_id", "need", "minimum"], right_on=["officer_id", "requirement_id", "min_level"],
    )  # fmt: skip
    asked = asked.assign(need=asked["key"], priority=asked["weight"])
    one_each = missing.drop_duplicates(["officer_id", "rule_id"]).assign(priority=STANDARD_PRIORITY)
    needs = pd.concat([asked[["officer_id", "need", "priority"]], one_each], ignore_index=True)
    steps = _steps(needs, holdings, NOBODY, space, settings=settings)
    return steps[["officer_id", "course_id", "counted_periods"]]


def main_positions(holdings: pd.DataFrame) -> pd.DataFrame:
    """officer_id, position_id: the position that takes most of each officer's work; ties by position id."""
    ordered = holdings.sort_values(["officer_id", "share", "position_id"], ascending=[True, False, True], kind="stable")
    return ordered.drop_duplicates("officer_id")[["officer_id", "position_id"]].reset_index(drop=True)


def _steps(
    needs: pd.DataFrame, holdings: pd.DataFrame, done: pd.DataFrame, space: CourseSpace, *, settings: Settings
) -> pd.DataFrame:
    steps = plans(blocks(needs, holdings, done, space), space, settings=settings)
    ids = np.array([course.course_id for course in space.courses], dtype=object)
    periods = np.array([course.periods_or(settings.unknown_periods) for course in space.courses])
    chosen = steps["course"].to_numpy(dtype="int64")
    ordered = steps.assign(course_id=ids[chosen], counted_periods=periods[chosen].astype("float64"))
    return ordered.sort_values(["officer_id", "step"], kind="stable").reset_index(drop=True)
