"""People, their evidence and results as JSON; every look at another person is written into the audit."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request
from starlette.responses import Response

from api.people.schemas import (
    AssessmentListOut,
    AssessmentOut,
    EvidenceListOut,
    EvidenceOut,
    FullPersonOut,
    PeopleQuery,
    PersonalOut,
    PersonOut,
)
from api.web.access import Now, SettingsOf, StoreOf, Viewer, permitted
from api.web.answers import json_answer
from api.web.fields import PathId, Plain
from api.web.lists import PageOut, page_answer, seal_of
from api.web.looks import record_look
from api.web.routers import api_router
from recommender.permissions import Action
from recommender.store import people

router = api_router("people")
SeesPeople = Annotated[Viewer, permitted(Action.SEE_PEOPLE)]
SeesPeopleOrSelf = Annotated[Viewer, permitted(Action.SEE_PEOPLE, Action.SEE_OWN)]


@router.get("/people", response_model=PageOut[PersonOut], operation_id="list_people")
def list_people(
    request: Request, viewer: SeesPeople, settings: SettingsOf, store: StoreOf, now: Now,
    query: Annotated[PeopleQuery, Query()],
) -> Response:  # fmt: skip
    """People of the units the caller may see, by given name."""
    seal = seal_of(request, settings, viewer, query)
    with store.reading() as conn:
        page = people.find_people(
            conn, viewer, query.filter(), limit=query.limit, cursor=seal.opened(query.cursor),
            with_total=query.with_total,
        )  # fmt: skip
    record_look(store, viewer, at="list_people", officers=[row.officer_id for row in page.rows], now=now)
    return page_answer(request, page, seal=seal, into=PageOut[PersonOut], shown=PersonOut.of)


@router.get("/people/{officer_id}", response_model=FullPersonOut, operation_id="show_person")
def show_person(viewer: SeesPeopleOrSelf, store: StoreOf, now: Now, officer_id: PathId, _: Plain) -> Response:
    """One person with posts, evidence and results."""
    return json_answer(FullPersonOut.of(_looked_at(viewer, store, now, officer_id, at="show_person")))


@router.get("/people/{officer_id}/evidence", response_model=EvidenceListOut, operation_id="list_evidence")
def list_evidence(viewer: SeesPeopleOrSelf, store: StoreOf, now: Now, officer_id: PathId, _: Plain) -> Response:
    """Everything said about one person."""
    person = _looked_at(viewer, store, now, officer_id, at="list_evidence")
    return json_answer(EvidenceListOut(rows=[EvidenceOut.of(row) for row in person.statements]))


@router.get("/people/{officer_id}/assessments", response_model=AssessmentListOut, operation_id="list_assessments")
def list_assessments(viewer: SeesPeopleOrSelf, store: StoreOf, now: Now, officer_id: PathId, _: Plain) -> Response:
    """Every result of one person."""
    person = _looked_at(viewer, store, now, officer_id, at="list_assessments")
    return json_answer(AssessmentListOut(rows=[AssessmentOut.of(row) for row in person.assessments]))


@router.get("/people/{officer_id}/personal", response_model=PersonalOut, operation_id="show_personal")
def show_personal(viewer: SeesPeopleOrSelf, store: StoreOf, now: Now, officer_id: PathId, _: Plain) -> Response:
    """The sensitive fields of one person."""
    with store.reading() as conn:
        found = people.get_personal(conn, viewer, officer_id)
    record_look(store, viewer, at="show_personal", officers=[officer_id], now=now)
    return json_answer(PersonalOut.of(found))


def _looked_at(viewer: Viewer, store: StoreOf, now: Now, officer_id: str, *, at: str) -> people.Person:
    with store.reading() as conn:
        found = people.get_person(conn, viewer, officer_id)
    record_look(store, viewer, at=at, officers=[officer_id], unit_id=found.person.unit_id, now=now)
    return found
