"""The workbooks of an import given back with their problems in the cells: small ones at once, large ones by a job."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from recommender.documents.marked import MOST_BYTES, marked_workbook
from recommender.errors import NotFound
from recommender.permissions import Action, Viewer
from recommender.store.audit import AuditEntry, append_audit
from recommender.store.engine import Store
from recommender.store.importing import imports
from recommender.store.importing.imports import ImportView
from recommender.store.job_run import JobRun
from recommender.store.jobs import enqueue
from recommender.store.tables.jobs import JobKind
from recommender.workflows.plan_reading import shown_names

AT_ONCE_BYTES = 256 * 1024
"""A workbook of this size is marked in a few seconds."""


class MarkedAs(StrEnum):
    """How a file can be given back."""

    WHOLE = "whole"
    """The workbook itself, at once."""
    LATER = "later"
    """The workbook itself, made by a job."""
    LIST = "list"
    """Only a list of its problems."""


def marked_as(file: dict[str, Any]) -> MarkedAs:
    """How a file of an import comes back, from its record."""
    if not str(file["stored_as"]).endswith(".xlsx") or int(file["bytes"]) > MOST_BYTES:
        return MarkedAs.LIST
    return MarkedAs.WHOLE if int(file["bytes"]) <= AT_ONCE_BYTES else MarkedAs.LATER


def write_marked(
    store: Store, viewer: Viewer, import_id: str, number: int, *, uploads: Path, out: Path, language: str
) -> str:  # fmt: skip
    """What file `number` (from 0) of an import is called, once it stands marked in `out`; NotFound without problems."""
    with store.reading() as conn:
        entry = imports.get_import(conn, viewer, import_id)
        name = _name(entry, number)
        problems = imports.problems_of_file(conn, viewer, import_id, name)
    folder = uploads.resolve()
    path = (folder / entry.files[number]["stored_as"]).resolve()
    if folder not in path.parents or not path.is_file() or not len(problems):
        raise NotFound
    marked_workbook(path, problems, out, name=name, language=language)
    return name


def ask_for_marked(
    store: Store, viewer: Viewer, import_id: str, number: int, *, language: str, now: datetime
) -> str:  # fmt: skip
    """The id of the job that marks a file."""
    with store.writing() as conn:
        entry = imports.get_import(conn, viewer, import_id)
        _name(entry, number)
        payload = {"import_id": import_id, "number": number, "language": language}
        job_id = enqueue(conn, JobKind.MARK, payload, viewer=viewer, unit_id=entry.unit_id, now=now)
        append_audit(conn, store.audit_key, AuditEntry(
            actor=viewer.user_id, action="mark_import", subject_kind="import", subject_id=import_id,
            unit_id=entry.unit_id, detail={"job_id": job_id},
        ), now=now)  # fmt: skip
    return job_id


def run_mark_job(job: JobRun) -> None:
    """Mark the file a job is about; the handler of the job `mark`."""
    job.viewer.require(Action.IMPORT)
    name = job.file_name("xlsx")
    write_marked(
        job.store, job.viewer, str(job.payload["import_id"]), int(job.payload["number"]), uploads=job.folders.uploads,
        out=job.folders.exports / name, language=str(job.payload["language"]),
    )  # fmt: skip
    with job.store.writing() as conn:
        job.finish(conn, result={"import_id": str(job.payload["import_id"])}, result_file=name)


def _name(entry: ImportView, number: int) -> str:
    if not 0 <= number < len(entry.files):
        raise NotFound
    return shown_names(entry.files)[number]
