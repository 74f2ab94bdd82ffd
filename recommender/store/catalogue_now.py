"""The catalogue in force in a unit: the shipped pack with the positions, switches and courses of this store."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from recommender.errors import NotFound, Stale
from recommender.store.own_positions import OwnContent, contents_in_force, laid_position
from recommender.store.tables.catalogues import CATALOGUE, RULE_SWITCH
from recommender.store.tables.plans import COURSE
from recommender.store.tables.units import COUNTRY
from recommender.store.units import is_within, path
from recommender.store.views import all_views
from training_catalog import catalogue_digest, load_catalogue, with_positions
from training_catalog.types import (
    Catalogue,
    Course,
    CourseMode,
    CourseStatus,
    Origin,
    Outcome,
    Position,
    StandardRule,
    TaskKind,
    Trust,
)

OWN_SOURCE = "nangluc"
KEPT_ASSEMBLED = 16
"""Catalogues kept assembled: those of the provinces that are working at the moment."""


@dataclass(frozen=True, kw_only=True)
class CatalogueView:
    """A version of the reference data that a run has used."""

    digest: str
    name: str
    version: str
    counts: dict[str, int]
    taken_at: datetime
    taken_by_name: str


@dataclass(frozen=True, kw_only=True)
class SwitchView:
    """An office's own setting of a rule: on or off, with dates, for a unit and all below it."""

    unit_id: str
    position_id: str
    rule_id: str
    is_enabled: bool
    valid_from: date | None
    valid_to: date | None
    reason: str
    changed_by_name: str
    changed_at: datetime
    version: int


@lru_cache(maxsize=1)
def shipped_catalogue() -> Catalogue:
    """The pack that comes with the program, read once."""
    return load_catalogue()


def catalogue_now(conn: Connection, unit_id: str = "") -> Catalogue:
    """What a run over a unit is made with: the shipped pack, positions and rules as set in the unit or above it, and
    the active courses of institutes.

    Of two settings the one of the nearer unit holds. What a unit below added under an id of its own is there too; what
    it changed in a position of the pack holds only for itself.
    """
    return _in_force(conn, unit_id, own_in_force(conn, unit_id), find_switches(conn))


def catalogue_with(
    conn: Connection, unit_id: str, *, own: Sequence[OwnContent], switches: Sequence[SwitchView]
) -> Catalogue:
    """What a run would be made with were these the positions and the rules that the unit itself has set."""
    positions = (*(one for one in own_in_force(conn, unit_id) if one.unit_id != unit_id), *own)
    rules = (*(one for one in find_switches(conn) if one.unit_id != unit_id), *switches)
    return _in_force(conn, unit_id, _in_order(conn, unit_id, positions), rules)


def _in_force(
    conn: Connection, unit_id: str, own: tuple[OwnContent, ...], switches: Sequence[SwitchView]
) -> Catalogue:  # fmt: skip
    here = _places(conn, unit_id)
    switches = [one for one in switches if one.unit_id in here]
    rows = conn.execute(select(COURSE).where(COURSE.c.is_active).order_by(COURSE.c.course_id)).all()
    return _assembled(
        own,
        tuple(sorted(switches, key=lambda one: (here[one.unit_id], one.position_id, one.rule_id))),
        tuple(_course(row._mapping) for row in rows),
    )


def own_in_force(conn: Connection, unit_id: str = "") -> tuple[OwnContent, ...]:
    """The positions of offices that hold in a unit, of two of one id the nearer one last."""
    here, shipped = _places(conn, unit_id), shipped_catalogue().positions
    own = [
        one for one in contents_in_force(conn)
        if one.unit_id in here or (one.position_id not in shipped and is_within(conn, one.unit_id, unit_id))
    ]  # fmt: skip
    return _in_order(conn, unit_id, own)


def _in_order(conn: Connection, unit_id: str, own: Sequence[OwnContent]) -> tuple[OwnContent, ...]:
    """Of two of one id the nearer one last."""
    here = _places(conn, unit_id)
    return tuple(sorted(own, key=lambda one: (here.get(one.unit_id, len(here)), one.unit_id, one.position_id)))


def _places(conn: Connection, unit_id: str) -> dict[str, int]:
    """The unit and those above it, from the country down."""
    return {one.unit_id: place for place, one in enumerate(path(conn, unit_id))} or {COUNTRY: 0}


@lru_cache(maxsize=KEPT_ASSEMBLED)
def _assembled(own: tuple[OwnContent, ...], switches: tuple[SwitchView, ...], courses: tuple[Course, ...]) -> Catalogue:
    base = shipped_catalogue()
    if own:
        base = with_positions(base, [laid_position(one.content, replaces_tasks=one.replaces_tasks) for one in own])
    if not switches and not courses:
        return base
    nearest = {(one.position_id, one.rule_id): one for one in switches}
    positions = {key: _switched(one, nearest) for key, one in base.positions.items()}
    added = {one.course_id: one for one in courses}
    changed = replace(base, positions=positions, courses={**base.courses, **added}, digest="")
    return replace(changed, digest=catalogue_digest(changed))


