"""Proposed moves, and the fairness report of a run with its reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, case, exists, func, insert, literal, or_, select
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.functions import coalesce

from recommender.permissions import Action, Viewer
from recommender.store.pages import Order, Page, read_page
from recommender.store.results.runs import seen_run
from recommender.store.tables.decisions import FAIRNESS_REASON, OBJECTION, ObjectionStatus
from recommender.store.tables.people import ASSESSMENT, OFFICER
from recommender.store.tables.runs import ESTIMATE, FAIRNESS, MOVE, RUN
from recommender.store.tables.units import POSITION, UNIT
from recommender.store.views import all_views, view_of
from recommender.store.visibility import seen_units, within
from recommender.types import Basis, Method


@dataclass(frozen=True, kw_only=True)
class MoveRow:
    """A proposed redeployment. `is_contested`: the person objects to the verdict, so nothing is moved meanwhile."""

    officer_id: str
    name: str
    kind: str
    from_unit: str
    from_unit_name: str
    from_position: str
    from_title_vi: str
    from_title_en: str
    to_unit: str
    to_unit_name: str
    to_position: str
    to_title_vi: str
    to_title_en: str
    probability: float | None
    standards: str
    reason_vi: str
    reason_en: str
    rests_on: str
    """`own`, `record` or `nothing` where neither a test nor anybody else has said anything of the person."""
    is_contested: bool


@dataclass(frozen=True, kw_only=True)
class MoveCount:
    """How many moves of a kind leave a unit."""

    unit_id: str
    unit_name: str
    kind: str
    n: int


@dataclass(frozen=True, kw_only=True)
class FairnessRow:
    """One group of one dimension, with the reason given for it where one is asked."""

    dimension: str
    group: str
    n: int
    meets: float | None
    review: float | None
    fails: float | None
    rate: float | None
    rate_low: float | None
    rate_high: float | None
    is_reference: bool
    ratio: float | None
    ratio_low: float | None
    ratio_high: float | None
    p_value: float | None
    thin_evidence: float | None
    missing_evidence: float | None
    asks_reason: bool
    reason: str | None
    given_by_name: str | None
    given_at: datetime | None


def count_moves(conn: Connection, viewer: Viewer, run_id: str) -> tuple[MoveCount, ...]:
    """How many moves leave each unit that the viewer may see, by kind."""
    joined = MOVE.outerjoin(UNIT, UNIT.c.unit_id == MOVE.c.from_unit)
    name = coalesce(UNIT.c.name, MOVE.c.from_unit)
    query = select(
        MOVE.c.from_unit.label("unit_id"), name.label("unit_name"), MOVE.c.kind, func.count().label("n")
    ).select_from(joined)  # fmt: skip
    query = query.where(*_seen_moves(viewer, run_id)).group_by(MOVE.c.from_unit, name, MOVE.c.kind)
    return all_views(conn, query.order_by(MOVE.c.from_unit, MOVE.c.kind), MoveCount)


def find_moves(
    conn: Connection, viewer: Viewer, run_id: str, *, unit_id: str = "", kind: str = "", limit: int = 50,
    cursor: str | None = None,
) -> Page[MoveRow]:  # fmt: skip
    """Moves out of or into a unit (below it), by officer. The viewer sees those that leave a unit of his."""
    leaves, enters = UNIT.alias("leaves"), UNIT.alias("enters")
    old, new = POSITION.alias("old"), POSITION.alias("new")
    joined = MOVE.join(OFFICER, OFFICER.c.officer_id == MOVE.c.officer_id).join(RUN, RUN.c.run_id == MOVE.c.run_id)
    joined = joined.outerjoin(leaves, leaves.c.unit_id == MOVE.c.from_unit)
    joined = joined.outerjoin(enters, enters.c.unit_id == MOVE.c.to_unit)
    joined = joined.outerjoin(old, old.c.position_id == MOVE.c.from_position)
    joined = joined.outerjoin(new, new.c.position_id == MOVE.c.to_position)
    contested = and_(
        OBJECTION.c.run_id == MOVE.c.run_id, OBJECTION.c.officer_id == MOVE.c.officer_id,
        OBJECTION.c.status == str(ObjectionStatus.OPEN),
    )  # fmt: skip
    columns = ("officer_id", "kind", "from_unit", "from_position", "to_unit", "to_position", "probability",
               "standards", "reason_vi", "reason_en")  # fmt: skip
    query: Select[Any] = select(
        *[MOVE.c[name] for name in columns], OFFICER.c.name,
        coalesce(leaves.c.name, MOVE.c.from_unit).label("from_unit_name"),
        coalesce(enters.c.name, MOVE.c.to_unit).label("to_unit_name"),
        coalesce(old.c.title_vi, MOVE.c.from_position).label("from_title_vi"),
        coalesce(old.c.title_en, MOVE.c.from_position).label("from_title_en"),
        coalesce(new.c.title_vi, MOVE.c.to_position).label("to_title_vi"),
        coalesce(new.c.title_en, MOVE.c.to_position).label("to_title_en"),
        exists(select(literal(1)).where(contested)).label("contested"), _rests_on().label("rests_on"),
    ).select_from(joined)  # fmt: skip
    query = query.where(*_seen_moves(viewer, run_id))
    if kind:
        query = query.where(MOVE.c.kind == kind)
    query = query.where(within(unit_id, MOVE.c.from_unit) | within(unit_id, MOVE.c.to_unit))
    return read_page(
        conn, query, order=Order(columns=(MOVE.c.officer_id,)), limit=limit, cursor=cursor,
        made=lambda row: view_of(MoveRow, is_contested=bool(row.contested))(row),
    )  # fmt: skip


def _seen_moves(viewer: Viewer, run_id: str) -> tuple[ColumnElement[bool], ...]:
    """Those of a run that leave a unit of the viewer's."""
    return (
        MOVE.c.run_id == run_id, MOVE.c.run_id.in_(_runs(viewer)),
        seen_units(viewer, Action.SEE_MOVES, MOVE.c.from_unit),
    )  # fmt: skip


