"""Jobs: asked for, claimed under a lease with a fence, told of, ended, listed.

A claim raises the fence of its job. Everything a worker then writes about the job, and every effect that goes through
`hold` in its own transaction, names that fence: a worker that lost its lease changes nothing any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from recommender.errors import Conflict, NotFound
from recommender.permissions import Action, Viewer
from recommender.store.metadata import new_id
from recommender.store.pages import Order, Page, read_page
from recommender.store.tables.jobs import JOB, JOB_STEP, JobStatus
from recommender.store.visibility import seen_units

NEWEST_FIRST = Order(columns=(JOB.c.job_id,), is_descending=True)
MOST_ATTEMPTS = 5
LEASE = timedelta(seconds=60)
LONGEST_WAIT = timedelta(minutes=10)
"""No job waits longer for its next try: one that seems to was written before the clock was set back."""
LEASES_AHEAD = 10
"""A lease this many times too long was given before the clock was set back."""
OVER = (JobStatus.DONE.value, JobStatus.FAILED.value, JobStatus.CANCELLED.value)


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A job that this worker may carry out while its fence is the highest."""

    job_id: str
    kind: str
    payload: Mapping[str, Any]
    unit_id: str
    asked_by: str
    fence: int
    attempt: int


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a job ended."""

    status: JobStatus
    result: Mapping[str, object] = field(default_factory=dict)
    result_file: str = ""
    """Name of a file inside the exports folder."""
    error_code: str = ""
    error_vi: str = ""
    error_en: str = ""


@dataclass(frozen=True, kw_only=True)
class JobView:
    """A job as it is shown."""

    job_id: str
    kind: str
    unit_id: str
    asked_by: str
    status: JobStatus
    n_attempts: int
    asked_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    n_done: int
    n_total: int
    note: str
    is_cancel_asked: bool
    error_code: str
    error_vi: str
    error_en: str
    result: Mapping[str, Any]
    result_file: str


def enqueue(
    conn: Connection, kind: str, payload: Mapping[str, object], *, viewer: Viewer, unit_id: str, now: datetime
) -> str:
    """The id of a new job that waits for a worker. The caller has asked whether the viewer may do it."""
    job_id = new_id(now)
    conn.execute(
        insert(JOB).values(
            job_id=job_id, kind=kind, payload=dict(payload), unit_id=unit_id, asked_by=viewer.user_id,
            status=JobStatus.QUEUED.value, n_attempts=0, fence=0, not_before=now, asked_at=now, n_done=0, n_total=0,
            note="", is_cancel_asked=False, error_code="", error_vi="", error_en="", result={}, result_file="",
        )
    )  # fmt: skip
    return job_id


def claim(
    conn: Connection, worker: str, *, now: datetime, lease: timedelta = LEASE, kinds: Iterable[str] = ()
) -> Claim | None:
    """The oldest job that waits, or whose worker fell silent; None when there is none. Ends jobs tried too often.

    Moments that lie too far ahead were written by a clock that has been set back since: nobody waits for them.
    """
    start, lease_until = JOB.c.not_before, JOB.c.lease_until
    waits = (JOB.c.status == JobStatus.QUEUED.value) & ((start <= now) | (start > now + LONGEST_WAIT))
    silent = (JOB.c.status == JobStatus.RUNNING.value) & (
        (lease_until < now) | (lease_until > now + LEASES_AHEAD * lease)
    )
    query = select(JOB).where(or_(waits, silent)).order_by(JOB.c.not_before, JOB.c.job_id).limit(1)
    wanted = sorted(kinds)
    if wanted:
        query = query.where(JOB.c.kind.in_(wanted))
    while (row := conn.execute(query.with_for_update(skip_locked=True)).first()) is not None:
        if row.is_cancel_asked:
            _end(conn, row.job_id, Outcome(status=JobStatus.CANCELLED), now=now)
            continue
        if row.n_attempts >= MOST_ATTEMPTS:
            _end(conn, row.job_id, _worn_out(), now=now)
            continue
        conn.execute(
            update(JOB).where(JOB.c.job_id == row.job_id).values(
                status=JobStatus.RUNNING.value, worker=worker, lease_until=now + lease, fence=row.fence + 1,
                n_attempts=row.n_attempts + 1, started_at=row.started_at or now,
            )
        )  # fmt: skip
        return Claim(
            job_id=row.job_id, kind=row.kind, payload=row.payload, unit_id=row.unit_id, asked_by=row.asked_by,
            fence=row.fence + 1, attempt=row.n_attempts + 1,
        )  # fmt: skip
    return None


def _worn_out() -> Outcome:
    return Outcome(
        status=JobStatus.FAILED, error_code="worn_out",
        error_vi=f"Việc bị ngắt giữa chừng {MOST_ATTEMPTS} lần.",
        error_en=f"The job was interrupted {MOST_ATTEMPTS} times.",
    )  # fmt: skip


def hold(conn: Connection, held: Claim, *, now: datetime, lease: timedelta = LEASE) -> bool:
    """Renew the lease inside the transaction of an effect; False when the job is no longer this worker's.

    The row stays locked until the transaction ends, so that nobody can take the job over in between.
    """
    return conn.execute(update(JOB).where(_is_held(held)).values(lease_until=now + lease)).rowcount == 1


def tell(conn: Connection, held: Claim, *, n_done: int, n_total: int, note: str) -> None:
    """Write how far the job is; nothing when it is no longer this worker's."""
    conn.execute(update(JOB).where(_is_held(held)).values(n_done=n_done, n_total=n_total, note=note))


