"""Pages of an institute: its own courses, and its classes with seats and learners by code. No page names a learner."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated, Final

from fastapi import Request
from starlette.responses import HTMLResponse, Response

from api.courses.contexts import (
    ClassContext,
    ClassFormContext,
    CourseFormContext,
    CoursesContext,
    Learner,
    OfferingsContext,
)
from api.courses.course_choice import LONGEST_SEARCH, MOST_FOUND, course_choice
from api.courses.forms import class_fields, class_request, class_values, course_fields, course_request, course_values
from api.look.forms import Choice, Field, refused_fields
from api.look.tables import Column, Table
from api.rendering import address_of, language_of, render, words_of
from api.web.access import Now, StoreOf, permitted
from api.web.page_cursors import PageCursor
from api.web.routers import page_router, see_other
from api.web.sent_forms import SentForm
from recommender.errors import Conflict, NangLucError, NotFound, UsageError
from recommender.learner_codes import learner_code
from recommender.permissions import Action, Viewer
from recommender.store import offerings, units
from recommender.store.catalogue_now import catalogue_now
from recommender.store.engine import Store
from recommender.store.offerings import OfferingFilter, OfferingView, OwnCourse, TicketView
from recommender.store.tables.plans import EnrolmentStatus
from recommender.store.tables.units import COUNTRY
from recommender.workflows.edit_courses import end_course, save_course
from recommender.workflows.hold_classes import save_class

router = page_router("courses")
Institute = Annotated[Viewer, permitted(Action.EDIT_COURSES)]
ROWS: Final = 50
USUAL_SEATS: Final = 40
"""A class is proposed with no more seats than this; larger ones are split."""


@router.get("/courses")
def course_list(request: Request, viewer: Institute, store: StoreOf, done: str = "") -> HTMLResponse:
    """Courses that institutes wrote; one's own can be changed."""
    _ = words_of(request)
    with store.reading() as conn:
        found = offerings.find_own_courses(conn, with_ended=True)
    table = Table(
        caption=_("Chương trình"), rows=found, address=address_of(request), total=len(found),
        empty=_("Chưa có chương trình riêng nào."), empty_next=_("Thêm chương trình để kế hoạch bồi dưỡng tính đến."),
        columns=(
            Column(label=_("Chương trình"), is_wide=True), Column(label=_("Cơ sở")),
            Column(label=_("Số tiết"), is_number=True),
            Column(label=_("Hình thức")), Column(label=_("Tình trạng")),
        ),
    )  # fmt: skip
    return render(request, "courses/courses.html", CoursesContext(table=table, viewer_id=viewer.user_id, done=done))


@router.get("/courses/new")
def new_course(request: Request, viewer: Institute) -> HTMLResponse:
    """The form of a new course."""
    return _course_form(request, None, {})


@router.post("/courses")
def add_course(request: Request, viewer: Institute, store: StoreOf, now: Now, sent: SentForm) -> Response:
    """A new course; the next run plans with it."""
    return _save_course(request, viewer, store, now, sent, None)


@router.get("/courses/{own_course_id}")
def course_page(request: Request, viewer: Institute, store: StoreOf, own_course_id: str) -> HTMLResponse:
    """The form of one's own course."""
    kept = _own_course(store, viewer, own_course_id)
    return _course_form(request, kept, course_values(kept))


@router.post("/courses/{own_course_id}")
def change_course(
    request: Request, viewer: Institute, store: StoreOf, now: Now, own_course_id: str, sent: SentForm
) -> Response:
    """The course as changed."""
    return _save_course(request, viewer, store, now, sent, _own_course(store, viewer, own_course_id))


@router.post("/courses/{own_course_id}/end")
def stop_course(viewer: Institute, store: StoreOf, now: Now, own_course_id: str) -> Response:
    """Take it out of use; runs made with it keep it."""
    kept = _own_course(store, viewer, own_course_id)
    end_course(store, viewer, own_course_id, version=kept.version, now=now)
    return see_other("/courses?done=ended")


