"""An adaptation of the text encoder asked of the worker by somebody who manages the settings; one at a time."""

from __future__ import annotations

from datetime import datetime

from recommender.errors import UsageError
from recommender.permissions import Action, Viewer
from recommender.store import jobs
from recommender.store.audit import AuditEntry, append_audit
from recommender.store.engine import Store, lock
from recommender.store.tables.jobs import JobKind
from recommender.store.tables.units import COUNTRY

MOST_STEPS, MOST_SEED = 5_000, 2**31 - 1


def ask_for_adaptation(store: Store, viewer: Viewer, *, seed: int = 0, steps: int = 0, now: datetime) -> str:
    """The job that will do it; the one that waits or runs already when somebody asked before. `steps` 0: as shipped."""
    viewer.require(Action.MANAGE_SETTINGS)
    if not (0 <= seed <= MOST_SEED and 0 <= steps <= MOST_STEPS):
        raise UsageError(f"Số bước từ 0 đến {MOST_STEPS}.", f"Steps are 0 to {MOST_STEPS}.")
    with store.writing() as conn:
        lock(conn, "adaptation")
        waiting = jobs.unfinished_job(conn, JobKind.ADAPT)
        if waiting:
            return waiting
        payload = {"seed": seed, "steps": steps}
        job_id = jobs.enqueue(conn, JobKind.ADAPT, payload, viewer=viewer, unit_id=COUNTRY, now=now)
        entry = AuditEntry(
            actor=viewer.user_id, action="ask_for_adaptation", subject_kind="job", subject_id=job_id, unit_id=COUNTRY
        )
        append_audit(conn, store.audit_key, entry, now=now)
        return job_id
