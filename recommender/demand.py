"""Demand: learners and periods by course, province, unit, domain and priority, and the needs no course closes."""

from __future__ import annotations

import numpy as np
import pandas as pd

from recommender.columns import DEMAND, GAPS, OFFICERS, PLANS, UNCOVERED, text_of
from recommender.recommend import CourseSpace, Flags
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
    """UNCOVERED rows: shortfalls and standards for which no course, or none open to that position and rank, exists.

    `needs` are GAPS rows with `need` (see recommend.gap_needs).
    """
    GAPS.check(needs)
    pressing = needs[needs["kind"].isin([GapKind.SHORTFALL, GapKind.STANDARD])]
    pressing = pressing.merge(OFFICERS.check(officers)[["officer_id", "unit_id", "rank"]], on="officer_id")
    closes = space.coverage > 0
    some = space.needs[np.flatnonzero(closes.any(axis=1))]
    missing = pressing[~_is_closed(pressing, closes, space)]
    missing = missing.assign(why=np.where(missing["need"].isin(some), "no_course_for_position", "no_course"))
    key = ["requirement_id", "unit_id", "name_vi", "name_en", "domain"]
    total = missing.groupby(key, as_index=False).agg(officers=("officer_id", "nunique"), why=("why", "first"))
    return UNCOVERED.conform(total)


def _is_closed(pressing: pd.DataFrame, closes: Flags, space: CourseSpace) -> Flags:
    """Whether some course that is open to the position, rank and province of each row closes its need."""
    needs = space.needs.get_indexer(pd.Index(pressing["need"]))
    places = space.positions.get_indexer(pd.Index(pressing["position_id"]))
    ranks = pressing["rank"].where(pressing["rank"] != "", text_of(pressing["position_id"], space.position_ranks()))
    homes = text_of(pressing["unit_id"], space.provinces)
    keys = np.stack([needs, places, pd.factorize(ranks)[0], pd.factorize(homes)[0]])
    cases, of = np.unique(keys, axis=1, return_inverse=True)
    first = np.unique(of, return_index=True)[1]
    rank_of, home_of = ranks.to_numpy(dtype=object), homes.to_numpy(dtype=object)
    found = [
        need >= 0
        and place >= 0
        and bool(
            (
                closes[need] & space.audience[place] & space.open_to_rank(rank_of[row]) & space.open_in(home_of[row])
            ).any()
        )
        for need, place, row in zip(cases[0], cases[1], first, strict=True)
    ]
    return np.array(found, dtype=np.bool_)[of.reshape(-1)]
