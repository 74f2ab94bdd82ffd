"""People whose data nothing has used for so long that the office said they go: no change, review, evidence, decision.

Nobody is erased by a clock: HR erases with a reason, person by person.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, exists, func, not_, select

from recommender.store.tables.decisions import DECISION, OBJECTION
from recommender.store.tables.people import OFFICER, STATEMENT
from recommender.store.tables.plans import PROGRESS
from recommender.store.tables.runs import RESULTS, RUN


def is_unused(*, since: datetime) -> ColumnElement[bool]:
    """The person in the row of `officer` is kept, and nothing has touched the data from this moment on."""
    verdict = RESULTS["verdicts"][1].c
    officer_id = OFFICER.c.officer_id
    touched = (
        exists().where(
            verdict.run_id == RUN.c.run_id, verdict.officer_id == officer_id, RUN.c.started_at >= since
        ),
        exists().where(STATEMENT.c.officer_id == officer_id, STATEMENT.c.added_at >= since),
        exists().where(DECISION.c.officer_id == officer_id, DECISION.c.decided_at >= since),
        exists().where(OBJECTION.c.officer_id == officer_id, OBJECTION.c.lodged_at >= since),
        exists().where(PROGRESS.c.officer_id == officer_id, PROGRESS.c.changed_at >= since),
    )  # fmt: skip
    return and_(OFFICER.c.erased_at.is_(None), OFFICER.c.changed_at < since, *map(not_, touched))


def count_unused(conn: Connection, *, since: datetime) -> int:
    """How many people nothing has touched from this moment on, in the whole store."""
    return int(conn.execute(select(func.count()).select_from(OFFICER).where(is_unused(since=since))).scalar_one())