def is_cancel_asked(conn: Connection, job_id: str) -> bool:
    """Whether somebody asked to stop the job."""
    return bool(conn.execute(select(JOB.c.is_cancel_asked).where(JOB.c.job_id == job_id)).scalar())


def take_step(conn: Connection, held: Claim, step: str) -> bool:
    """Whether a step of the job is still to be done; notes it as done in the transaction of its effect."""
    its = (JOB_STEP.c.job_id == held.job_id) & (JOB_STEP.c.step == step)
    if conn.execute(select(JOB_STEP.c.step).where(its)).first() is not None:
        return False
    conn.execute(insert(JOB_STEP).values(job_id=held.job_id, step=step))
    return True


def finish(conn: Connection, held: Claim, outcome: Outcome, *, now: datetime) -> bool:
    """End the job; False when it is no longer this worker's."""
    if conn.execute(select(JOB.c.job_id).where(_is_held(held)).with_for_update()).first() is None:
        return False
    _end(conn, held.job_id, outcome, now=now)
    return True


def put_back(conn: Connection, held: Claim, *, not_before: datetime, note: str, is_counted: bool = True) -> bool:
    """Let the job wait for another try; False when it is no longer this worker's."""
    values: dict[str, Any] = {"status": JobStatus.QUEUED.value, "worker": None, "lease_until": None}
    if not is_counted:
        values["n_attempts"] = JOB.c.n_attempts - 1
    put = update(JOB).where(_is_held(held)).values(not_before=not_before, note=note, **values)
    return conn.execute(put).rowcount == 1


def ask_cancel(conn: Connection, viewer: Viewer, job_id: str, *, now: datetime) -> JobView:
    """Ask to stop a job: one that waits ends at once, one that runs at its next step.

    Raises NotFound for a job the viewer may not see, Conflict for one that is over.
    """
    job = get_job(conn, viewer, job_id)
    if job.status.value in OVER:
        raise Conflict("Việc này đã kết thúc.", "This job is over already.")
    conn.execute(update(JOB).where(JOB.c.job_id == job_id, JOB.c.status.not_in(OVER)).values(is_cancel_asked=True))
    waits = (JOB.c.job_id == job_id) & (JOB.c.status == JobStatus.QUEUED.value)
    if conn.execute(select(JOB.c.job_id).where(waits).with_for_update()).first() is not None:
        _end(conn, job_id, Outcome(status=JobStatus.CANCELLED), now=now)
    return get_job(conn, viewer, job_id)


def get_job(conn: Connection, viewer: Viewer, job_id: str) -> JobView:
    """A job of one's own, or of a unit whose jobs the viewer may see; else NotFound."""
    row = conn.execute(select(JOB).where(JOB.c.job_id == job_id, _seen(viewer))).first()
    if row is None:
        raise NotFound
    return _view(row)


def unfinished_job(conn: Connection, kind: str) -> str:
    """The id of a job of a kind that waits or runs, the oldest; "" when there is none."""
    unfinished = [JobStatus.QUEUED.value, JobStatus.RUNNING.value]
    query = select(JOB.c.job_id).where(JOB.c.kind == kind, JOB.c.status.in_(unfinished))
    return conn.execute(query.order_by(JOB.c.asked_at, JOB.c.job_id).limit(1)).scalar_one_or_none() or ""


def is_unfinished(conn: Connection, job_id: str | None, kinds: Iterable[str]) -> bool:
    """Whether a job waits or runs and is of one of the kinds."""
    query = select(JOB.c.job_id).where(JOB.c.job_id == job_id, JOB.c.kind.in_(sorted(kinds)), JOB.c.status.not_in(OVER))
    return conn.execute(query).first() is not None


def list_jobs(
    conn: Connection, viewer: Viewer, *, status: JobStatus | None = None, cursor: str | None = None, limit: int = 50
) -> Page[JobView]:
    """Jobs that the viewer may see, newest first."""
    query = select(JOB).where(_seen(viewer))
    if status is not None:
        query = query.where(JOB.c.status == status.value)
    return read_page(conn, query, order=NEWEST_FIRST, made=_view, limit=limit, cursor=cursor)


def sweep(conn: Connection, *, before: datetime) -> int:
    """Take away jobs that were over before a moment; how many."""
    over = JOB.c.status.in_(OVER) & (JOB.c.finished_at < before)
    return conn.execute(delete(JOB).where(over)).rowcount


def _seen(viewer: Viewer) -> Any:
    return or_(seen_units(viewer, Action.SEE_JOBS, JOB.c.unit_id), JOB.c.asked_by == viewer.user_id)


def _is_held(held: Claim) -> Any:
    is_running = JOB.c.status == JobStatus.RUNNING.value
    return (JOB.c.job_id == held.job_id) & (JOB.c.fence == held.fence) & is_running


def _end(conn: Connection, job_id: str, outcome: Outcome, *, now: datetime) -> None:
    conn.execute(
        update(JOB).where(JOB.c.job_id == job_id).values(
            status=outcome.status.value, finished_at=now, lease_until=None, result=dict(outcome.result),
            result_file=outcome.result_file, error_code=outcome.error_code, error_vi=outcome.error_vi,
            error_en=outcome.error_en,
        )
    )  # fmt: skip


def _view(row: Row[Any]) -> JobView:
    names = JobView.__dataclass_fields__
    values = {name: getattr(row, name) for name in names if name != "status"}
    return JobView(status=JobStatus(row.status), **values)
