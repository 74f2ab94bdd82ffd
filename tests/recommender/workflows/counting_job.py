"""A worker for tests whose jobs add lines to a table that notices nothing: it has no key, so doubles would show."""

from __future__ import annotations

import random
import signal
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from recommender.store import open_store
from recommender.store.job_run import Folders, JobRun
from recommender.workflows.run_jobs import Worker, WorkerSettings

N_PARTS = 4
LEASE = timedelta(seconds=6)
"""Long enough for a worker that waits for the processor: only the killed lose theirs."""
HERE = Path()
FOLDERS = Folders(uploads=HERE, exports=HERE, anchors=HERE, backups=HERE)
MAKE_TABLE = "CREATE TABLE effect (job_id TEXT NOT NULL, part TEXT NOT NULL)"


def count_parts(job: JobRun) -> None:
    """Each part adds one line, in the transaction that notes the part as done."""
    for part in range(N_PARTS):
        time.sleep(random.random() / 100)
        with job.store.writing() as conn:
            if job.take_step(conn, str(part)):
                conn.execute(text("INSERT INTO effect VALUES (:job, :part)"), {"job": job.job_id, "part": str(part)})
                time.sleep(random.random() / 200)  # room for a kill between effect and commit
        job.progress(part + 1, N_PARTS)


def run_worker(url: str, name: str) -> None:
    """Work until SIGTERM."""
    store = open_store(url, audit_key=b"k" * 32)
    settings = WorkerSettings(
        name=name, folders=FOLDERS, lease=LEASE, poll_seconds=0.05, handlers={"count": count_parts}
    )  # fmt: skip
    worker = Worker(store, settings, clock=lambda: datetime.now(UTC))
    signal.signal(signal.SIGTERM, lambda _number, _frame: worker.stop_asked.set())
    worker.run()
    store.close()
