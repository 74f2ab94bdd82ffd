"""A backup asked of the worker by somebody who manages the settings; one at a time."""

from __future__ import annotations

from datetime import datetime

from recommender.permissions import Action, Viewer
from recommender.store import jobs
from recommender.store.audit import AuditEntry, append_audit
from recommender.store.engine import Store, lock
from recommender.store.tables.jobs import JobKind
from recommender.store.tables.units import COUNTRY


def ask_for_backup(store: Store, viewer: Viewer, *, now: datetime) -> str:
    """The job that will make it; the one that waits or runs already when somebody asked before."""
    viewer.require(Action.MANAGE_SETTINGS)
    with store.writing() as conn:
        lock(conn, "backup")
        waiting = jobs.unfinished_job(conn, JobKind.BACKUP)
        if waiting:
            return waiting
        job_id = jobs.enqueue(conn, JobKind.BACKUP, {}, viewer=viewer, unit_id=COUNTRY, now=now)
        entry = AuditEntry(
            actor=viewer.user_id, action="ask_for_backup", subject_kind="job", subject_id=job_id, unit_id=COUNTRY
        )
        append_audit(conn, store.audit_key, entry, now=now)
        return job_id
