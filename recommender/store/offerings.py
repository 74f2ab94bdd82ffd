"""Courses and classes of institutes, and their learners: by ticket for the institute, by name for the learner's HR."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, case, func, insert, or_, select, update

from recommender.errors import NotFound, Stale
from recommender.permissions import Action, Viewer
from recommender.store.keys import search_key
from recommender.store.pages import Order, Page, contains_words, read_page
from recommender.store.tables.people import OFFICER
from recommender.store.tables.plans import COURSE, ENROLMENT, OFFERING, PROGRESS, EnrolmentStatus, StepStatus
from recommender.store.tables.runs import PLAN
from recommender.store.tables.units import UNIT
from recommender.store.views import all_views, one_view, view_of, whole_sum
from recommender.store.visibility import seen_people, seen_units, within


@dataclass(frozen=True, kw_only=True)
class OwnCourse:
    """A course that an institute wrote itself, beside those of the catalogue."""

    course_id: str
    owner_id: str
    provider: str
    name_vi: str
    name_en: str
    outline: str
    domain: str
    mode: str
    language: str
    duration_periods: int | None
    audience: dict[str, Any]
    """positions, ranks, prerequisites, mandatory_for, decree171_group."""
    outcomes: dict[str, int]
    """requirement id → level."""
    grants: list[str]
    is_active: bool
    changed_at: datetime
    version: int


@dataclass(frozen=True, kw_only=True)
class OfferingView:
    """A dated run of a course; `taken` seats are those of people sent to it."""

    offering_id: str
    course_id: str
    course_vi: str
    course_en: str
    owner_id: str
    provider: str
    province_id: str
    province_name: str
    place: str
    starts_on: date | None
    ends_on: date | None
    mode: str
    seats: int
    taken: int
    status: str
    changed_at: datetime
    version: int


@dataclass(frozen=True, kw_only=True)
class TicketView:
    """A learner as the institute knows him: a ticket without a name."""

    enrolment_id: str
    offering_id: str
    status: str
    result: str
    score: float | None
    periods: float | None
    changed_at: datetime


@dataclass(frozen=True, kw_only=True)
class LearnerView:
    """A learner as HR and the learner himself see it."""

    enrolment_id: str
    offering_id: str
    officer_id: str
    name: str
    unit_id: str
    status: str
    result: str
    score: float | None
    periods: float | None
    changed_at: datetime


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A person whose plan holds the course of a class and who has no seat in it."""

    officer_id: str
    name: str
    unit_name: str
    wish: str
    has_asked: bool


@dataclass(frozen=True, kw_only=True)
class OfferingFilter:
    """Which classes; a blank field does not filter."""

    course_id: str = ""
    province_id: str = ""
    owner_id: str = ""
    status: str = ""
    starts_from: date | None = None


SEATED = (EnrolmentStatus.ENROLLED, EnrolmentStatus.PASSED, EnrolmentStatus.FAILED, EnrolmentStatus.ABSENT)


def find_own_courses(
    conn: Connection, *, owner_id: str = "", text: str = "", with_ended: bool = False
) -> tuple[OwnCourse, ...]:
    """Courses institutes wrote, by id. They name nobody, so everybody who is signed in may read them."""
    query = select(COURSE).where(*contains_words(COURSE.c.name_search, text))
    if owner_id:
        query = query.where(COURSE.c.owner_id == owner_id)
    if not with_ended:
        query = query.where(COURSE.c.is_active)
    return all_views(conn, query.order_by(COURSE.c.course_id), OwnCourse)


def get_own_course(conn: Connection, course_id: str) -> OwnCourse:
    """One course an institute wrote."""
    found = one_view(conn, select(COURSE).where(COURSE.c.course_id == course_id), OwnCourse)
    if found is None:
        raise NotFound
    return found


