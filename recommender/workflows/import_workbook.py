"""Workbooks into the store so that nothing is lost or doubled: begun, read and staged by a job, confirmed, undone.

Key is the digest of the files: the same files into the same unit are the same import. What is read is staged in parts,
each in a transaction of its own with its number, so that a killed job goes on where it was; nothing of it is visible
until one last transaction applies all of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from recommender.errors import Conflict, InputError, UsageError
from recommender.inputs import Inputs
from recommender.permissions import Action, Viewer
from recommender.readers.ended_units import in_present_units
from recommender.store import Connection
from recommender.store.audit import AuditEntry, append_audit
from recommender.store.catalogue_now import catalogue_now
from recommender.store.engine import Store, lock
from recommender.store.importing import apply_import, imports, staging, undo_import
from recommender.store.importing.forget_imports import forget_after
from recommender.store.importing.headings import known_headings
from recommender.store.importing.imports import ImportView
from recommender.store.importing.known_people import known_people
from recommender.store.importing.leave_out import leave_out
from recommender.store.importing.rereading import forget_examples, keep_mapping, keep_problems, read_on, start_again
from recommender.store.importing.staged_content import RowsRead
from recommender.store.job_run import JobRun
from recommender.store.jobs import enqueue, is_unfinished
from recommender.store.metadata import new_id
from recommender.store.tables.imports import ImportStatus
from recommender.store.tables.jobs import JobKind
from recommender.store.units import ended_units, require_unit
from recommender.workflows.plan_reading import learn_headings, reading_plan
from recommender.workflows.read_for_import import read_for_import
from recommender.working_days import office_day

KINDS = ("people", "assessments", "quotas", "decisions")
ROWS_IN_PART = 2_000
Tell = Callable[[int, int, str], None]
Ended = Callable[[Connection, Mapping[str, int]], None]
"""Called with the connection of the transaction that did it, and what was done."""


@dataclass(frozen=True, kw_only=True)
class ImportFile:
    """An uploaded file: what it holds (one of KINDS), its name, size, SHA-256, and where below the uploads it lies."""

    kind: str
    name: str
    bytes: int
    sha256: str
    stored_as: str


@dataclass(frozen=True, kw_only=True)
class BeginRequest:
    """Files of one import into a unit."""

    unit_id: str
    files: tuple[ImportFile, ...]


@dataclass(frozen=True, kw_only=True)
class Begun:
    """The import; `is_known`: the same files were given before, and this is that import."""

    import_id: str
    job_id: str | None
    is_known: bool


def begin_import(store: Store, viewer: Viewer, request: BeginRequest, *, now: datetime) -> Begun:
    """Note the files and ask a worker to read them. The same files again change nothing."""
    if not request.files or any(file.kind not in KINDS for file in request.files):
        raise UsageError("Cần ít nhất một tệp đúng loại.", "At least one file of a known kind is needed.")
    digest = files_digest(request.files)
    with store.writing() as conn:
        lock(conn, f"import {digest}")
        unit = require_unit(conn, viewer, Action.IMPORT, unit_id=request.unit_id)
        known = staging.same_import(conn, digest, unit.unit_id)
        if known is not None:
            entry = imports.get_import(conn, viewer, known)
            job_id = _read_on(store, conn, viewer, entry, now=now) if is_stuck(conn, entry) else entry.job_id
            return Begun(import_id=known, job_id=job_id, is_known=True)
        import_id = new_id(now)
        job_id = enqueue(conn, JobKind.IMPORT, {"import_id": import_id}, viewer=viewer, unit_id=unit.unit_id, now=now)
        staging.put_import(conn, {
            "import_id": import_id, "digest": digest, "unit_id": unit.unit_id, "mapping": {}, "job_id": job_id,
            "files": [asdict(file) for file in request.files], "made_by": viewer.user_id,
            "made_by_name": viewer.name, "made_at": now,
        })  # fmt: skip
        append_audit(conn, store.audit_key, _entry(viewer, "begin_import", import_id, unit.unit_id), now=now)
    return Begun(import_id=import_id, job_id=job_id, is_known=False)


def is_stuck(conn: Connection, entry: ImportView) -> bool:
    """Whether an import waits to be read and no job is on it any more."""
    return entry.status == ImportStatus.READING and not is_unfinished(conn, entry.job_id, [JobKind.IMPORT])


def retry_import(store: Store, viewer: Viewer, import_id: str, *, now: datetime) -> str:
    """The id of the job that reads an import on which the job before gave up. Conflict while that one is at it."""
    with store.writing() as conn:
        lock(conn, f"import {import_id}")
        entry = imports.get_import(conn, viewer, import_id)
        if not is_stuck(conn, entry):
            raise Conflict(
                "Lượt nhập này không cần đọc lại: tệp đang được đọc hoặc đã đọc xong.",
                "This import need not be read again: it is being read, or was.",
            )
        return _read_on(store, conn, viewer, entry, now=now)


def _read_on(store: Store, conn: Connection, viewer: Viewer, entry: ImportView, *, now: datetime) -> str:
    payload = {"import_id": entry.import_id}
    job_id = enqueue(conn, JobKind.IMPORT, payload, viewer=viewer, unit_id=entry.unit_id, now=now)
    read_on(conn, entry.import_id, job_id=job_id)
    audited = _entry(viewer, "read_again", entry.import_id, entry.unit_id, job_id=job_id)
    append_audit(conn, store.audit_key, audited, now=now)
    return job_id


def run_import_job(job: JobRun) -> None:
    """Read the files of an import and stage them; the handler of the job `import`."""
    import_id = str(job.payload["import_id"])
    try:
        counts = stage_import(job.store, import_id, job.folders.uploads, clock=job.now, tell=job.progress)
    except InputError as error:
        with job.store.writing() as conn:
            staging.give_up(
                conn, import_id, ImportStatus.FAILED, failure_vi=error.message_vi, failure_en=error.message_en
            )
            job.finish(conn, result={"import_id": import_id, "status": str(ImportStatus.FAILED)})
        return
    with job.store.writing() as conn:
        job.finish(conn, result={"import_id": import_id, **counts})


def stage_import(
    store: Store, import_id: str, uploads: Path, *, clock: Callable[[], datetime], tell: Tell
) -> dict[str, Any]:
    """Everything in the files staged, from the first part that is not yet there; the counts of the preview.

    An import that is staged already is left as it is. InputError when not one row could be used.
    """
    with store.reading() as conn:
        record = staging.read_import(conn, import_id)
        catalogue = catalogue_now(conn, record.unit_id)
        known = known_people(conn, record.unit_id)
        headings = known_headings(conn, record.unit_id)
        ended = ended_units(conn)
    if record.status != ImportStatus.READING:
        return dict(record.counts)
    tell(0, 1, "read")
    plan = reading_plan(record.files, record.mapping, uploads=uploads, known=headings)
    if any(not path.is_file() for path in plan.paths):
        raise InputError(
            "Tệp gốc không còn trên máy chủ (hết thời hạn lưu giữ).", "The file is no longer kept on the server.",
            hint_vi="Tải tệp lên lại.", hint_en="Send the file again.",
        )  # fmt: skip
    inputs = read_for_import(
        plan.files, catalogue, known=known, today=office_day(record.made_at), names=plan.names, layouts=plan.layouts
    )
    inputs = in_present_units(inputs, ended)
    with store.writing() as conn:
        keep_mapping(conn, import_id, plan.kept(record.mapping, inputs))
    rows = RowsRead.of(inputs, known=known.places())
    if not len(rows):
        with store.writing() as conn:
            keep_problems(conn, import_id, inputs.problems)
        raise _nothing_read(inputs)
    _stage(store, import_id, rows, n_there=record.staged_parts, tell=tell)
    counts = {
        "people": len(inputs.officers), "statements": len(inputs.statements), "assessments": len(inputs.assessments),
        "quotas": len(inputs.quotas), "decisions": len(inputs.decisions),
    }  # fmt: skip
    with store.reading() as conn:
        refused = staging.refused_codes(conn, import_id)
    for name in ("assessments", "decisions"):
        counts[f"{name}_refused"] = int(getattr(inputs, name)["officer_id"].isin(refused).sum())
    with store.writing() as conn:
        learn_headings(conn, plan, record.mapping, now=clock())
        return staging.end_staging(conn, import_id, inputs.problems, counts=counts, now=clock())


def confirm_import(
    store: Store, viewer: Viewer, import_id: str, *, now: datetime, left_out: Sequence[int] = (),
    ended: Ended = lambda conn, counts: None,
) -> dict[str, int]:  # fmt: skip
    """Apply a staged import in one transaction; how many people were added, changed, left as they were.

    `left_out`: numbers of people of whom what the store holds stays. Conflict when people it is about have changed
    since the preview; the files are then read again. `ended` is called at the end of that transaction.
    """
    _read_again_when_outdated(store, viewer, import_id, now=now)
    with store.writing() as conn:
        lock(conn, "people")
        record = imports.get_import(conn, viewer, import_id)
        n_left = leave_out(conn, import_id, left_out)
        done = apply_import.apply_import(conn, import_id, by_name=viewer.name, now=now)
        forget_examples(conn, import_id)
        told = {**done, "left_out": n_left} if n_left else done
        append_audit(
            conn, store.audit_key, _entry(viewer, "confirm_import", import_id, record.unit_id, **told), now=now
        )
        ended(conn, done)
    return done


def undo_import_of(
    store: Store, viewer: Viewer, import_id: str, *, now: datetime, ended: Ended = lambda conn, counts: None
) -> int:  # fmt: skip
    """Put back what an applied import changed; Conflict when something was built on it since."""
    with store.writing() as conn:
        lock(conn, "people")
        record = imports.get_import(conn, viewer, import_id)
        count = undo_import.undo_import(conn, import_id, now=now)
        append_audit(
            conn, store.audit_key, _entry(viewer, "undo_import", import_id, record.unit_id, put_back=count), now=now
        )
        ended(conn, {"put_back": count})
    return count


def cancel_import(store: Store, viewer: Viewer, import_id: str, *, now: datetime) -> None:
    """Give an import up before it is applied."""
    with store.writing() as conn:
        record = imports.get_import(conn, viewer, import_id)
        staging.give_up(conn, import_id, ImportStatus.CANCELLED)
        forget_examples(conn, import_id)
        append_audit(conn, store.audit_key, _entry(viewer, "cancel_import", import_id, record.unit_id), now=now)


def files_digest(files: Sequence[ImportFile]) -> str:
    """One digest of all files and what they hold, in whatever order they were given."""
    lines = sorted(f"{file.kind} {file.sha256}" for file in files)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _stage(store: Store, import_id: str, rows: RowsRead, *, n_there: int, tell: Tell) -> None:
    """The parts that are not yet there, each judged before the writer is taken."""
    if not n_there:
        forget_after(store, import_id)
    n_parts = -(-len(rows) // ROWS_IN_PART)
    for number in range(n_there + 1, n_parts + 1):
        part = rows.part((number - 1) * ROWS_IN_PART, number * ROWS_IN_PART)
        with store.reading() as conn:
            judged = staging.judge_part(conn, import_id, part)
        with store.writing() as conn:
            staging.stage_part(conn, import_id, number, judged)
        tell(number, n_parts, "stage")


def _read_again_when_outdated(store: Store, viewer: Viewer, import_id: str, *, now: datetime) -> None:
    """Conflict, and its files on the way to be read again, when the import would no longer do what its preview says."""
    with store.reading() as conn:
        record = imports.get_import(conn, viewer, import_id)
        if record.status != ImportStatus.STAGED or not apply_import.is_outdated(conn, import_id):
            return
    with store.writing() as conn:
        payload = {"import_id": import_id}
        job_id = enqueue(conn, JobKind.IMPORT, payload, viewer=viewer, unit_id=record.unit_id, now=now)
        kept = {"corrections": record.mapping.get("corrections", [])}
        start_again(conn, import_id, kept, job_id=job_id)
        append_audit(
            conn, store.audit_key, _entry(viewer, "read_again", import_id, record.unit_id, job_id=job_id), now=now
        )
    raise Conflict(
        "Dữ liệu đã thay đổi từ khi đọc tệp. Tệp đang được đọc lại.",
        "The data has changed since the files were read. They are being read again.",
        hint_vi="Xem lại các thay đổi rồi xác nhận.", hint_en="Look at the changes again, then confirm.",
    )  # fmt: skip


def _nothing_read(inputs: Inputs) -> InputError:
    first = inputs.problems.head(1)
    why_vi = str(first["message_vi"].iloc[0]) if len(first) else ""
    why_en = str(first["message_en"].iloc[0]) if len(first) else ""
    return InputError(f"Không đọc được dòng nào. {why_vi}".strip(), f"Not one row could be read. {why_en}".strip())


def _entry(viewer: Viewer, action: str, import_id: str, unit_id: str, **detail: object) -> AuditEntry:
    return AuditEntry(
        actor=viewer.user_id, action=action, subject_kind="import", subject_id=import_id, unit_id=unit_id,
        detail=detail,
    )  # fmt: skip
