"""The training plan of one person with its progress."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from recommender.errors import NotFound, Stale
from recommender.permissions import Action, Viewer
from recommender.store.people import unit_of_person
from recommender.store.results.runs import seen_run
from recommender.store.tables.plans import PROGRESS, StepStatus
from recommender.store.tables.runs import PLAN, RUN, VERDICT, RunStatus
from recommender.store.views import all_views, one_view

YEARLY_PERIODS = 40
"""Least training of a year (Decree 171/2025/NĐ-CP: one week)."""


@dataclass(frozen=True, kw_only=True)
class StepView:
    """A course of a plan, or one the person took besides it (`step` 0), with how far it is."""

    course_id: str
    step: int
    course_vi: str
    course_en: str
    domain: str
    mode: str
    provider: str
    periods: float | None
    counted_periods: float | None
    quarter: str
    is_mandatory: bool
    priority: float | None
    closes: str
    reason_vi: str
    reason_en: str
    status: str
    periods_done: float | None
    done_on: date | None
    wish: str
    file_id: str | None
    version: int
    """0: nothing has been written about this course yet."""


@dataclass(frozen=True, kw_only=True)
class PlanView:
    """The plan of one person in a year."""

    officer_id: str
    run_id: str
    year: int
    steps: tuple[StepView, ...]
    periods_planned: float
    periods_done: float
    periods_least: float = YEARLY_PERIODS


@dataclass(frozen=True, kw_only=True)
class ProgressView:
    """What is written about one course of one person in a year."""

    officer_id: str
    year: int
    course_id: str
    status: str
    periods_done: float | None
    done_on: date | None
    wish: str
    file_id: str | None
    changed_by_name: str
    changed_at: datetime
    version: int


def get_plan(conn: Connection, viewer: Viewer, officer_id: str, *, year: int, run_id: str = "") -> PlanView:
    """The plan of the newest run the viewer may see (or of one run), with its progress; NotFound without one."""
    action = Action.SEE_OWN if viewer.officer_id == officer_id and viewer.officer_id else Action.SEE_PEOPLE
    unit_of_person(conn, viewer, action, officer_id=officer_id)
    chosen = _run_of(conn, viewer, officer_id, run_id=run_id, is_own=action is Action.SEE_OWN)
    said = {view.course_id: view for view in progress_of(conn, officer_id, year=year)}
    query = select(PLAN).where(PLAN.c.run_id == chosen, PLAN.c.officer_id == officer_id).order_by(PLAN.c.step)
    steps = [_step(dict(row._mapping), said.pop(row.course_id, None)) for row in conn.execute(query)]
    steps += [_step(_besides(view), view) for _, view in sorted(said.items())]
    return PlanView(
        officer_id=officer_id,
        run_id=chosen,
        year=year,
        steps=tuple(steps),
        periods_planned=sum(step.counted_periods or 0.0 for step in steps),
        periods_done=sum(step.periods_done or 0.0 for step in steps if step.status == StepStatus.DONE),
    )


def progress_of(conn: Connection, officer_id: str, *, year: int) -> tuple[ProgressView, ...]:
    """What is written about the courses of a person in a year, by course."""
    mine = (PROGRESS.c.officer_id == officer_id, PROGRESS.c.year == year)
    return all_views(conn, select(PROGRESS).where(*mine).order_by(PROGRESS.c.course_id), ProgressView)


def get_progress(conn: Connection, officer_id: str, *, year: int, course_id: str) -> ProgressView | None:
    """What is written about one course, None when nothing is."""
    mine = (PROGRESS.c.officer_id == officer_id, PROGRESS.c.year == year, PROGRESS.c.course_id == course_id)
    return one_view(conn, select(PROGRESS).where(*mine), ProgressView)


def put_progress(conn: Connection, key: dict[str, Any], *, version: int, values: dict[str, Any]) -> None:
    """Write about a course of a person; Stale unless `version` is what is kept now (0: nothing is)."""
    if version == 0:
        if get_progress(conn, key["officer_id"], year=key["year"], course_id=key["course_id"]) is not None:
            raise Stale
        conn.execute(insert(PROGRESS).values(**key, **values, version=1))
        return
    mine = [PROGRESS.c[name] == value for name, value in key.items()] + [PROGRESS.c.version == version]
    if conn.execute(update(PROGRESS).where(*mine).values(**values, version=version + 1)).rowcount != 1:
        raise Stale


def _run_of(conn: Connection, viewer: Viewer, officer_id: str, *, run_id: str, is_own: bool) -> str:
    query = select(RUN.c.run_id).join(VERDICT, VERDICT.c.run_id == RUN.c.run_id)
    query = query.where(VERDICT.c.officer_id == officer_id, seen_run(viewer))
    if run_id:
        query = query.where(RUN.c.run_id == run_id)
    if is_own:
        query = query.where(RUN.c.status == str(RunStatus.PUBLISHED))
    found: str | None = conn.execute(
        query.order_by(RUN.c.started_at.desc(), RUN.c.run_id.desc()).limit(1)
    ).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def _step(row: dict[str, Any], said: ProgressView | None) -> StepView:
    columns = (
        "course_id", "step", "course_vi", "course_en", "domain", "mode", "provider", "periods", "counted_periods",
        "quarter", "is_mandatory", "priority", "closes", "reason_vi", "reason_en",
    )  # fmt: skip
    return StepView(
        **{name: row[name] for name in columns},
        status=said.status if said else StepStatus.PLANNED,
        periods_done=said.periods_done if said else None,
        done_on=said.done_on if said else None,
        wish=said.wish if said else "",
        file_id=said.file_id if said else None,
        version=said.version if said else 0,
    )


def _besides(view: ProgressView) -> dict[str, Any]:
    """A course that is not in the plan, as a step."""
    texts = dict.fromkeys(("domain", "mode", "provider", "quarter", "closes", "reason_vi", "reason_en"), "")
    return {
        **texts, "course_id": view.course_id, "step": 0, "course_vi": view.course_id, "course_en": view.course_id,
        "periods": None, "counted_periods": None, "is_mandatory": False, "priority": None,
    }  # fmt: skip
