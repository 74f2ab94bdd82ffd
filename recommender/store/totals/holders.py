"""How many people hold each position, in the units in which a viewer may see people."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, and_, exists, func, not_, select

from recommender.permissions import WHOLE_COUNTRY, Action, Viewer
from recommender.store.service_ends import serving
from recommender.store.tables.people import HOLDING, OFFICER
from recommender.store.tables.service_ends import SERVICE_END
from recommender.store.tables.units import UNIT, UNIT_CLOSURE
from recommender.store.visibility import seen_units, within


def count_holders(conn: Connection, viewer: Viewer, *, unit_id: str = "") -> dict[str, int]:
    """Position → people, in the unit and below as far as the viewer sees them; nothing for who may not see people."""
    viewer.require(Action.SEE_PEOPLE)
    count = func.count().label("people")
    if WHOLE_COUNTRY in viewer.roots(Action.SEE_PEOPLE) and _is_above_all(conn, unit_id):
        # Along the index of positions: a country is counted without looking at each person.
        erased = select(OFFICER.c.officer_id).where(OFFICER.c.erased_at.is_not(None))
        ended = select(SERVICE_END.c.officer_id)
        gone = (HOLDING.c.officer_id.not_in(erased), HOLDING.c.officer_id.not_in(ended))
        query = select(HOLDING.c.position_id, count).where(*gone)
    else:
        query = select(HOLDING.c.position_id, count).join(OFFICER, OFFICER.c.officer_id == HOLDING.c.officer_id)
        query = query.where(_is_seen(viewer, unit_id), serving())
    return {row.position_id: row.people for row in conn.execute(query.group_by(HOLDING.c.position_id))}


def count_holders_of(conn: Connection, viewer: Viewer, position_id: str, *, unit_id: str = "") -> int:
    """The same of one position."""
    viewer.require(Action.SEE_PEOPLE)
    query = select(func.count()).select_from(HOLDING).join(OFFICER, OFFICER.c.officer_id == HOLDING.c.officer_id)
    query = query.where(
        HOLDING.c.position_id == position_id, _is_seen(viewer, unit_id), serving()
    )  # fmt: skip
    return int(conn.execute(query).scalar_one())


def _is_seen(viewer: Viewer, unit_id: str) -> ColumnElement[bool]:
    return and_(seen_units(viewer, Action.SEE_PEOPLE, OFFICER.c.unit_id), within(unit_id, OFFICER.c.unit_id))


def _is_above_all(conn: Connection, unit_id: str) -> bool:
    """Whether no unit lies outside this one; "" is the whole country."""
    below = exists().where(UNIT_CLOSURE.c.ancestor_id == unit_id, UNIT_CLOSURE.c.unit_id == UNIT.c.unit_id)
    return not unit_id or conn.execute(select(UNIT.c.unit_id).where(not_(below)).limit(1)).first() is None
