"""How much hangs on a unit: what a merger moves, adds up or leaves behind, in numbers only."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select
from sqlalchemy.sql.elements import ColumnElement

from recommender.store.tables.accounts import USER_GRANT
from recommender.store.tables.catalogues import OWN_POSITION, RULE_SWITCH, OwnPositionStatus
from recommender.store.tables.people import OFFICER, QUOTA
from recommender.store.tables.units import UNIT


@dataclass(frozen=True, kw_only=True)
class UnitContents:
    """Numbers of what belongs to a unit itself, not to units below it."""

    people: int
    quotas: int
    shared_quotas: int
    """Positions for which both units have figures, which are added up."""
    units: int
    """Units directly below."""
    roles: int
    """Roles given in the unit, which then open nothing."""
    settings: int
    """Positions and rules of its own, which then hold nowhere."""


def contents_of(conn: Connection, unit_id: str, *, beside: str) -> UnitContents:
    """What hangs on a unit, seen beside the one that would take its place. It names nobody."""

    def count(*where: ColumnElement[bool]) -> int:
        return int(conn.execute(select(func.count()).where(*where)).scalar_one())

    there = select(QUOTA.c.position_id).where(QUOTA.c.unit_id == beside)
    active = OWN_POSITION.c.status == str(OwnPositionStatus.ACTIVE)
    return UnitContents(
        people=count(OFFICER.c.unit_id == unit_id),
        quotas=count(QUOTA.c.unit_id == unit_id),
        shared_quotas=count(QUOTA.c.unit_id == unit_id, QUOTA.c.position_id.in_(there)),
        units=count(UNIT.c.parent_id == unit_id),
        roles=count(USER_GRANT.c.unit_id == unit_id),
        settings=count(OWN_POSITION.c.unit_id == unit_id, active) + count(RULE_SWITCH.c.unit_id == unit_id),
    )
