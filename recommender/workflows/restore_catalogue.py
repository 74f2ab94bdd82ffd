"""A unit's part of the catalogue as it stood before: descriptions put back or retired, standards set as they were.

Going back is a change like any other: it makes a new version, is audited, and runs keep what they were made with.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from recommender.errors import Conflict
from recommender.permissions import Action, Viewer
from recommender.store import Connection, own_positions
from recommender.store.audit import AuditEntry, append_audit
from recommender.store.catalogue_now import catalogue_now, end_switch, find_switches, put_switch, shipped_catalogue
from recommender.store.catalogue_versions import (
    END_SWITCH,
    PUT_BACK,
    RESTORE,
    RETIRE,
    SWITCH,
    OwnState,
    Rule,
    Setting,
    catalogue_at,
    state_at,
    state_now,
    versions_of,
)
from recommender.store.engine import Store, lock
from recommender.store.tables.catalogues import OwnPositionStatus
from recommender.store.units import UnitView, require_unit


@dataclass(frozen=True, kw_only=True)
class RestoreRequest:
    """Which version of which unit; `last` is the number of the newest one that was seen."""

    unit_id: str
    version: int
    last: int


def restore_catalogue(store: Store, viewer: Viewer, request: RestoreRequest, *, now: datetime) -> int:
    """How many descriptions and standards changed. NotAllowed, NotFound; Conflict when somebody changed it meanwhile,
    when nothing differs, or when another unit now uses the code of a position."""
    viewer.require(Action.MANAGE_CATALOGUE)
    with store.writing() as conn:
        lock(conn, "own positions")
        lock(conn, "catalogue")
        unit = require_unit(conn, viewer, Action.MANAGE_CATALOGUE, unit_id=request.unit_id)
        if versions_of(conn, unit.unit_id)[0].number != request.last:
            raise _changed_meanwhile()
        before, wanted = state_now(conn, unit.unit_id), state_at(conn, unit.unit_id, request.version)
        if before == wanted:
            raise _nothing_differs()
        task = _Task(store=store, conn=conn, viewer=viewer, unit=unit, now=now)
        changed = _positions(task, before, wanted) + _rules(task, before, wanted, version=request.version)
        digest = catalogue_at(conn, unit.unit_id, wanted).digest
        if catalogue_now(conn, unit.unit_id).digest != digest:
            raise _changed_meanwhile()
        task.audit(RESTORE, "catalogue", unit.unit_id, version=request.version, changed=changed, digest=digest[:16])
        return changed


@dataclass(frozen=True, kw_only=True)
class _Task:
    store: Store
    conn: Connection
    viewer: Viewer
    unit: UnitView
    now: datetime

    def audit(self, action: str, kind: str, subject: str, **detail: object) -> None:
        entry = AuditEntry(
            actor=self.viewer.user_id, action=action, subject_kind=kind, subject_id=subject,
            unit_id=self.unit.unit_id, detail=detail,
        )  # fmt: skip
        append_audit(self.conn, self.store.audit_key, entry, now=self.now)


def _positions(task: _Task, before: OwnState, wanted: OwnState) -> int:
    changed = 0
    for position_id in sorted({*before.positions, *wanted.positions}):
        old, new = before.positions.get(position_id, ""), wanted.positions.get(position_id, "")
        if old == new:
            continue
        changed += 1
        if old:
            _set_status(task, old, OwnPositionStatus.ENDED)
        if not new:
            task.audit(RETIRE, "position", old, position=position_id)
            continue
        is_own = position_id not in shipped_catalogue().positions
        if is_own and own_positions.is_used_elsewhere(task.conn, task.unit.unit_id, position_id):
            raise _code_in_use(position_id)
        _set_status(task, new, OwnPositionStatus.ACTIVE)
        task.audit(PUT_BACK, "position", new, position=position_id, instead_of=old)
    return changed


def _set_status(task: _Task, own_id: str, status: OwnPositionStatus) -> None:
    kept = own_positions.get_own_position(task.conn, task.viewer, own_id)
    values = {"status": str(status), "changed_by_name": task.viewer.name, "changed_at": task.now}
    own_positions.change_own_position(task.conn, own_id, version=kept.version, values=values)


def _rules(task: _Task, before: OwnState, wanted: OwnState, *, version: int) -> int:
    kept = {
        (one.position_id, one.rule_id): one.version
        for one in find_switches(task.conn) if one.unit_id == task.unit.unit_id
    }  # fmt: skip
    changed = 0
    for rule in sorted({*before.rules, *wanted.rules}):
        setting = wanted.rules.get(rule)
        if before.rules.get(rule) == setting:
            continue
        changed += 1
        key = {"unit_id": task.unit.unit_id, "position_id": rule[0], "rule_id": rule[1]}
        if setting is None:
            end_switch(task.conn, key, version=kept[rule])
            task.audit(END_SWITCH, "rule", "/".join(rule))
        else:
            _set_rule(task, rule, setting, version=version, kept=kept.get(rule, 0))
    return changed


def _set_rule(task: _Task, rule: Rule, setting: Setting, *, version: int, kept: int) -> None:
    days: dict[str, date | None] = {"valid_from": setting.valid_from, "valid_to": setting.valid_to}
    put_switch(
        task.conn, {"unit_id": task.unit.unit_id, "position_id": rule[0], "rule_id": rule[1]}, version=kept,
        values={
            "is_enabled": setting.is_enabled, **days, "reason": f"Trở lại phiên bản {version} của danh mục",
            "changed_by_name": task.viewer.name, "changed_at": task.now,
        },
    )  # fmt: skip
    told = {name: day.isoformat() for name, day in days.items() if day}
    task.audit(SWITCH, "rule", "/".join(rule), is_enabled=setting.is_enabled, **told)


def _changed_meanwhile() -> Conflict:
    return Conflict(
        "Danh mục của đơn vị vừa được đổi ở nơi khác.", "The unit's catalogue was changed elsewhere meanwhile.",
        hint_vi="Mở lại trang để xem.", hint_en="Open the page again.",
    )  # fmt: skip


def _nothing_differs() -> Conflict:
    return Conflict("Danh mục đang đúng như phiên bản này.", "The catalogue stands as in this version already.")


def _code_in_use(position_id: str) -> Conflict:
    return Conflict(
        f"Đơn vị khác đang dùng mã vị trí {position_id}; chưa trở lại được.",
        f"Another unit now uses the position code {position_id}; going back is not possible yet.",
    )  # fmt: skip
