"""A unit that ceases to be: its people, quotas and sub-units go to the one that takes its place; runs keep its name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from recommender.errors import Conflict
from recommender.permissions import Action, Viewer
from recommender.store import Connection, units
from recommender.store.audit import AuditEntry, append_audit
from recommender.store.engine import Store, lock
from recommender.store.unit_contents import UnitContents, contents_of
from recommender.store.units import UnitView, require_unit


@dataclass(frozen=True, kw_only=True)
class Merger:
    """What a merger would do."""

    old: UnitView
    new: UnitView
    moves: UnitContents


def look_at_merger(store: Store, viewer: Viewer, unit_id: str, *, into: str) -> Merger:
    """What would change. Raises as `merge_units` does; changes nothing."""
    with store.reading() as conn:
        old, new = _mergeable(conn, viewer, unit_id, into)
        return Merger(old=old, new=new, moves=contents_of(conn, old.unit_id, beside=new.unit_id))


def merge_units(store: Store, viewer: Viewer, unit_id: str, *, into: str, now: datetime) -> UnitView:
    """The unit that took over. NotAllowed, NotFound outside the scope; Conflict for units that cannot be merged."""
    with store.writing() as conn:
        lock(conn, "people")
        old, new = _mergeable(conn, viewer, unit_id, into)
        moved = units.hand_over(conn, old.unit_id, to=new.unit_id, now=now)
        entry = AuditEntry(
            actor=viewer.user_id, action="merge_units", subject_kind="unit", subject_id=old.unit_id,
            unit_id=new.unit_id, detail={"into": new.unit_id, "people": moved},
        )  # fmt: skip
        append_audit(conn, store.audit_key, entry, now=now)
        return units.get_unit(conn, new.unit_id)


def _mergeable(conn: Connection, viewer: Viewer, unit_id: str, into: str) -> tuple[UnitView, UnitView]:
    old = require_unit(conn, viewer, Action.MANAGE_UNITS, unit_id=unit_id)
    new = require_unit(conn, viewer, Action.MANAGE_UNITS, unit_id=into)
    if old.unit_id == new.unit_id or old.province_id != new.province_id or not (old.is_active and new.is_active):
        raise Conflict(
            "Chỉ sáp nhập hai đơn vị đang hoạt động trong cùng một tỉnh.",
            "Only two active units of one province can be merged.",
        )
    if old.parent_id != new.parent_id or old.unit_id == old.province_id:
        raise Conflict("Hai đơn vị phải cùng cấp.", "Both units must be of the same level.")
    return old, new
