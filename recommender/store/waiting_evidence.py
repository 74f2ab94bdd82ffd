"""Evidence that people added and their unit has not looked at: the oldest first, each with what it would change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Row, Select, exists, literal, literal_column, select

from recommender.permissions import WHOLE_COUNTRY, Action, Viewer
from recommender.store.pages import Order, Page, contains_words, read_page
from recommender.store.people import FileView, StatementView
from recommender.store.results.runs import RunView, run_in_force
from recommender.store.results.verdict_detail import StandardView
from recommender.store.tables.people import EVIDENCE_FILE, OFFICER, STATEMENT
from recommender.store.tables.runs import STANDARD
from recommender.store.tables.units import UNIT
from recommender.store.views import all_views, view_of
from recommender.store.visibility import few_units, seen_units, within
from recommender.types import EvidenceKind, StandardStatus
from training_catalog.types import StandardKind

SPEAKS_TO: Mapping[str, tuple[str, ...]] = MappingProxyType({
    EvidenceKind.DEGREE: (StandardKind.DEGREE, StandardKind.MAJOR),
    EvidenceKind.CERTIFICATE: (StandardKind.CERTIFICATE,),
    EvidenceKind.TRAINING: (StandardKind.CERTIFICATE,),
    EvidenceKind.POLITICAL_THEORY: (StandardKind.POLITICAL_THEORY,),
})  # fmt: skip
"""Kind of evidence → formal standards that are judged by it; duties and past posts are matched to requirements only."""
WAITS = STATEMENT.c.standing == literal_column("'waits'")
"""In so many letters, as the index of it is declared."""


@dataclass(frozen=True, kw_only=True)
class WaitingStatement:
    """A statement that waits, about whom, and what it would change when it is confirmed."""

    officer_id: str
    name: str
    code: str
    unit_name: str
    said: StatementView
    replaced: StatementView | None
    """The statement that it corrects."""
    file: FileView | None
    standards: tuple[StandardView, ...]
    """Standards that it speaks to and that the newest review did not find met."""


@dataclass(frozen=True, kw_only=True)
class WaitingFilter:
    """Which statements that wait; a blank field does not filter. A unit means all below it too."""

    unit_id: str = ""
    officer_id: str = ""
    text: str = ""
    """Words of the name or the code, diacritics or not."""
    is_for_viewer: bool = True
    """Only those that the viewer may confirm: nobody confirms his own."""


def find_waiting(
    conn: Connection, viewer: Viewer, wanted: WaitingFilter, *, limit: int = 50, cursor: str | None = None,
    with_total: bool = False,
) -> Page[WaitingStatement]:  # fmt: skip
    """What waits in the viewer's units, the oldest first (ids are sorted by time)."""
    query = _waiting(conn, viewer, wanted)
    found: Page[Row[tuple[object, ...]]] = read_page(
        conn, query, order=Order(columns=(STATEMENT.c.statement_id,)), made=lambda row: row, limit=limit,
        cursor=cursor, with_total=with_total,
    )  # fmt: skip
    replaced = _statements(conn, [row.replaces for row in found.rows if row.replaces])
    files = _files(conn, [row.file_id for row in found.rows if row.file_id])
    standards = _open_standards(conn, run_in_force(conn, viewer), found.rows)
    people = _people(conn, (row.officer_id for row in found.rows))
    rows = tuple(
        WaitingStatement(
            officer_id=row.officer_id, name=people[row.officer_id].name, code=people[row.officer_id].code,
            unit_name=people[row.officer_id].unit_name,
            said=view_of(StatementView)(row), replaced=_of_same(replaced.get(row.replaces or ""), row),
            file=files.get((row.officer_id, row.file_id or "")),
            standards=tuple(
                one for one in standards.get(row.officer_id, ()) if one.kind in SPEAKS_TO.get(row.kind, ())
            ),
        )
        for row in found.rows
    )  # fmt: skip
    return Page(rows=rows, next_cursor=found.next_cursor, total=found.total)


