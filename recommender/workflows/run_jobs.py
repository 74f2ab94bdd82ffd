"""Jobs carried out one after another by a worker process, and the hourly chores beside them.

While a handler runs, a second thread renews the lease, so that a long computation keeps its job. A worker that dies
leaves a lease that runs out; the next worker takes the job again behind a higher fence, and what the dead one might
still write is refused.
"""

from __future__ import annotations

import importlib
import logging
import threading
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from recommender.errors import NangLucError
from recommender.store import jobs
from recommender.store.access import attempts, sessions
from recommender.store.engine import Store, refresh_statistics
from recommender.store.importing.forget_imports import forget_imports
from recommender.store.job_run import Clock, Folders, JobRun, JobStopped, LeaseLost
from recommender.store.jobs import LEASE, MOST_ATTEMPTS, Claim, Outcome
from recommender.store.sent_files import forget_sent_files
from recommender.store.tables.jobs import JobKind, JobStatus
from recommender.workflows.keep_no_longer import Kept, keep_no_longer

if TYPE_CHECKING:
    from collections.abc import Iterator

Handler = Callable[[JobRun], None]
HANDLERS: Mapping[str, str] = {
    JobKind.IMPORT: "recommender.workflows.import_workbook:run_import_job",
    JobKind.SCREEN: "recommender.workflows.screen_units:run_screen_job",
    JobKind.EXPORT: "recommender.workflows.export_people:run_export_job",
    JobKind.BACKUP: "recommender.workflows.back_up:run_backup_job",
    JobKind.MARK: "recommender.workflows.mark_import:run_mark_job",
    JobKind.CONFIRM: "recommender.workflows.settle_import:run_confirm_job",
    JobKind.UNDO: "recommender.workflows.settle_import:run_undo_job",
    JobKind.ADAPT: "recommender.workflows.adapt_by_job:run_adapt_job",
    JobKind.POSITIONS: "recommender.workflows.read_description:run_positions_job",
}
"""Kind of job -> module:function that takes a JobRun; named, not imported, so that each loads only what it needs."""

LOG = logging.getLogger("nangluc.worker")
KEPT_JOBS = timedelta(days=90)
CHORES_EVERY = timedelta(hours=1)
FIRST_WAIT = timedelta(seconds=5)


@dataclass(frozen=True, kw_only=True)
class WorkerSettings:
    """How a worker works."""

    name: str
    folders: Folders
    lease: timedelta = LEASE
    kept: Kept = field(default_factory=Kept)
    poll_seconds: float = 1.0
    handlers: Mapping[str, str | Handler] = field(default_factory=lambda: HANDLERS)
    chores: tuple[Callable[[Store, datetime], object], ...] = ()
    """Done every hour beside the jobs, and by each worker that runs once."""


