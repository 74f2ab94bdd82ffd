"""The workbooks of an import given back with their problems in the cells, coloured and commented."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

from fastapi import Request
from starlette.responses import Response

from api.imports.contexts import MarkedFile
from api.rendering import language_of
from api.web.access import Now, SettingsOf, StoreOf, permitted
from api.web.downloads import bytes_answer
from api.web.looks import record_look
from api.web.routers import page_router, see_other
from recommender.errors import NotFound
from recommender.permissions import Action, Viewer
from recommender.store.importing import imports
from recommender.store.importing.imports import ImportView
from recommender.workflows.mark_import import MarkedAs, ask_for_marked, marked_as, write_marked
from recommender.workflows.plan_reading import shown_names

router = page_router("imports")
Imports = Annotated[Viewer, permitted(Action.IMPORT)]


def marked_files(entry: ImportView, wrong: tuple[str, ...], uploads: Path) -> tuple[MarkedFile, ...]:
    """The files that can be taken back: those in which something is wrong, as long as they are kept."""
    return tuple(
        MarkedFile(name=name, url=f"/imports/{entry.import_id}/marked/{number}", comes=str(marked_as(file)))
        for number, (name, file) in enumerate(zip(shown_names(entry.files), entry.files, strict=True))
        if name in wrong and (uploads / file["stored_as"]).is_file()
    )


@router.get("/imports/{import_id}/marked/{number}")
def marked(
    request: Request, viewer: Imports, store: StoreOf, settings: SettingsOf, now: Now, import_id: str, number: int
) -> Response:
    """One workbook of an import with its problems marked, as a download; the audit keeps who took it."""
    with store.reading() as conn:
        files = imports.get_import(conn, viewer, import_id).files
    if not 0 <= number < len(files) or marked_as(files[number]) is MarkedAs.LATER:
        raise NotFound
    with tempfile.TemporaryDirectory(prefix="nangluc-") as made:
        out = Path(made) / "marked.xlsx"
        name = write_marked(
            store, viewer, import_id, number, uploads=settings.uploads_folder, out=out, language=_language(request)
        )
        record_look(store, viewer, at="import_marked", officers=[import_id], kind="import", now=now)
        return bytes_answer(out.read_bytes(), f"{Path(name).stem}-marked.xlsx")


@router.post("/imports/{import_id}/marked/{number}")
def mark_later(
    request: Request, viewer: Imports, store: StoreOf, now: Now, import_id: str, number: int
) -> Response:  # fmt: skip
    """Ask the worker for a large one; its page tells when it is done and gives it."""
    job_id = ask_for_marked(store, viewer, import_id, number, language=_language(request), now=now)
    return see_other(f"/admin/jobs/{job_id}")


def _language(request: Request) -> str:
    return "en" if language_of(request) == "en" else "vi"
