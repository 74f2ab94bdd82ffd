"""Demand: learners and periods by course, province, unit, domain and priority, and the needs no course closes."""

from __future__ import annotations

import numpy as np
import pandas as pd

from recommender.columns import DEMAND, GAPS, OFFICERS, PLANS, UNCOVERED, text_of
from recommender.recommend import CourseSpace
from recommender.settings import Settings
from recommender.types import GapKind
from training_catalog.types import Unit

HIGH, MEDIUM = 2.0, 0.5
"""A plan step closing this much is of high, medium, else low priority."""


def demand(plans: pd.DataFrame, units: dict[str, Unit], *, settings: Settings) -> pd.DataFrame:
    """DEMAND rows from all plans; `classes` is learners over the class size, a fraction to be added up by place."""
    frame = PLANS.check(plans)
    frame = frame.assign(
        province_id=province_of(frame["unit_id"], units),
        priority=np.select(
            [frame["is_mandatory"] | (frame["priority"] >= HIGH), frame["priority"] >= MEDIUM],
            ["high", "medium"],
            "low",
        ),
    )
    key = ["course_id", "course_vi", "course_en", "province_id", "unit_id", "domain", "priority"]
    total = frame.groupby(key, as_index=False).agg(learners=("officer_id", "count"), periods=("counted_periods", "sum"))
    total["classes"] = total["learners"] / settings.class_size
    return DEMAND.conform(total)


def province_of(unit_ids: pd.Series, units: dict[str, Unit]) -> pd.Series:
    """Province of each unit; a unit not in the catalogue has none ("")."""
    provinces = {key: unit.parent_id or key for key, unit in units.items()}
    return text_of(unit_ids, provinces)


def uncovered(needs: pd.DataFrame, officers: pd.DataFrame, space: CourseSpace) -> pd.DataFrame:
    """UNCOVERED rows: shortfalls and standards for which no course, or none open to that position, exists.

    `needs` are GAPS rows with `need` (see recommend.gap_needs).
    """
    GAPS.check(needs)
    pressing = needs[needs["kind"].isin([GapKind.SHORTFALL, GapKind.STANDARD])]
    audience = pd.DataFrame(
        (space.audience.astype(np.float32) @ (space.coverage > 0).T.astype(np.float32)) > 0,
        index=space.positions, columns=space.needs,
    )  # fmt: skip
    closed = audience.stack()
    some = space.needs[np.flatnonzero((space.coverage > 0).any(axis=1))]
    keys = pd.MultiIndex.from_frame(pressing[["position_id", "need"]])
    is_open = closed.reindex(keys).fillna(False).to_numpy(dtype=np.bool_)
    missing = pressing[~is_open].merge(OFFICERS.check(officers)[["officer_id", "unit_id"]], on="officer_id")
    missing = missing.assign(why=np.where(missing["need"].isin(some), "no_course_for_position", "no_course"))
    key = ["requirement_id", "unit_id", "name_vi", "name_en", "domain"]
    total = missing.groupby(key, as_index=False).agg(officers=("officer_id", "nunique"), why=("why", "first"))
    return UNCOVERED.conform(total)
