"""People whose data nothing has used for so long that the office said they go: no change, review, evidence, decision.

Nobody is erased by a clock: HR erases with a reason, person by person or those chosen of the list.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, ScalarSelect, and_, exists, func, not_, select

from recommender.permissions import Action, Viewer
from recommender.store.pages import Order, Page, read_page
from recommender.store.tables.decisions import DECISION, OBJECTION
from recommender.store.tables.people import OFFICER, STATEMENT
from recommender.store.tables.plans import PROGRESS
from recommender.store.tables.runs import RESULTS, RUN
from recommender.store.tables.units import UNIT
from recommender.store.visibility import seen_units


class LastUse(StrEnum):
    """What used a person's data last."""

    REVIEW = "review"
    """Một đợt rà soát."""
    DECISION = "decision"
    """Một kết luận được ký."""
    OBJECTION = "objection"
    """Một kiến nghị."""
    EVIDENCE = "evidence"
    """Minh chứng được bổ sung."""
    PLAN = "plan"
    """Tiến độ học được ghi."""
    CHANGE = "change"
    """Hồ sơ được nhập hoặc sửa."""


@dataclass(frozen=True, kw_only=True)
class UnusedPerson:
    """A person whom nothing has touched for the period, and what was the last that did."""

    officer_id: str
    code: str
    name: str
    unit_name: str
    last_use: LastUse
    used_at: datetime


def unused_since(now: datetime, years: int) -> datetime:
    """The moment so many years ago; what was not used from it on has been kept for as long as the office said."""
    return years_on(now, -years)


def years_on(moment: datetime, years: int) -> datetime:
    """The same day and hour of another year; the 28th of February stands for the 29th where there is none."""
    year = moment.year + years
    try:
        return moment.replace(year=year)
    except ValueError:
        return moment.replace(year=year, day=28)


def is_unused(*, since: datetime) -> ColumnElement[bool]:
    """The person in the row of `officer` is kept, and nothing has touched the data from this moment on."""
    verdict = RESULTS["verdicts"][1].c
    officer_id = OFFICER.c.officer_id
    touched = (
        exists().where(
            verdict.run_id == RUN.c.run_id, verdict.officer_id == officer_id, RUN.c.started_at >= since
        ),
        exists().where(STATEMENT.c.officer_id == officer_id, STATEMENT.c.added_at >= since),
        exists().where(DECISION.c.officer_id == officer_id, DECISION.c.decided_at >= since),
        exists().where(OBJECTION.c.officer_id == officer_id, OBJECTION.c.lodged_at >= since),
        exists().where(PROGRESS.c.officer_id == officer_id, PROGRESS.c.changed_at >= since),
    )  # fmt: skip
    return and_(OFFICER.c.erased_at.is_(None), OFFICER.c.changed_at < since, *map(not_, touched))


def count_unused(conn: Connection, *, since: datetime) -> int:
    """How many people nothing has touched from this moment on, in the whole store."""
    return int(conn.execute(select(func.count()).select_from(OFFICER).where(is_unused(since=since))).scalar_one())


def find_unused(
    conn: Connection, viewer: Viewer, *, since: datetime, limit: int = 50, cursor: str | None = None
) -> Page[UnusedPerson]:
    """People nothing has touched from this moment on whom the viewer may erase, by given name, with their number."""
    viewer.require(Action.ERASE_PERSON)
    query = _shown().where(
        is_unused(since=since), seen_units(viewer, Action.ERASE_PERSON, OFFICER.c.unit_id)
    )  # fmt: skip
    order = Order(columns=(OFFICER.c.name_sort, OFFICER.c.officer_id))
    return read_page(conn, query, order=order, made=_person, limit=limit, cursor=cursor, with_total=True)


def unused_among(
    conn: Connection, viewer: Viewer, officer_ids: tuple[str, ...], *, since: datetime
) -> tuple[UnusedPerson, ...]:
    """Those of these people whom nothing has touched from this moment on and whom the viewer may erase, by name."""
    viewer.require(Action.ERASE_PERSON)
    query = _shown().where(
        OFFICER.c.officer_id.in_(officer_ids), is_unused(since=since),
        seen_units(viewer, Action.ERASE_PERSON, OFFICER.c.unit_id),
    )  # fmt: skip
    return tuple(map(_person, conn.execute(query.order_by(OFFICER.c.name_sort, OFFICER.c.officer_id)).all()))


def _shown() -> Any:
    verdict, officer_id = RESULTS["verdicts"][1].c, OFFICER.c.officer_id
    reviewed = (
        select(func.max(RUN.c.started_at)).where(verdict.run_id == RUN.c.run_id, verdict.officer_id == officer_id)
        .correlate(OFFICER).scalar_subquery()
    )  # fmt: skip
    moments = {
        LastUse.REVIEW: reviewed,
        LastUse.DECISION: _newest(DECISION.c.decided_at, DECISION.c.officer_id),
        LastUse.OBJECTION: _newest(OBJECTION.c.lodged_at, OBJECTION.c.officer_id),
        LastUse.EVIDENCE: _newest(STATEMENT.c.added_at, STATEMENT.c.officer_id),
        LastUse.PLAN: _newest(PROGRESS.c.changed_at, PROGRESS.c.officer_id),
        LastUse.CHANGE: OFFICER.c.changed_at,
    }
    return select(
        officer_id, OFFICER.c.code, OFFICER.c.name, UNIT.c.name.label("unit_name"),
        *(moment.label(str(use)) for use, moment in moments.items()),
    ).join(UNIT, UNIT.c.unit_id == OFFICER.c.unit_id)  # fmt: skip


def _newest(moment: ColumnElement[Any], whose: ColumnElement[str]) -> ScalarSelect[Any]:
    return select(func.max(moment)).where(whose == OFFICER.c.officer_id).correlate(OFFICER).scalar_subquery()


def _person(row: Any) -> UnusedPerson:
    uses = {use: row._mapping[str(use)] for use in LastUse if row._mapping[str(use)] is not None}
    last = max(uses, key=lambda use: uses[use])  # of several at one moment the first of the list
    return UnusedPerson(
        officer_id=row.officer_id, code=row.code, name=row.name, unit_name=row.unit_name, last_use=last,
        used_at=uses[last],
    )  # fmt: skip
