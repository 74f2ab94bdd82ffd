"""Statements and files that people add: kept until the unit has looked at them, never changed, only replaced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select, update

from recommender.errors import Conflict, NotFound
from recommender.permissions import Action, Viewer
from recommender.store.people import unit_of_person
from recommender.store.tables.people import EVIDENCE_FILE, STATEMENT, Standing
from recommender.store.views import one_view


@dataclass(frozen=True, kw_only=True)
class Said:
    """A statement by whom it is about and how it stands."""

    statement_id: str
    officer_id: str
    kind: str
    standing: str
    replaces: str | None
    added_by: str
    dated_on: date | None


def get_said(conn: Connection, viewer: Viewer, action: Action, *, statement_id: str) -> tuple[Said, str]:
    """A statement about somebody the viewer may do this to, and the unit of the person; NotFound otherwise."""
    found = one_view(conn, select(STATEMENT).where(STATEMENT.c.statement_id == statement_id), Said)
    if found is None:
        viewer.require(action)
        raise NotFound
    return found, unit_of_person(conn, viewer, action, officer_id=found.officer_id)


def said_of(conn: Connection, statement_id: str) -> Said | None:
    """How a statement stands, for a workflow that wrote it itself; None when there is none."""
    return one_view(conn, select(STATEMENT).where(STATEMENT.c.statement_id == statement_id), Said)


def put_statement(conn: Connection, row: dict[str, Any]) -> None:
    """A new statement."""
    conn.execute(insert(STATEMENT).values(**row))


def put_file(conn: Connection, row: dict[str, Any]) -> None:
    """The record of a file that stands in the folder of uploads."""
    conn.execute(insert(EVIDENCE_FILE).values(**row))


def set_standing(conn: Connection, said: Said, standing: Standing, *, answer: str = "") -> None:
    """How a statement stands from now on; Conflict when somebody changed it meanwhile."""
    mine = (STATEMENT.c.statement_id == said.statement_id, STATEMENT.c.standing == said.standing)
    changed = conn.execute(update(STATEMENT).where(*mine).values(standing=str(standing), answer=answer))
    if changed.rowcount != 1:
        raise Conflict("Minh chứng vừa được người khác thay đổi.", "Somebody else has just changed this statement.")
