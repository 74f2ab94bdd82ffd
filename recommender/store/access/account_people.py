"""The person an account is made for, found by the code that HR writes."""

from __future__ import annotations

from sqlalchemy import Connection, select

from recommender.permissions import Action, Viewer
from recommender.store.tables.people import OFFICER
from recommender.store.visibility import seen_units, within


def person_of_code(conn: Connection, viewer: Viewer, code: str, *, unit_id: str, or_id: bool = False) -> str:
    """Id of the one person with this code (or id) in a unit or below it; "" for none, several, or outside the scope.

    It tells an administrator that there is such a person, and nothing else about him.
    """
    viewer.require(Action.MANAGE_USERS)
    is_named = OFFICER.c.code == code.strip()
    if or_id:
        is_named |= OFFICER.c.officer_id == code.strip()
    query = select(OFFICER.c.officer_id).where(
        is_named, OFFICER.c.erased_at.is_(None), within(unit_id, OFFICER.c.unit_id),
        seen_units(viewer, Action.MANAGE_USERS, OFFICER.c.unit_id),
    )  # fmt: skip
    found = conn.execute(query.limit(2)).scalars().all()
    return str(found[0]) if len(found) == 1 else ""
