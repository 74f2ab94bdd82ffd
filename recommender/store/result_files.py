"""Files that jobs made: how long they can be fetched, and which files of the exports folder belong to no job any more.

They hold rows of people, so they are kept for days only; whoever needs one later asks for it again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, select, update

from recommender.store.engine import Store
from recommender.store.tables.jobs import JOB, JobKind, JobStatus

KEPT_FOR: Final = timedelta(days=7)
OF_PEOPLE: Final = (JobKind.EXPORT.value, JobKind.MARK.value)
"""Kinds of jobs whose files hold rows of people."""
NAME: Final = re.compile(r"\.?(?P<job_id>[0-9A-Z]{26})(?:-\d+)?\.(?:csv|xlsx|zip)(?:\.part)?")
"""What jobs call their files: anything else in the folder is not ours to remove."""


def forget_result_files(store: Store, folder: Path, *, now: datetime, kept_for: timedelta = KEPT_FOR) -> int:
    """Remove files that are too old, or that belong to no job, as those of workers that died; how many."""
    listed = {path.name: found["job_id"] for path in _files(folder) if (found := NAME.fullmatch(path.name))}
    with store.writing() as conn:
        is_old = JOB.c.kind.in_(OF_PEOPLE) & (JOB.c.finished_at < now - kept_for) & (JOB.c.result_file != "")
        conn.execute(update(JOB).where(is_old).values(result_file=""))
        # After the folder was listed: a job asked for since has no file in the list.
        kept = set(conn.execute(select(JOB.c.result_file).where(JOB.c.result_file != "")).scalars())
        at_work = set(conn.execute(select(JOB.c.job_id).where(JOB.c.status == JobStatus.RUNNING.value)).scalars())
    left = [name for name, job_id in sorted(listed.items()) if name not in kept and job_id not in at_work]
    for name in left:
        (folder / name).unlink(missing_ok=True)
    return len(left)


def withdraw_files_of_people(conn: Connection) -> None:
    """No file with rows of people can be fetched any more, since somebody was erased; the files go within an hour."""
    is_of_people: Any = JOB.c.kind.in_(OF_PEOPLE) & (JOB.c.result_file != "")
    conn.execute(update(JOB).where(is_of_people).values(result_file=""))


def _files(folder: Path) -> Iterable[Path]:
    return (path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else ()
