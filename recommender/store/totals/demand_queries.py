"""What demand is cut by, and the query that sums the learners and periods of a run that way."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import Select, Table, and_, cast, func, select
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.functions import coalesce

from recommender.store.metadata import Whole
from recommender.store.tables.runs import DEMAND, GAP, PLAN, VERDICT
from recommender.store.tables.units import POSITION, UNIT


class DemandBy(StrEnum):
    """What demand is cut by besides the course."""

    PROVINCE = "province"
    UNIT = "unit"
    PRIORITY = "priority"
    QUARTER = "quarter"
    AUDIENCE = "audience"
    """Group of positions of the learners: leaders, specialists, …"""
    LEVEL = "level"
    """Level that the learners' positions ask of what the course teaches; "0" where it closes no gap (mandatory)."""


def demand_query(run_id: str, by: DemandBy) -> tuple[Select[Any], ColumnElement[str]]:
    """Sums by course and group of a run, and the column that says which unit a row belongs to."""
    if by is DemandBy.QUARTER:
        return _plans(run_id, PLAN.c.quarter), PLAN.c.unit_id
    if by is DemandBy.AUDIENCE:
        return _audience(run_id), PLAN.c.unit_id
    if by is DemandBy.LEVEL:
        return _plans(run_id, _level()), PLAN.c.unit_id
    group = DEMAND.c[{DemandBy.PROVINCE: "province_id", DemandBy.UNIT: "unit_id"}.get(by, "priority")]
    sums = (func.sum(DEMAND.c.learners).label("learners"), func.sum(DEMAND.c.periods).label("periods"))
    keys = (DEMAND.c.course_id, DEMAND.c.domain, group)
    query = select(*keys[:2], *_names(DEMAND), group.label("group_key"), *sums).where(DEMAND.c.run_id == run_id)
    return query.group_by(*keys), DEMAND.c.unit_id


def cube_query(run_id: str) -> Select[Any]:
    """Sums by course, province and term of a run, from the steps of plans; the unit of a row is `PLAN.c.unit_id`."""
    province = UNIT.c.province_id.label("province_id")
    query = _plans(run_id, PLAN.c.quarter).add_columns(province).group_by(province)
    return query.join(UNIT, UNIT.c.unit_id == PLAN.c.unit_id)


def _plans(run_id: str, group: ColumnElement[Any]) -> Select[Any]:
    """Sums over the steps of plans: each is one learner."""
    shown = group.label("group_key")
    sums = (func.count().label("learners"), func.sum(coalesce(PLAN.c.counted_periods, 0.0)).label("periods"))
    query = select(PLAN.c.course_id, PLAN.c.domain, *_names(PLAN), shown, *sums).where(PLAN.c.run_id == run_id)
    return query.group_by(PLAN.c.course_id, PLAN.c.domain, shown)


def _audience(run_id: str) -> Select[Any]:
    """Who holds several positions is counted with the first by its code: leaders come before specialists."""
    first = select(VERDICT.c.officer_id, func.min(VERDICT.c.position_id).label("position_id"))
    held = first.where(VERDICT.c.run_id == run_id).group_by(VERDICT.c.officer_id).subquery()
    joined = PLAN.outerjoin(held, held.c.officer_id == PLAN.c.officer_id)
    joined = joined.outerjoin(POSITION, POSITION.c.position_id == held.c.position_id)
    return _plans(run_id, coalesce(POSITION.c.group_of, "")).select_from(joined)


def _level() -> ColumnElement[Any]:
    """The level asked of the need that a step closes first; needs are joined by a bar."""
    closed = and_(
        GAP.c.run_id == PLAN.c.run_id, GAP.c.officer_id == PLAN.c.officer_id,
        (PLAN.c.closes == GAP.c.requirement_id) | PLAN.c.closes.startswith(GAP.c.requirement_id + "|"),
    )  # fmt: skip
    asked = select(func.max(GAP.c.required)).where(closed).correlate(PLAN).scalar_subquery()
    return cast(func.round(coalesce(asked, 0.0)), Whole)


def _names(table: Table) -> tuple[ColumnElement[str], ...]:
    """A course has one name in a run; long texts are no keys to group by."""
    return tuple(func.min(table.c[name]).label(name) for name in ("course_vi", "course_en"))
