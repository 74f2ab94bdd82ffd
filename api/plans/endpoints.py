"""Training plans as JSON: one person's with its progress, and totals by unit."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from api.plans.schemas import (
    PlanOut,
    PlanQuery,
    PlanTotalOut,
    PlanTotalsOut,
    StepIn,
    StepOut,
    StepQuery,
    TotalsQuery,
)
from api.web.access import Now, StoreOf, Viewer, permitted, require_in_sight
from api.web.answers import json_answer
from api.web.etags import IfMatch, etag_of, require_match
from api.web.fields import PathId
from api.web.looks import record_look
from api.web.routers import EDIT_REFUSALS, api_router, refused
from recommender.errors import NotFound
from recommender.permissions import Action
from recommender.store import plans
from recommender.store.results import runs
from recommender.store.totals import plan_totals
from recommender.workflows import follow_plan as following
from recommender.workflows.follow_plan import StepRequest

router = api_router("plans")


@router.get("/people/{officer_id}/plan", response_model=PlanOut, operation_id="show_plan")
def show_plan(
    viewer: Annotated[Viewer, permitted(Action.SEE_PEOPLE, Action.SEE_OWN)], store: StoreOf, now: Now,
    officer_id: PathId, query: Annotated[PlanQuery, Query()],
) -> Response:  # fmt: skip
    """The plan of one person in a year, with its progress."""
    require_in_sight(viewer, Action.SEE_PEOPLE, officer_id)
    with store.reading() as conn:
        found = plans.get_plan(conn, viewer, officer_id, year=query.year, run_id=query.run_id or "")
    record_look(store, viewer, at="show_plan", officers=[officer_id], now=now)
    told = PlanOut.of(found)
    return json_answer(told, etag=etag_of(told))


@router.get("/runs/{run_id}/plan-totals", response_model=PlanTotalsOut, operation_id="count_plans")
def count_plans(
    viewer: Annotated[Viewer, permitted(Action.SEE_TOTALS)], store: StoreOf, run_id: PathId,
    query: Annotated[TotalsQuery, Query()],
) -> Response:  # fmt: skip
    """Plans of a run by unit: people, courses, periods planned and done."""
    with store.reading() as conn:
        runs.get_run(conn, viewer, run_id)
        counted = plan_totals.plan_totals(conn, viewer, run_id, year=query.year, unit_id=query.unit_id or "")
    return json_answer(PlanTotalsOut(rows=[PlanTotalOut.of(row) for row in counted]))


@router.get("/people/{officer_id}/plan/{course_id}", response_model=StepOut, operation_id="show_step")
def show_step(
    viewer: Annotated[Viewer, permitted(Action.SEE_PEOPLE, Action.SEE_OWN)], store: StoreOf, now: Now,
    officer_id: PathId, course_id: PathId, query: Annotated[StepQuery, Query()],
) -> Response:  # fmt: skip
    """One course of a plan; its ETag is asked back when its progress is written."""
    told = _step(store, viewer, officer_id, course_id, query.year)
    record_look(store, viewer, at="show_step", officers=[officer_id], now=now)
    return json_answer(told, etag=etag_of(told))


@router.put(
    "/people/{officer_id}/plan/{course_id}", response_model=StepOut, operation_id="follow_plan",
    responses=refused(EDIT_REFUSALS),
)  # fmt: skip
def follow_plan(
    viewer: Annotated[Viewer, permitted(Action.FOLLOW_PLAN)], store: StoreOf, now: Now, officer_id: PathId,
    course_id: PathId, asked: StepIn, if_match: IfMatch = None,
) -> Response:  # fmt: skip
    """Write how far a course of this year's plan is."""
    year = now.year
    current = _step(store, viewer, officer_id, course_id, year)
    require_match(if_match, current)
    wanted = StepRequest(
        officer_id=officer_id, year=year, course_id=course_id, status=asked.status, version=current.version,
        periods_done=asked.periods_done, done_on=asked.done_on, wish=asked.wish, file_id=asked.file_id or "",
    )  # fmt: skip
    following.follow_plan(store, viewer, wanted, now=now)
    told = _step(store, viewer, officer_id, course_id, year)
    return json_answer(told, etag=etag_of(told))


def _step(store: StoreOf, viewer: Viewer, officer_id: str, course_id: str, year: int) -> StepOut:
    require_in_sight(viewer, Action.SEE_PEOPLE, officer_id)
    with store.reading() as conn:
        plan = plans.get_plan(conn, viewer, officer_id, year=year)
    found = next((step for step in plan.steps if step.course_id == course_id), None)
    if found is None:
        raise NotFound
    return StepOut.of(found)