def with_shipped_titles(catalogue: Catalogue) -> Catalogue:
    """The catalogue with the positions of the pack as shipped: lists of all units call them by one title."""
    return replace(catalogue, positions={**catalogue.positions, **shipped_catalogue().positions})


def keep_catalogue(conn: Connection, catalogue: Catalogue, *, by_name: str, now: datetime) -> None:
    """A version put away whole, once, so that it can be asked later what a run saw."""
    if conn.execute(select(CATALOGUE.c.digest).where(CATALOGUE.c.digest == catalogue.digest)).first():
        return
    whole = asdict(catalogue)
    counts = {name: len(value) for name, value in whole.items() if isinstance(value, dict)}
    content = zlib.compress(json.dumps(whole, ensure_ascii=False, default=str).encode(), 6)
    conn.execute(insert(CATALOGUE).values(
        digest=catalogue.digest, name=catalogue.name, version=catalogue.version, counts=counts, content=content,
        taken_at=now, taken_by_name=by_name,
    ))  # fmt: skip


def kept_catalogue(conn: Connection, digest: str) -> Mapping[str, Any]:
    """A version that was put away, as JSON values by table; NotFound when there is none."""
    content = conn.execute(select(CATALOGUE.c.content).where(CATALOGUE.c.digest == digest)).scalar_one_or_none()
    if content is None:
        raise NotFound
    values: dict[str, Any] = json.loads(zlib.decompress(content))
    return values


def find_catalogues(conn: Connection) -> tuple[CatalogueView, ...]:
    """Versions that runs have used, newest first."""
    columns = [column for column in CATALOGUE.c if column.name != "content"]
    query = select(*columns).order_by(CATALOGUE.c.taken_at.desc(), CATALOGUE.c.digest)
    return all_views(conn, query, CatalogueView)


def find_switches(conn: Connection) -> tuple[SwitchView, ...]:
    """Rules set by offices, by position, rule and unit."""
    order = (RULE_SWITCH.c.position_id, RULE_SWITCH.c.rule_id, RULE_SWITCH.c.unit_id)
    return all_views(conn, select(RULE_SWITCH).order_by(*order), SwitchView)


def _switched(position: Position, switches: Mapping[tuple[str, str], SwitchView]) -> Position:
    rules = tuple(_rule(rule, switches.get((position.position_id, rule.rule_id))) for rule in position.standards)
    return position if rules == position.standards else replace(position, standards=rules)


def _rule(rule: StandardRule, switch: SwitchView | None) -> StandardRule:
    if switch is None:
        return rule
    return replace(rule, is_enabled=switch.is_enabled, valid_from=switch.valid_from, valid_to=switch.valid_to)


def _course(row: Mapping[Any, Any]) -> Course:
    """A course of an institute as the catalogue holds courses; how the JSON columns look is in tables/plans.py."""
    audience: Mapping[str, Any] = row["audience"]
    outcomes = tuple(Outcome(requirement_id=key, level=int(level)) for key, level in sorted(row["outcomes"].items()))
    return Course(
        course_id=row["course_id"], name_vi=row["name_vi"], name_en=row["name_en"] or row["name_vi"],
        outline=row["outline"], domain=TaskKind(row["domain"]), provider=row["provider"],
        positions=tuple(audience.get("positions", ())), ranks=tuple(audience.get("ranks", ())),
        mode=CourseMode(row["mode"]), duration_periods=row["duration_periods"], language=row["language"],
        prerequisites=tuple(audience.get("prerequisites", ())), outcomes=outcomes, grants=tuple(row["grants"]),
        mandatory_for=(), decree171_group=int(audience.get("decree171_group", 4)), status=CourseStatus.REAL,
        document="", origin=Origin(source=OWN_SOURCE, trust=Trust.REPORTED),
    )  # fmt: skip


def put_switch(conn: Connection, key: Mapping[str, str], *, version: int, values: Mapping[str, Any]) -> None:
    """How a rule stands; Stale unless `version` is what is kept now (0: nothing is)."""
    mine = [RULE_SWITCH.c[name] == value for name, value in key.items()]
    if version == 0:
        if conn.execute(select(RULE_SWITCH.c.version).where(*mine)).first() is not None:
            raise Stale
        conn.execute(insert(RULE_SWITCH).values(**key, **values, version=1))
        return
    changed = update(RULE_SWITCH).where(*mine, RULE_SWITCH.c.version == version)
    if conn.execute(changed.values(**values, version=version + 1)).rowcount != 1:
        raise Stale


def end_switch(conn: Connection, key: Mapping[str, str], *, version: int) -> None:
    """The rule as it would stand without this setting; Stale unless `version` is what is kept now."""
    mine = [RULE_SWITCH.c[name] == value for name, value in key.items()]
    if conn.execute(delete(RULE_SWITCH).where(*mine, RULE_SWITCH.c.version == version)).rowcount != 1:
        raise Stale
