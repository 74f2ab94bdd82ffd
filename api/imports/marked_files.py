"""The workbooks of an import given back with their problems in the cells, coloured and commented."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated, Final

from fastapi import Request
from starlette.responses import Response

from api.imports.contexts import MarkedFile
from api.rendering import language_of
from api.web.access import Now, SettingsOf, StoreOf, permitted
from api.web.downloads import bytes_answer
from api.web.looks import record_look
from api.web.routers import page_router
from recommender.documents.marked import marked_workbook
from recommender.errors import NotFound
from recommender.permissions import Action, Viewer
from recommender.store import imports
from recommender.store.imports import ImportView
from recommender.workflows.plan_reading import shown_names

router = page_router("imports")
MOST_BYTES: Final = 2 * 1024 * 1024
"""Larger workbooks come back as a list, so that no page waits for them: marking 2 MB takes some ten seconds."""


def marked_files(entry: ImportView, wrong: tuple[str, ...]) -> tuple[MarkedFile, ...]:
    """The files that can be taken back: those in which something is wrong."""
    return tuple(
        MarkedFile(name=name, url=f"/imports/{entry.import_id}/marked/{number}", is_whole=_is_whole(file))
        for number, (name, file) in enumerate(zip(shown_names(entry.files), entry.files, strict=True))
        if name in wrong
    )


@router.get("/imports/{import_id}/marked/{number}")
def marked(
    request: Request, viewer: Annotated[Viewer, permitted(Action.IMPORT)], store: StoreOf, settings: SettingsOf,
    now: Now, import_id: str, number: int,
) -> Response:  # fmt: skip
    """One workbook of an import with its problems marked, as a download; the audit keeps who took it."""
    with store.reading() as conn:
        entry = imports.get_import(conn, viewer, import_id)
        if not 0 <= number < len(entry.files):
            raise NotFound
        name = shown_names(entry.files)[number]
        problems = imports.problems_of_file(conn, viewer, import_id, name)
    folder = settings.uploads_folder.resolve()
    path = (folder / entry.files[number]["stored_as"]).resolve()
    if folder not in path.parents or not path.is_file() or not len(problems):
        raise NotFound
    record_look(store, viewer, at="import_marked", officers=[import_id], kind="import", now=now)
    language = "en" if language_of(request) == "en" else "vi"
    with tempfile.TemporaryDirectory(prefix="nangluc-") as made:
        out = marked_workbook(
            path, problems, Path(made) / "marked.xlsx", name=name, language=language, most_bytes=MOST_BYTES
        )
        return bytes_answer(out.read_bytes(), f"{Path(name).stem}-marked.xlsx")


def _is_whole(file: dict[str, object]) -> bool:
    return str(file["stored_as"]).endswith(".xlsx") and int(str(file["bytes"])) <= MOST_BYTES
