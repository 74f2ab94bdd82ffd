"""Imports of workbooks as JSON: lists, one import, what is wrong in its files."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import Query, Request
from starlette.responses import Response

from api.imports.schemas import ImportOut, ImportProblemOut, ImportsQuery, ProblemsQuery, import_out
from api.rendering import language_of
from api.web.access import SettingsOf, StoreOf, Viewer, permitted
from api.web.answers import json_answer
from api.web.fields import PathId, Plain
from api.web.lists import PageOut, page_answer, seal_of
from api.web.routers import api_router
from recommender.permissions import Action
from recommender.store.importing import imports

router = api_router("imports")
MayImport = Annotated[Viewer, permitted(Action.IMPORT)]


@router.get("/imports", response_model=PageOut[ImportOut], operation_id="list_imports")
def list_imports(
    request: Request, viewer: MayImport, settings: SettingsOf, store: StoreOf, query: Annotated[ImportsQuery, Query()]
) -> Response:
    """Imports into the units of the caller, newest first."""
    seal = seal_of(request, settings, viewer, query)
    with store.reading() as conn:
        page = imports.find_imports(
            conn, viewer, unit_id=query.unit_id or "", status=query.status, limit=query.limit,
            cursor=seal.opened(query.cursor),
        )  # fmt: skip
    shown = partial(import_out, language=language_of(request))
    return page_answer(request, page, seal=seal, into=PageOut[ImportOut], shown=shown)


@router.get("/imports/{import_id}", response_model=ImportOut, operation_id="show_import")
def show_import(request: Request, viewer: MayImport, store: StoreOf, import_id: PathId, _: Plain) -> Response:
    """One import and how far it is."""
    with store.reading() as conn:
        found = imports.get_import(conn, viewer, import_id)
    return json_answer(import_out(found, language_of(request)))


@router.get(
    "/imports/{import_id}/problems", response_model=PageOut[ImportProblemOut], operation_id="list_import_problems"
)  # fmt: skip
def list_import_problems(
    request: Request, viewer: MayImport, settings: SettingsOf, store: StoreOf, import_id: PathId,
    query: Annotated[ProblemsQuery, Query()],
) -> Response:  # fmt: skip
    """What is wrong in the files of an import, in their order."""
    seal = seal_of(request, settings, viewer, query)
    with store.reading() as conn:
        page = imports.import_problems(
            conn, viewer, import_id, severity=str(query.severity or ""), code=query.code or "", limit=query.limit,
            cursor=seal.opened(query.cursor),
        )  # fmt: skip
    return page_answer(request, page, seal=seal, into=PageOut[ImportProblemOut], shown=ImportProblemOut.of)
