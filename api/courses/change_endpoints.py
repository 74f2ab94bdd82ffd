"""Courses and classes changed as JSON: by the institute that owns them; seats asked for by people and their HR."""

from __future__ import annotations

from typing import Annotated

from fastapi import Request
from starlette.responses import Response

from api.courses.schemas import (
    CountOut,
    CourseIn,
    EnrolmentIn,
    EnrolmentOut,
    NewCourseIn,
    OfferingIn,
    OfferingOut,
    OwnCourseOut,
    ResultsIn,
)
from api.web.access import Now, StoreOf, Viewer, permitted
from api.web.answers import json_answer
from api.web.etags import IfMatch, etag_of, require_match
from api.web.fields import PathId, Plain
from api.web.idempotency import IdempotencyKey, once
from api.web.routers import EDIT_REFUSALS, PREFIX, api_router, refused
from recommender.errors import NotFound
from recommender.permissions import Action
from recommender.store import offerings
from recommender.workflows import edit_courses, hold_classes

router = api_router("courses")
MayEdit = Annotated[Viewer, permitted(Action.EDIT_COURSES)]


@router.post("/own-courses", response_model=OwnCourseOut, status_code=201, operation_id="add_course")
def add_course(
    request: Request, viewer: MayEdit, store: StoreOf, now: Now, asked: NewCourseIn, key: IdempotencyKey = None
) -> Response:
    """Add a course of one's own."""

    def work() -> Response:
        told = OwnCourseOut.of(
            edit_courses.save_course(store, viewer, asked.request(asked.course_id, version=0), now=now)
        )
        headers = {"Location": f"{PREFIX}/own-courses/{told.course_id}"}
        return json_answer(told, status=201, etag=etag_of(told), headers=headers)

    return once(request, store, viewer=viewer, key=key, body=asked, now=now, work=work)


@router.put(
    "/own-courses/{own_course_id}", response_model=OwnCourseOut, operation_id="change_course",
    responses=refused(EDIT_REFUSALS),
)  # fmt: skip
def change_course(
    viewer: MayEdit, store: StoreOf, now: Now, own_course_id: PathId, asked: CourseIn, if_match: IfMatch = None
) -> Response:
    """Change a course of one's own; the next run plans with it."""
    current = _course(store, viewer, own_course_id)
    require_match(if_match, current)
    wanted = asked.request(own_course_id, version=current.version)
    told = OwnCourseOut.of(edit_courses.save_course(store, viewer, wanted, now=now))
    return json_answer(told, etag=etag_of(told))


@router.delete(
    "/own-courses/{own_course_id}", status_code=204, operation_id="end_course", responses=refused(EDIT_REFUSALS)
)  # fmt: skip
def end_course(
    viewer: MayEdit, store: StoreOf, now: Now, own_course_id: PathId, _: Plain, if_match: IfMatch = None
) -> Response:
    """Take a course of one's own out of use; runs made with it keep it."""
    current = _course(store, viewer, own_course_id)
    require_match(if_match, current)
    edit_courses.end_course(store, viewer, own_course_id, version=current.version, now=now)
    return Response(status_code=204)


@router.post("/offerings", response_model=OfferingOut, status_code=201, operation_id="announce_class")
def announce_class(
    request: Request, viewer: MayEdit, store: StoreOf, now: Now, asked: OfferingIn, key: IdempotencyKey = None
) -> Response:
    """Announce a class."""

    def work() -> Response:
        told = OfferingOut.of(hold_classes.save_class(store, viewer, asked.request(), now=now))
        headers = {"Location": f"{PREFIX}/offerings/{told.offering_id}"}
        return json_answer(told, status=201, etag=etag_of(told), headers=headers)

    return once(request, store, viewer=viewer, key=key, body=asked, now=now, work=work)


@router.put(
    "/offerings/{offering_id}", response_model=OfferingOut, operation_id="change_class",
    responses=refused(EDIT_REFUSALS),
)  # fmt: skip
def change_class(
    viewer: MayEdit, store: StoreOf, now: Now, offering_id: PathId, asked: OfferingIn, if_match: IfMatch = None
) -> Response:
    """Change a class of one's own."""
    with store.reading() as conn:
        found = offerings.get_offering(conn, offering_id)
    if found.owner_id != viewer.user_id:
        raise NotFound
    current = OfferingOut.of(found)
    require_match(if_match, current)
    wanted = asked.request(offering_id, version=current.version)
    told = OfferingOut.of(hold_classes.save_class(store, viewer, wanted, now=now))
    return json_answer(told, etag=etag_of(told))


@router.post(
    "/offerings/{offering_id}/enrolments", response_model=EnrolmentOut, status_code=201, operation_id="enrol"
)  # fmt: skip
def enrol(
    viewer: Annotated[Viewer, permitted(Action.FOLLOW_PLAN)], store: StoreOf, now: Now, offering_id: PathId,
    asked: EnrolmentIn,
) -> Response:  # fmt: skip
    """Wish for a seat for oneself, or send a person of the unit."""
    ticket = hold_classes.enrol(store, viewer, offering_id, officer_id=asked.officer_id, now=now)
    return json_answer(EnrolmentOut(enrolment_id=ticket), status=201)


@router.post("/offerings/{offering_id}/results", response_model=CountOut, operation_id="record_results")
def record_results(
    viewer: Annotated[Viewer, permitted(Action.RECORD_RESULTS)], store: StoreOf, now: Now, offering_id: PathId,
    asked: ResultsIn,
) -> Response:  # fmt: skip
    """Results of a class of one's own, by ticket; a passed class becomes evidence of the learner."""
    results = tuple(one.ticket() for one in asked.results)
    count = hold_classes.record_results(store, viewer, offering_id, results=results, now=now)
    return json_answer(CountOut(count=count))


def _course(store: StoreOf, viewer: Viewer, own_course_id: str) -> OwnCourseOut:
    with store.reading() as conn:
        found = offerings.get_own_course(conn, own_course_id)
    if found.owner_id != viewer.user_id:
        raise NotFound
    return OwnCourseOut.of(found)
