"""Decisions on verdicts: those a viewer may see, the one that stands, and a new one put over it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, insert, or_, select, update

from recommender.errors import NotFound
from recommender.permissions import Action, Viewer
from recommender.store.pages import Order, Page, read_page
from recommender.store.tables.decisions import DECISION
from recommender.store.tables.people import OFFICER
from recommender.store.tables.runs import RUN, VERDICT, RunStatus
from recommender.store.tables.units import POSITION, UNIT
from recommender.store.views import all_views, one_view, view_of
from recommender.store.visibility import seen_people, seen_units, within


@dataclass(frozen=True, kw_only=True)
class DecisionView:
    """A decision with the proposal it answers; `superseded_by` names the one that stands in its place."""

    decision_id: str
    run_id: str
    officer_id: str
    name: str
    position_id: str
    title_vi: str | None
    title_en: str | None
    unit_id: str
    unit_name: str
    proposed: str
    decided: str
    reason_code: str
    reason_text: str
    decided_by_name: str
    decided_at: datetime
    decided_on: date
    superseded_by: str | None

    @property
    def is_override(self) -> bool:
        """Whether it differs from the proposal."""
        return self.proposed != self.decided


@dataclass(frozen=True, kw_only=True)
class Decidable:
    """A verdict that somebody is about to decide on."""

    run_id: str
    officer_id: str
    position_id: str
    unit_id: str
    verdict: str
    doubt: float
    standing_id: str | None
    """The decision that stands, if any."""


@dataclass(frozen=True, kw_only=True)
class DecisionFilter:
    """Which decisions; a blank field does not filter."""

    run_id: str = ""
    unit_id: str = ""
    officer_id: str = ""
    is_override: bool | None = None
    with_superseded: bool = False


def find_decisions(
    conn: Connection, viewer: Viewer, wanted: DecisionFilter, *, limit: int = 50, cursor: str | None = None
) -> Page[DecisionView]:
    """Decisions, newest first."""
    query = _decisions(viewer).where(within(wanted.unit_id, DECISION.c.unit_id))
    for column, value in ((DECISION.c.run_id, wanted.run_id), (DECISION.c.officer_id, wanted.officer_id)):
        if value:
            query = query.where(column == value)
    if not wanted.with_superseded:
        query = query.where(DECISION.c.superseded_by.is_(None))
    if wanted.is_override is not None:
        differs = DECISION.c.proposed != DECISION.c.decided
        query = query.where(differs if wanted.is_override else ~differs)
    order = Order(columns=(DECISION.c.decided_at, DECISION.c.decision_id), is_descending=True)
    return read_page(conn, query, order=order, made=view_of(DecisionView), limit=limit, cursor=cursor)


def get_decision(conn: Connection, viewer: Viewer, decision_id: str) -> DecisionView:
    """One decision; NotFound outside what the viewer may see."""
    found = one_view(conn, _decisions(viewer).where(DECISION.c.decision_id == decision_id), DecisionView)
    if found is None:
        raise NotFound
    return found


def decisions_of(
    conn: Connection, viewer: Viewer, *, run_id: str, officer_id: str, position_id: str
) -> tuple[DecisionView, ...]:
    """Decisions on one verdict, newest first."""
    mine = and_(DECISION.c.run_id == run_id, DECISION.c.officer_id == officer_id, DECISION.c.position_id == position_id)
    query = _decisions(viewer).where(mine).order_by(DECISION.c.decided_at.desc(), DECISION.c.decision_id.desc())
    return all_views(conn, query, DecisionView)


def decidable(
    conn: Connection, viewer: Viewer, action: Action, *, run_id: str, pairs: list[tuple[str, str]]
) -> tuple[Decidable, ...]:
    """The verdicts on (officer, position) pairs that the viewer may act on, by officer and position."""
    stands = and_(
        DECISION.c.run_id == VERDICT.c.run_id, DECISION.c.officer_id == VERDICT.c.officer_id,
        DECISION.c.position_id == VERDICT.c.position_id, DECISION.c.superseded_by.is_(None),
    )  # fmt: skip
    columns = [VERDICT.c[name] for name in ("run_id", "officer_id", "position_id", "unit_id", "verdict", "doubt")]
    query = select(*columns, DECISION.c.decision_id.label("standing_id")).select_from(
        VERDICT.join(RUN, RUN.c.run_id == VERDICT.c.run_id).outerjoin(DECISION, stands)
    )
    asked = [and_(VERDICT.c.officer_id == officer, VERDICT.c.position_id == position) for officer, position in pairs]
    has_results = RUN.c.status.in_([str(RunStatus.FINISHED), str(RunStatus.PUBLISHED)])
    query = query.where(VERDICT.c.run_id == run_id, has_results, or_(*asked))
    query = query.where(seen_units(viewer, action, VERDICT.c.unit_id))
    return all_views(conn, query.order_by(VERDICT.c.officer_id, VERDICT.c.position_id), Decidable)


def put_decision(conn: Connection, row: dict[str, Any], *, over: str | None) -> None:
    """A new decision in the place of the one that stands."""
    if over is not None:
        # The old one must not stand any more before the new one does; it points to the new one afterwards.
        conn.execute(update(DECISION).where(DECISION.c.decision_id == over).values(superseded_by=over))
    conn.execute(insert(DECISION).values(**row))
    if over is not None:
        newer = row["decision_id"]
        conn.execute(update(DECISION).where(DECISION.c.decision_id == over).values(superseded_by=newer))


def _decisions(viewer: Viewer) -> Select[Any]:
    people = seen_people(
        viewer, Action.SEE_PEOPLE, unit=DECISION.c.unit_id, officer=DECISION.c.officer_id, own=Action.SEE_OWN
    )
    joined = DECISION.join(RUN, RUN.c.run_id == DECISION.c.run_id)
    joined = joined.join(OFFICER, OFFICER.c.officer_id == DECISION.c.officer_id)
    joined = joined.join(UNIT, UNIT.c.unit_id == DECISION.c.unit_id)
    joined = joined.outerjoin(POSITION, POSITION.c.position_id == DECISION.c.position_id)
    shown = [column for column in DECISION.c if column.name != "decided_by"]
    query = select(
        *shown, OFFICER.c.name, UNIT.c.name.label("unit_name"), POSITION.c.title_vi, POSITION.c.title_en
    ).select_from(joined)
    if not viewer.roots(Action.SEE_PEOPLE):
        people &= RUN.c.status == str(RunStatus.PUBLISHED)
    return query.where(people)