def find_offerings(
    conn: Connection, wanted: OfferingFilter, *, limit: int = 50, cursor: str | None = None
) -> Page[OfferingView]:
    """Classes in the order they were entered. They name nobody."""
    query = _offerings()
    equal = {
        OFFERING.c.course_id: wanted.course_id, OFFERING.c.province_id: wanted.province_id,
        OFFERING.c.owner_id: wanted.owner_id, OFFERING.c.status: wanted.status,
    }  # fmt: skip
    for column, value in equal.items():
        if value:
            query = query.where(column == value)
    if wanted.starts_from:
        query = query.where(OFFERING.c.starts_on >= wanted.starts_from)
    order = Order(columns=(OFFERING.c.offering_id,))
    return read_page(conn, query, order=order, made=view_of(OfferingView), limit=limit, cursor=cursor)


def get_offering(conn: Connection, offering_id: str) -> OfferingView:
    """One class."""
    found = one_view(conn, _offerings().where(OFFERING.c.offering_id == offering_id), OfferingView)
    if found is None:
        raise NotFound
    return found


def tickets_of(conn: Connection, viewer: Viewer, offering_id: str) -> tuple[TicketView, ...]:
    """Learners of a class for the institute that holds it: tickets only; NotFound for another institute's class."""
    viewer.require(Action.RECORD_RESULTS)
    if get_offering(conn, offering_id).owner_id != viewer.user_id:
        raise NotFound
    query = select(ENROLMENT).where(ENROLMENT.c.offering_id == offering_id).order_by(ENROLMENT.c.enrolment_id)
    return all_views(conn, query, TicketView)


def learners_of(
    conn: Connection, viewer: Viewer, *, offering_id: str = "", officer_id: str = "", unit_id: str = ""
) -> tuple[LearnerView, ...]:
    """Enrolments of people the viewer may see, by class and name; an institute sees none."""
    seen = seen_people(
        viewer, Action.SEE_PEOPLE, unit=OFFICER.c.unit_id, officer=OFFICER.c.officer_id, own=Action.SEE_OWN
    )
    query = select(ENROLMENT, OFFICER.c.name, OFFICER.c.unit_id)
    query = query.join(OFFICER, OFFICER.c.officer_id == ENROLMENT.c.officer_id)
    query = query.where(seen, within(unit_id, OFFICER.c.unit_id))
    for column, value in ((ENROLMENT.c.offering_id, offering_id), (ENROLMENT.c.officer_id, officer_id)):
        if value:
            query = query.where(column == value)
    order = (ENROLMENT.c.offering_id, OFFICER.c.name_sort, ENROLMENT.c.enrolment_id)
    return all_views(conn, query.order_by(*order), LearnerView)


def put_course(conn: Connection, row: dict[str, Any]) -> None:
    """A new course of an institute."""
    conn.execute(insert(COURSE).values(**row, name_search=_searched(row), version=1))


def change_course(conn: Connection, course_id: str, *, version: int, values: dict[str, Any]) -> None:
    """A changed course; Stale when somebody else changed it."""
    mine = (COURSE.c.course_id == course_id, COURSE.c.version == version)
    if "name_vi" in values:
        values = {**values, "name_search": _searched({**values, "course_id": course_id})}
    _changed(conn.execute(update(COURSE).where(*mine).values(**values, version=version + 1)).rowcount)


def put_offering(conn: Connection, row: dict[str, Any]) -> None:
    """A new class."""
    conn.execute(insert(OFFERING).values(**row, version=1))


def change_offering(conn: Connection, offering_id: str, *, version: int, values: dict[str, Any]) -> None:
    """A changed class; Stale when somebody else changed it."""
    mine = (OFFERING.c.offering_id == offering_id, OFFERING.c.version == version)
    _changed(conn.execute(update(OFFERING).where(*mine).values(**values, version=version + 1)).rowcount)


def put_enrolment(conn: Connection, row: dict[str, Any]) -> None:
    """A learner in a class; one person is in a class once."""
    conn.execute(insert(ENROLMENT).values(**row))


