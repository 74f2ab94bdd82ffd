"""A job that is stopped because somebody who may see it asked for it."""

from __future__ import annotations

from datetime import datetime

from recommender.permissions import Viewer
from recommender.store import jobs
from recommender.store.audit import AuditEntry, append_audit
from recommender.store.engine import Store
from recommender.store.jobs import JobView


def cancel_job(store: Store, viewer: Viewer, job_id: str, *, now: datetime) -> JobView:
    """The job after the wish: one that waits is over, one that runs ends at its next step.

    Raises NotFound for a job the viewer may not see, Conflict for one that is over.
    """
    with store.writing() as conn:
        job = jobs.ask_cancel(conn, viewer, job_id, now=now)
        entry = AuditEntry(
            actor=viewer.user_id, action="cancel_job", subject_kind="job", subject_id=job_id, unit_id=job.unit_id
        )
        append_audit(conn, store.audit_key, entry, now=now)
    return job
