"""Versions of a unit's catalogue: what the unit changed in it, by whom and when, and how it stood after each change.

Each change is a row of the audit that names the description taken over, retired or put back, or how a standard was
set. Descriptions are kept for good, so how the unit's part of the catalogue stood can be said again from these rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, select

from recommender.errors import NotFound
from recommender.store.catalogue_now import SwitchView, catalogue_with, find_switches
from recommender.store.own_positions import OwnContent
from recommender.store.tables.accounts import USER_ACCOUNT
from recommender.store.tables.audit import AUDIT
from recommender.store.tables.catalogues import OWN_POSITION, OwnPositionStatus
from training_catalog.types import Catalogue

TAKE_OVER, RETIRE, PUT_BACK = "take_over_position", "retire_position", "put_back_position"
SWITCH, END_SWITCH, RESTORE = "switch_rule", "end_switch", "restore_catalogue"
CHANGES: Final = (TAKE_OVER, RETIRE, PUT_BACK, SWITCH, END_SWITCH, RESTORE)
Rule = tuple[str, str]
"""Position and rule."""


@dataclass(frozen=True, kw_only=True)
class CatalogueVersion:
    """How the catalogue of a unit stood after one change."""

    number: int
    """Of the audit row; 0: before the unit changed anything."""
    at: datetime | None
    by_name: str
    action: str
    """"" for the one before any change."""
    position_id: str = ""
    rule_id: str = ""
    is_enabled: bool = True
    """Of a switched rule."""
    restores: int = -1
    """The version that was gone back to; -1: none."""


@dataclass(frozen=True, kw_only=True)
class Setting:
    """How a rule was set."""

    is_enabled: bool
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, kw_only=True)
class OwnState:
    """What a unit had of its own at a version: descriptions by position, rules by position and id."""

    positions: Mapping[str, str] = field(default_factory=dict)
    """Position → `own_id`."""
    rules: Mapping[Rule, Setting] = field(default_factory=dict)


def versions_of(conn: Connection, unit_id: str) -> tuple[CatalogueVersion, ...]:
    """Versions of what a unit set itself, newest first; the last is the one before any change.

    The caller has asked whether the viewer looks after the unit's catalogue.
    """
    rows = tuple(_rows(conn, unit_id))
    names = _names(conn, {row.actor for row in rows})
    made = [
        CatalogueVersion(
            number=row.number, at=row.at, by_name=names.get(row.actor, row.actor), action=row.action, **_told(row)
        )
        for row in rows
    ]  # fmt: skip
    return (*reversed(made), CatalogueVersion(number=0, at=None, by_name="", action=""))


def state_at(conn: Connection, unit_id: str, number: int) -> OwnState:
    """What the unit had of its own after a change; NotFound when it is none of the unit's."""
    every = tuple(_rows(conn, unit_id))
    positions, rules = _untold(conn, unit_id, every)
    rows = [row for row in every if row.number <= number]
    if number and (not rows or rows[-1].number != number):
        raise NotFound
    for row in rows:
        detail = json.loads(row.detail)
        if row.action in (TAKE_OVER, PUT_BACK):
            positions[detail["position"]] = row.subject_id
        elif row.action == RETIRE:
            positions.pop(detail["position"], None)
        elif row.action == SWITCH:
            days = {name: date.fromisoformat(detail[name]) for name in ("valid_from", "valid_to") if name in detail}
            rules[_rule(row.subject_id)] = Setting(is_enabled=detail["is_enabled"], **days)
        elif row.action == END_SWITCH:
            rules.pop(_rule(row.subject_id), None)
    return OwnState(positions=positions, rules=rules)


def state_now(conn: Connection, unit_id: str) -> OwnState:
    """What the unit has of its own, after its last change."""
    return state_at(conn, unit_id, max((row.number for row in _rows(conn, unit_id)), default=0))


def catalogue_at(conn: Connection, unit_id: str, state: OwnState) -> Catalogue:
    """The catalogue in force were this the unit's own part; what units above and institutes set is as it is now."""
    kept = conn.execute(select(OWN_POSITION).where(OWN_POSITION.c.own_id.in_(list(state.positions.values())))).all()
    own = [
        OwnContent(
            unit_id=unit_id, position_id=row.position_id, content=row.content, replaces_tasks=row.replaces_tasks
        )
        for row in kept
    ]  # fmt: skip
    switches = [
        SwitchView(
            unit_id=unit_id, position_id=position_id, rule_id=rule_id, is_enabled=one.is_enabled,
            valid_from=one.valid_from, valid_to=one.valid_to, reason="", changed_by_name="",
            changed_at=datetime.min, version=0,
        )
        for (position_id, rule_id), one in state.rules.items()
    ]  # fmt: skip
    return catalogue_with(conn, unit_id, own=own, switches=switches)


def _rows(conn: Connection, unit_id: str) -> Iterator[Any]:
    columns = (AUDIT.c.number, AUDIT.c.at, AUDIT.c.actor, AUDIT.c.action, AUDIT.c.subject_id, AUDIT.c.detail)
    query = select(*columns).where(AUDIT.c.unit_id == unit_id, AUDIT.c.action.in_(CHANGES))
    return iter(conn.execute(query.order_by(AUDIT.c.number)).all())


def _untold(conn: Connection, unit_id: str, rows: Sequence[Any]) -> tuple[dict[str, str], dict[Rule, Setting]]:
    """What is in force without a row that tells of it (a store filled from elsewhere): it belongs to every version."""
    told = {json.loads(row.detail).get("position", row.subject_id) for row in rows}
    active = select(OWN_POSITION.c.position_id, OWN_POSITION.c.own_id).where(
        OWN_POSITION.c.unit_id == unit_id, OWN_POSITION.c.status == str(OwnPositionStatus.ACTIVE)
    )
    positions = {row.position_id: row.own_id for row in conn.execute(active) if row.position_id not in told}
    rules = {
        (one.position_id, one.rule_id): Setting(
            is_enabled=one.is_enabled, valid_from=one.valid_from, valid_to=one.valid_to
        )
        for one in find_switches(conn)
        if one.unit_id == unit_id and f"{one.position_id}/{one.rule_id}" not in told
    }
    return positions, rules


def _told(row: Any) -> dict[str, Any]:
    detail = json.loads(row.detail)
    if row.action in (SWITCH, END_SWITCH):
        position_id, rule_id = _rule(row.subject_id)
        return {"position_id": position_id, "rule_id": rule_id, "is_enabled": bool(detail.get("is_enabled", True))}
    if row.action == RESTORE:
        return {"restores": int(detail["version"])}
    return {"position_id": detail["position"]}


def _rule(subject_id: str) -> Rule:
    position_id, _, rule_id = subject_id.partition("/")
    return position_id, rule_id


def _names(conn: Connection, actors: set[str]) -> dict[str, str]:
    query = select(USER_ACCOUNT.c.user_id, USER_ACCOUNT.c.name).where(USER_ACCOUNT.c.user_id.in_(sorted(actors)))
    return {row.user_id: row.name for row in conn.execute(query)}
