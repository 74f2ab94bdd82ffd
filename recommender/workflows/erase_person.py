"""One person's data erased for good, with a written reason; totals that were counted stay, and so does the audit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from recommender.errors import Conflict, UsageError
from recommender.permissions import Action, Viewer
from recommender.store.audit import AuditEntry, append_audit
from recommender.store.engine import Store, lock
from recommender.store.importing.forget_workbooks import remove_files, workbooks_about
from recommender.store.people import unit_of_person
from recommender.store.person_data import erase_everything
from recommender.store.unused_people import unused_among

LEAST_REASON, MOST_REASON = 10, 1_000


@dataclass(frozen=True, kw_only=True)
class EraseRequest:
    """Whose data, and why it must go."""

    officer_id: str
    reason: str
    unused_since: datetime | None = None
    """Only when nothing has used the data from this moment on; None: whenever they were used."""


def erase_person(store: Store, viewer: Viewer, request: EraseRequest, *, uploads: Path, now: datetime) -> int:
    """How many files were removed: those of the person, and workbooks that named the person and nothing reads again.

    NotFound outside the scope, UsageError without a reason, Conflict where the data were used after all.
    """
    reason = request.reason.strip()
    if not LEAST_REASON <= len(reason) <= MOST_REASON:
        raise UsageError(
            f"Lý do xóa cần từ {LEAST_REASON} đến {MOST_REASON} ký tự.",
            f"The reason has {LEAST_REASON} to {MOST_REASON} characters.",
        )
    with store.writing() as conn:
        lock(conn, "people")
        unit_id = unit_of_person(conn, viewer, Action.ERASE_PERSON, officer_id=request.officer_id)
        since = request.unused_since
        if since is not None and not unused_among(conn, viewer, (request.officer_id,), since=since):
            raise Conflict("Dữ liệu về người này vừa được dùng lại.", "The person's data have been used again.")
        workbooks = workbooks_about(conn, request.officer_id)
        files = erase_everything(conn, request.officer_id, now=now)
        entry = AuditEntry(
            actor=viewer.user_id, action=Action.ERASE_PERSON, subject_kind="officer", subject_id=request.officer_id,
            unit_id=unit_id,
            detail={"reason": " ".join(reason.split()), "files": len(files), "workbooks": len(workbooks)},
        )  # fmt: skip
        append_audit(conn, store.audit_key, entry, now=now)
    # After the transaction: a file that a crash leaves over is named by no row any more, or goes with its import.
    return remove_files(uploads, (*files, *workbooks))
