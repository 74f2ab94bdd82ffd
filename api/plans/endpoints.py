"""Training plans as JSON: one person's with its progress, and totals by unit."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from api.plans.schemas import PlanOut, PlanQuery, PlanTotalOut, PlanTotalsOut, TotalsQuery
from api.web.access import Now, StoreOf, Viewer, permitted
from api.web.answers import json_answer
from api.web.etags import etag_of
from api.web.fields import PathId
from api.web.looks import record_look
from api.web.routers import api_router
from recommender.permissions import Action
from recommender.store import plans, runs

router = api_router("plans")


@router.get("/people/{officer_id}/plan", response_model=PlanOut, operation_id="show_plan")
def show_plan(
    viewer: Annotated[Viewer, permitted(Action.SEE_PEOPLE, Action.SEE_OWN)], store: StoreOf, now: Now,
    officer_id: PathId, query: Annotated[PlanQuery, Query()],
) -> Response:  # fmt: skip
    """The plan of one person in a year, with its progress."""
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
        counted = plans.plan_totals(conn, viewer, run_id, year=query.year, unit_id=query.unit_id or "")
    return json_answer(PlanTotalsOut(rows=[PlanTotalOut.of(row) for row in counted]))
