"""What the worker does with an import, from the jobs that were asked for: reading, applying, undoing it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from api.imports.contexts import ImportWork
from recommender.errors import NotFound
from recommender.permissions import Viewer
from recommender.store import Connection, jobs
from recommender.store.importing.imports import ImportView
from recommender.store.jobs import OVER, JobView
from recommender.store.tables.imports import ImportStatus
from recommender.store.tables.jobs import JobKind, JobStatus
from recommender.workflows.import_workbook import is_stuck

DONE: Final[Mapping[str, ImportStatus]] = {JobKind.CONFIRM: ImportStatus.APPLIED, JobKind.UNDO: ImportStatus.UNDONE}
"""Kind of job → what the import is once it is done."""


def import_work(conn: Connection, viewer: Viewer, entry: ImportView, *, asked: str) -> ImportWork:
    """The work on an import; `asked`: the job that the address of the page names, kept when the files are read anew."""
    last, named = _seen(conn, viewer, entry.job_id), _seen(conn, viewer, asked)
    if last is not None and last.kind in DONE and last.status not in OVER:
        return ImportWork(state=last.kind, job=last)
    told = named if named is not None and named.kind in DONE else last
    is_broken = told is not None and told.kind in DONE and told.status in (JobStatus.FAILED, JobStatus.CANCELLED)
    if is_broken:
        return ImportWork(state=entry.status, job=told, is_broken=True)
    if told is not None and told is named and told.status == JobStatus.DONE and entry.status == DONE[told.kind]:
        return ImportWork(state=entry.status, job=told, done=str(entry.status))
    if entry.status != ImportStatus.READING:
        return ImportWork(state=entry.status, job=None)
    n_tries = last.n_attempts if last is not None and last.status == JobStatus.QUEUED else 0
    return ImportWork(state=entry.status, job=last, is_stuck=is_stuck(conn, entry), n_tries=n_tries)


def _seen(conn: Connection, viewer: Viewer, job_id: str | None) -> JobView | None:
    """A job, while the viewer may see it."""
    if not job_id:
        return None
    try:
        return jobs.get_job(conn, viewer, job_id)
    except NotFound:
        return None
