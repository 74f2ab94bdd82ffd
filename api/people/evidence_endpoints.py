"""Evidence as JSON: added by the person or the unit, judged by the unit, withdrawn by who added it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Request
from starlette.responses import Response

from api.people.schemas import AddedOut, EvidenceIn, JudgementIn
from api.web.access import Now, StoreOf, Viewer, permitted
from api.web.answers import json_answer
from api.web.fields import PathId, Plain
from api.web.idempotency import IdempotencyKey, once
from api.web.routers import api_router
from recommender.permissions import Action
from recommender.workflows import add_evidence as adding

router = api_router("people")
MayAdd = Annotated[Viewer, permitted(Action.ADD_EVIDENCE)]


@router.post(
    "/people/{officer_id}/evidence", response_model=AddedOut, status_code=201, operation_id="add_evidence"
)  # fmt: skip
def add_evidence(
    request: Request, viewer: MayAdd, store: StoreOf, now: Now, officer_id: PathId, asked: EvidenceIn,
    key: IdempotencyKey = None,
) -> Response:  # fmt: skip
    """Add or correct evidence: one's own waits for the unit, that of the unit counts in the next run."""

    def work() -> Response:
        statement_id = adding.add_evidence(store, viewer, asked.request(officer_id), now=now)
        return json_answer(AddedOut(statement_id=statement_id), status=201)

    return once(request, store, viewer=viewer, key=key, body=asked, now=now, work=work)


@router.post("/evidence/{statement_id}/judge", status_code=204, operation_id="judge_evidence")
def judge_evidence(viewer: MayAdd, store: StoreOf, now: Now, statement_id: PathId, asked: JudgementIn) -> Response:
    """The unit's word on a statement that waits."""
    adding.judge_evidence(
        store, viewer, statement_id, is_accepted=asked.is_accepted, answer=asked.answer, now=now
    )  # fmt: skip
    return Response(status_code=204)


@router.post("/evidence/{statement_id}/withdraw", status_code=204, operation_id="withdraw_evidence")
def withdraw_evidence(viewer: MayAdd, store: StoreOf, now: Now, statement_id: PathId, _: Plain) -> Response:
    """Take back a statement that one added oneself."""
    adding.withdraw_evidence(store, viewer, statement_id, now=now)
    return Response(status_code=204)