def _waiting(conn: Connection, viewer: Viewer, wanted: WaitingFilter) -> Select[tuple[object, ...]]:
    """The statements; of a commune those of its people, else whom each is about is asked of it alone."""
    action = Action.ADD_EVIDENCE if wanted.is_for_viewer else Action.SEE_PEOPLE
    is_all = WHOLE_COUNTRY in viewer.roots(action) and not wanted.unit_id and not wanted.text
    near = () if is_all else few_units(conn, viewer, action, unit_id=wanted.unit_id)
    about = select(literal(1)).where(
        OFFICER.c.officer_id == STATEMENT.c.officer_id, seen_units(viewer, action, OFFICER.c.unit_id),
        within(wanted.unit_id, OFFICER.c.unit_id), *contains_words(OFFICER.c.name_search, wanted.text),
        OFFICER.c.erased_at.is_(None),
    )  # fmt: skip
    query = select(STATEMENT).where(WAITS)
    if near:
        there = select(OFFICER.c.officer_id).where(
            OFFICER.c.unit_id.in_(near), *contains_words(OFFICER.c.name_search, wanted.text),
            OFFICER.c.erased_at.is_(None),
        )  # fmt: skip
        query = query.where(STATEMENT.c.officer_id.in_(there))
    elif not is_all:  # an erased person has no statement, so that nobody need be asked about all of them
        query = query.where(exists(about))
    if wanted.is_for_viewer:
        query = query.where(STATEMENT.c.officer_id != viewer.officer_id)
    return query.where(STATEMENT.c.officer_id == wanted.officer_id) if wanted.officer_id else query


def _people(conn: Connection, wanted: Iterable[str]) -> dict[str, Row[Any, Any, Any, Any]]:
    """Name, code and unit of those a page is about."""
    columns = (OFFICER.c.officer_id, OFFICER.c.name, OFFICER.c.code, UNIT.c.name.label("unit_name"))
    query = select(*columns).join(UNIT, UNIT.c.unit_id == OFFICER.c.unit_id)
    rows = conn.execute(query.where(OFFICER.c.officer_id.in_(sorted(set(wanted)))))
    return {row.officer_id: row for row in rows}


def _of_same(replaced: Row[tuple[object, ...]] | None, row: Row[tuple[object, ...]]) -> StatementView | None:
    if replaced is None or replaced.officer_id != row.officer_id:
        return None
    return view_of(StatementView)(replaced)


def _statements(conn: Connection, wanted: Sequence[str]) -> dict[str, Row[tuple[object, ...]]]:
    rows = conn.execute(select(STATEMENT).where(STATEMENT.c.statement_id.in_(wanted))) if wanted else ()
    return {row.statement_id: row for row in rows}


def _files(conn: Connection, wanted: Sequence[str]) -> dict[tuple[str, str], FileView]:
    """Of whom and which → the file."""
    query = select(EVIDENCE_FILE).where(EVIDENCE_FILE.c.file_id.in_(wanted))
    found = all_views(conn, query, FileView) if wanted else ()
    return {(one.officer_id, one.file_id): one for one in found}


def _open_standards(
    conn: Connection, run: RunView | None, rows: Iterable[Row[tuple[object, ...]]]
) -> dict[str, tuple[StandardView, ...]]:
    """Officer → standards that a run did not find met; those that decide first, each rule once."""
    officers = sorted({row.officer_id for row in rows})
    if run is None or not officers:
        return {}
    query = select(STANDARD).where(
        STANDARD.c.run_id == run.run_id, STANDARD.c.officer_id.in_(officers),
        STANDARD.c.status != str(StandardStatus.FITS),
    )  # fmt: skip
    found: defaultdict[str, dict[str, StandardView]] = defaultdict(dict)
    for row in conn.execute(query.order_by(STANDARD.c.officer_id, STANDARD.c.decides.desc(), STANDARD.c.rule_id)):
        found[row.officer_id].setdefault(row.rule_id, view_of(StandardView)(row))
    return {officer_id: tuple(ones.values()) for officer_id, ones in found.items()}
