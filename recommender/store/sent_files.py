"""Files that were sent for a job to read: removed once the job is over, however it ended.

A job that is done removes its own; one that was cancelled while it waited, that failed, or whose worker died, cannot.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sqlalchemy import select

from recommender.store.engine import Store
from recommender.store.jobs import OVER
from recommender.store.tables.jobs import JOB, JobKind

READ_ONCE: Final = (JobKind.POSITIONS.value,)
"""Kinds of jobs whose file nothing else reads: an import keeps its workbooks as long as it can be undone."""


def forget_sent_files(store: Store, folder: Path) -> int:
    """How many files were removed."""
    query = select(JOB.c.payload).where(JOB.c.kind.in_(READ_ONCE), JOB.c.status.in_(OVER)).order_by(JOB.c.job_id)
    with store.reading() as conn:
        names = [Path(str(payload["stored_as"])).name for payload in conn.execute(query).scalars()]
    left = [folder / name for name in names if name and (folder / name).is_file()]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)