@router.get("/offerings")
def class_list(request: Request, viewer: Institute, store: StoreOf, cursor: PageCursor = "") -> HTMLResponse:
    """Classes with their seats."""
    _ = words_of(request)
    with store.reading() as conn:
        wanted = OfferingFilter(owner_id=viewer.user_id)
        page = offerings.find_offerings(conn, wanted, limit=ROWS, cursor=cursor or None)
    table = Table(
        caption=_("Lớp học"), rows=page.rows, address=address_of(request),
        next_cursor=page.next_cursor or "", empty=_("Chưa mở lớp nào."),
        empty_next=_("Xem nhu cầu bồi dưỡng để biết nên mở lớp gì, ở đâu."),
        columns=(
            Column(label=_("Lớp học"), is_wide=True), Column(label=_("Nơi học")), Column(label=_("Thời gian")),
            Column(label=_("Đã cử / số chỗ"), is_number=True), Column(label=_("Tình trạng")),
        ),
    )  # fmt: skip
    return render(request, "courses/offerings.html", OfferingsContext(table=table))


@router.get("/offerings/new")
def new_class(
    request: Request, viewer: Institute, store: StoreOf, course: str = "", province: str = "", learners: str = "",
    q: str = "",
) -> HTMLResponse:  # fmt: skip
    """The form of a new class; a line of demand fills in the course, the province and the seats, `q` finds courses."""
    seats = str(min(int(learners), USUAL_SEATS)) if learners.isascii() and learners.isdecimal() else ""
    values = {"course_id": course, "province_id": province, "seats": seats, "mode": _usual_mode(store, course)}
    return _class_form(request, viewer, store, None, values)


@router.post("/offerings")
def add_class(request: Request, viewer: Institute, store: StoreOf, now: Now, sent: SentForm) -> Response:
    """A new class."""
    return _save_class(request, viewer, store, now, sent, None)


@router.get("/offerings/{offering_id}")
def class_page(request: Request, viewer: Institute, store: StoreOf, offering_id: str, done: str = "") -> HTMLResponse:
    """One class; its learners by code for who holds it."""
    with store.reading() as conn:
        offering = offerings.get_offering(conn, offering_id)
        is_own = offering.owner_id == viewer.user_id
        tickets = offerings.tickets_of(conn, viewer, offering_id) if is_own else None
    return render(request, "courses/class.html", ClassContext(
        offering=offering, learners=None if tickets is None else _learners(tickets),
        n_wishes=sum(one.status == EnrolmentStatus.WISHED for one in tickets or ()), done=done,
    ))  # fmt: skip


@router.get("/offerings/{offering_id}/edit")
def class_form(
    request: Request, viewer: Institute, store: StoreOf, offering_id: str, q: str = ""
) -> HTMLResponse:  # fmt: skip
    """The form of one's own class; `q` finds another course for it."""
    kept = _own_class(store, viewer, offering_id)
    return _class_form(request, viewer, store, kept, class_values(kept))


@router.post("/offerings/{offering_id}")
def change_class(
    request: Request, viewer: Institute, store: StoreOf, now: Now, offering_id: str, sent: SentForm
) -> Response:
    """The class as changed."""
    return _save_class(request, viewer, store, now, sent, _own_class(store, viewer, offering_id))


def _learners(tickets: Iterable[TicketView]) -> tuple[Learner, ...]:
    """Those who have a seat, by code."""
    seated = (one for one in tickets if one.status != EnrolmentStatus.WISHED)
    found = (Learner(code=learner_code(one.enrolment_id), ticket=one) for one in seated)
    return tuple(sorted(found, key=lambda one: one.code))


def _usual_mode(store: Store, course_id: str) -> str:
    """How the course is usually held; "" for one there is not."""
    with store.reading() as conn:
        course = catalogue_now(conn).courses.get(course_id)
    return str(course.mode) if course else ""


def _own_course(store: Store, viewer: Viewer, course_id: str) -> OwnCourse:
    with store.reading() as conn:
        kept = offerings.get_own_course(conn, course_id)
    if kept.owner_id != viewer.user_id:
        raise NotFound
    return kept


