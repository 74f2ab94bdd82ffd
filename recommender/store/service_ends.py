"""Who no longer serves: noted, taken back, read; the clause that leaves such people out of reviews and counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from recommender.store.tables.people import OFFICER
from recommender.store.tables.service_ends import SERVICE_END
from recommender.store.views import one_view


@dataclass(frozen=True, kw_only=True)
class ServiceEnd:
    """The last day of service of a person, why, and who noted it when."""

    officer_id: str
    ended_on: date
    reason: str
    note: str
    told_by_name: str
    told_at: datetime


def serving() -> ColumnElement[bool]:
    """People who are there and of whom nobody noted that they no longer serve."""
    return OFFICER.c.erased_at.is_(None) & OFFICER.c.officer_id.not_in(select(SERVICE_END.c.officer_id))


def service_end_of(conn: Connection, officer_id: str) -> ServiceEnd | None:
    """What is noted of a person whom the caller may see."""
    return one_view(conn, select(SERVICE_END).where(SERVICE_END.c.officer_id == officer_id), ServiceEnd)


def put_service_end(conn: Connection, row: Mapping[str, Any]) -> None:
    """Note it in the place of what was noted before."""
    conn.execute(delete(SERVICE_END).where(SERVICE_END.c.officer_id == row["officer_id"]))
    conn.execute(insert(SERVICE_END).values(**row))


def take_back_service_end(conn: Connection, officer_id: str) -> bool:
    """Whether there was a note to take back."""
    return conn.execute(delete(SERVICE_END).where(SERVICE_END.c.officer_id == officer_id)).rowcount == 1
