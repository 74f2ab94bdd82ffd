"""Imports carried out as JSON: upload, preview, confirm, undo, cancel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final

from fastapi import File, Form, Query, Request, UploadFile
from starlette.responses import Response

from api.imports.schemas import BegunOut, ChangeOut, ChangesQuery, DoneOut, SettlingOut
from api.web.access import Now, SettingsOf, StoreOf, Viewer, permitted
from api.web.answers import json_answer
from api.web.fields import IdText, PathId, Plain
from api.web.lists import PageOut, page_answer, seal_of
from api.web.looks import record_look
from api.web.routers import FILE_REFUSALS, PREFIX, api_router, refused
from api.web.uploads import keep_upload
from recommender.errors import UsageError
from recommender.permissions import Action
from recommender.store.importing import staging
from recommender.workflows import import_workbook, settle_import
from recommender.workflows.import_workbook import BeginRequest, ImportFile
from recommender.workflows.settle_import import Settled

router = api_router("imports")
MayImport = Annotated[Viewer, permitted(Action.IMPORT)]
Files = Annotated[list[UploadFile] | None, File(max_length=5)]
KINDS: Final = ("people", "assessments", "quotas", "decisions")
SENT: Final[dict[str, Any]] = {
    "schema": {"anyOf": [{"required": [kind], "properties": {kind: {"minItems": 1}}} for kind in KINDS]},
    "encoding": {
        kind: {"headers": {"Content-Disposition": {"schema": {
            "type": "string", "example": f'form-data; name="{kind}"; filename="{kind}.csv"',
        }}}}
        for kind in KINDS
    },
}  # fmt: skip
"""For the description: files of at least one kind are sent, each under its name."""
LATER: Final[dict[int | str, dict[str, Any]]] = {
    202: {
        "model": SettlingOut, "description": "A large one: the job that does it",
        "headers": {"Location": {"schema": {"type": "string"}, "description": "The job"}},
    },
}  # fmt: skip


@router.post(
    "/imports", response_model=BegunOut, status_code=202, operation_id="begin_import",
    responses={
        202: {"headers": {"Location": {"schema": {"type": "string"}, "description": "The import"}}},
        **refused(FILE_REFUSALS),
    },
    openapi_extra={"requestBody": {"content": {"multipart/form-data": SENT}}},
)  # fmt: skip
def begin_import(
    viewer: MayImport, settings: SettingsOf, store: StoreOf, now: Now, unit_id: Annotated[IdText, Form()],
    people: Files = None, assessments: Files = None, quotas: Files = None, decisions: Files = None,
) -> Response:  # fmt: skip
    """Upload workbooks; a worker reads them. Nothing changes before the import is confirmed."""
    given = {"people": people, "assessments": assessments, "quotas": quotas, "decisions": decisions}
    files = _kept(given, settings)
    begun = import_workbook.begin_import(store, viewer, BeginRequest(unit_id=unit_id, files=files), now=now)
    headers = {"Location": f"{PREFIX}/imports/{begun.import_id}"}
    return json_answer(BegunOut.of(begun), status=202, headers=headers)


@router.get("/imports/{import_id}/changes", response_model=PageOut[ChangeOut], operation_id="list_import_changes")
def list_import_changes(
    request: Request, viewer: MayImport, settings: SettingsOf, store: StoreOf, now: Now, import_id: PathId,
    query: Annotated[ChangesQuery, Query()],
) -> Response:  # fmt: skip
    """What confirming the import would do, row by row."""
    seal = seal_of(request, settings, viewer, query)
    with store.reading() as conn:
        page = staging.find_changes(
            conn, viewer, import_id, change=query.change, limit=query.limit, cursor=seal.opened(query.cursor)
        )  # fmt: skip
    record_look(store, viewer, at="list_import_changes", officers=[import_id], kind="import", now=now)
    return page_answer(request, page, seal=seal, into=PageOut[ChangeOut], shown=ChangeOut.of)


@router.post(
    "/imports/{import_id}/confirm", response_model=DoneOut, operation_id="confirm_import", responses=LATER
)  # fmt: skip
def confirm_import(viewer: MayImport, store: StoreOf, now: Now, import_id: PathId, _: Plain) -> Response:
    """Apply all of a staged import at once; one of more than 2,000 lines by a job."""
    return _settled(settle_import.confirm(store, viewer, import_id, now=now))


@router.post("/imports/{import_id}/undo", response_model=DoneOut, operation_id="undo_import", responses=LATER)
def undo_import(viewer: MayImport, store: StoreOf, now: Now, import_id: PathId, _: Plain) -> Response:
    """Put back what an applied import changed; one of more than 2,000 lines by a job."""
    return _settled(settle_import.undo(store, viewer, import_id, now=now))


@router.post("/imports/{import_id}/cancel", status_code=204, operation_id="cancel_import")
def cancel_import(viewer: MayImport, store: StoreOf, now: Now, import_id: PathId, _: Plain) -> Response:
    """Give an import up before it is applied."""
    import_workbook.cancel_import(store, viewer, import_id, now=now)
    return Response(status_code=204)


def _settled(settled: Settled) -> Response:
    if settled.job_id:
        headers = {"Location": f"{PREFIX}/jobs/{settled.job_id}"}
        return json_answer(SettlingOut(job_id=settled.job_id), status=202, headers=headers)
    return json_answer(DoneOut(counts=dict(settled.counts)))


def _kept(given: Mapping[str, Sequence[UploadFile] | None], settings: SettingsOf) -> tuple[ImportFile, ...]:
    """The uploaded files under names of our own."""
    named = [(kind, file) for kind, files in given.items() for file in files or ()]
    if not named:
        raise UsageError("Gửi ít nhất một tệp.", "Send at least one file.")
    kept = []
    for kind, file in named:
        one = keep_upload(file.file, file.filename or "", folder=settings.uploads_folder)
        kept.append(
            ImportFile(kind=kind, name=one.name, bytes=one.bytes, sha256=one.sha256, stored_as=one.stored_as)
        )  # fmt: skip
    return tuple(kept)
