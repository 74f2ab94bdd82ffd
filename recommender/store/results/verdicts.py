"""Verdicts of a run as a viewer may see them: a list with filters and orders, counts for the filters, earlier ones."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, exists, func, literal, select
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.functions import coalesce

from recommender.permissions import Action, Viewer
from recommender.store.kept_totals import decisions_so_far, kept, scope_of
from recommender.store.pages import Order, Page, contains_words, read_page, searched_words
from recommender.store.results.runs import is_seen_run, seen_run
from recommender.store.tables.decisions import DECISION, OBJECTION, ObjectionStatus
from recommender.store.tables.people import OFFICER
from recommender.store.tables.runs import RUN, VERDICT, RunStatus
from recommender.store.tables.units import POSITION, UNIT
from recommender.store.views import all_views, view_of
from recommender.store.visibility import BUILT, few_units, seen_people, within
from recommender.types import VerdictLabel

Sums = TypeVar("Sums")
BETWEEN = "|"
THIN = "thin_evidence"
"""The reason for a review that makes a probability provisional, wherever it is shown."""


class VerdictOrder(StrEnum):
    """What a list of verdicts is ordered by."""

    NAME = "name"
    UNIT = "unit"
    POSITION = "position"
    PROBABILITY = "probability"
    DOUBT = "doubt"
    """How open the proposal is; descending puts the uncertain ones first."""


@dataclass(frozen=True, kw_only=True)
class VerdictFilter:
    """Which verdicts of a run; a blank field does not filter. A unit means all below it too."""

    unit_id: str = ""
    verdict: VerdictLabel | None = None
    decided: VerdictLabel | None = None
    position_id: str = ""
    field: str = ""
    text: str = ""
    """Words of the name or the code, diacritics or not."""
    review_reason: str = ""
    failed_question: str = ""
    is_decided: bool | None = None
    has_objection: bool | None = None
    """Whether an objection is open."""
    officer_id: str = ""


@dataclass(frozen=True, kw_only=True)
class VerdictRow:
    """A verdict in a list, with the decision that stands."""

    run_id: str
    officer_id: str
    code: str
    name: str
    unit_id: str
    unit_name: str
    position_id: str
    title_vi: str
    title_en: str
    field: str
    share: float
    verdict: str
    probability: float | None
    doubt: float
    failed_questions: tuple[str, ...]
    review_reasons: tuple[str, ...]
    standards: str
    p_competency: float | None
    share_met: float | None
    coverage: float | None
    n_requirements: int
    n_direct: int
    n_below: int
    results_band: str
    reason_vi: str
    reason_en: str
    decision_id: str | None
    decided: str | None
    decided_by_name: str | None
    decided_at: datetime | None
    has_objection: bool

    @property
    def is_provisional(self) -> bool:
        """Whether results speak of too little of the position for its probability to be more than a stopgap."""
        return THIN in self.review_reasons


@dataclass(frozen=True, kw_only=True)
class EarlierVerdict:
    """What another run said of the same person and position."""

    run_id: str
    label: str
    today: date
    status: str
    verdict: str
    probability: float | None
    decided: str | None


STANDS = (
    (DECISION.c.run_id == VERDICT.c.run_id)
    & (DECISION.c.officer_id == VERDICT.c.officer_id)
    & (DECISION.c.position_id == VERDICT.c.position_id)
    & DECISION.c.superseded_by.is_(None)
)
CONTESTED = exists(
    select(literal(1)).where(
        OBJECTION.c.run_id == VERDICT.c.run_id, OBJECTION.c.officer_id == VERDICT.c.officer_id,
        OBJECTION.c.position_id == VERDICT.c.position_id, OBJECTION.c.status == str(ObjectionStatus.OPEN),
    )
)  # fmt: skip
ORDERS: dict[VerdictOrder, ColumnElement[Any]] = {
    VerdictOrder.NAME: VERDICT.c.name_sort,
    VerdictOrder.UNIT: VERDICT.c.unit_sort,
    VerdictOrder.POSITION: VERDICT.c.title_sort,
    VerdictOrder.PROBABILITY: VERDICT.c.probability,
    VerdictOrder.DOUBT: VERDICT.c.doubt,
}


def find_verdicts(
    conn: Connection, viewer: Viewer, run_id: str, *, wanted: VerdictFilter, order: VerdictOrder = VerdictOrder.NAME,
    is_descending: bool = False, page: PageAsked | None = None,
) -> Page[VerdictRow]:  # fmt: skip
    """Verdicts of a run; a person sees the own ones of published runs."""
    asked = page or PageAsked()
    query = _keys(viewer, run_id, wanted)
    few = few_units(conn, viewer, Action.SEE_PEOPLE, unit_id=wanted.unit_id)
    if few and not viewer.acts_on_self(Action.SEE_OWN):
        # Said once more as a list, so that a commune's verdicts are found by its unit and not by walking a country's.
        query = query.where(VERDICT.c.unit_id.in_(few))
    columns = (ORDERS[order], VERDICT.c.officer_id, VERDICT.c.position_id)
    is_one = wanted.officer_id or not viewer.roots(Action.SEE_PEOPLE)
    keys = read_page(
        conn, query, order=Order(columns=columns[1:] if is_one else columns, is_descending=is_descending),
        made=lambda row: (row.officer_id, row.position_id), limit=asked.limit, cursor=asked.cursor,
    )  # fmt: skip
    total = _count(conn, viewer, run_id, wanted=wanted) if asked.with_total else None
    return Page(rows=_rows(conn, viewer, run_id, keys.rows), next_cursor=keys.next_cursor, total=total)


def _keys(viewer: Viewer, run_id: str, wanted: VerdictFilter) -> Select[Any]:
    """Keys of the verdicts that a filter leaves, found along an index: rows that are passed over are never read."""
    joined = VERDICT.join(RUN, RUN.c.run_id == VERDICT.c.run_id)
    if _asks_decisions(wanted):
        joined = joined.outerjoin(DECISION, STANDS)
    query = select(VERDICT.c.officer_id, VERDICT.c.position_id).select_from(joined)
    return query.where(seen_verdict(viewer), *conditions(run_id, wanted))


def _rows(conn: Connection, viewer: Viewer, run_id: str, keys: Sequence[tuple[str, str]]) -> tuple[VerdictRow, ...]:
    """The rows of these keys (officer, position), in their order, as far as the viewer may see them."""
    if not keys:
        return ()
    officers = sorted({officer_id for officer_id, _ in keys})
    query = _shown(viewer).where(VERDICT.c.run_id == run_id, VERDICT.c.officer_id.in_(officers))
    found = {(row.officer_id, row.position_id): row for row in conn.execute(query)}
    return tuple(_row(found[key]) for key in keys if key in found)


def _asks_decisions(wanted: VerdictFilter) -> bool:
    return wanted.is_decided is not None or wanted.decided is not None


def _count(conn: Connection, viewer: Viewer, run_id: str, *, wanted: VerdictFilter) -> int:
    """How many verdicts a list has, without what its rows show beside them."""
    query = _keys(viewer, run_id, wanted).with_only_columns(func.count())
    question = ("list", decisions_so_far(conn, run_id) if _asks_decisions(wanted) else ())
    return kept_of_filter(conn, viewer, run_id, question, wanted, lambda: int(conn.execute(query).scalar_one()))


def kept_of_filter(
    conn: Connection, viewer: Viewer, run_id: str, question: tuple[Hashable, ...], wanted: VerdictFilter,
    counted: Callable[[], Sums],
) -> Sums:  # fmt: skip
    """Sums of the verdicts that a filter leaves of those in sight; kept unless they change with objections."""
    if wanted.has_objection is not None or not is_seen_run(conn, viewer, run_id):
        return counted()
    own = viewer.officer_id if viewer.acts_on_self(Action.SEE_OWN) else ""
    same = replace(wanted, text=" ".join(searched_words(wanted.text)))
    return kept(conn, run_id, (*question, same, scope_of(viewer, Action.SEE_PEOPLE), own), counted)


@dataclass(frozen=True, kw_only=True)
class PageAsked:
    """Which page of a list, how long, and whether to count them all."""

    limit: int = 50
    cursor: str | None = None
    with_total: bool = False


def earlier_verdicts(
    conn: Connection, viewer: Viewer, officer_id: str, *, position_id: str = "", but_run: str = ""
) -> tuple[EarlierVerdict, ...]:
    """What every run said of a person, newest first, as far as the viewer may see it."""
    columns = (
        VERDICT.c.run_id, RUN.c.label, RUN.c.today, RUN.c.status, VERDICT.c.verdict, VERDICT.c.probability,
        DECISION.c.decided,
    )  # fmt: skip
    query = _seen(viewer).with_only_columns(*columns).where(VERDICT.c.officer_id == officer_id)
    if position_id:
        query = query.where(VERDICT.c.position_id == position_id)
    query = query.where(VERDICT.c.run_id != but_run).order_by(RUN.c.started_at.desc(), RUN.c.run_id.desc())
    return all_views(conn, query, EarlierVerdict)


def seen_verdicts(viewer: Viewer) -> Select[Any]:
    """Every column that a row shows, of the verdicts the viewer may see."""
    return _shown(viewer)


def _seen(viewer: Viewer) -> Select[Any]:
    """VERDICT joined with what belongs to it, limited to what the viewer may see."""
    joined = VERDICT.join(RUN, RUN.c.run_id == VERDICT.c.run_id)
    joined = joined.join(OFFICER, OFFICER.c.officer_id == VERDICT.c.officer_id)
    joined = joined.join(UNIT, UNIT.c.unit_id == VERDICT.c.unit_id)
    joined = joined.outerjoin(POSITION, POSITION.c.position_id == VERDICT.c.position_id).outerjoin(DECISION, STANDS)
    return select(VERDICT.c.run_id).select_from(joined).where(seen_verdict(viewer))


@lru_cache(maxsize=BUILT)
def seen_verdict(viewer: Viewer) -> ColumnElement[bool]:
    """Whether the viewer may see the verdict in VERDICT of the run in RUN."""
    people = seen_people(
        viewer, Action.SEE_PEOPLE, unit=VERDICT.c.unit_id, officer=VERDICT.c.officer_id, own=Action.SEE_OWN
    )
    if not viewer.roots(Action.SEE_PEOPLE):
        people &= RUN.c.status == str(RunStatus.PUBLISHED)
    return people & seen_run(viewer)


@lru_cache(maxsize=BUILT)
def _shown(viewer: Viewer) -> Select[Any]:
    copied = [
        VERDICT.c[name] for name in (
            "run_id", "officer_id", "unit_id", "position_id", "field", "share", "verdict", "probability", "doubt",
            "failed_questions", "review_reasons", "standards", "p_competency", "share_met", "coverage",
            "n_requirements", "n_direct", "n_below", "results_band", "reason_vi", "reason_en",
        )
    ]  # fmt: skip
    return _seen(viewer).with_only_columns(
        *copied, OFFICER.c.code, OFFICER.c.name, UNIT.c.name.label("unit_name"),
        coalesce(POSITION.c.title_vi, VERDICT.c.position_id).label("title_vi"),
        coalesce(POSITION.c.title_en, VERDICT.c.position_id).label("title_en"),
        DECISION.c.decision_id, DECISION.c.decided, DECISION.c.decided_by_name, DECISION.c.decided_at,
        CONTESTED.label("has_objection"),
    )  # fmt: skip


def conditions(run_id: str, wanted: VerdictFilter) -> list[ColumnElement[bool]]:
    """What a filter asks of VERDICT, and of DECISION joined by STANDS where it asks about decisions."""
    asked = [VERDICT.c.run_id == run_id, within(wanted.unit_id, VERDICT.c.unit_id)]
    asked += contains_words(VERDICT.c.name_search, wanted.text)
    equal = {
        VERDICT.c.verdict: wanted.verdict and str(wanted.verdict), VERDICT.c.position_id: wanted.position_id,
        VERDICT.c.field: wanted.field, VERDICT.c.officer_id: wanted.officer_id,
        DECISION.c.decided: wanted.decided and str(wanted.decided),
    }  # fmt: skip
    asked += [column == value for column, value in equal.items() if value]
    for column, word in (
        (VERDICT.c.review_reasons, wanted.review_reason), (VERDICT.c.failed_questions, wanted.failed_question),
    ):  # fmt: skip
        if word:
            asked.append((BETWEEN + column + BETWEEN).contains(f"{BETWEEN}{word}{BETWEEN}", autoescape=True))
    if wanted.is_decided is not None:
        undecided = DECISION.c.decision_id.is_(None)
        asked.append(~undecided if wanted.is_decided else undecided)
    if wanted.has_objection is not None:
        asked.append(CONTESTED if wanted.has_objection else ~CONTESTED)
    return asked


def _row(row: Row[Any]) -> VerdictRow:
    parts = {name: _words(row._mapping[name]) for name in ("failed_questions", "review_reasons")}
    made = view_of(VerdictRow, **parts, has_objection=bool(row._mapping["has_objection"]))
    return made(row)


def _words(joined: str) -> tuple[str, ...]:
    return tuple(joined.split(BETWEEN)) if joined else ()
