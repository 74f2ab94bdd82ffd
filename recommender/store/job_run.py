"""What a job's handler works with: a store that is fenced by the job's lease, its payload, progress and its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from recommender.permissions import Viewer
from recommender.store import jobs
from recommender.store.access.accounts import get_account
from recommender.store.engine import Store
from recommender.store.jobs import LEASE, Claim, Outcome
from recommender.store.tables.jobs import JobStatus

Clock = Callable[[], datetime]
LEAST_BETWEEN = timedelta(seconds=1)
"""Progress is written at most so often."""


class LeaseLost(Exception):  # noqa: N818 - no failure: another worker has the job now
    """Another worker owns the job; this one must leave it at once."""


class JobStopped(Exception):  # noqa: N818 - no failure: somebody asked for it
    """The job was cancelled, or the worker shuts down; the handler lets it through."""


@dataclass(frozen=True, kw_only=True)
class Folders:
    """Where a job finds uploaded files and puts result files."""

    uploads: Path
    exports: Path
    anchors: Path
    backups: Path
    models: Path | None = None
    """Versions that `nangluc train` learned from decisions; the current one judges instead of the written policy."""


@dataclass(frozen=True, kw_only=True)
class FencedStore(Store):
    """A store that writes only while the job is this worker's; each transaction renews the lease with its effect."""

    held: Claim
    clock: Clock
    lease: timedelta = LEASE

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A writing transaction. Raises LeaseLost before anything is written when the job is another worker's."""
        with super().writing() as conn:
            if not jobs.hold(conn, self.held, now=self.clock(), lease=self.lease):
                raise LeaseLost(self.held.job_id)
            yield conn
            jobs.hold(conn, self.held, now=self.clock(), lease=self.lease)  # a long transaction used the lease up


class JobRun:
    """One attempt at a job."""

    def __init__(
        self, store: Store, held: Claim, *, clock: Clock, folders: Folders, is_stopping: Callable[[], bool],
        lease: timedelta = LEASE,
    ) -> None:  # fmt: skip
        self.store: Store = FencedStore(
            engine=store.engine, audit_key=store.audit_key, held=held, clock=clock, lease=lease
        )
        self.held = held
        self.folders = folders
        self.is_finished = False
        self._plain = store
        self._clock = clock
        self._is_stopping = is_stopping
        self._told_at: datetime | None = None

    @property
    def job_id(self) -> str:
        """Id of the job."""
        return self.held.job_id

    @property
    def payload(self) -> Mapping[str, Any]:
        """What the job was asked to do."""
        return self.held.payload

    @property
    def unit_id(self) -> str:
        """The unit the job is for."""
        return self.held.unit_id

    @property
    def viewer(self) -> Viewer:
        """Who asked for the job, with the roles of today; without any when the account is gone or shut out."""
        with self._plain.reading() as conn:
            account = get_account(conn, self.held.asked_by)
        if account is None or account.is_disabled:
            return Viewer(user_id=self.held.asked_by, name="")
        return account.viewer()

    def file_name(self, ending: str) -> str:
        """What the file of this attempt is called: a worker that lost the job can never write into another's file."""
        return f"{self.job_id}-{self.held.fence}.{ending}"

    def now(self) -> datetime:
        """The clock."""
        return self._clock()

    def is_cancelled(self) -> bool:
        """Whether somebody asked to stop the job."""
        with self._plain.reading() as conn:
            return jobs.is_cancel_asked(conn, self.job_id)

    def progress(self, n_done: int, n_total: int, note: str = "") -> None:
        """Tell how far the job is and renew its lease.

        Raises JobStopped when it was cancelled or the worker shuts down, LeaseLost when it is another worker's.
        """
        if self._is_stopping() or self.is_cancelled():
            raise JobStopped(self.job_id)
        now = self.now()
        if self._told_at is not None and now - self._told_at < LEAST_BETWEEN and n_done < n_total:
            return
        self._told_at = now
        with self.store.writing() as conn:
            jobs.tell(conn, self.held, n_done=n_done, n_total=n_total, note=note)

    def take_step(self, conn: Connection, step: str) -> bool:
        """Whether a step is still to be done; noted as done in the transaction of its effect, so it happens once."""
        return jobs.take_step(conn, self.held, step)

    def finish(self, conn: Connection, *, result: Mapping[str, object], result_file: str = "") -> None:
        """End the job in the transaction of its last effect; `result_file` is a name in the exports folder."""
        outcome = Outcome(status=JobStatus.DONE, result=result, result_file=result_file)
        if not jobs.finish(conn, self.held, outcome, now=self.now()):
            raise LeaseLost(self.job_id)
        self.is_finished = True
