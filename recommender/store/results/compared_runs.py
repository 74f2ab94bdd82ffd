"""Two runs side by side, for people the viewer may see in both: counts before and after, who changed, and what differs.

Why one verdict changed is told from what the two runs say of that person; what holds for everybody (catalogue, model,
settings) is told once, of the runs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, FromClause, Row, Select, Table, and_, func, not_, or_, select
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.functions import coalesce

from recommender.permissions import Action, Viewer
from recommender.store.pages import Order, Page, contains_words, read_page
from recommender.store.results.runs import RunView
from recommender.store.results.verdicts import THIN
from recommender.store.tables.people import OFFICER
from recommender.store.tables.runs import ESTIMATE, STANDARD, VERDICT
from recommender.store.tables.units import POSITION, UNIT
from recommender.store.views import view_of
from recommender.store.visibility import seen_units, within
from recommender.types import VerdictLabel

AFTER = VERDICT.alias("after")
BEFORE = VERDICT.alias("before")
PROVISIONAL = {"is_provisional": AFTER, "is_provisional_before": BEFORE}
"""A probability that too few results are behind → the side it stands on."""
NOTICED = 0.005
"""Smaller differences of a probability or a share are rounding."""
NOTICED_LEVEL = 0.05


class Why(StrEnum):
    """What differs between the two runs about one verdict."""

    ESTIMATE = "estimate"
    """Levels on requirements were estimated otherwise."""
    STANDARD = "standard"
    """A formal standard is judged otherwise."""
    EVIDENCE = "evidence"
    """There are more or fewer results, or statements that match."""
    REQUIREMENT = "requirement"
    """The position asks for more or fewer things."""
    RESULTS = "results"
    """The yearly rating is another one."""


@dataclass(frozen=True, kw_only=True)
class ComparedFilter:
    """Which pairs; a blank field does not filter. Without labels: those whose verdict changed."""

    before: VerdictLabel | None = None
    after: VerdictLabel | None = None
    why: Why | None = None
    unit_id: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One position of one person in both runs. Columns of the run before end with `_before`."""

    officer_id: str
    code: str
    name: str
    unit_name: str
    position_id: str
    title_vi: str
    title_en: str
    verdict: str
    verdict_before: str
    probability: float | None
    probability_before: float | None
    is_provisional: bool
    is_provisional_before: bool
    whys: tuple[Why, ...]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A requirement or standard that two runs see otherwise; level of an estimate, or status of a standard."""

    name_vi: str
    name_en: str
    before: float | str | None
    after: float | str | None


@dataclass(frozen=True, kw_only=True)
class SingleUnit:
    """A unit with positions held that only one of the runs has."""

    unit_id: str
    n_before: int
    n_after: int


def count_pairs(
    conn: Connection, viewer: Viewer, runs: tuple[str, str], *, unit_id: str = ""
) -> dict[tuple[str, str], int]:  # fmt: skip
    """Verdict before and after → how many positions held."""
    query = select(BEFORE.c.verdict, AFTER.c.verdict.label("now"), func.count()).select_from(_pairs(runs))
    query = query.where(*_seen(viewer, runs), within(unit_id, AFTER.c.unit_id))
    return {(row[0], row[1]): row[2] for row in conn.execute(query.group_by(BEFORE.c.verdict, AFTER.c.verdict))}


def count_single(
    conn: Connection, viewer: Viewer, runs: tuple[str, str], *, unit_id: str = ""
) -> tuple[SingleUnit, ...]:  # fmt: skip
    """By unit, how many positions held only the run before has, and how many only the run after; most of all first."""

    def alone(run_id: str, other_id: str) -> dict[str, int]:
        there = VERDICT.alias("there")
        twin = select(there.c.officer_id).where(
            there.c.run_id == other_id, there.c.officer_id == VERDICT.c.officer_id,
            there.c.position_id == VERDICT.c.position_id,
        )  # fmt: skip
        query = select(VERDICT.c.unit_id, func.count()).where(
            VERDICT.c.run_id == run_id, seen_units(viewer, Action.SEE_PEOPLE, VERDICT.c.unit_id),
            within(unit_id, VERDICT.c.unit_id), not_(twin.exists()),
        )  # fmt: skip
        return {row[0]: row[1] for row in conn.execute(query.group_by(VERDICT.c.unit_id))}

    before, after = alone(*runs), alone(runs[1], runs[0])
    found = sorted(before.keys() | after.keys(), key=lambda one: (-before.get(one, 0) - after.get(one, 0), one))
    return tuple(SingleUnit(unit_id=one, n_before=before.get(one, 0), n_after=after.get(one, 0)) for one in found)


def find_compared(
    conn: Connection, viewer: Viewer, runs: tuple[str, str], *, wanted: ComparedFilter, limit: int = 50,
    cursor: str | None = None,
) -> Page[Compared]:  # fmt: skip
    """Positions held in both runs, by name; those whose verdict changed unless labels are asked for."""
    query = _shown(runs).where(*_seen(viewer, runs), *_conditions(wanted))
    order = Order(columns=(AFTER.c.name_sort, AFTER.c.officer_id, AFTER.c.position_id))
    return read_page(conn, query, order=order, made=_row, limit=limit, cursor=cursor, with_total=True)


def differences(
    conn: Connection, runs: tuple[str, str], rows: Sequence[Compared]
) -> dict[tuple[str, str], tuple[Difference, ...]]:  # fmt: skip
    """Officer and position → what the runs see otherwise: standards first, then estimates, the largest step first.

    The rows are what `find_compared` found for a viewer.
    """
    officers = sorted({row.officer_id for row in rows})
    found: defaultdict[tuple[str, str], list[Difference]] = defaultdict(list)
    for table, key, value in ((STANDARD, "rule_id", "status"), (ESTIMATE, "requirement_id", "level")):
        for where, one in _differing(conn, runs, officers, table=table, key=key, value=value):
            found[where].append(one)
    return {where: tuple(sorted(ones, key=_largest)) for where, ones in found.items()}


def changed_settings(before: RunView, after: RunView) -> tuple[tuple[str, Any, Any], ...]:
    """Name, value before and value after of the settings that differ; the day and the encoder are told apart."""
    names = sorted((before.settings.keys() | after.settings.keys()) - {"today", "encoder"})
    pairs = [(name, before.settings.get(name), after.settings.get(name)) for name in names]
    return tuple((name, old, new) for name, old, new in pairs if old != new)


def _pairs(runs: tuple[str, str]) -> FromClause:
    same = and_(
        BEFORE.c.run_id == runs[0], BEFORE.c.officer_id == AFTER.c.officer_id,
        BEFORE.c.position_id == AFTER.c.position_id,
    )  # fmt: skip
    return AFTER.join(BEFORE, same)


def _seen(viewer: Viewer, runs: tuple[str, str]) -> list[ColumnElement[bool]]:
    """The run after, and only people whom the viewer may see in both."""
    return [
        AFTER.c.run_id == runs[1],
        *[seen_units(viewer, Action.SEE_PEOPLE, side.c.unit_id) for side in (AFTER, BEFORE)],
    ]


def _shown(runs: tuple[str, str]) -> Select[Any]:
    joined = _pairs(runs).join(OFFICER, OFFICER.c.officer_id == AFTER.c.officer_id)
    joined = joined.join(UNIT, UNIT.c.unit_id == AFTER.c.unit_id)
    joined = joined.outerjoin(POSITION, POSITION.c.position_id == AFTER.c.position_id)
    sides = [
        column
        for name in ("verdict", "probability")
        for column in (AFTER.c[name], BEFORE.c[name].label(f"{name}_before"))
    ]
    return select(
        AFTER.c.officer_id, AFTER.c.position_id, OFFICER.c.code, OFFICER.c.name, UNIT.c.name.label("unit_name"),
        coalesce(POSITION.c.title_vi, AFTER.c.position_id).label("title_vi"),
        coalesce(POSITION.c.title_en, AFTER.c.position_id).label("title_en"), *sides,
        *[side.c.review_reasons.contains(THIN).label(name) for name, side in PROVISIONAL.items()],
        *[condition.label(f"why_{why}") for why, condition in WHYS.items()],
    ).select_from(joined)  # fmt: skip


def _conditions(wanted: ComparedFilter) -> list[ColumnElement[bool]]:
    conditions = [within(wanted.unit_id, AFTER.c.unit_id), *contains_words(AFTER.c.name_search, wanted.text)]
    if wanted.before is not None:
        conditions.append(BEFORE.c.verdict == str(wanted.before))
    if wanted.after is not None:
        conditions.append(AFTER.c.verdict == str(wanted.after))
    if wanted.before is None and wanted.after is None:
        conditions.append(BEFORE.c.verdict != AFTER.c.verdict)
    if wanted.why is not None:
        conditions.append(WHYS[wanted.why])
    return conditions


def _moved(name: str) -> ColumnElement[bool]:
    """Whether a number that both runs know differs by more than rounding, or only one knows it."""
    old, new = BEFORE.c[name], AFTER.c[name]
    return or_(func.abs(new - old) >= NOTICED, old.is_(None) & new.is_not(None), old.is_not(None) & new.is_(None))


WHYS: dict[Why, ColumnElement[bool]] = {
    Why.STANDARD: BEFORE.c.standards != AFTER.c.standards,
    Why.ESTIMATE: or_(_moved("p_competency"), _moved("share_met"), BEFORE.c.n_below != AFTER.c.n_below),
    Why.EVIDENCE: or_(BEFORE.c.n_direct != AFTER.c.n_direct, _moved("coverage")),
    Why.REQUIREMENT: BEFORE.c.n_requirements != AFTER.c.n_requirements,
    Why.RESULTS: BEFORE.c.results_band != AFTER.c.results_band,
}


def _row(row: Row[Any]) -> Compared:
    values = row._mapping
    whys = tuple(why for why in WHYS if values[f"why_{why}"])
    flags = {name: bool(values[name]) for name in PROVISIONAL}
    return view_of(Compared, whys=whys, **flags)(row)


def _differing(
    conn: Connection, runs: tuple[str, str], officers: Sequence[str], *, table: Table, key: str, value: str
) -> list[tuple[tuple[str, str], Difference]]:  # fmt: skip
    names = ("name_vi", "name_en") if "name_vi" in table.c else ("kind", "kind")
    columns = [table.c[name] for name in dict.fromkeys(("run_id", "officer_id", "position_id", key, *names, value))]
    query = select(*columns).where(table.c.run_id.in_(runs), table.c.officer_id.in_(officers))
    sides: dict[str, dict[tuple[str, str, str], Row[Any]]] = {run_id: {} for run_id in runs}
    for row in conn.execute(query.order_by(table.c.officer_id, table.c.position_id, table.c[key])):
        values = row._mapping
        sides[row.run_id][row.officer_id, row.position_id, values[key]] = row
    found = []
    for where in sorted(sides[runs[0]].keys() & sides[runs[1]].keys()):
        old, new = (sides[run_id][where]._mapping for run_id in runs)
        if _is_noticed(old[value], new[value]):
            one = Difference(name_vi=new[names[0]], name_en=new[names[1]], before=old[value], after=new[value])
            found.append((where[:2], one))
    return found


def _is_noticed(old: Any, new: Any) -> bool:
    if isinstance(old, float) and isinstance(new, float):
        return abs(new - old) >= NOTICED_LEVEL
    return bool(old != new)


def _largest(one: Difference) -> tuple[bool, float, str]:
    if isinstance(one.before, float) and isinstance(one.after, float):
        return True, -abs(one.after - one.before), one.name_vi
    return isinstance(one.before, float) or isinstance(one.after, float), 0.0, one.name_vi
