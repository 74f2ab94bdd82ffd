"""A formal standard of a position switched on or off by an office, with dates and a reason; the next run follows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from recommender.errors import NotFound, UsageError
from recommender.permissions import Action, Viewer
from recommender.store import Connection
from recommender.store.audit import AuditEntry, append_audit
from recommender.store.catalogue_now import catalogue_now, end_switch, put_switch
from recommender.store.engine import Store, lock
from recommender.store.units import UnitView, require_unit

LEAST_REASON, MOST_REASON = 10, 1_000


@dataclass(frozen=True, kw_only=True)
class SwitchRequest:
    """How a rule stands from now on in a unit and all below it; `version` is what was read (0: nothing set here)."""

    position_id: str
    rule_id: str
    is_enabled: bool
    reason: str
    unit_id: str = ""
    """Blank: the whole country."""
    valid_from: date | None = None
    valid_to: date | None = None
    version: int = 0


def switch_rule(store: Store, viewer: Viewer, request: SwitchRequest, *, now: datetime) -> None:
    """The switch as kept. NotAllowed, NotFound for no such rule or unit, UsageError for days or a reason, Stale."""
    viewer.require(Action.MANAGE_CATALOGUE)
    require_sound(request)
    with store.writing() as conn:
        lock(conn, "catalogue")
        unit = require_rule(conn, viewer, request.unit_id, request.position_id, rule_id=request.rule_id)
        key = {"unit_id": unit.unit_id, "position_id": request.position_id, "rule_id": request.rule_id}
        put_switch(conn, key, version=request.version, values={
            "is_enabled": request.is_enabled, "valid_from": request.valid_from, "valid_to": request.valid_to,
            "reason": request.reason.strip(), "changed_by_name": viewer.name, "changed_at": now,
        })  # fmt: skip
        days = {name: day.isoformat() for name in ("valid_from", "valid_to") if (day := getattr(request, name))}
        entry = _entry(viewer, "switch_rule", key, is_enabled=request.is_enabled, **days)
        append_audit(conn, store.audit_key, entry, now=now)


def undo_switch(
    store: Store, viewer: Viewer, unit_id: str, position_id: str, *, rule_id: str, version: int, now: datetime
) -> None:
    """The rule as it stands without what the unit set: as set above it, or as shipped. Stale, NotFound."""
    with store.writing() as conn:
        lock(conn, "catalogue")
        unit = require_rule(conn, viewer, unit_id, position_id, rule_id=rule_id)
        key = {"unit_id": unit.unit_id, "position_id": position_id, "rule_id": rule_id}
        end_switch(conn, key, version=version)
        append_audit(conn, store.audit_key, _entry(viewer, "end_switch", key), now=now)


def require_rule(conn: Connection, viewer: Viewer, unit_id: str, position_id: str, *, rule_id: str) -> UnitView:
    """The unit, when the viewer looks after its catalogue and the position in force there has the rule."""
    unit = require_unit(conn, viewer, Action.MANAGE_CATALOGUE, unit_id=unit_id)
    position = catalogue_now(conn, unit.unit_id).positions.get(position_id)
    if position is None or rule_id not in {rule.rule_id for rule in position.standards}:
        raise NotFound
    return unit


def require_sound(request: SwitchRequest) -> None:
    """UsageError for days in the wrong order or a reason that says nothing."""
    if request.valid_from and request.valid_to and request.valid_to < request.valid_from:
        raise UsageError(
            "Ngày hết hiệu lực phải từ ngày có hiệu lực trở đi.", "The rule cannot end before it begins.",
            field="valid_to",
        )  # fmt: skip
    if not LEAST_REASON <= len(request.reason.strip()) <= MOST_REASON:
        raise UsageError(
            f"Lý do cần từ {LEAST_REASON} đến {MOST_REASON} ký tự, như “Theo Quyết định 12/QĐ-UBND”.",
            f"The reason has {LEAST_REASON} to {MOST_REASON} characters, like “Decision 12/QĐ-UBND”.",
            field="reason",
        )  # fmt: skip


def _entry(viewer: Viewer, action: str, key: dict[str, str], **detail: object) -> AuditEntry:
    return AuditEntry(
        actor=viewer.user_id, action=action, subject_kind="rule", subject_id=f"{key['position_id']}/{key['rule_id']}",
        unit_id=key["unit_id"], detail=detail,
    )  # fmt: skip
