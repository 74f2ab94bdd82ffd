"""An import that was looked at applied, or one that was applied undone: a small one at once, a large one by a job.

Either way it is one transaction, and the job ends in it: a worker killed at any moment has done all of it or nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from recommender.errors import Conflict
from recommender.permissions import Action, Viewer
from recommender.store import Connection, jobs
from recommender.store.audit import AuditEntry, append_audit
from recommender.store.engine import Store, lock
from recommender.store.importing import imports, staging
from recommender.store.importing.imports import ImportView
from recommender.store.job_run import JobRun
from recommender.store.tables.imports import ImportStatus
from recommender.store.tables.jobs import JobKind
from recommender.workflows.import_workbook import Ended, confirm_import, undo_import_of

AT_ONCE_LINES = 2_000
"""Lines of a preview (people and quotas) that are written within a request: well under a second on a busy machine."""
SETTLES = (JobKind.CONFIRM, JobKind.UNDO)
FROM = {JobKind.CONFIRM: ImportStatus.STAGED, JobKind.UNDO: ImportStatus.APPLIED}
"""What an import must be for it."""


@dataclass(frozen=True, kw_only=True)
class Settled:
    """What was done, or the job that will do it."""

    counts: Mapping[str, int] = field(default_factory=dict)
    job_id: str = ""


def confirm(
    store: Store, viewer: Viewer, import_id: str, *, now: datetime, left_out: Sequence[int] = ()
) -> Settled:  # fmt: skip
    """Apply a staged import but for the people left out, by their numbers.

    Conflict when it does not wait to be confirmed, or would no longer do what it said.
    """
    if _is_for_worker(store, viewer, import_id):
        return Settled(job_id=_ask(store, viewer, import_id, JobKind.CONFIRM, now=now, left_out=left_out))
    return Settled(counts=confirm_import(store, viewer, import_id, now=now, left_out=left_out))


def undo(store: Store, viewer: Viewer, import_id: str, *, now: datetime) -> Settled:
    """Put back what an applied import changed. Conflict when it was not applied, or something was built on it."""
    if _is_for_worker(store, viewer, import_id):
        return Settled(job_id=_ask(store, viewer, import_id, JobKind.UNDO, now=now))
    return Settled(counts={"put_back": undo_import_of(store, viewer, import_id, now=now)})


def run_confirm_job(job: JobRun) -> None:
    """Apply the import a job is about; the handler of the job `confirm`."""
    viewer, import_id = _begin(job)
    left_out = [int(number) for number in job.payload.get("left_out", [])]
    confirm_import(
        job.store, viewer, import_id, now=job.now(), left_out=left_out, ended=_ending(job, import_id)
    )  # fmt: skip


def run_undo_job(job: JobRun) -> None:
    """Undo the import a job is about; the handler of the job `undo`."""
    viewer, import_id = _begin(job)
    undo_import_of(job.store, viewer, import_id, now=job.now(), ended=_ending(job, import_id))


def n_lines(entry: ImportView) -> int:
    """How many people and quotas confirming an import writes, from its counts."""
    written = ("added", "changed", "quotas_added", "quotas_changed")
    return sum(int(entry.counts.get(name, 0)) for name in written)


def _is_for_worker(store: Store, viewer: Viewer, import_id: str) -> bool:
    with store.reading() as conn:
        return n_lines(imports.get_import(conn, viewer, import_id)) > AT_ONCE_LINES


def _ask(
    store: Store, viewer: Viewer, import_id: str, kind: JobKind, *, now: datetime, left_out: Sequence[int] = ()
) -> str:  # fmt: skip
    """The id of the job; the one that waits or runs already when it was asked for before."""
    with store.writing() as conn:
        lock(conn, f"import {import_id}")
        entry = imports.get_import(conn, viewer, import_id)
        if entry.job_id and jobs.is_unfinished(conn, entry.job_id, [kind]):
            return entry.job_id
        if entry.status != FROM[kind] or jobs.is_unfinished(conn, entry.job_id, SETTLES):
            raise Conflict("Lượt nhập đã được xử lý ở nơi khác.", "The import was carried on elsewhere.")
        payload: dict[str, object] = {"import_id": import_id}
        if left_out:
            payload["left_out"] = list(left_out)
        job_id = jobs.enqueue(conn, kind, payload, viewer=viewer, unit_id=entry.unit_id, now=now)
        staging.note_job(conn, import_id, job_id)
        append_audit(conn, store.audit_key, AuditEntry(
            actor=viewer.user_id, action=f"ask_to_{kind}", subject_kind="import", subject_id=import_id,
            unit_id=entry.unit_id, detail={"job_id": job_id},
        ), now=now)  # fmt: skip
    return job_id


def _begin(job: JobRun) -> tuple[Viewer, str]:
    """Who asked, with the roles of today, and the import; a job cancelled until here does nothing."""
    viewer = job.viewer
    viewer.require(Action.IMPORT)
    job.progress(0, 1, job.held.kind)
    return viewer, str(job.payload["import_id"])


def _ending(job: JobRun, import_id: str) -> Ended:
    def ended(conn: Connection, counts: Mapping[str, int]) -> None:
        job.finish(conn, result={"import_id": import_id, **counts})

    return ended
