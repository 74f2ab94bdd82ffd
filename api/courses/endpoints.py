"""Institutes' courses, their classes and the tickets of learners as JSON; no name is in any of them."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request
from starlette.responses import Response

from api.courses.schemas import OfferingOut, OfferingsQuery, OwnCourseOut, OwnCoursesQuery, TicketOut, TicketsOut
from api.web.access import SettingsOf, StoreOf, Viewer, permitted, signed_in
from api.web.answers import json_answer
from api.web.etags import etag_of
from api.web.fields import PathId, Plain
from api.web.lists import PageOut, page_answer, page_in_memory, seal_of
from api.web.routers import api_router
from recommender.permissions import Action
from recommender.store import offerings

router = api_router("courses")
SignedIn = Annotated[Viewer, signed_in()]


@router.get("/own-courses", response_model=PageOut[OwnCourseOut], operation_id="list_own_courses")
def list_own_courses(
    request: Request, viewer: SignedIn, settings: SettingsOf, store: StoreOf,
    query: Annotated[OwnCoursesQuery, Query()],
) -> Response:  # fmt: skip
    """Courses that institutes wrote, by id."""
    seal = seal_of(request, settings, viewer, query)
    owner = viewer.user_id if query.mine else ""
    with store.reading() as conn:
        found = offerings.find_own_courses(conn, owner_id=owner, text=query.q, with_ended=query.with_ended)
    page = page_in_memory(
        found, key=lambda row: row.course_id, after=seal.opened(query.cursor), limit=query.limit
    )  # fmt: skip
    return page_answer(request, page, seal=seal, into=PageOut[OwnCourseOut], shown=OwnCourseOut.of)


@router.get("/own-courses/{own_course_id}", response_model=OwnCourseOut, operation_id="show_own_course")
def show_own_course(_: SignedIn, store: StoreOf, own_course_id: PathId, __: Plain) -> Response:
    """One course that an institute wrote."""
    with store.reading() as conn:
        told = OwnCourseOut.of(offerings.get_own_course(conn, own_course_id))
    return json_answer(told, etag=etag_of(told))


@router.get("/offerings", response_model=PageOut[OfferingOut], operation_id="list_offerings")
def list_offerings(
    request: Request, viewer: SignedIn, settings: SettingsOf, store: StoreOf, query: Annotated[OfferingsQuery, Query()]
) -> Response:
    """Classes in the order they were entered."""
    seal = seal_of(request, settings, viewer, query)
    with store.reading() as conn:
        page = offerings.find_offerings(
            conn, query.filter(viewer.user_id), limit=query.limit, cursor=seal.opened(query.cursor)
        )  # fmt: skip
    return page_answer(request, page, seal=seal, into=PageOut[OfferingOut], shown=OfferingOut.of)


@router.get("/offerings/{offering_id}", response_model=OfferingOut, operation_id="show_offering")
def show_offering(_: SignedIn, store: StoreOf, offering_id: PathId, __: Plain) -> Response:
    """One class."""
    with store.reading() as conn:
        told = OfferingOut.of(offerings.get_offering(conn, offering_id))
    return json_answer(told, etag=etag_of(told))


@router.get("/offerings/{offering_id}/tickets", response_model=TicketsOut, operation_id="list_tickets")
def list_tickets(
    viewer: Annotated[Viewer, permitted(Action.RECORD_RESULTS)], store: StoreOf, offering_id: PathId, _: Plain
) -> Response:
    """Learners of a class for the institute that holds it: tickets without names."""
    with store.reading() as conn:
        found = offerings.tickets_of(conn, viewer, offering_id)
    return json_answer(TicketsOut(rows=[TicketOut.of(row) for row in found]))
