"""Units of the tree: one, its children, the path to it, those a viewer may act in; and the tree put in or changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from recommender.errors import NotFound
from recommender.permissions import Action, Viewer
from recommender.readers.ended_units import EndedUnit
from recommender.store.keys import search_key, text_key
from recommender.store.pages import contains_words
from recommender.store.tables.people import OFFICER, QUOTA
from recommender.store.tables.units import COUNTRY, UNIT, UNIT_CLOSURE, UnitKind
from recommender.store.views import all_views, one_view
from recommender.store.visibility import seen_units, within
from training_catalog.types import Unit

MOST_FOUND = 200


@dataclass(frozen=True, kw_only=True)
class UnitView:
    """A unit as pages show it."""

    unit_id: str
    parent_id: str | None
    province_id: str
    name: str
    kind: str
    is_active: bool
    replaced_by: str | None


SHOWN = [UNIT.c[name] for name in ("unit_id", "parent_id", "province_id", "name", "kind", "is_active", "replaced_by")]


def get_unit(conn: Connection, unit_id: str) -> UnitView:
    """One unit ("" is the country); NotFound when there is none. Names of units are no secret."""
    found = one_view(conn, select(*SHOWN).where(UNIT.c.unit_id == (unit_id or COUNTRY)), UnitView)
    if found is None:
        raise NotFound
    return found


def children(conn: Connection, unit_id: str, *, with_ended: bool = False) -> tuple[UnitView, ...]:
    """Units directly below, by name."""
    query = select(*SHOWN).where(UNIT.c.parent_id == (unit_id or COUNTRY))
    if not with_ended:
        query = query.where(UNIT.c.is_active)
    return all_views(conn, query.order_by(UNIT.c.name_sort, UNIT.c.unit_id), UnitView)


def path(conn: Connection, unit_id: str) -> tuple[UnitView, ...]:
    """From the country down to the unit itself; empty when there is no such unit."""
    above = UNIT_CLOSURE.c
    query = select(*SHOWN).join(UNIT_CLOSURE, above.ancestor_id == UNIT.c.unit_id)
    query = query.where(above.unit_id == (unit_id or COUNTRY)).order_by(above.depth.desc())
    return all_views(conn, query, UnitView)


def find_units(
    conn: Connection, text: str, *, below: str = "", kind: UnitKind | None = None, with_ended: bool = False,
    limit: int = 50,
) -> tuple[UnitView, ...]:  # fmt: skip
    """Active units whose name holds every word, diacritics or not, by name; those that ended too when asked."""
    query = select(*SHOWN).where(*contains_words(UNIT.c.name_search, text))
    if not with_ended:
        query = query.where(UNIT.c.is_active)
    query = query.where(within(below, UNIT.c.unit_id))
    if kind is not None:
        query = query.where(UNIT.c.kind == str(kind))
    return all_views(conn, query.order_by(UNIT.c.name_sort, UNIT.c.unit_id).limit(min(limit, MOST_FOUND)), UnitView)


def top_units(conn: Connection, viewer: Viewer, action: Action) -> tuple[UnitView, ...]:
    """The units at the top of what the viewer may act in, by name."""
    roots = [root or COUNTRY for root in viewer.roots(action)]
    query = select(*SHOWN).where(UNIT.c.unit_id.in_(roots))
    return all_views(conn, query.order_by(UNIT.c.name_sort, UNIT.c.unit_id), UnitView)


def require_unit(conn: Connection, viewer: Viewer, action: Action, *, unit_id: str) -> UnitView:
    """The unit, when the viewer may act in it; NotAllowed without the right anywhere, NotFound outside its scope."""
    viewer.require(action)
    query = select(*SHOWN).where(UNIT.c.unit_id == (unit_id or COUNTRY), seen_units(viewer, action, UNIT.c.unit_id))
    found = one_view(conn, query, UnitView)
    if found is None:
        raise NotFound
    return found


def is_within(conn: Connection, unit_id: str, ancestor_id: str) -> bool:
    """Whether a unit is another one or lies below it."""
    pair = (UNIT_CLOSURE.c.ancestor_id == (ancestor_id or COUNTRY), UNIT_CLOSURE.c.unit_id == (unit_id or COUNTRY))
    return conn.execute(select(func.count()).select_from(UNIT_CLOSURE).where(*pair)).scalar_one() > 0


def unit_names(conn: Connection, unit_ids: Iterable[str]) -> dict[str, str]:
    """Unit id → name, for the ids that exist."""
    query = select(UNIT.c.unit_id, UNIT.c.name).where(UNIT.c.unit_id.in_(sorted(set(unit_ids))))
    return {row.unit_id: row.name for row in conn.execute(query.order_by(UNIT.c.unit_id))}


def put_units(conn: Connection, units: Mapping[str, Unit], *, now: datetime) -> None:
    """The tree of a catalogue into the store: new units added, names brought up to date, nothing taken away."""
    known = {
        row.unit_id: (row.name, row.kind) for row in conn.execute(select(UNIT.c.unit_id, UNIT.c.name, UNIT.c.kind))
    }
    rows = [_row(COUNTRY, "Cả nước", kind=UnitKind.COUNTRY, parent_id=None, province_id="", now=now)]
    for level in (False, True):
        for unit in units.values():
            if (unit.parent_id is not None) == level:
                rows.append(_row(
                    unit.unit_id, unit.name, kind=unit.kind, parent_id=unit.parent_id or COUNTRY,
                    province_id=unit.parent_id or unit.unit_id, now=now,
                ))  # fmt: skip
    added = [row for row in rows if row["unit_id"] not in known]
    if added:
        conn.execute(insert(UNIT), added)
        rebuild_closure(conn)
    for row in rows:
        if known.get(row["unit_id"], (row["name"], row["kind"])) != (row["name"], row["kind"]):
            changed = {name: row[name] for name in ("name", "name_sort", "name_search", "kind")}
            conn.execute(update(UNIT).where(UNIT.c.unit_id == row["unit_id"]).values(**changed, changed_at=now))


def add_department(conn: Connection, unit_id: str, *, name: str, parent_id: str, now: datetime) -> None:
    """A department below a unit."""
    parent = get_unit(conn, parent_id)
    row = _row(
        unit_id, name, kind=UnitKind.DEPARTMENT, parent_id=parent.unit_id, province_id=parent.province_id, now=now
    )
    conn.execute(insert(UNIT), [row])
    rebuild_closure(conn)


def rebuild_closure(conn: Connection) -> None:
    """Every pair of a unit and one above it (itself included), from the parents."""
    parents = {row.unit_id: row.parent_id for row in conn.execute(select(UNIT.c.unit_id, UNIT.c.parent_id))}
    pairs = []
    for unit_id in sorted(parents):
        above, depth = unit_id, 0
        while above is not None:
            pairs.append({"ancestor_id": above, "unit_id": unit_id, "depth": depth})
            above, depth = parents[above], depth + 1
    conn.execute(delete(UNIT_CLOSURE))
    conn.execute(insert(UNIT_CLOSURE), pairs)


def _row(
    unit_id: str, name: str, *, kind: str, parent_id: str | None, province_id: str, now: datetime
) -> dict[str, object]:
    return {
        "unit_id": unit_id, "parent_id": parent_id, "province_id": province_id, "name": name,
        "name_sort": text_key(name), "name_search": search_key(name), "kind": str(kind), "is_active": True,
        "replaced_by": None, "changed_at": now,
    }  # fmt: skip


def ended_units(conn: Connection) -> dict[str, EndedUnit]:
    """Units that were merged away and what stands in their place now, however many mergers later."""
    query = select(UNIT.c.unit_id, UNIT.c.name, UNIT.c.replaced_by).where(UNIT.c.replaced_by.is_not(None))
    ended = {row.unit_id: row for row in conn.execute(query.order_by(UNIT.c.unit_id))}
    found = {}
    for unit_id, row in ended.items():
        to = row.replaced_by
        while to in ended:  # a unit only ever hands over to an active one, so the chain ends
            to = ended[to].replaced_by
        found[unit_id] = (row.name, to)
    names = unit_names(conn, (to for _, to in found.values()))
    return {key: EndedUnit(name=name, to=to, to_name=names[to]) for key, (name, to) in found.items()}


def hand_over(conn: Connection, unit_id: str, *, to: str, now: datetime) -> int:
    """How many people went from a unit to another; quotas of one position add up, and the unit is closed."""
    moved = {"unit_id": to, "changed_at": now, "version": OFFICER.c.version + 1}
    people = conn.execute(update(OFFICER).where(OFFICER.c.unit_id == unit_id).values(**moved)).rowcount
    there = {row.position_id: row for row in conn.execute(select(QUOTA).where(QUOTA.c.unit_id == to))}
    for row in conn.execute(select(QUOTA).where(QUOTA.c.unit_id == unit_id)).all():
        mine = (QUOTA.c.unit_id == unit_id, QUOTA.c.position_id == row.position_id)
        other = there.get(row.position_id)
        if other is None:
            conn.execute(update(QUOTA).where(*mine).values(unit_id=to))
            continue
        conn.execute(delete(QUOTA).where(*mine))
        total = {name: _added(getattr(row, name), getattr(other, name)) for name in ("norm", "quota", "plan")}
        kept = (QUOTA.c.unit_id == to, QUOTA.c.position_id == row.position_id)
        conn.execute(update(QUOTA).where(*kept).values(**total))
    conn.execute(update(UNIT).where(UNIT.c.parent_id == unit_id).values(parent_id=to, changed_at=now))
    ended = {"is_active": False, "replaced_by": to, "changed_at": now}
    conn.execute(update(UNIT).where(UNIT.c.unit_id == unit_id).values(**ended))
    rebuild_closure(conn)
    return people


def _added(one: float | None, other: float | None) -> float | None:
    return None if one is None and other is None else (one or 0.0) + (other or 0.0)
