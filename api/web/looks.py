"""Every look at another person's data leaves a row in the audit: who looked at whom, through which list or page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from recommender.permissions import Viewer
from recommender.store.audit import AuditEntry, append_audit
from recommender.store.engine import Store

LOOK = "look"


def record_look(
    store: Store,
    viewer: Viewer,
    *,
    at: str,
    officers: Iterable[str],
    unit_id: str = "",
    kind: str = "officer",
    now: datetime,
) -> None:
    """One row for all people (or things of another kind) shown at once; looking at oneself leaves none."""
    seen = tuple(dict.fromkeys(officer for officer in officers if officer != viewer.officer_id))
    if not seen:
        return
    entry = AuditEntry(
        actor=viewer.user_id, action=LOOK, subject_kind=kind, subject_id=seen[0], unit_id=unit_id,
        detail={"at": at, "count": len(seen)}, also=seen[1:],
    )  # fmt: skip
    with store.writing() as conn:
        append_audit(conn, store.audit_key, entry, now=now)
