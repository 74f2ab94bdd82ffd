"""People as a viewer may see them: a list with filters, and one person with posts, statements, results and files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Row, Select, exists, func, select
from sqlalchemy.sql.functions import coalesce

from recommender.errors import NotFound
from recommender.permissions import Action, Viewer
from recommender.store.pages import Order, Page, contains_words, read_page
from recommender.store.tables.people import ASSESSMENT, EVIDENCE_FILE, HOLDING, OFFICER, PERSONAL, STATEMENT
from recommender.store.tables.units import COUNTRY, POSITION, UNIT, UNIT_CLOSURE
from recommender.store.views import all_views, one_view
from recommender.store.visibility import seen_people, within


@dataclass(frozen=True, kw_only=True)
class PeopleFilter:
    """Which people; a blank field does not filter. A unit means all below it too."""

    unit_id: str = ""
    position_id: str = ""
    field: str = ""
    text: str = ""
    """Words of the name or the code, diacritics or not."""


@dataclass(frozen=True, kw_only=True)
class HoldingView:
    """A position somebody holds."""

    position_id: str
    title_vi: str
    title_en: str
    share: float
    place: str


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """A person in a list."""

    officer_id: str
    code: str
    name: str
    unit_id: str
    unit_name: str
    department: str
    rank: str
    version: int
    holdings: tuple[HoldingView, ...]


@dataclass(frozen=True, kw_only=True)
class StatementView:
    """A dated statement about a person; `answer` is why the unit refused it."""

    statement_id: str
    kind: str
    text: str
    subject: str
    grade: str
    started_on: date | None
    dated_on: date | None
    periods: float | None
    place: str
    standing: str
    replaces: str | None
    added_by_name: str
    added_at: datetime | None
    answer: str
    file_id: str | None


@dataclass(frozen=True, kw_only=True)
class AssessmentView:
    """A result by topic."""

    assessment_id: str
    topic: str
    method: str
    score: float | None
    scale_min: float | None
    scale_max: float | None
    level: float | None
    dated_on: date | None
    assessor: str
    place: str


@dataclass(frozen=True, kw_only=True)
class PersonalView:
    """Sensitive fields: shown to the person and in required statistics, never beside a verdict."""

    birth_date: date | None
    sex: str
    ethnicity: str
    religion: str
    party: str


@dataclass(frozen=True, kw_only=True)
class FileView:
    """A file beside a statement."""

    file_id: str
    officer_id: str
    name: str
    media_type: str
    bytes: int
    sha256: str
    stored_as: str


@dataclass(frozen=True, kw_only=True)
class Person:
    """A person with everything that a run reads of him."""

    person: PersonRow
    started_on: date | None
    changed_at: datetime
    statements: tuple[StatementView, ...]
    assessments: tuple[AssessmentView, ...]
    files: tuple[FileView, ...]


def find_people(
    conn: Connection, viewer: Viewer, wanted: PeopleFilter, *, limit: int = 50, cursor: str | None = None,
    with_total: bool = False,
) -> Page[PersonRow]:  # fmt: skip
    """People by given name, as Vietnamese lists are ordered."""
    query = _people(viewer, Action.SEE_PEOPLE).where(
        within(wanted.unit_id, OFFICER.c.unit_id), *contains_words(OFFICER.c.name_search, wanted.text)
    )
    if wanted.position_id or wanted.field:
        held = select(HOLDING.c.officer_id).where(HOLDING.c.officer_id == OFFICER.c.officer_id)
        if wanted.position_id:
            held = held.where(HOLDING.c.position_id == wanted.position_id)
        if wanted.field:
            held = held.join(POSITION, POSITION.c.position_id == HOLDING.c.position_id)
            held = held.where(POSITION.c.field == wanted.field)
        query = query.where(exists(held))
    page: Page[Row[tuple[object, ...]]] = read_page(
        conn, query, order=Order(columns=(OFFICER.c.name_sort, OFFICER.c.officer_id)), made=lambda row: row,
        limit=limit, cursor=cursor,
    )  # fmt: skip
    total = None
    if with_total:
        # Without the join: everybody has a unit, and a country is counted along an index.
        counted = select(func.count()).select_from(OFFICER)
        if query.whereclause is not None:
            counted = counted.where(query.whereclause)
        total = conn.execute(counted).scalar_one()
    held_by = holdings_of(conn, [row.officer_id for row in page.rows])
    rows = tuple(_row(row, held_by[row.officer_id]) for row in page.rows)
    return Page(rows=rows, next_cursor=page.next_cursor, total=total)


def get_person(conn: Connection, viewer: Viewer, officer_id: str) -> Person:
    """One person; NotFound outside what the viewer may see, the viewer himself included."""
    query = _people(viewer, Action.SEE_PEOPLE, own=Action.SEE_OWN).add_columns(OFFICER.c.started_on)
    row = conn.execute(query.where(OFFICER.c.officer_id == officer_id)).one_or_none()
    if row is None:
        raise NotFound
    said = select(STATEMENT).where(STATEMENT.c.officer_id == officer_id)
    said = said.order_by(coalesce(STATEMENT.c.dated_on, STATEMENT.c.started_on).desc().nulls_last())
    results = select(ASSESSMENT).where(ASSESSMENT.c.officer_id == officer_id)
    results = results.order_by(
        ASSESSMENT.c.dated_on.desc().nulls_last(), ASSESSMENT.c.topic, ASSESSMENT.c.assessment_id
    )
    files = select(EVIDENCE_FILE).where(EVIDENCE_FILE.c.officer_id == officer_id).order_by(EVIDENCE_FILE.c.file_id)
    return Person(
        person=_row(row, holdings_of(conn, [officer_id])[officer_id]),
        started_on=row.started_on,
        changed_at=row.changed_at,
        statements=all_views(conn, said.order_by(STATEMENT.c.statement_id), StatementView),
        assessments=all_views(conn, results, AssessmentView),
        files=all_views(conn, files, FileView),
    )


def get_personal(conn: Connection, viewer: Viewer, officer_id: str) -> PersonalView:
    """The sensitive fields of one person, for the person and for HR."""
    seen = _people(viewer, Action.SEE_PEOPLE, own=Action.SEE_OWN).with_only_columns(OFFICER.c.officer_id)
    query = select(PERSONAL).where(PERSONAL.c.officer_id == officer_id, PERSONAL.c.officer_id.in_(seen))
    found = one_view(conn, query, PersonalView)
    if found is None:
        raise NotFound
    return found


def get_file(conn: Connection, viewer: Viewer, file_id: str) -> FileView:
    """One file beside a statement, by the rules of the person it is about."""
    seen = _people(viewer, Action.SEE_PEOPLE, own=Action.SEE_OWN).with_only_columns(OFFICER.c.officer_id)
    query = select(EVIDENCE_FILE).where(EVIDENCE_FILE.c.file_id == file_id, EVIDENCE_FILE.c.officer_id.in_(seen))
    found = one_view(conn, query, FileView)
    if found is None:
        raise NotFound
    return found


def unit_of_person(conn: Connection, viewer: Viewer, action: Action, *, officer_id: str) -> str:
    """Unit of a person the viewer may do this to (himself included); NotAllowed or NotFound otherwise."""
    viewer.require(action)
    query = _people(viewer, action, own=action).with_only_columns(OFFICER.c.unit_id)
    unit_id: str | None = conn.execute(query.where(OFFICER.c.officer_id == officer_id)).scalar_one_or_none()
    if unit_id is None:
        raise NotFound
    return unit_id


def holdings_of(conn: Connection, officer_ids: Iterable[str]) -> dict[str, tuple[HoldingView, ...]]:
    """Positions of each of these people, the main one first."""
    query = select(
        HOLDING.c.officer_id, HOLDING.c.position_id, HOLDING.c.share, HOLDING.c.place,
        coalesce(POSITION.c.title_vi, HOLDING.c.position_id).label("title_vi"),
        coalesce(POSITION.c.title_en, HOLDING.c.position_id).label("title_en"),
    ).outerjoin(POSITION, POSITION.c.position_id == HOLDING.c.position_id)  # fmt: skip
    query = query.where(HOLDING.c.officer_id.in_(list(officer_ids)))
    found: defaultdict[str, list[HoldingView]] = defaultdict(list)
    for row in conn.execute(query.order_by(HOLDING.c.officer_id, HOLDING.c.share.desc(), HOLDING.c.position_id)):
        found[row.officer_id].append(HoldingView(
            position_id=row.position_id, title_vi=row.title_vi, title_en=row.title_en, share=row.share, place=row.place,
        ))  # fmt: skip
    return defaultdict(tuple, {key: tuple(held) for key, held in found.items()})


def _people(viewer: Viewer, action: Action, *, own: Action | None = None) -> Select[tuple[object, ...]]:
    seen = seen_people(viewer, action, unit=OFFICER.c.unit_id, officer=OFFICER.c.officer_id, own=own)
    columns = ("officer_id", "code", "name", "unit_id", "department", "rank", "version", "changed_at")
    query = select(*[OFFICER.c[name] for name in columns], UNIT.c.name.label("unit_name"))
    return query.join(UNIT, UNIT.c.unit_id == OFFICER.c.unit_id).where(seen, OFFICER.c.erased_at.is_(None))


def _row(row: Row[tuple[object, ...]], held: tuple[HoldingView, ...]) -> PersonRow:
    return PersonRow(
        officer_id=row.officer_id, code=row.code, name=row.name, unit_id=row.unit_id, unit_name=row.unit_name,
        department=row.department, rank=row.rank, version=row.version, holdings=held,
    )  # fmt: skip


def unit_of_all(conn: Connection) -> str:
    """The smallest unit that everybody is in or below; the country when there is nobody."""
    units = select(OFFICER.c.unit_id).distinct().subquery()
    total = select(func.count()).select_from(units).scalar_subquery()
    query = select(UNIT_CLOSURE.c.ancestor_id).join(units, units.c.unit_id == UNIT_CLOSURE.c.unit_id)
    query = query.group_by(UNIT_CLOSURE.c.ancestor_id).having(func.count() == total)
    above = UNIT_CLOSURE.alias("above")
    depth = select(func.count()).select_from(above).where(above.c.unit_id == UNIT_CLOSURE.c.ancestor_id)
    found: str | None = conn.execute(query.order_by(depth.scalar_subquery().desc()).limit(1)).scalar_one_or_none()
    return found or COUNTRY