def _own_class(store: Store, viewer: Viewer, offering_id: str) -> OfferingView:
    with store.reading() as conn:
        kept = offerings.get_offering(conn, offering_id)
    if kept.owner_id != viewer.user_id:
        raise NotFound
    return kept


def _save_course(
    request: Request, viewer: Viewer, store: Store, now: datetime, sent: Mapping[str, str], kept: OwnCourse | None
) -> Response:
    try:
        save_course(store, viewer, course_request(sent, kept), now=now)
    except (UsageError, Conflict) as error:
        return _course_form(request, kept, sent, error)
    return see_other("/courses?done=saved")


def _save_class(
    request: Request, viewer: Viewer, store: Store, now: datetime, sent: Mapping[str, str], kept: OfferingView | None
) -> Response:
    try:
        saved = save_class(store, viewer, class_request(sent, kept), now=now)
    except UsageError as error:
        return _class_form(request, viewer, store, kept, sent, error)
    except NotFound:
        unplaced = UsageError("Chọn một tỉnh, thành phố.", "Choose a province.", field="province_id")
        return _class_form(request, viewer, store, kept, sent, unplaced)
    return see_other(f"/offerings/{saved.offering_id}?done=saved")


def _course_form(
    request: Request, kept: OwnCourse | None, values: Mapping[str, str], refused: NangLucError | None = None
) -> HTMLResponse:
    _, language = words_of(request), language_of(request)

    def fields(errors: Mapping[str, str]) -> tuple[Field, ...]:
        return course_fields(_, language, values, errors, is_new=kept is None)

    errors, problems = _said(refused, language, fields({}))
    context = CourseFormContext(fields=fields(errors), problems=problems, course=kept)
    return render(request, "courses/course_form.html", context, status=422 if refused else 200)


def _class_form(
    request: Request, viewer: Viewer, store: Store, kept: OfferingView | None, values: Mapping[str, str],
    refused: NangLucError | None = None,
) -> HTMLResponse:  # fmt: skip
    _, language, address = words_of(request), language_of(request), address_of(request)
    with store.reading() as conn:
        known = catalogue_now(conn).courses
        own = {one.course_id for one in offerings.find_own_courses(conn) if one.owner_id == viewer.user_id}
        provinces = tuple(Choice(value=one.unit_id, label=one.name) for one in units.children(conn, COUNTRY))
    sought = address.value("q").strip()
    found = course_choice(
        known, text=sought, chosen=values.get("course_id", ""), own=own, language=language
    )  # fmt: skip
    courses = (Choice(value="", label=_("Chọn chương trình")), *found.choices)
    if found.n_found == 1 and not values.get("course_id"):
        values = {**values, "course_id": found.choices[0].value}

    def fields(errors: Mapping[str, str]) -> tuple[Field, ...]:
        return class_fields(_, language, values, errors, courses=courses, provinces=provinces)

    errors, problems = _said(refused, language, fields({}))
    page = f"/offerings/{kept.offering_id}/edit" if kept else "/offerings/new"
    context = ClassFormContext(
        fields=fields(errors), problems=problems, offering=kept, page=page, n_found=found.n_found if sought else -1,
        n_shown=min(found.n_found, MOST_FOUND),
        search=Field(
            name="q", label=_("Tìm chương trình"), value=address.value("q"), max_length=LONGEST_SEARCH,
            hint=_("Một phần của tên hoặc mã, không cần dấu; kết quả hiện trong ô Chương trình."),
        ),
        sought=tuple((name, address.value(name)) for name in ("course", "province", "learners") if address.value(name)),
    )  # fmt: skip
    return render(request, "courses/class_form.html", context, status=422 if refused else 200)


def _said(
    refused: NangLucError | None, language: str, fields: Iterable[Field]
) -> tuple[dict[str, str], tuple[str, ...]]:  # fmt: skip
    """What a refusal says beside the fields, and above the form."""
    return refused_fields(refused, language, [one.name for one in fields]) if refused else ({}, ())
