"""Surplus and shortage, proposed moves and the fairness report as JSON."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import Query, Request
from starlette.responses import Response

from api.staffing.schemas import (
    BalanceOut,
    BalanceQuery,
    FairnessListOut,
    FairnessOut,
    FairnessQuery,
    MoveOut,
    MovesQuery,
    ReasonIn,
)
from api.web.access import Now, SettingsOf, StoreOf, Viewer, permitted
from api.web.answers import json_answer
from api.web.bulk import TABLE_TYPES, TableFormat, table_answer
from api.web.chosen_run import chosen_run
from api.web.lists import PageOut, page_answer, seal_of
from api.web.looks import record_look
from api.web.routers import api_router
from recommender.permissions import Action
from recommender.store.totals import balance, staffing
from recommender.types import Baseline
from recommender.workflows.publish_run import ReasonRequest, give_fairness_reason

router = api_router("staffing")


@router.get(
    "/balance", response_model=PageOut[BalanceOut], operation_id="list_balance",
    responses={200: {"content": TABLE_TYPES}},
)  # fmt: skip
def list_balance(
    request: Request, viewer: Annotated[Viewer, permitted(Action.SEE_BALANCE)], settings: SettingsOf, store: StoreOf,
    query: Annotated[BalanceQuery, Query()],
) -> Response:  # fmt: skip
    """Posts filled against norm, quota and plan by unit and position."""
    seal = seal_of(request, settings, viewer, query)
    run = chosen_run(store, viewer, query.run_id)
    with store.reading() as conn:
        if query.form is not TableFormat.JSON:
            rows = [BalanceOut.of(row) for row in balance.every_balance(conn, viewer, run.run_id, query.filter())]
            return table_answer(rows, name=f"balance-{run.run_id}", of=BalanceOut, form=query.form)
        page = balance.balance_page(
            conn, viewer, run.run_id, query.filter(), limit=query.limit, cursor=seal.opened(query.cursor)
        )
        sums = balance.balance_by_position(conn, viewer, run.run_id, query.filter(), against=Baseline.QUOTA)
    page = replace(page, total=sum(one.n for one in sums))
    return page_answer(request, page, seal=seal, into=PageOut[BalanceOut], shown=BalanceOut.of)


@router.get("/moves", response_model=PageOut[MoveOut], operation_id="list_moves")
def list_moves(
    request: Request, viewer: Annotated[Viewer, permitted(Action.SEE_MOVES)], settings: SettingsOf, store: StoreOf,
    now: Now, query: Annotated[MovesQuery, Query()],
) -> Response:  # fmt: skip
    """Proposed moves that leave a unit of the caller's."""
    seal = seal_of(request, settings, viewer, query)
    run = chosen_run(store, viewer, query.run_id)
    with store.reading() as conn:
        page = staffing.find_moves(
            conn, viewer, run.run_id, unit_id=query.unit_id or "", limit=query.limit, cursor=seal.opened(query.cursor)
        )  # fmt: skip
    record_look(store, viewer, at="list_moves", officers=[row.officer_id for row in page.rows], now=now)
    return page_answer(request, page, seal=seal, into=PageOut[MoveOut], shown=MoveOut.of)


@router.get("/fairness", response_model=FairnessListOut, operation_id="show_fairness")
def show_fairness(
    viewer: Annotated[Viewer, permitted(Action.SEE_FAIRNESS)], store: StoreOf, query: Annotated[FairnessQuery, Query()]
) -> Response:
    """How often each group meets the main position, for those who answer for the whole unit of the run."""
    run = chosen_run(store, viewer, query.run_id)
    with store.reading() as conn:
        found = staffing.fairness_rows(conn, viewer, run.run_id)
    return json_answer(FairnessListOut(run_id=run.run_id, rows=[FairnessOut.of(row) for row in found]))


@router.post("/fairness/reasons", status_code=204, operation_id="give_fairness_reason")
def give_reason(
    viewer: Annotated[Viewer, permitted(Action.GIVE_FAIRNESS_REASON)], store: StoreOf, now: Now, given: ReasonIn
) -> Response:
    """Write down why the rate of one group differs; without it the run is not published. Once given it stays."""
    wanted = ReasonRequest(run_id=given.run_id, dimension=given.dimension, group=given.group, reason=given.reason)
    give_fairness_reason(store, viewer, wanted, now=now)
    return Response(status_code=204)