def _rests_on() -> ColumnElement[str]:
    """What is known of the person of a move, as the words beside its likelihood tell it."""
    here = and_(ESTIMATE.c.run_id == MOVE.c.run_id, ESTIMATE.c.officer_id == MOVE.c.officer_id)
    given = and_(
        ASSESSMENT.c.officer_id == MOVE.c.officer_id,
        or_(ASSESSMENT.c.dated_on.is_(None), ASSESSMENT.c.dated_on <= RUN.c.today),
    )  # fmt: skip

    def some(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
        return exists(select(literal(1)).where(*conditions))

    by_others = or_(
        some(here, ESTIMATE.c.n_direct > 0, ESTIMATE.c.basis != str(Basis.OWN)),
        some(given, ASSESSMENT.c.method != str(Method.SELF)),
    )  # fmt: skip
    by_oneself = or_(some(here, ESTIMATE.c.n_direct > 0), some(given))
    return case((by_others, ""), (by_oneself, "own"), (some(here, ESTIMATE.c.n_text > 0), "record"), else_="nothing")


def fairness_rows(conn: Connection, viewer: Viewer, run_id: str) -> tuple[FairnessRow, ...]:
    """The fairness report of a run over the whole of it, for those who may see it for the unit of the run."""
    given = and_(
        FAIRNESS_REASON.c.run_id == FAIRNESS.c.run_id, FAIRNESS_REASON.c.dimension == FAIRNESS.c.dimension,
        FAIRNESS_REASON.c.group == FAIRNESS.c.group,
    )  # fmt: skip
    reasons = FAIRNESS_REASON.c.reason, FAIRNESS_REASON.c.given_by_name, FAIRNESS_REASON.c.given_at
    joined = FAIRNESS.join(RUN, RUN.c.run_id == FAIRNESS.c.run_id).outerjoin(FAIRNESS_REASON, given)
    query = select(FAIRNESS, *reasons).select_from(joined)
    query = query.where(FAIRNESS.c.run_id == run_id, seen_units(viewer, Action.SEE_FAIRNESS, RUN.c.unit_id))
    return all_views(conn, query.order_by(FAIRNESS.c.dimension, FAIRNESS.c.group), FairnessRow)


def reasons_missing(conn: Connection, run_id: str) -> tuple[tuple[str, str], ...]:
    """(dimension, group) that ask for a reason nobody has given yet: the run is not published until then."""
    query = select(FAIRNESS.c.dimension, FAIRNESS.c.group).where(FAIRNESS.c.run_id == run_id, _is_missing())
    rows = conn.execute(query.order_by(FAIRNESS.c.dimension, FAIRNESS.c.group))
    return tuple((row.dimension, row.group) for row in rows)


def count_missing(conn: Connection, run_ids: Sequence[str]) -> dict[str, int]:
    """How many groups of each run ask for a reason nobody has given yet; runs without any are left out."""
    query = select(FAIRNESS.c.run_id, func.count().label("n")).where(FAIRNESS.c.run_id.in_(run_ids), _is_missing())
    return {row.run_id: row.n for row in conn.execute(query.group_by(FAIRNESS.c.run_id))}


def _is_missing() -> ColumnElement[bool]:
    given = and_(
        FAIRNESS_REASON.c.run_id == FAIRNESS.c.run_id, FAIRNESS_REASON.c.dimension == FAIRNESS.c.dimension,
        FAIRNESS_REASON.c.group == FAIRNESS.c.group,
    )  # fmt: skip
    return and_(FAIRNESS.c.asks_reason, ~exists(select(literal(1)).where(given)))


def put_reason(conn: Connection, row: dict[str, Any]) -> None:
    """A written reason for one group."""
    conn.execute(insert(FAIRNESS_REASON).values(**row))


def _runs(viewer: Viewer) -> Select[Any]:
    return select(RUN.c.run_id).where(seen_run(viewer))
