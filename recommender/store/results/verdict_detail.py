"""One person in one run, in full: each verdict with requirements, standards, gaps, quotes, decisions and objections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, select

from recommender.errors import NotFound
from recommender.permissions import Viewer
from recommender.store.pages import Page
from recommender.store.results.decisions import DecisionView, decisions_of
from recommender.store.results.objections import ObjectionView, objections_of
from recommender.store.results.verdicts import (
    EarlierVerdict,
    VerdictFilter,
    VerdictRow,
    earlier_verdicts,
    find_verdicts,
)
from recommender.store.tables.runs import ESTIMATE, GAP, RECOMMENDATION, STANDARD, VERDICT
from recommender.store.views import all_views


@dataclass(frozen=True, kw_only=True)
class EstimateView:
    """The level on one requirement with its uncertainty, and the statement or result it rests on most."""

    requirement_id: str
    kind: str
    domain: str
    name_vi: str
    name_en: str
    weight: float
    is_gate: bool
    min_level: int
    max_level: int
    level: float | None
    sd: float | None
    p_meets: float | None
    basis: str
    n_direct: int
    n_text: int
    test: float | None
    supervisor: float | None
    peer: float | None
    self: float | None
    conflict: str
    """The two sources that disagree most, "higher>lower"; "" where none do."""
    kept: str
    """The one label left, or `neither` where both may be; "" where no model was learned."""
    evidence_id: str
    quote: str
    quote_on: date | None
    quote_place: str
    match_confidence: float | None


@dataclass(frozen=True, kw_only=True)
class StandardView:
    """One formal standard: fits, to be considered or unfit, with its legal basis."""

    rule_id: str
    kind: str
    status: str
    reason: str
    found: str
    wanted: str
    wanted_en: str
    after_appointment: bool
    decides: bool
    legal_basis: str
    evidence_id: str


@dataclass(frozen=True, kw_only=True)
class GapView:
    """A shortfall or a wish for development."""

    requirement_id: str
    kind: str
    domain: str
    name_vi: str
    name_en: str
    required: float | None
    level: float | None
    shortfall: float | None
    p_gap: float | None
    priority: float | None


@dataclass(frozen=True, kw_only=True)
class FullVerdict:
    """A verdict with everything that explains it and everything people said to it."""

    verdict: VerdictRow
    change_vi: str
    change_en: str
    legal_basis: str
    estimates: tuple[EstimateView, ...]
    standards: tuple[StandardView, ...]
    gaps: tuple[GapView, ...]
    decisions: tuple[DecisionView, ...]
    """Newest first; the first one stands."""
    objections: tuple[ObjectionView, ...]
    earlier: tuple[EarlierVerdict, ...]


@dataclass(frozen=True, kw_only=True)
class RecommendationView:
    """A course that closes something, as ranked before the plan was made."""

    course_id: str
    rank: int
    value: float | None
    is_mandatory: bool
    closes: str
    basis: str


def full_verdicts(conn: Connection, viewer: Viewer, run_id: str, *, officer_id: str) -> tuple[FullVerdict, ...]:
    """All positions of a person in a run, the main one first; NotFound when the viewer may not see any."""
    page: Page[VerdictRow] = find_verdicts(conn, viewer, run_id, wanted=VerdictFilter(officer_id=officer_id))
    if not page.rows:
        raise NotFound
    rows = sorted(page.rows, key=lambda row: (-row.share, row.position_id))
    return tuple(_full(conn, viewer, row) for row in rows)


def recommendations_of(
    conn: Connection, viewer: Viewer, run_id: str, *, officer_id: str
) -> tuple[RecommendationView, ...]:
    """Courses ranked for a person in a run: alternatives to those of the plan."""
    if not find_verdicts(conn, viewer, run_id, wanted=VerdictFilter(officer_id=officer_id)).rows:
        raise NotFound
    mine = (RECOMMENDATION.c.run_id == run_id, RECOMMENDATION.c.officer_id == officer_id)
    query = select(RECOMMENDATION).where(*mine).order_by(RECOMMENDATION.c.rank, RECOMMENDATION.c.course_id)
    return all_views(conn, query, RecommendationView)


def _full(conn: Connection, viewer: Viewer, row: VerdictRow) -> FullVerdict:
    texts = conn.execute(_about(VERDICT, row)).one()
    key = {"officer_id": row.officer_id, "position_id": row.position_id}
    return FullVerdict(
        verdict=row,
        change_vi=texts.change_vi,
        change_en=texts.change_en,
        legal_basis=texts.legal_basis,
        estimates=all_views(conn, _about(ESTIMATE, row, by=("kind", "requirement_id")), EstimateView),
        standards=all_views(conn, _about(STANDARD, row, by=("rule_id",)), StandardView),
        gaps=all_views(conn, _about(GAP, row).order_by(GAP.c.priority.desc(), GAP.c.requirement_id), GapView),
        decisions=decisions_of(conn, viewer, run_id=row.run_id, **key),
        objections=objections_of(conn, viewer, run_id=row.run_id, **key),
        earlier=earlier_verdicts(conn, viewer, row.officer_id, position_id=row.position_id, but_run=row.run_id),
    )


def _about(table: Table, row: VerdictRow, *, by: Sequence[str] = ()) -> Any:
    mine = [table.c[name] == getattr(row, name) for name in ("run_id", "officer_id", "position_id")]
    return select(table).where(*mine).order_by(*[table.c[name] for name in by])
