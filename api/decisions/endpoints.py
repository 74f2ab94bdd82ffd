"""Decisions as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request
from starlette.responses import Response

from api.decisions.schemas import ConfirmIn, ConfirmOut, DecisionIn, DecisionOut, DecisionsQuery, PairOut
from api.web.access import Now, SettingsOf, StoreOf, Viewer, permitted
from api.web.answers import json_answer
from api.web.fields import PathId, Plain
from api.web.idempotency import IdempotencyKey, once
from api.web.lists import PageOut, page_answer, seal_of
from api.web.looks import record_look
from api.web.routers import PREFIX, api_router
from recommender.permissions import Action
from recommender.store.results import decisions
from recommender.workflows import decide as deciding

router = api_router("decisions")
MayDecide = Annotated[Viewer, permitted(Action.DECIDE)]
SeesPeopleOrSelf = Annotated[Viewer, permitted(Action.SEE_PEOPLE, Action.SEE_OWN)]


@router.get("/decisions", response_model=PageOut[DecisionOut], operation_id="list_decisions")
def list_decisions(
    request: Request, viewer: SeesPeopleOrSelf, settings: SettingsOf, store: StoreOf, now: Now,
    query: Annotated[DecisionsQuery, Query()],
) -> Response:  # fmt: skip
    """Decisions, newest first; a person sees those on the own published verdicts."""
    seal = seal_of(request, settings, viewer, query)
    with store.reading() as conn:
        page = decisions.find_decisions(
            conn, viewer, query.filter(), limit=query.limit, cursor=seal.opened(query.cursor)
        )  # fmt: skip
    record_look(store, viewer, at="list_decisions", officers=[row.officer_id for row in page.rows], now=now)
    return page_answer(request, page, seal=seal, into=PageOut[DecisionOut], shown=DecisionOut.of)


@router.get("/decisions/{decision_id}", response_model=DecisionOut, operation_id="show_decision")
def show_decision(viewer: SeesPeopleOrSelf, store: StoreOf, now: Now, decision_id: PathId, _: Plain) -> Response:
    """One decision."""
    with store.reading() as conn:
        found = decisions.get_decision(conn, viewer, decision_id)
    record_look(store, viewer, at="show_decision", officers=[found.officer_id], unit_id=found.unit_id, now=now)
    return json_answer(DecisionOut.of(found))


@router.post(
    "/decisions", response_model=DecisionOut, status_code=201, operation_id="decide",
    responses={201: {"headers": {"Location": {"schema": {"type": "string"}, "description": "The decision"}}}},
)  # fmt: skip
def decide(
    request: Request, viewer: MayDecide, store: StoreOf, now: Now, asked: DecisionIn, key: IdempotencyKey = None
) -> Response:
    """Confirm or override a proposal under one's own name; both values are kept."""

    def work() -> Response:
        decision_id = deciding.decide(store, viewer, asked.request(), now=now)
        with store.reading() as conn:
            made = decisions.get_decision(conn, viewer, decision_id)
        headers = {"Location": f"{PREFIX}/decisions/{decision_id}"}
        return json_answer(DecisionOut.of(made), status=201, headers=headers)

    return once(request, store, viewer=viewer, key=key, body=asked, now=now, work=work)


@router.post("/decisions/confirm", response_model=ConfirmOut, operation_id="confirm_proposals")
def confirm_proposals(
    request: Request, viewer: MayDecide, store: StoreOf, now: Now, asked: ConfirmIn, key: IdempotencyKey = None
) -> Response:
    """Confirm up to 50 proposals as they are; those to be reviewed are left."""

    def work() -> Response:
        done = deciding.confirm(store, viewer, asked.request(), now=now)
        left = [PairOut(officer_id=officer, position_id=position) for officer, position in done.left]
        return json_answer(ConfirmOut(decision_ids=list(done.decision_ids), left=left))

    return once(request, store, viewer=viewer, key=key, body=asked, now=now, work=work)
