"""People whom the store has in the units of a list and whom the list does not name."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from recommender.permissions import Viewer
from recommender.store.importing.imports import get_import
from recommender.store.service_ends import serving
from recommender.store.tables.imports import STAGED_ROW, ChangeKind, StagedKind
from recommender.store.tables.people import OFFICER
from recommender.store.tables.units import UNIT

LEAST_PART = 0.5
"""A list that names fewer of a unit's people corrects some of them and is not the list of the unit."""


@dataclass(frozen=True, kw_only=True)
class AbsentPerson:
    """Somebody in service of whom a list of the unit says nothing."""

    officer_id: str
    code: str
    name: str
    unit_name: str


@dataclass(frozen=True, kw_only=True)
class AbsentPeople:
    """The first of them by unit and given name, and how many there are."""

    rows: tuple[AbsentPerson, ...]
    total: int


def absent_people(conn: Connection, viewer: Viewer, import_id: str, *, limit: int = 50) -> AbsentPeople:
    """Who is in service in a unit most of whose people the import lists, and is not among them."""
    get_import(conn, viewer, import_id)
    row, there = STAGED_ROW.c, OFFICER.c
    listed = select(row.known_id).where(
        row.import_id == import_id, row.kind == str(StagedKind.PERSON), row.is_listed, row.known_id.is_not(None)
    )
    wanted = (row.import_id == import_id, row.kind == str(StagedKind.PERSON), row.is_listed,
              row.change != str(ChangeKind.REFUSED))  # fmt: skip
    spoken = select(row.unit_id).where(*wanted).distinct()
    here = (there.unit_id.in_(spoken), serving())
    stored = dict(_counts(conn, select(there.unit_id, func.count()).where(*here).group_by(there.unit_id)))
    named = select(there.unit_id, func.count()).where(*here, there.officer_id.in_(listed)).group_by(there.unit_id)
    whole = sorted(unit for unit, count in _counts(conn, named) if count >= LEAST_PART * stored[unit])
    absent = (there.unit_id.in_(whole), serving(), there.officer_id.not_in(listed))
    total = conn.execute(select(func.count()).select_from(OFFICER).where(*absent)).scalar_one()
    query = select(there.officer_id, there.code, there.name, UNIT.c.name.label("unit_name")).join(
        UNIT, UNIT.c.unit_id == there.unit_id
    ).where(*absent).order_by(UNIT.c.name_sort, there.name_sort, there.officer_id).limit(limit)  # fmt: skip
    return AbsentPeople(rows=tuple(AbsentPerson(**one._mapping) for one in conn.execute(query)), total=total)


def _counts(conn: Connection, query: object) -> list[tuple[str, int]]:
    return [(unit, count) for unit, count in conn.execute(query)]  # type: ignore[call-overload]
