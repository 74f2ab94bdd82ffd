"""How sheets with certain headings are read, as persons said: for a unit and all below it, listed, forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, or_, select, update

from recommender.errors import NotFound
from recommender.permissions import WHOLE_COUNTRY, Action, Viewer
from recommender.readers.tables.headings import TableKind
from recommender.readers.tables.layouts import KnownHeadings
from recommender.store.metadata import new_id
from recommender.store.pages import Order, Page, read_page
from recommender.store.tables.headings import HEADING_MAPPING
from recommender.store.tables.units import COUNTRY, UNIT, UNIT_CLOSURE
from recommender.store.views import one_view, view_of
from recommender.store.visibility import seen_units

OWN = HEADING_MAPPING.c


@dataclass(frozen=True, kw_only=True)
class HeadingView:
    """Headings that a person said the meaning of; `fields` are in the order of `headings`."""

    mapping_id: str
    unit_id: str
    unit_name: str
    file_kind: str
    table_kind: str
    headings: list[str]
    fields: list[str]
    made_by_name: str
    made_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class NewHeadings:
    """Headings of a sheet and what they mean; a blank `table_kind` leaves such sheets out."""

    unit_id: str
    file_kind: str
    digest: str
    table_kind: str
    headings: Sequence[str]
    fields: Sequence[str]


def known_headings(conn: Connection, unit_id: str) -> dict[tuple[TableKind, str], KnownHeadings]:
    """Kind of file and digest → what headings mean in imports into a unit; what was said nearest to it holds.

    Where nothing was said for the unit or above it, what units below it said holds, if they said the same.
    """
    query = select(HEADING_MAPPING, UNIT_CLOSURE.c.depth).join(UNIT_CLOSURE, UNIT_CLOSURE.c.ancestor_id == OWN.unit_id)
    above = conn.execute(query.where(UNIT_CLOSURE.c.unit_id == unit_id).order_by(UNIT_CLOSURE.c.depth.desc()))
    said = {(TableKind(row.file_kind), row.digest): _known(row) for row in above}
    query = select(HEADING_MAPPING).join(UNIT_CLOSURE, UNIT_CLOSURE.c.unit_id == OWN.unit_id)
    below = query.where(UNIT_CLOSURE.c.ancestor_id == unit_id, OWN.unit_id != unit_id)
    found: dict[tuple[TableKind, str], list[KnownHeadings]] = {}
    for row in conn.execute(below.order_by(OWN.made_at, OWN.mapping_id)):
        found.setdefault((TableKind(row.file_kind), row.digest), []).append(_known(row))
    agreed = {key: all_of[0] for key, all_of in found.items() if len({(one.kind, one.fields) for one in all_of}) == 1}
    return {**agreed, **said}


def _known(row: Row[Any]) -> KnownHeadings:
    return KnownHeadings(
        mapping_id=row.mapping_id, kind=TableKind(row.table_kind) if row.table_kind else None, fields=tuple(row.fields)
    )


def remember(conn: Connection, new: NewHeadings, *, by: str, by_name: str, now: datetime) -> None:
    """Keep what headings mean in the place of what was said of them for the same unit before."""
    forget_same(conn, new.unit_id, new.file_kind, digest=new.digest)
    conn.execute(insert(HEADING_MAPPING).values(
        mapping_id=new_id(now), unit_id=new.unit_id or COUNTRY, file_kind=new.file_kind, digest=new.digest,
        table_kind=new.table_kind, headings=list(new.headings), fields=list(new.fields), made_by=by,
        made_by_name=by_name, made_at=now,
    ))  # fmt: skip


def forget_same(conn: Connection, unit_id: str, file_kind: str, *, digest: str) -> None:
    """Forget what was said of these headings for this very unit."""
    same = (OWN.unit_id == (unit_id or COUNTRY), OWN.file_kind == file_kind, OWN.digest == digest)
    conn.execute(delete(HEADING_MAPPING).where(*same))


def note_use(conn: Connection, mapping_ids: Iterable[str], *, now: datetime) -> None:
    """Keep when they were last of use."""
    conn.execute(update(HEADING_MAPPING).where(OWN.mapping_id.in_(sorted(set(mapping_ids)))).values(used_at=now))


def find_headings(conn: Connection, viewer: Viewer, *, limit: int = 50, cursor: str | None = None) -> Page[HeadingView]:
    """What holds for imports of the viewer, newest first: said in the viewer's units, or above them."""
    order = Order(columns=(OWN.made_at, OWN.mapping_id), is_descending=True)
    query = _headings().where(or_(seen_units(viewer, Action.IMPORT, OWN.unit_id), OWN.unit_id.in_(_above(viewer))))
    return read_page(conn, query, order=order, made=view_of(HeadingView), limit=limit, cursor=cursor, with_total=True)


def may_forget(conn: Connection, viewer: Viewer, unit_id: str) -> bool:
    """Whether what was said for this unit is the viewer's to take back."""
    here = select(UNIT.c.unit_id).where(UNIT.c.unit_id == unit_id, seen_units(viewer, Action.IMPORT, UNIT.c.unit_id))
    return conn.execute(here).first() is not None


def forget_headings(conn: Connection, viewer: Viewer, mapping_id: str) -> HeadingView:
    """What was forgotten; NotFound unless it was said for a unit the viewer may import into."""
    seen = seen_units(viewer, Action.IMPORT, OWN.unit_id)
    found = one_view(conn, _headings().where(OWN.mapping_id == mapping_id, seen), HeadingView)
    if found is None:
        raise NotFound
    conn.execute(delete(HEADING_MAPPING).where(OWN.mapping_id == mapping_id))
    return found


def root_of(conn: Connection, viewer: Viewer, unit_id: str) -> str:
    """The top of what the viewer may import into that holds this unit: what the viewer says holds below it."""
    roots = viewer.roots(Action.IMPORT)
    if WHOLE_COUNTRY in roots:
        return COUNTRY
    above = select(UNIT_CLOSURE.c.ancestor_id).where(
        UNIT_CLOSURE.c.unit_id == unit_id, UNIT_CLOSURE.c.ancestor_id.in_(roots)
    )
    found: str | None = conn.execute(above.order_by(UNIT_CLOSURE.c.depth.desc()).limit(1)).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def _above(viewer: Viewer) -> Select[Any]:
    return select(UNIT_CLOSURE.c.ancestor_id).where(UNIT_CLOSURE.c.unit_id.in_(viewer.roots(Action.IMPORT)))


def _headings() -> Select[Any]:
    return select(HEADING_MAPPING, UNIT.c.name.label("unit_name")).join(UNIT, UNIT.c.unit_id == OWN.unit_id)
