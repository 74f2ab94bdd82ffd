"""Objections as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request
from starlette.responses import Response

from api.objections.schemas import ObjectionOut, ObjectionsQuery
from api.web.access import Now, SettingsOf, StoreOf, Viewer, permitted
from api.web.answers import json_answer
from api.web.etags import etag_of
from api.web.fields import PathId, Plain
from api.web.lists import PageOut, page_answer, seal_of
from api.web.looks import record_look
from api.web.routers import api_router
from recommender.permissions import Action
from recommender.store import objections

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
