"""Objections of people to verdicts: those a viewer may see, with their deadlines, lodged and answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, insert, select, update

from recommender.errors import NotFound, Stale
from recommender.permissions import Action, Viewer
from recommender.store.pages import Order, Page, read_page
from recommender.store.tables.decisions import OBJECTION, ObjectionStatus
from recommender.store.tables.people import OFFICER
from recommender.store.tables.runs import RUN
from recommender.store.tables.units import POSITION, UNIT
from recommender.store.views import all_views, one_view, view_of
from recommender.store.visibility import seen_people, within


@dataclass(frozen=True, kw_only=True)
class ObjectionView:
    """An objection with its answer."""

    objection_id: str
    run_id: str
    run_label: str
    officer_id: str
    name: str
    position_id: str
    title_vi: str | None
    title_en: str | None
    unit_id: str
    unit_name: str
    text: str
    lodged_at: datetime
    due_on: date
    status: str
    answer: str
    answered_by_name: str
    answered_at: datetime | None
    version: int

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.status == ObjectionStatus.OPEN


@dataclass(frozen=True, kw_only=True)
class ObjectionFilter:
    """Which objections; a blank field does not filter."""

    status: ObjectionStatus | None = None
    unit_id: str = ""
    run_id: str = ""
    officer_id: str = ""


def find_objections(
    conn: Connection, viewer: Viewer, wanted: ObjectionFilter, *, limit: int = 50, cursor: str | None = None,
    with_total: bool = False,
) -> Page[ObjectionView]:  # fmt: skip
    """Objections, the nearest deadline first."""
    query = _objections(viewer).where(within(wanted.unit_id, OBJECTION.c.unit_id))
    equal = (
        (OBJECTION.c.status, wanted.status and str(wanted.status)), (OBJECTION.c.run_id, wanted.run_id),
        (OBJECTION.c.officer_id, wanted.officer_id),
    )  # fmt: skip
    for column, value in equal:
        if value:
            query = query.where(column == value)
    order = Order(columns=(OBJECTION.c.due_on, OBJECTION.c.objection_id))
    return read_page(
        conn, query, order=order, made=view_of(ObjectionView), limit=limit, cursor=cursor, with_total=with_total
    )


def get_objection(conn: Connection, viewer: Viewer, objection_id: str) -> ObjectionView:
    """One objection; NotFound outside what the viewer may see."""
    found = one_view(conn, _objections(viewer).where(OBJECTION.c.objection_id == objection_id), ObjectionView)
    if found is None:
        raise NotFound
    return found


def objections_of(
    conn: Connection, viewer: Viewer, *, run_id: str, officer_id: str, position_id: str
) -> tuple[ObjectionView, ...]:
    """Objections to one verdict, newest first."""
    mine = and_(
        OBJECTION.c.run_id == run_id, OBJECTION.c.officer_id == officer_id, OBJECTION.c.position_id == position_id
    )
    query = _objections(viewer).where(mine).order_by(OBJECTION.c.lodged_at.desc(), OBJECTION.c.objection_id.desc())
    return all_views(conn, query, ObjectionView)


def put_objection(conn: Connection, row: dict[str, Any]) -> None:
    """A new objection."""
    conn.execute(insert(OBJECTION).values(**row))


def settle_objection(conn: Connection, objection_id: str, *, version: int, values: dict[str, Any]) -> None:
    """Its end; Stale when somebody else changed it after it was read."""
    mine = (OBJECTION.c.objection_id == objection_id, OBJECTION.c.version == version)
    if conn.execute(update(OBJECTION).where(*mine).values(**values, version=version + 1)).rowcount != 1:
        raise Stale


def _objections(viewer: Viewer) -> Select[Any]:
    people = seen_people(
        viewer, Action.SEE_PEOPLE, unit=OBJECTION.c.unit_id, officer=OBJECTION.c.officer_id, own=Action.SEE_OWN
    )
    joined = OBJECTION.join(RUN, RUN.c.run_id == OBJECTION.c.run_id)
    joined = joined.join(OFFICER, OFFICER.c.officer_id == OBJECTION.c.officer_id)
    joined = joined.join(UNIT, UNIT.c.unit_id == OBJECTION.c.unit_id)
    joined = joined.outerjoin(POSITION, POSITION.c.position_id == OBJECTION.c.position_id)
    shown = [column for column in OBJECTION.c if column.name != "answered_by"]
    query = select(
        *shown, RUN.c.label.label("run_label"), OFFICER.c.name, UNIT.c.name.label("unit_name"), POSITION.c.title_vi,
        POSITION.c.title_en,
    ).select_from(joined)  # fmt: skip
    return query.where(people)
