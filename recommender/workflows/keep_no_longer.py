"""Files of people removed once they have been kept as long as the office said: workbooks, exports, backups.

What is only copied elsewhere goes by itself; the data of people in the store go when HR erases them with a reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from recommender.errors import Conflict
from recommender.store.audit import AuditEntry, append_audit
from recommender.store.engine import Store
from recommender.store.importing import forget_workbooks, staging
from recommender.store.importing.rereading import forget_examples
from recommender.store.job_run import Folders
from recommender.store.result_files import KEPT_FOR, forget_result_files
from recommender.store.tables.imports import ImportStatus
from recommender.workflows.back_up import forget_old_backups

ACTOR = "worker"


@dataclass(frozen=True, kw_only=True)
class Kept:
    """How long files that hold people are kept."""

    exports: timedelta = KEPT_FOR
    workbooks: timedelta = forget_workbooks.KEPT_FOR
    """After an import was applied, undone or failed; an import that waits longer is given up."""
    backups: timedelta = timedelta(days=90)


def keep_no_longer(store: Store, folders: Folders, *, kept: Kept, now: datetime) -> int:
    """How many files and backups were removed."""
    before = now - kept.workbooks
    give_up_waiting(store, before=before, now=now)
    with store.reading() as conn:
        names = forget_workbooks.unneeded_workbooks(conn, before=before)
        lost = forget_workbooks.lost_files(conn, folders.uploads, now=now)
    count = forget_workbooks.remove_files(folders.uploads, (*names, *lost))
    count += forget_result_files(store, folders.exports, now=now, kept_for=kept.exports)
    return count + forget_old_backups(folders.backups, now=now, kept_for=kept.backups)


def give_up_waiting(store: Store, *, before: datetime, now: datetime) -> int:
    """How many imports were given up because nobody confirmed them since this moment."""
    with store.reading() as conn:
        waiting = forget_workbooks.waiting_too_long(conn, before=before)
    return sum(_is_given_up(store, one.import_id, one.unit_id, now=now) for one in waiting)


def _is_given_up(store: Store, import_id: str, unit_id: str, *, now: datetime) -> bool:
    entry = AuditEntry(
        actor=ACTOR, action="cancel_import", subject_kind="import", subject_id=import_id, unit_id=unit_id,
        detail={"waited_too_long": True},
    )  # fmt: skip
    try:
        with store.writing() as conn:
            staging.give_up(conn, import_id, ImportStatus.CANCELLED)
            forget_examples(conn, import_id)
            append_audit(conn, store.audit_key, entry, now=now)
    except Conflict:  # confirmed, given up, or swept by another worker since it was listed
        return False
    return True
