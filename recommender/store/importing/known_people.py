"""People of a unit as the readers of workbooks know people, so that a file of results alone finds whom it is about."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection, select

from recommender import columns
from recommender.store.frames import frame_of
from recommender.store.tables.people import HOLDING, OFFICER, PERSONAL
from recommender.store.tables.units import UNIT, UnitKind
from recommender.store.visibility import within


@dataclass(frozen=True, kw_only=True)
class KnownPeople:
    """`people`: officer_id (the code HR writes), citizen_id (blank), name, birth_date, unit_id; `holdings` by code."""

    people: pd.DataFrame
    holdings: pd.DataFrame
    home_unit: str = ""
    """The unit asked for, where it is a commune or a part of one."""

    def places(self) -> dict[str, tuple[str, str]]:
        """Code → unit and name."""
        frame = self.people
        return {code: (unit, name) for code, unit, name in zip(
            frame["officer_id"], frame["unit_id"], frame["name"], strict=True
        )}  # fmt: skip


def known_people(conn: Connection, unit_id: str) -> KnownPeople:
    """Everybody in a unit and below it."""
    here = (within(unit_id, OFFICER.c.unit_id), OFFICER.c.erased_at.is_(None))
    wanted = (OFFICER.c.code, OFFICER.c.name, PERSONAL.c.birth_date, OFFICER.c.unit_id)
    query = select(*wanted).outerjoin(PERSONAL, PERSONAL.c.officer_id == OFFICER.c.officer_id).where(*here)
    rows = [tuple(row) for row in conn.execute(query.order_by(OFFICER.c.code))]
    people = pd.DataFrame(rows, columns=["officer_id", "name", "birth_date", "unit_id"])
    days = pd.to_datetime(people["birth_date"]).astype("datetime64[s]")
    held = select(OFFICER.c.code, HOLDING.c.position_id, HOLDING.c.share, HOLDING.c.place)
    held = held.join(OFFICER, OFFICER.c.officer_id == HOLDING.c.officer_id).where(*here)
    return KnownPeople(
        people=people.assign(citizen_id="", birth_date=days),
        holdings=frame_of(conn, columns.HOLDINGS, held.order_by(OFFICER.c.code, HOLDING.c.position_id)),
        home_unit=_home_unit(conn, unit_id),
    )


def _home_unit(conn: Connection, unit_id: str) -> str:
    above = [str(UnitKind.COUNTRY), str(UnitKind.PROVINCE)]
    query = select(UNIT.c.unit_id).where(UNIT.c.unit_id == unit_id, UNIT.c.kind.not_in(above))
    return conn.execute(query).scalar_one_or_none() or ""
