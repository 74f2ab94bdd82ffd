"""How many people hold each position, in the units in which a viewer may see people."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from recommender.permissions import Action, Viewer
from recommender.store.tables.people import HOLDING, OFFICER
from recommender.store.visibility import seen_units, within


def count_holders(conn: Connection, viewer: Viewer, *, unit_id: str = "") -> dict[str, int]:
    """Position → people, in the unit and below as far as the viewer sees them; nothing for who may not see people."""
    viewer.require(Action.SEE_PEOPLE)
    seen = seen_units(viewer, Action.SEE_PEOPLE, OFFICER.c.unit_id)
    query = select(HOLDING.c.position_id, func.count().label("people"))
    query = query.join(OFFICER, OFFICER.c.officer_id == HOLDING.c.officer_id)
    query = query.where(seen, within(unit_id, OFFICER.c.unit_id), OFFICER.c.erased_at.is_(None))
    return {row.position_id: row.people for row in conn.execute(query.group_by(HOLDING.c.position_id))}
