"""Training of people by unit: how much is planned in a run, how much is taken in a year, who has reached the least."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, and_, case, func, or_, select
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.functions import coalesce

from recommender.permissions import Action, Viewer
from recommender.store.kept_totals import kept, scope_of
from recommender.store.plans import YEARLY_PERIODS
from recommender.store.results.runs import is_seen_run
from recommender.store.tables.plans import PROGRESS, StepStatus
from recommender.store.tables.runs import PLAN
from recommender.store.tables.units import COUNTRY, UNIT, UNIT_CLOSURE
from recommender.store.views import whole_sum
from recommender.store.visibility import seen_units, within


@dataclass(frozen=True, kw_only=True)
class PlanTotal:
    """Plans of the people of a unit and below: people, periods planned and taken, and how many reached the least.

    `steps_done` counts courses of the plans; `periods_done` what was taken besides them too.
    """

    unit_id: str
    name: str
    people: int
    steps: int
    steps_done: int
    periods_planned: float
    periods_done: float
    people_with_least: int


def plan_year(today: date) -> int:
    """The year that most of a plan made on a day lies in: its courses are spread over the next four quarters."""
    return today.year if today.month <= 6 else today.year + 1


def plan_totals(
    conn: Connection, viewer: Viewer, run_id: str, *, year: int, unit_id: str = ""
) -> tuple[PlanTotal, ...]:
    """Totals of plans of a run by unit directly below one, as far as the viewer may see totals, by name.

    People who sit in the unit itself and in none below it are a row of their own.
    """
    if not is_seen_run(conn, viewer, run_id):
        return ()
    seen = [
        PLAN.c.run_id == run_id, seen_units(viewer, Action.SEE_TOTALS, PLAN.c.unit_id),
        within(unit_id, PLAN.c.unit_id),
    ]  # fmt: skip
    key = ("plans", unit_id, scope_of(viewer, Action.SEE_TOTALS))
    planned = kept(conn, run_id, key, lambda: _rows(conn, _planned(seen), unit_id))
    found: dict[str, dict[str, Any]] = {}
    for row in (*planned, *_rows(conn, _taken(seen, year), unit_id)):
        found.setdefault(row["unit_id"], dict.fromkeys(_SUMS, 0)).update(row)
    ordered = sorted(found.values(), key=lambda row: (row["name_sort"], row["unit_id"]))
    return tuple(
        PlanTotal(
            unit_id=row["unit_id"], name=row["name"],
            **{name: kind(row[name]) for name, kind in _SUMS.items()},
        )
        for row in ordered
    )  # fmt: skip


_SUMS: dict[str, type] = {
    "people": int, "steps": int, "steps_done": int, "periods_planned": float, "periods_done": float,
    "people_with_least": int,
}  # fmt: skip


def _planned(seen: list[ColumnElement[bool]]) -> Select[Any]:
    """By unit: people with a plan, its courses and periods."""
    return select(
        PLAN.c.unit_id, func.count(PLAN.c.officer_id.distinct()).label("people"), func.count().label("steps"),
        func.sum(coalesce(PLAN.c.counted_periods, 0.0)).label("periods_planned"),
    ).where(*seen).group_by(PLAN.c.unit_id)  # fmt: skip


def _taken(seen: list[ColumnElement[bool]], year: int) -> Select[Any]:
    """By unit: what its people have taken in the year; only the few rows that say something was done are read."""
    done = select(PROGRESS).where(PROGRESS.c.year == year, PROGRESS.c.status == str(StepStatus.DONE)).subquery()
    person = select(PLAN.c.officer_id, PLAN.c.unit_id).where(
        *seen, PLAN.c.officer_id.in_(select(done.c.officer_id))
    ).distinct().subquery()  # fmt: skip
    planned = select(PLAN.c.officer_id, PLAN.c.course_id).where(
        *seen, PLAN.c.officer_id.in_(select(done.c.officer_id))
    ).distinct().subquery()  # fmt: skip
    is_planned = and_(planned.c.officer_id == done.c.officer_id, planned.c.course_id == done.c.course_id)
    joined = done.join(person, person.c.officer_id == done.c.officer_id).outerjoin(planned, is_planned)
    each = select(
        person.c.officer_id, person.c.unit_id, func.sum(coalesce(done.c.periods_done, 0.0)).label("periods_done"),
        func.count(planned.c.course_id).label("steps_done"),
    ).select_from(joined)  # fmt: skip
    taken = each.group_by(person.c.officer_id, person.c.unit_id).subquery()
    return select(
        taken.c.unit_id, func.sum(taken.c.periods_done).label("periods_done"),
        whole_sum(taken.c.steps_done).label("steps_done"),
        whole_sum(case((taken.c.periods_done >= YEARLY_PERIODS, 1), else_=0)).label("people_with_least"),
    ).group_by(taken.c.unit_id)  # fmt: skip


def _rows(conn: Connection, by_unit: Select[Any], unit_id: str) -> tuple[Mapping[str, Any], ...]:
    return tuple(dict(row) for row in conn.execute(_by_child(by_unit, unit_id)).mappings())


def _by_child(by_unit: Select[Any], unit_id: str) -> Select[Any]:
    """Sums by unit as sums of the units directly below one, and of that unit's own."""
    each, child, top = by_unit.subquery(), UNIT.alias("child"), unit_id or COUNTRY
    climbs = UNIT_CLOSURE.c.unit_id == each.c.unit_id
    is_shown = or_(child.c.parent_id == top, and_(child.c.unit_id == top, UNIT_CLOSURE.c.depth == 0))
    joined = each.join(UNIT_CLOSURE, climbs).join(child, child.c.unit_id == UNIT_CLOSURE.c.ancestor_id)
    sums = [func.sum(column).label(column.name) for column in each.c if column.name != "unit_id"]
    query = select(child.c.unit_id, child.c.name, child.c.name_sort, *sums).select_from(joined).where(is_shown)
    return query.group_by(child.c.unit_id, child.c.name, child.c.name_sort)
