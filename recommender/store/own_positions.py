"""Positions that offices took over from their job descriptions: drafts to be looked at, those in force, their past."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select, update

from recommender.errors import ContractError, NotFound, Stale
from recommender.permissions import Action, Viewer
from recommender.store.tables.catalogues import OWN_POSITION, OwnPositionStatus
from recommender.store.tables.units import UNIT
from recommender.store.views import all_views, one_view
from recommender.store.visibility import seen_units
from training_catalog import LaidPosition, read_position_text

KEPT_CONTENTS = 512


@dataclass(frozen=True, kw_only=True)
class OwnPositionView:
    """A position of an office as lists show it."""

    own_id: str
    position_id: str
    unit_id: str
    unit_name: str
    status: str
    title: str
    replaces_tasks: bool
    problems: list[dict[str, str]]
    """row, code, severity, message_vi, message_en of each thing that a person had to look at."""
    file_name: str
    file_sha256: str
    made_by_name: str
    made_at: datetime
    changed_by_name: str
    changed_at: datetime
    version: int


@dataclass(frozen=True, kw_only=True)
class OwnContent:
    """A position in force: where, under which id, and its text."""

    unit_id: str
    position_id: str
    content: str
    replaces_tasks: bool


def laid_position(content: str, *, replaces_tasks: bool) -> LaidPosition:
    """The position and the tasks of a kept text; ContractError when it is none."""
    position, tasks = _read(content)
    return LaidPosition(position=position, tasks=tasks, replaces_tasks=replaces_tasks)


def contents_in_force(conn: Connection) -> tuple[OwnContent, ...]:
    """Every position in force, by unit and id."""
    query = select(OWN_POSITION).where(OWN_POSITION.c.status == str(OwnPositionStatus.ACTIVE))
    return all_views(conn, query.order_by(OWN_POSITION.c.unit_id, OWN_POSITION.c.position_id), OwnContent)


def find_own_positions(
    conn: Connection, viewer: Viewer, action: Action, *, status: OwnPositionStatus | None = None, position_id: str = ""
) -> tuple[OwnPositionView, ...]:
    """Those of the units in which the viewer may do this, newest first."""
    query = _shown().where(seen_units(viewer, action, OWN_POSITION.c.unit_id))
    if status is not None:
        query = query.where(OWN_POSITION.c.status == str(status))
    if position_id:
        query = query.where(OWN_POSITION.c.position_id == position_id)
    return all_views(conn, query.order_by(OWN_POSITION.c.made_at.desc(), OWN_POSITION.c.own_id), OwnPositionView)


def own_positions_of(conn: Connection, unit_ids: Sequence[str], position_id: str) -> tuple[OwnPositionView, ...]:
    """The past of one position in these units, newest first: what was in force and what is. It names no holder."""
    taken = [str(OwnPositionStatus.ACTIVE), str(OwnPositionStatus.ENDED)]
    query = _shown().where(OWN_POSITION.c.position_id == position_id, OWN_POSITION.c.unit_id.in_(list(unit_ids)))
    query = query.where(OWN_POSITION.c.status.in_(taken))
    return all_views(conn, query.order_by(OWN_POSITION.c.changed_at.desc(), OWN_POSITION.c.own_id), OwnPositionView)


def get_own_position(conn: Connection, viewer: Viewer, own_id: str) -> OwnPositionView:
    """One of a unit whose catalogue the viewer looks after; NotFound otherwise."""
    seen = seen_units(viewer, Action.MANAGE_CATALOGUE, OWN_POSITION.c.unit_id)
    found = one_view(conn, _shown().where(OWN_POSITION.c.own_id == own_id, seen), OwnPositionView)
    if found is None:
        raise NotFound
    return found


def content_of(conn: Connection, own_id: str) -> LaidPosition:
    """The position and the tasks of one."""
    query = select(OWN_POSITION.c.content, OWN_POSITION.c.replaces_tasks).where(OWN_POSITION.c.own_id == own_id)
    row = conn.execute(query).one()
    return laid_position(row.content, replaces_tasks=row.replaces_tasks)


def drafts_of_file(conn: Connection, unit_id: str, sha256: str) -> tuple[str, ...]:
    """Ids of the drafts of a unit that the same file gave and that still wait."""
    mine = (OWN_POSITION.c.unit_id == unit_id, OWN_POSITION.c.file_sha256 == sha256)
    query = select(OWN_POSITION.c.own_id).where(*mine, OWN_POSITION.c.status == str(OwnPositionStatus.DRAFT))
    return tuple(conn.execute(query.order_by(OWN_POSITION.c.own_id)).scalars())


def active_id(conn: Connection, unit_id: str, position_id: str) -> str:
    """The id of what is in force for a position in a unit; "" when the unit has none of its own."""
    mine = (OWN_POSITION.c.unit_id == unit_id, OWN_POSITION.c.position_id == position_id)
    query = select(OWN_POSITION.c.own_id).where(*mine, OWN_POSITION.c.status == str(OwnPositionStatus.ACTIVE))
    return conn.execute(query).scalar_one_or_none() or ""


def is_used_elsewhere(conn: Connection, unit_id: str, position_id: str) -> bool:
    """Whether another unit has a position of this id in force."""
    other = (OWN_POSITION.c.unit_id != unit_id, OWN_POSITION.c.position_id == position_id)
    query = select(func.count()).select_from(OWN_POSITION)
    return conn.execute(query.where(*other, OWN_POSITION.c.status == str(OwnPositionStatus.ACTIVE))).scalar_one() > 0


def put_drafts(conn: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """New drafts."""
    conn.execute(insert(OWN_POSITION), [{**row, "status": str(OwnPositionStatus.DRAFT), "version": 1} for row in rows])


def change_own_position(conn: Connection, own_id: str, *, version: int, values: Mapping[str, Any]) -> None:
    """One as changed; Stale when somebody else changed it."""
    mine = (OWN_POSITION.c.own_id == own_id, OWN_POSITION.c.version == version)
    if conn.execute(update(OWN_POSITION).where(*mine).values(**values, version=version + 1)).rowcount != 1:
        raise Stale


@lru_cache(maxsize=KEPT_CONTENTS)
def _read(content: str) -> Any:
    position, tasks, problems = read_position_text(content, file="own_position")
    if position is None:
        raise ContractError(f"a kept position cannot be read: {[problem.code for problem in problems]}")
    return position, tasks


def _shown() -> Select[Any]:
    columns = [column for column in OWN_POSITION.c if column.name not in ("content", "made_by")]
    query = select(*columns, func.coalesce(UNIT.c.name, OWN_POSITION.c.unit_id).label("unit_name"))
    return query.outerjoin(UNIT, UNIT.c.unit_id == OWN_POSITION.c.unit_id)
