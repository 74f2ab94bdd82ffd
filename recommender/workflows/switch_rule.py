"""A formal standard of a position switched on or off by an office, with dates and a reason; the next run follows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from recommender.errors import NotFound, UsageError
from recommender.permissions import Action, Viewer
from recommender.store.audit import AuditEntry, append_audit
from recommender.store.catalogue_now import put_switch, shipped_catalogue
from recommender.store.engine import Store, lock
from recommender.store.tables.units import COUNTRY

LEAST_REASON, MOST_REASON = 10, 1_000


@dataclass(frozen=True, kw_only=True)
class SwitchRequest:
    """How a rule stands from now on; `version` is what was read (0: as shipped)."""

    position_id: str
    rule_id: str
    is_enabled: bool
    reason: str
    valid_from: date | None = None
    valid_to: date | None = None
    version: int = 0


def switch_rule(store: Store, viewer: Viewer, request: SwitchRequest, *, now: datetime) -> None:
    """The switch as kept. NotAllowed, NotFound for no such rule, UsageError for days or a reason, Stale."""
    viewer.require(Action.MANAGE_CATALOGUE)
    position = shipped_catalogue().positions.get(request.position_id)
    if position is None or request.rule_id not in {rule.rule_id for rule in position.standards}:
        raise NotFound
    if request.valid_from and request.valid_to and request.valid_to < request.valid_from:
        raise UsageError("Ngày hết hiệu lực trước ngày có hiệu lực.", "The rule would end before it begins.")
    reason = request.reason.strip()
    if not LEAST_REASON <= len(reason) <= MOST_REASON:
        raise UsageError(
            f"Lý do cần từ {LEAST_REASON} đến {MOST_REASON} ký tự.",
            f"The reason has {LEAST_REASON} to {MOST_REASON} characters.",
        )
    with store.writing() as conn:
        lock(conn, "catalogue")
        key = {"unit_id": COUNTRY, "position_id": request.position_id, "rule_id": request.rule_id}
        put_switch(conn, key, version=request.version, values={
            "is_enabled": request.is_enabled, "valid_from": request.valid_from, "valid_to": request.valid_to,
            "reason": reason, "changed_by_name": viewer.name, "changed_at": now,
        })  # fmt: skip
        entry = AuditEntry(
            actor=viewer.user_id, action="switch_rule", subject_kind="rule",
            subject_id=f"{request.position_id}/{request.rule_id}", detail={"is_enabled": request.is_enabled},
        )  # fmt: skip
        append_audit(conn, store.audit_key, entry, now=now)
