"""Training demand as JSON, NDJSON or CSV, in totals only."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from api.demand.schemas import DemandCellOut, DemandOut, DemandQuery, UncoveredListOut, UncoveredOut, UncoveredQuery
from api.web.access import StoreOf, Viewer, permitted
from api.web.answers import json_answer
from api.web.bulk import TABLE_TYPES, TableFormat, table_answer
from api.web.chosen_run import chosen_run
from api.web.routers import api_router
from recommender.permissions import Action
from recommender.store.totals import demand

router = api_router("demand")
SeesDemand = Annotated[Viewer, permitted(Action.SEE_DEMAND)]


@router.get(
    "/demand", response_model=DemandOut, operation_id="list_demand", responses={200: {"content": TABLE_TYPES}}
)  # fmt: skip
def list_demand(viewer: SeesDemand, store: StoreOf, query: Annotated[DemandQuery, Query()]) -> Response:
    """Learners and periods by course and group; with `format` the whole table as a file."""
    run = chosen_run(store, viewer, query.run_id)
    with store.reading() as conn:
        found = demand.demand_cells(conn, viewer, run.run_id, by=query.by, wanted=query.filter())
    rows = [DemandCellOut.of(cell) for cell in found]
    if query.form is not TableFormat.JSON:
        return table_answer(rows, name=f"demand-{run.run_id}", of=DemandCellOut, form=query.form)
    return json_answer(DemandOut(run_id=run.run_id, rows=rows))


@router.get(
    "/uncovered", response_model=UncoveredListOut, operation_id="list_uncovered",
    responses={200: {"content": TABLE_TYPES}},
)  # fmt: skip
def list_uncovered(viewer: SeesDemand, store: StoreOf, query: Annotated[UncoveredQuery, Query()]) -> Response:
    """Needs that no course of the catalogue closes; with `format` the whole table as a file."""
    run = chosen_run(store, viewer, query.run_id)
    with store.reading() as conn:
        found = demand.uncovered_needs(conn, viewer, run.run_id, unit_id=query.unit_id or "")
    rows = [UncoveredOut.of(need) for need in found]
    if query.form is not TableFormat.JSON:
        return table_answer(rows, name=f"uncovered-{run.run_id}", of=UncoveredOut, form=query.form)
    return json_answer(UncoveredListOut(run_id=run.run_id, rows=rows))
