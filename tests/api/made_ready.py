"""The small world made ready for a change: what it is about stands where the change may be made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from schemathesis import Case
from sqlalchemy import update

from recommender.store.tables.decisions import OBJECTION, ObjectionStatus
from recommender.store.tables.jobs import JOB, JobStatus
from recommender.store.tables.people import STATEMENT, Standing
from tests.api.world import World

Step = Callable[[World, str, Mapping[str, Any]], None]


def make_ready(case: Case, world: World, account: str) -> None:
    """Puts the thing of a case where it can be changed; the other half of its states has its own tests."""
    step = STEPS.get(f"{case.method} {case.path}")
    if step is not None and account in world.users:
        step(world, world.users[account], case.path_parameters)


def _waits(world: World, user_id: str, named: Mapping[str, Any]) -> None:
    with world.store.writing() as conn:
        values = {"standing": str(Standing.WAITS), "added_by": user_id}
        conn.execute(update(STATEMENT).where(STATEMENT.c.statement_id == named["statement_id"]).values(values))


def _is_waited_for(world: World, _: str, named: Mapping[str, Any]) -> None:
    with world.store.writing() as conn:
        values = {"standing": str(Standing.WAITS)}
        conn.execute(update(STATEMENT).where(STATEMENT.c.statement_id == named["statement_id"]).values(values))


def _is_applied(world: World, user_id: str, named: Mapping[str, Any]) -> None:
    account = next(name for name, known in world.users.items() if known == user_id)
    world.client(account).post(f"/api/v1/imports/{named['import_id']}/confirm")


def _is_queued(world: World, _: str, named: Mapping[str, Any]) -> None:
    with world.store.writing() as conn:
        values = {"status": str(JobStatus.QUEUED), "finished_at": None}
        conn.execute(update(JOB).where(JOB.c.job_id == named["job_id"]).values(values))


def _is_settled(world: World, _: str, __: Mapping[str, Any]) -> None:
    with world.store.writing() as conn:
        conn.execute(update(OBJECTION).values(status=str(ObjectionStatus.WITHDRAWN)))


STEPS: Final[Mapping[str, Step]] = MappingProxyType(
    {
        "POST /api/v1/evidence/{statement_id}/judge": _is_waited_for,
        "POST /api/v1/evidence/{statement_id}/withdraw": _waits,
        "POST /api/v1/imports/{import_id}/undo": _is_applied,
        "POST /api/v1/jobs/{job_id}/cancel": _is_queued,
        "POST /api/v1/objections": _is_settled,
    }
)
"""Change → what is done before it."""
