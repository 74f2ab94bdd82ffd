"""The people of a run's units of whom it has no verdict: how many, who, which cell of their list is to be mended."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, distinct, exists, false, func, select
from sqlalchemy.sql.elements import ColumnElement

from recommender.permissions import Action, Viewer
from recommender.store.kept_totals import kept, scope_of
from recommender.store.metadata import first_id
from recommender.store.pages import Order, Page, read_page
from recommender.store.people import holdings_of
from recommender.store.results.runs import RunView
from recommender.store.service_ends import serving
from recommender.store.tables.imports import IMPORT, IMPORT_CHANGE, IMPORT_PROBLEM, StagedKind
from recommender.store.tables.people import OFFICER
from recommender.store.tables.runs import VERDICT, RunStatus
from recommender.store.tables.units import UNIT
from recommender.store.visibility import seen_units, within
from recommender.types import Severity

CELL: Final = re.compile(r"^(?P<column>[A-Z]+)(?P<row>\d+)$")
DONE: Final = (RunStatus.FINISHED, RunStatus.PUBLISHED)
POSITION_CODES: Final = "position_%"
NOT_ONE_CELL: Final = "position_missing"
"""Told once for all rows that have nothing in the column."""


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """Of how many people a run has a verdict, and of how many who were there it has none."""

    screened: int
    missing: int

    @property
    def people(self) -> int:
        """Everybody."""
        return self.screened + self.missing


@dataclass(frozen=True, kw_only=True)
class NotScreened:
    """A person without a verdict. Blank words: the cell is empty, or the list that said it is no longer kept."""

    officer_id: str
    code: str
    name: str
    unit_id: str
    unit_name: str
    department: str
    place: str
    """Where the list names the person, or the cell that could not be read."""
    value: str
    message_vi: str = ""
    message_en: str = ""
    suggestion_vi: str = ""
    suggestion_en: str = ""
    has_position: bool
    """A later import gave a position: the next run will have a verdict."""


def coverage(conn: Connection, viewer: Viewer, run: RunView, *, unit_id: str = "") -> Coverage:
    """Of the units where the viewer may see totals, below a unit; nobody before the run has results."""
    if run.status not in DONE:
        return Coverage(screened=0, missing=0)
    newest = conn.execute(select(func.max(IMPORT.c.applied_at), func.max(IMPORT.c.undone_at))).one()
    known = conn.execute(select(func.count()).select_from(OFFICER)).scalar_one()
    key = ("coverage", unit_id, scope_of(viewer, Action.SEE_TOTALS), known, *newest)
    return kept(conn, run.run_id, key, lambda: _counted(conn, viewer, run, unit_id))


def _counted(conn: Connection, viewer: Viewer, run: RunView, unit_id: str) -> Coverage:
    judged = select(func.count(distinct(VERDICT.c.officer_id))).where(
        VERDICT.c.run_id == run.run_id, seen_units(viewer, Action.SEE_TOTALS, VERDICT.c.unit_id),
        within(unit_id, VERDICT.c.unit_id),
    )  # fmt: skip
    left = select(func.count()).select_from(OFFICER)
    left = left.where(seen_units(viewer, Action.SEE_TOTALS, OFFICER.c.unit_id), *_left_out(run, unit_id))
    return Coverage(screened=conn.execute(judged).scalar_one(), missing=conn.execute(left).scalar_one())


def find_not_screened(
    conn: Connection, viewer: Viewer, run: RunView, *, unit_id: str = "", limit: int = 50, cursor: str | None = None
) -> Page[NotScreened]:
    """Who they are, by given name, of the people the viewer may see."""
    wanted = (OFFICER.c[name] for name in ("officer_id", "code", "name", "unit_id", "department", "place", "import_id"))
    query: Select[Any] = select(*wanted, UNIT.c.name.label("unit_name")).join(UNIT, UNIT.c.unit_id == OFFICER.c.unit_id)
    query = query.where(seen_units(viewer, Action.SEE_PEOPLE, OFFICER.c.unit_id), *_left_out(run, unit_id))
    page: Page[Row[Any]] = read_page(
        conn, query, order=Order(columns=(OFFICER.c.name_sort, OFFICER.c.officer_id)), made=lambda row: row,
        limit=limit, cursor=cursor, with_total=True,
    )  # fmt: skip
    told = _refused_cells(conn, page.rows)
    held = holdings_of(conn, [row.officer_id for row in page.rows])
    rows = tuple(_one(row, told.get(row.officer_id), has_position=bool(held[row.officer_id])) for row in page.rows)
    return Page(rows=rows, next_cursor=page.next_cursor, total=page.total)


def _left_out(run: RunView, unit_id: str) -> tuple[ColumnElement[bool], ...]:
    """In the run's units, there when it ended, not erased, and without a verdict in it.

    Whoever came later does not count, however old the run is: ids begin with the time their list was read, and the
    list may have been accepted after the run.
    """
    has_verdict = exists().where(VERDICT.c.officer_id == OFFICER.c.officer_id, VERDICT.c.run_id == run.run_id)
    if run.finished_at is None:
        return (false(),)
    later = select(IMPORT.c.import_id).where(IMPORT.c.applied_at >= run.finished_at)
    came_later = exists().where(
        IMPORT_CHANGE.c.import_id.in_(later), IMPORT_CHANGE.c.kind == str(StagedKind.PERSON),
        IMPORT_CHANGE.c.key == OFFICER.c.officer_id, IMPORT_CHANGE.c.is_new,
    )  # fmt: skip
    return (
        within(run.unit_id, OFFICER.c.unit_id), within(unit_id, OFFICER.c.unit_id), serving(),
        OFFICER.c.officer_id < first_id(run.finished_at), ~has_verdict, ~came_later,
    )  # fmt: skip


def _one(row: Row[Any], told: Row[Any] | None, *, has_position: bool) -> NotScreened:
    names = ("message_vi", "message_en", "suggestion_vi", "suggestion_en")
    words = {} if told is None or has_position else {name: getattr(told, name) for name in names}
    return NotScreened(
        officer_id=row.officer_id, code=row.code, name=row.name, unit_id=row.unit_id, unit_name=row.unit_name,
        department=row.department, place=row.place if told is None else f"{told.file}!{told.sheet}!{told.cell}",
        value="" if told is None else told.value, has_position=has_position, **words,
    )  # fmt: skip


def _refused_cells(conn: Connection, people: Sequence[Row[Any]]) -> dict[str, Row[Any]]:
    """Person → the problem with the position in the row that names the person, an error before a warning."""
    imports = sorted({row.import_id for row in people if row.import_id})
    if not imports:
        return {}
    asked = (
        select(IMPORT_PROBLEM)
        .where(IMPORT_PROBLEM.c.import_id.in_(imports), IMPORT_PROBLEM.c.code.like(POSITION_CODES))
        .where(IMPORT_PROBLEM.c.code != NOT_ONE_CELL)
        .order_by(IMPORT_PROBLEM.c.import_id, IMPORT_PROBLEM.c.number)
    )
    by_row: dict[tuple[str, str], Row[Any]] = {}
    for found in conn.execute(asked):
        key = (found.import_id, _row_of(f"{found.file}!{found.sheet}!{found.cell}"))
        kept_one = by_row.get(key)
        if kept_one is None or (kept_one.severity != Severity.ERROR and found.severity == Severity.ERROR):
            by_row[key] = found
    pairs = ((row.officer_id, by_row.get((row.import_id or "", _row_of(row.place)))) for row in people)
    return {officer_id: found for officer_id, found in pairs if found is not None}


def _row_of(place: str) -> str:
    """File, sheet and row of a cell; the place itself where no cell is named."""
    before, _, cell = place.rpartition("!")
    parts = CELL.match(cell)
    return f"{before}!{parts['row']}" if parts else place