class Worker:
    """Takes jobs until it is told to stop."""

    def __init__(self, store: Store, settings: WorkerSettings, *, clock: Clock) -> None:
        self.store = store
        self.settings = settings
        self.clock = clock
        self.stop_asked = threading.Event()
        self._chores_at: datetime | None = None

    def run(self) -> int:
        """Carry out jobs until `stop_asked`; how many were taken."""
        n_taken = 0
        while not self.stop_asked.is_set():
            try:
                is_taken = self.run_one()
                self._do_chores()
            except NangLucError:
                raise
            except Exception as error:  # the database may be away for a while: a worker outlives it
                LOG.error("worker %s cannot reach the store: %s", self.settings.name, type(error).__name__)
                self.stop_asked.wait(10 * self.settings.poll_seconds)
                continue
            n_taken += is_taken
            if not is_taken:
                self.stop_asked.wait(self.settings.poll_seconds)
        return n_taken

    def run_waiting(self) -> int:
        """Carry out the jobs that wait now, then return; how many were taken."""
        n_taken = 0
        while not self.stop_asked.is_set() and self.run_one():
            n_taken += 1
        return n_taken

    def run_once(self) -> int:
        """Carry out the jobs that wait now and the chores, which nobody else does where a timer starts the worker."""
        n_taken = self.run_waiting()
        if not self.stop_asked.is_set():
            self._do_chores()
        return n_taken

    def run_one(self) -> bool:
        """Carry out one job, if one waits."""
        with self.store.writing() as conn:
            held = jobs.claim(conn, self.settings.name, now=self.clock(), lease=self.settings.lease)
        if held is None:
            return False
        LOG.info("job %s (%s) attempt %d", held.job_id, held.kind, held.attempt)
        run = JobRun(
            self.store, held, clock=self.clock, folders=self.settings.folders, is_stopping=self.stop_asked.is_set,
            lease=self.settings.lease,
        )  # fmt: skip
        with self._heartbeat(held):
            self._carry_out(run)
        return True

    def _carry_out(self, run: JobRun) -> None:
        try:
            _handler(self.settings.handlers, run.held.kind)(run)
            if not run.is_finished:
                self._end(run.held, Outcome(status=JobStatus.DONE))
        except LeaseLost:
            LOG.warning("job %s was taken over by another worker", run.job_id)
        except JobStopped:
            self._stopped(run)
        except NangLucError as error:
            LOG.info("job %s refused: %s", run.job_id, error.code)
            refusal = Outcome(
                status=JobStatus.FAILED, error_code=error.code, error_vi=error.text("vi"), error_en=error.text("en")
            )
            self._end(run.held, refusal)
        except Exception as error:  # the edge of a job: one job's bug must not end the worker
            LOG.error("job %s failed with %s at %s", run.job_id, type(error).__name__, _place(error))
            self._again(run.held, type(error).__name__)

    def _stopped(self, run: JobRun) -> None:
        if run.is_cancelled():
            self._end(run.held, Outcome(status=JobStatus.CANCELLED))
            return
        with self.store.writing() as conn:
            jobs.put_back(conn, run.held, not_before=self.clock(), note="", is_counted=False)

    def _again(self, held: Claim, name: str) -> None:
        """Another try later, twice as late each time; after the last one the job has failed."""
        if held.attempt >= MOST_ATTEMPTS:
            vi, en = (
                f"Lỗi chương trình ({name}). Hãy báo quản trị viên.",
                f"Program error ({name}). Tell an administrator.",
            )
            self._end(held, Outcome(status=JobStatus.FAILED, error_code="failure", error_vi=vi, error_en=en))
            return
        wait = FIRST_WAIT * 2 ** (held.attempt - 1)
        with self.store.writing() as conn:
            jobs.put_back(conn, held, not_before=self.clock() + wait, note="")

    def _end(self, held: Claim, outcome: Outcome) -> None:
        with self.store.writing() as conn:
            if not jobs.finish(conn, held, outcome, now=self.clock()):
                LOG.warning("job %s was taken over by another worker", held.job_id)

    @contextmanager
    def _heartbeat(self, held: Claim) -> Iterator[None]:
        """Renew the lease from another thread until the block ends."""
        is_over = threading.Event()

        def beat() -> None:
            while not is_over.wait(self.settings.lease.total_seconds() / 3):
                try:
                    with self.store.writing() as conn:
                        if not jobs.hold(conn, held, now=self.clock(), lease=self.settings.lease):
                            return
                except Exception as error:  # busy or away: the next beat tries again, the fence guards the effects
                    LOG.warning("job %s: heartbeat failed with %s", held.job_id, type(error).__name__)

        thread = threading.Thread(target=beat, name=f"heartbeat {held.job_id}", daemon=True)
        thread.start()
        try:
            yield
        finally:
            is_over.set()
            thread.join()

    def _do_chores(self) -> None:
        now = self.clock()
        if self._chores_at is not None and now - self._chores_at < CHORES_EVERY:
            return
        self._chores_at = now
        forget_sent_files(self.store, self.settings.folders.uploads)  # before the jobs that name them are swept
        with self.store.writing() as conn:
            sessions.sweep(conn, now=now)
            attempts.sweep(conn, now=now)
            jobs.sweep(conn, before=now - KEPT_JOBS)
        keep_no_longer(self.store, self.settings.folders, kept=self.settings.kept, now=now)
        forget_imports(self.store)
        refresh_statistics(self.store)
        for chore in self.settings.chores:
            chore(self.store, now)


def _handler(handlers: Mapping[str, str | Handler], kind: str) -> Handler:
    found = handlers.get(kind)
    if found is None:
        raise NangLucError(f"Không có loại việc {kind}.", f"There is no kind of job {kind}.")
    if not isinstance(found, str):
        return found
    module, name = found.split(":")
    handler: Handler = getattr(importlib.import_module(module), name)
    return handler


def _place(error: Exception) -> str:
    """Where it was raised, without the message: messages can hold data of people."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "" if trace is None else f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
