"""An uploaded job description read into drafts: a small .docx at once, a large one or an old .doc by a job.

An old .doc is converted by LibreOffice first, which takes seconds and a lot of memory. The file goes once it was read:
what was read is kept in the drafts with its digest. `store/sent_files.py` removes that of a job which never came to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from recommender.errors import InputError, NangLucError
from recommender.permissions import Action, Viewer
from recommender.store import Connection
from recommender.store.audit import AuditEntry, append_audit
from recommender.store.engine import Store
from recommender.store.job_run import JobRun
from recommender.store.jobs import enqueue
from recommender.store.tables.jobs import JobKind
from recommender.store.units import require_unit
from recommender.workflows.keep_positions import Drafts, WordFile, look_into_file
from training_catalog.word_form import file_problem, find_office

AT_ONCE_BYTES = 512 * 1024
"""A .docx of this size is read within two seconds."""


@dataclass(frozen=True, kw_only=True)
class SentDescription:
    """A Word file of the uploads: for which unit, what it is called, its size, its SHA-256, where it lies."""

    unit_id: str
    name: str
    bytes: int
    sha256: str
    stored_as: str


@dataclass(frozen=True, kw_only=True)
class Read:
    """The drafts, or the job that will make them."""

    drafts: Drafts | None = None
    job_id: str = ""


def read_description(store: Store, viewer: Viewer, sent: SentDescription, *, uploads: Path, now: datetime) -> Read:
    """The drafts of a small file. InputError when it holds no description; NotAllowed and NotFound by unit."""
    if sent.bytes <= AT_ONCE_BYTES and sent.stored_as.endswith(".docx"):
        return Read(drafts=_read(store, viewer, sent, uploads=uploads, now=now))
    try:
        if sent.stored_as.endswith(".doc") and find_office() is None:
            problem = file_problem(sent.name, "legacy_no_office")
            raise InputError(problem.message_vi, problem.message_en)
        return Read(job_id=_ask(store, viewer, sent, now=now))
    except BaseException:
        # Nobody was asked to read it, so nobody would take it away.
        (uploads / sent.stored_as).unlink(missing_ok=True)
        raise


def run_positions_job(job: JobRun) -> None:
    """Read the file a job is about; the handler of the job `positions`."""
    viewer = job.viewer
    viewer.require(Action.MANAGE_CATALOGUE)
    sent = SentDescription(unit_id=job.unit_id, **{
        name: job.payload[name] for name in ("name", "bytes", "sha256", "stored_as")
    })  # fmt: skip
    job.progress(0, 1, "read")

    def ended(conn: Connection, drafts: Drafts) -> None:
        job.finish(conn, result={"own_ids": list(drafts.own_ids), "is_known": drafts.is_known})

    path = job.folders.uploads / sent.stored_as
    wanted = WordFile(unit_id=sent.unit_id, path=path, name=sent.name, sha256=sent.sha256)
    try:
        look_into_file(job.store, viewer, wanted, now=job.now(), ended=ended)
    except NangLucError:
        path.unlink(missing_ok=True)
        raise
    path.unlink(missing_ok=True)  # after anything else another attempt reads it


def _read(store: Store, viewer: Viewer, sent: SentDescription, *, uploads: Path, now: datetime) -> Drafts:
    path = uploads / sent.stored_as
    try:
        wanted = WordFile(unit_id=sent.unit_id, path=path, name=sent.name, sha256=sent.sha256)
        return look_into_file(store, viewer, wanted, now=now)
    finally:
        path.unlink(missing_ok=True)


def _ask(store: Store, viewer: Viewer, sent: SentDescription, *, now: datetime) -> str:
    payload = {"name": sent.name, "bytes": sent.bytes, "sha256": sent.sha256, "stored_as": sent.stored_as}
    with store.writing() as conn:
        unit = require_unit(conn, viewer, Action.MANAGE_CATALOGUE, unit_id=sent.unit_id)
        job_id = enqueue(conn, JobKind.POSITIONS, payload, viewer=viewer, unit_id=unit.unit_id, now=now)
        append_audit(conn, store.audit_key, AuditEntry(
            actor=viewer.user_id, action="ask_to_read_positions", subject_kind="job", subject_id=job_id,
            unit_id=unit.unit_id, detail={"sha256": sent.sha256},
        ), now=now)  # fmt: skip
    return job_id
