"""Uploaded workbooks that have been kept long enough, and those that name a person who is erased: from store and disk.

Nothing that was applied needs its file any more: undoing puts back what the store itself kept. Only files are read
again that wait for somebody to confirm them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Row, exists, func, or_, select

from recommender.store.jobs import OVER
from recommender.store.tables.imports import IMPORT, STAGED_ROW, ImportStatus
from recommender.store.tables.jobs import JOB
from recommender.store.tables.people import OFFICER

KEPT_FOR: Final = timedelta(days=30)
LOST_AFTER: Final = timedelta(days=1)
"""A file that nothing names after so long belongs to a request that ended on its way."""
NAME: Final = re.compile(r"(?:[0-9a-f]{32}|[0-9a-f]{64})\.(?:xlsx|xlsm|ods|xls|csv|docx|doc|part)")
"""What uploads are called: anything else in the folder is not ours to remove."""
WAITING: Final = (str(ImportStatus.READING), str(ImportStatus.STAGED))
READ_AGAIN: Final = (*WAITING, str(ImportStatus.FAILED))
"""Imports whose files may be read once more."""


def waiting_too_long(conn: Connection, *, before: datetime) -> tuple[Row[Any], ...]:
    """Imports (id, unit) that were begun before this moment and that nobody confirms, gives up or is reading."""
    moment = func.coalesce(IMPORT.c.staged_at, IMPORT.c.made_at)
    at_work = exists().where(JOB.c.job_id == IMPORT.c.job_id, JOB.c.status.not_in(OVER))
    query = select(IMPORT.c.import_id, IMPORT.c.unit_id).where(IMPORT.c.status.in_(WAITING), moment < before, ~at_work)
    return tuple(conn.execute(query.order_by(IMPORT.c.import_id)))


def unneeded_workbooks(conn: Connection, *, before: datetime) -> tuple[str, ...]:
    """Files of imports that were cancelled, or that ended before this moment; none that another import still needs."""
    moment = func.coalesce(IMPORT.c.undone_at, IMPORT.c.applied_at, IMPORT.c.staged_at, IMPORT.c.made_at)
    is_over = (IMPORT.c.status == str(ImportStatus.CANCELLED)) | (IMPORT.c.status.not_in(WAITING) & (moment < before))
    gone = _stored(conn.execute(select(IMPORT.c.files).where(is_over)).scalars())
    kept = _stored(conn.execute(select(IMPORT.c.files).where(~is_over)).scalars())
    return tuple(sorted(gone - kept))


def workbooks_about(conn: Connection, officer_id: str) -> tuple[str, ...]:
    """Files that named this person and that no import will read again; to be asked before the person is erased."""
    person = conn.execute(select(OFFICER.c.province_id, OFFICER.c.code).where(OFFICER.c.officer_id == officer_id)).one()
    row = STAGED_ROW.c
    named = or_(
        row.officer_id == officer_id, row.known_id == officer_id,
        (row.province_id == person.province_id) & (row.code == person.code),
    )  # fmt: skip
    about = select(row.import_id).where(named)
    gone = _stored(conn.execute(select(IMPORT.c.files).where(
        IMPORT.c.import_id.in_(about), IMPORT.c.status.not_in(READ_AGAIN)
    )).scalars())  # fmt: skip
    kept = _stored(conn.execute(select(IMPORT.c.files).where(IMPORT.c.status.in_(READ_AGAIN))).scalars())
    return tuple(sorted(gone - kept))


def lost_files(conn: Connection, folder: Path, *, now: datetime) -> tuple[str, ...]:
    """Uploads that no import and no unfinished job names, from requests that ended on their way."""
    if not folder.is_dir():
        return ()
    old = (now - LOST_AFTER).timestamp()
    there = {
        path.name for path in folder.iterdir()
        if NAME.fullmatch(path.name) and path.is_file() and path.stat().st_mtime < old
    }  # fmt: skip
    named = _stored(conn.execute(select(IMPORT.c.files)).scalars())
    for payload in conn.execute(select(JOB.c.payload).where(JOB.c.status.not_in(OVER))).scalars():
        named.add(str(payload.get("stored_as", "")))
    return tuple(sorted(there - named))


def remove_files(folder: Path, names: Iterable[str]) -> int:
    """How many of these files were there and are gone now; a name that leads out of the folder is left alone."""
    inside, count = folder.resolve(), 0
    for name in names:
        path = (folder / name).resolve()
        if inside in path.parents and path.is_file():
            path.unlink(missing_ok=True)
            count += 1
    return count


def _stored(files: Iterable[Sequence[dict[str, Any]]]) -> set[str]:
    return {str(file["stored_as"]) for several in files for file in several}