def change_enrolment(conn: Connection, enrolment_id: str, values: dict[str, Any]) -> None:
    """What became of a learner."""
    _changed(conn.execute(update(ENROLMENT).where(ENROLMENT.c.enrolment_id == enrolment_id).values(**values)).rowcount)


def _searched(row: dict[str, Any]) -> str:
    return search_key(row["name_vi"], row.get("name_en", ""), row["course_id"])


def _changed(rows: int) -> None:
    if rows != 1:
        raise Stale


def _offerings() -> Select[Any]:
    seated = whole_sum(case((ENROLMENT.c.status.in_([str(one) for one in SEATED]), 1), else_=0))
    counted = select(ENROLMENT.c.offering_id, seated.label("taken")).group_by(ENROLMENT.c.offering_id).subquery()
    query = select(OFFERING, UNIT.c.name.label("province_name"), func.coalesce(counted.c.taken, 0).label("taken")).join(
        UNIT, UNIT.c.unit_id == OFFERING.c.province_id
    )
    return query.outerjoin(counted, and_(counted.c.offering_id == OFFERING.c.offering_id))


def enrolment_of(conn: Connection, offering_id: str, officer_id: str) -> TicketView | None:
    """The ticket a person has for a class, if any."""
    mine = (ENROLMENT.c.offering_id == offering_id, ENROLMENT.c.officer_id == officer_id)
    return one_view(conn, select(ENROLMENT).where(*mine), TicketView)


def seated_learners(conn: Connection, offering_id: str) -> dict[str, str]:
    """Ticket → person, of those sent to a class; for writing results, never shown to an institute."""
    query = select(ENROLMENT.c.enrolment_id, ENROLMENT.c.officer_id).where(
        ENROLMENT.c.offering_id == offering_id, ENROLMENT.c.status.in_([str(one) for one in SEATED])
    )
    return {row.enrolment_id: row.officer_id for row in conn.execute(query.order_by(ENROLMENT.c.enrolment_id))}


def find_candidates(
    conn: Connection, viewer: Viewer, offered: OfferingView, *, run_id: str, limit: int = 200
) -> tuple[Candidate, ...]:
    """People the viewer may send to a class: their plan of a run holds its course, or they asked for a seat; by name.

    Who asked comes first. People who have a seat are left out.
    """
    seen = seen_units(viewer, Action.SEE_PEOPLE, OFFICER.c.unit_id)
    planned = select(PLAN.c.officer_id).where(PLAN.c.run_id == run_id, PLAN.c.course_id == offered.course_id)
    mine = and_(ENROLMENT.c.officer_id == OFFICER.c.officer_id, ENROLMENT.c.offering_id == offered.offering_id)
    year = (offered.ends_on or offered.changed_at).year
    said = and_(
        PROGRESS.c.officer_id == OFFICER.c.officer_id, PROGRESS.c.course_id == offered.course_id,
        PROGRESS.c.year == year,
    )  # fmt: skip
    has_asked = ENROLMENT.c.enrolment_id.is_not(None)
    joined = (
        OFFICER.join(UNIT, UNIT.c.unit_id == OFFICER.c.unit_id).outerjoin(ENROLMENT, mine).outerjoin(PROGRESS, said)
    )
    query = select(
        OFFICER.c.officer_id, OFFICER.c.name, UNIT.c.name.label("unit_name"),
        func.coalesce(PROGRESS.c.wish, "").label("wish"), has_asked.label("has_asked"),
    ).select_from(joined)  # fmt: skip
    query = query.where(
        seen, OFFICER.c.erased_at.is_(None), or_(OFFICER.c.officer_id.in_(planned), has_asked),
        or_(ENROLMENT.c.enrolment_id.is_(None), ENROLMENT.c.status == str(EnrolmentStatus.WISHED)),
        or_(PROGRESS.c.status.is_(None), PROGRESS.c.status != str(StepStatus.DONE)),
    )  # fmt: skip
    first = case((has_asked, 0), else_=1)
    return all_views(conn, query.order_by(first, OFFICER.c.name_sort, OFFICER.c.officer_id).limit(limit), Candidate)
