"""Objections as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request
from starlette.responses import Response

from api.objections.schemas import AnswerIn, ObjectionIn, ObjectionOut, ObjectionsQuery
from api.web.access import Now, SettingsOf, StoreOf, Viewer, permitted
from api.web.answers import json_answer
from api.web.etags import IfMatch, etag_of, require_match
from api.web.fields import PathId, Plain
from api.web.idempotency import IdempotencyKey, once
from api.web.lists import PageOut, page_answer, seal_of
from api.web.looks import record_look
from api.web.routers import EDIT_REFUSALS, PREFIX, api_router, refused
from recommender.permissions import Action
from recommender.store.results import objections
from recommender.workflows import object_to_verdict as objecting
from recommender.workflows.object_to_verdict import AnswerRequest, ObjectRequest

router = api_router("objections")
SeesPeopleOrSelf = Annotated[Viewer, permitted(Action.SEE_PEOPLE, Action.SEE_OWN)]


@router.get("/objections", response_model=PageOut[ObjectionOut], operation_id="list_objections")
def list_objections(
    request: Request, viewer: SeesPeopleOrSelf, settings: SettingsOf, store: StoreOf, now: Now,
    query: Annotated[ObjectionsQuery, Query()],
) -> Response:  # fmt: skip
    """Objections, the nearest deadline first; a person sees the own ones."""
    seal = seal_of(request, settings, viewer, query)
    with store.reading() as conn:
        page = objections.find_objections(
            conn, viewer, query.filter(), limit=query.limit, cursor=seal.opened(query.cursor)
        )  # fmt: skip
    record_look(store, viewer, at="list_objections", officers=[row.officer_id for row in page.rows], now=now)
    return page_answer(request, page, seal=seal, into=PageOut[ObjectionOut], shown=ObjectionOut.of)


@router.get("/objections/{objection_id}", response_model=ObjectionOut, operation_id="show_objection")
def show_objection(viewer: SeesPeopleOrSelf, store: StoreOf, now: Now, objection_id: PathId, _: Plain) -> Response:
    """One objection with its answer; its ETag is asked back when it is answered or withdrawn."""
    with store.reading() as conn:
        found = objections.get_objection(conn, viewer, objection_id)
    record_look(store, viewer, at="show_objection", officers=[found.officer_id], unit_id=found.unit_id, now=now)
    told = ObjectionOut.of(found)
    return json_answer(told, etag=etag_of(told))


@router.post(
    "/objections", response_model=ObjectionOut, status_code=201, operation_id="object_to_verdict",
    responses={201: {"headers": {"Location": {"schema": {"type": "string"}, "description": "The objection"}}}},
)  # fmt: skip
def object_to_verdict(
    request: Request, viewer: Annotated[Viewer, permitted(Action.OBJECT)], store: StoreOf, now: Now,
    asked: ObjectionIn, key: IdempotencyKey = None,
) -> Response:  # fmt: skip
    """Object to one's own published verdict; the answer is due within seven working days."""
    wanted = ObjectRequest(run_id=asked.run_id, position_id=asked.position_id, text=asked.text)
    holidays = request.app.state.settings.holidays

    def work() -> Response:
        objection_id = objecting.object_to_verdict(store, viewer, wanted, now=now, holidays=holidays)
        told = _read(store, viewer, objection_id)
        headers = {"Location": f"{PREFIX}/objections/{objection_id}"}
        return json_answer(told, status=201, etag=etag_of(told), headers=headers)

    return once(request, store, viewer=viewer, key=key, body=asked, now=now, work=work)


@router.post(
    "/objections/{objection_id}/withdraw", response_model=ObjectionOut, operation_id="withdraw_objection"
)  # fmt: skip
def withdraw_objection(
    viewer: Annotated[Viewer, permitted(Action.OBJECT)], store: StoreOf, now: Now, objection_id: PathId, _: Plain
) -> Response:
    """Take one's own objection back."""
    objecting.withdraw_objection(store, viewer, objection_id, now=now)
    return json_answer(_read(store, viewer, objection_id))


@router.put(
    "/objections/{objection_id}/answer", response_model=ObjectionOut, operation_id="answer_objection",
    responses=refused(EDIT_REFUSALS),
)  # fmt: skip
def answer_objection(
    viewer: Annotated[Viewer, permitted(Action.ANSWER_OBJECTION)], store: StoreOf, now: Now, objection_id: PathId,
    asked: AnswerIn, if_match: IfMatch = None,
) -> Response:  # fmt: skip
    """Accept or reject an objection with words the person will read."""
    current = _read(store, viewer, objection_id)
    require_match(if_match, current)
    wanted = AnswerRequest(
        objection_id=objection_id, is_accepted=asked.is_accepted, answer=asked.answer, version=current.version
    )  # fmt: skip
    objecting.answer_objection(store, viewer, wanted, now=now)
    told = _read(store, viewer, objection_id)
    return json_answer(told, etag=etag_of(told))


def _read(store: StoreOf, viewer: Viewer, objection_id: str) -> ObjectionOut:
    with store.reading() as conn:
        return ObjectionOut.of(objections.get_objection(conn, viewer, objection_id))
