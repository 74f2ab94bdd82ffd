"""Reading the reference data in force: lists with filters, one entry by its id; unchanged data is not sent twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Annotated, TypeVar

from fastapi import Path, Query, Request
from pydantic import TypeAdapter
from starlette.responses import Response

from api.catalogue.in_force import catalogue_of, in_force
from api.catalogue.schemas import (
    CompetenciesQuery,
    CoursesQuery,
    EntriesQuery,
    InUnit,
    LawsQuery,
    Overview,
    PositionsQuery,
    TasksQuery,
)
from api.rendering import product_version
from api.web.access import SettingsOf, StoreOf, Viewer, signed_in
from api.web.answers import json_answer
from api.web.cursors import CursorSeal
from api.web.etags import is_known, unchanged
from api.web.fields import PathId
from api.web.lists import PageOut, page_answer, page_in_memory, seal_of
from api.web.routers import api_router
from recommender.errors import NotFound
from training_catalog import fold
from training_catalog.types import Catalogue, Competency, Course, Law, Position, System, Task

router = api_router("catalogue", is_marked=True)
SignedIn = Annotated[Viewer, signed_in()]
LawId = Annotated[str, Path(min_length=1, max_length=80, examples=["72/2025/QH15"])]
Entry = TypeVar("Entry", Competency, Course, Law, Position, System, Task)


@router.get("/catalogue", response_model=Overview, operation_id="show_catalogue")
def show_catalogue(request: Request, viewer: SignedIn, store: StoreOf, query: Annotated[InUnit, Query()]) -> Response:
    """Name, version, digest and sizes of the reference data in force, with what is added to the shipped pack."""
    names = ("positions", "competencies", "tasks", "courses", "laws", "systems")
    found = in_force(store, viewer, query.unit_id)
    catalogue, etag = found.catalogue, _etag(found.catalogue)
    if is_known(request, etag):
        return unchanged(etag)
    overview = Overview(
        name=catalogue.name, version=catalogue.version, digest=catalogue.digest, unit_id=found.unit_id,
        counts={name: len(getattr(catalogue, name)) for name in names}, own=found.own,
    )  # fmt: skip
    return json_answer(overview, etag=etag)


@router.get("/catalogue/competencies", response_model=PageOut[Competency], operation_id="list_competencies")
def list_competencies(
    request: Request, viewer: SignedIn, settings: SettingsOf, store: StoreOf,
    query: Annotated[CompetenciesQuery, Query()],
) -> Response:  # fmt: skip
    """Competencies of the frame with their level descriptors."""
    catalogue = catalogue_of(store, viewer, query.unit_id)
    rows = [row for row in catalogue.competencies.values() if query.group in (None, row.group)]
    found = [row for row in rows if _has_words(query.q, row.name_vi, row.name_en, *row.aliases)]
    seal = seal_of(request, settings, viewer, query)
    return _page(request, catalogue, found, query=query, seal=seal, key=lambda row: row.competency_id, of=Competency)


@router.get(
    "/catalogue/competencies/{competency_id}", response_model=Competency, operation_id="show_competency"
)  # fmt: skip
def show_competency(
    request: Request, viewer: SignedIn, store: StoreOf, competency_id: PathId, query: Annotated[InUnit, Query()]
) -> Response:
    """One competency."""
    catalogue = catalogue_of(store, viewer, query.unit_id)
    return _entry(request, catalogue, catalogue.competencies, competency_id)


@router.get("/catalogue/positions", response_model=PageOut[Position], operation_id="list_positions")
def list_positions(
    request: Request, viewer: SignedIn, settings: SettingsOf, store: StoreOf,
    query: Annotated[PositionsQuery, Query()],
) -> Response:  # fmt: skip
    """Positions with required levels and formal standards."""
    catalogue = catalogue_of(store, viewer, query.unit_id)
    rows = [
        row
        for row in catalogue.positions.values()
        if query.group in (None, row.group) and query.field in (None, row.field)
    ]
    found = [row for row in rows if _has_words(query.q, row.title_vi, row.title_en, *row.aliases)]
    seal = seal_of(request, settings, viewer, query)
    return _page(request, catalogue, found, query=query, seal=seal, key=lambda row: row.position_id, of=Position)


@router.get("/catalogue/positions/{position_id}", response_model=Position, operation_id="show_position")
def show_position(
    request: Request, viewer: SignedIn, store: StoreOf, position_id: PathId, query: Annotated[InUnit, Query()]
) -> Response:
    """One position."""
    catalogue = catalogue_of(store, viewer, query.unit_id)
    return _entry(request, catalogue, catalogue.positions, position_id)


@router.get("/catalogue/tasks", response_model=PageOut[Task], operation_id="list_tasks")
def list_tasks(
    request: Request, viewer: SignedIn, settings: SettingsOf, store: StoreOf,
    query: Annotated[TasksQuery, Query()],
) -> Response:  # fmt: skip
    """Tasks of positions with the level expected."""
    catalogue = catalogue_of(store, viewer, query.unit_id)
    rows = [
        row
        for row in catalogue.tasks.values()
        if query.kind in (None, row.kind) and (query.position_id is None or query.position_id in row.position_ids)
    ]
    found = [row for row in rows if _has_words(query.q, row.text_vi, row.text_en)]
    seal = seal_of(request, settings, viewer, query)
    return _page(request, catalogue, found, query=query, seal=seal, key=lambda row: row.task_id, of=Task)


@router.get("/catalogue/tasks/{task_id}", response_model=Task, operation_id="show_task")
def show_task(
    request: Request, viewer: SignedIn, store: StoreOf, task_id: PathId, query: Annotated[InUnit, Query()]
) -> Response:
    """One task."""
    catalogue = catalogue_of(store, viewer, query.unit_id)
    return _entry(request, catalogue, catalogue.tasks, task_id)


@router.get("/catalogue/courses", response_model=PageOut[Course], operation_id="list_courses")
def list_courses(
    request: Request, viewer: SignedIn, settings: SettingsOf, store: StoreOf,
    query: Annotated[CoursesQuery, Query()],
) -> Response:  # fmt: skip
    """Courses with what they lead to."""
    catalogue = catalogue_of(store, viewer, query.unit_id)
    rows = [
        row
        for row in catalogue.courses.values()
        if query.domain in (None, row.domain) and query.mode in (None, row.mode) and query.status in (None, row.status)
    ]
    found = [row for row in rows if _has_words(query.q, row.name_vi, row.name_en)]
    seal = seal_of(request, settings, viewer, query)
    return _page(request, catalogue, found, query=query, seal=seal, key=lambda row: row.course_id, of=Course)


@router.get("/catalogue/courses/{course_id}", response_model=Course, operation_id="show_course")
def show_course(
    request: Request, viewer: SignedIn, store: StoreOf, course_id: PathId, query: Annotated[InUnit, Query()]
) -> Response:
    """One course."""
    catalogue = catalogue_of(store, viewer, query.unit_id)
    return _entry(request, catalogue, catalogue.courses, course_id)


@router.get("/catalogue/laws", response_model=PageOut[Law], operation_id="list_laws")
def list_laws(
    request: Request, viewer: SignedIn, settings: SettingsOf, store: StoreOf,
    query: Annotated[LawsQuery, Query()],
) -> Response:  # fmt: skip
    """Legal instruments with their dates."""
    catalogue = catalogue_of(store, viewer, query.unit_id)
    rows = [row for row in catalogue.laws.values() if query.field in (None, row.field)]
    found = [row for row in rows if _has_words(query.q, row.number, row.title_vi, row.title_en)]
    seal = seal_of(request, settings, viewer, query)
    return _page(request, catalogue, found, query=query, seal=seal, key=lambda row: row.law_id, of=Law)


@router.get("/catalogue/laws/{law_id:path}", response_model=Law, operation_id="show_law")
def show_law(
    request: Request, viewer: SignedIn, store: StoreOf, law_id: LawId, query: Annotated[InUnit, Query()]
) -> Response:
    """One legal instrument."""
    catalogue = catalogue_of(store, viewer, query.unit_id)
    return _entry(request, catalogue, catalogue.laws, law_id)


@router.get("/catalogue/systems", response_model=PageOut[System], operation_id="list_systems")
def list_systems(
    request: Request, viewer: SignedIn, settings: SettingsOf, store: StoreOf,
    query: Annotated[EntriesQuery, Query()],
) -> Response:  # fmt: skip
    """Information systems and what a commune desk does in them."""
    catalogue = catalogue_of(store, viewer, query.unit_id)
    rows = list(catalogue.systems.values())
    found = [row for row in rows if _has_words(query.q, row.name_vi, row.name_en, *row.aliases)]
    seal = seal_of(request, settings, viewer, query)
    return _page(request, catalogue, found, query=query, seal=seal, key=lambda row: row.system_id, of=System)


def _page(
    request: Request, catalogue: Catalogue, rows: list[Entry], *, query: EntriesQuery, seal: CursorSeal,
    key: Callable[[Entry], str], of: type[Entry],
) -> Response:  # fmt: skip
    etag = seal.mark(product_version(), catalogue.digest, query.cursor or "", str(query.limit))
    after = seal.opened(query.cursor)
    if is_known(request, etag):
        return unchanged(etag)
    page = page_in_memory(rows, key=key, after=after, limit=query.limit)
    into = PageOut[of]  # type: ignore[valid-type]
    return page_answer(request, page, seal=seal, into=into, shown=lambda row: row, etag=etag)


def _entry(request: Request, catalogue: Catalogue, entries: Mapping[str, Entry], entry_id: str) -> Response:
    found = entries.get(entry_id)
    if found is None:
        raise NotFound
    etag = _etag(catalogue)
    if is_known(request, etag):
        return unchanged(etag)
    text = TypeAdapter(type(found)).dump_json(found)
    return Response(text, media_type="application/json", headers={"ETag": etag})


def _etag(catalogue: Catalogue) -> str:
    return f'"{catalogue.digest[:32]}"'


def _has_words(wanted: str, *texts: str) -> bool:
    words = fold(wanted).split()
    if not words:
        return True
    held = _folded(" ".join(texts))
    return all(word in held for word in words)


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    """Folding all names of the catalogue takes longer than everything else in a search; they never change."""
    return fold(text)
