"""Pages of HR about classes: which take learners, who of the unit needs them, sending people, their learner codes."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final

from fastapi import Form, Request
from starlette.responses import HTMLResponse, Response

from api.courses.contexts import OpenClassesContext, SendingContext, Sent
from api.look.tables import Column, Table
from api.look.words import word
from api.rendering import address_of, language_of, message_of, render, words_of
from api.web.access import Now, StoreOf, permitted
from api.web.downloads import bytes_answer
from api.web.looks import record_look
from api.web.page_cursors import PageCursor
from api.web.routers import page_router, see_other
from recommender.documents.class_sheet import learners_sheet
from recommender.errors import Conflict, UsageError
from recommender.learner_codes import learner_code
from recommender.permissions import WHOLE_COUNTRY, Action, Viewer
from recommender.store import Connection, offerings, units
from recommender.store.engine import Store
from recommender.store.offerings import LearnerView, OfferingFilter
from recommender.store.results import runs
from recommender.store.tables.plans import EnrolmentStatus, OfferingStatus
from recommender.workflows.hold_classes import enrol

router = page_router("courses")
SeesPeople = Annotated[Viewer, permitted(Action.SEE_PEOPLE)]
ROWS: Final = 50
MOST_AT_ONCE: Final = 200


@router.get("/classes")
def open_classes(request: Request, viewer: SeesPeople, store: StoreOf, cursor: PageCursor = "") -> HTMLResponse:
    """Classes of the viewer's province that take learners."""
    _ = words_of(request)
    with store.reading() as conn:
        wanted = OfferingFilter(status=OfferingStatus.OPEN, province_id=_province(conn, viewer))
        page = offerings.find_offerings(conn, wanted, limit=ROWS, cursor=cursor or None)
    table = Table(
        caption=_("Lớp đang nhận học viên"), rows=page.rows, address=address_of(request),
        next_cursor=page.next_cursor or "", empty=_("Chưa có lớp nào đang nhận học viên."),
        empty_next=_("Cơ sở đào tạo mở lớp theo nhu cầu bồi dưỡng đã công bố."),
        columns=(
            Column(label=_("Lớp học"), is_wide=True), Column(label=_("Cơ sở")), Column(label=_("Nơi học")),
            Column(label=_("Thời gian")), Column(label=_("Còn chỗ"), is_number=True),
        ),
    )  # fmt: skip
    return render(request, "courses/classes.html", OpenClassesContext(table=table))


@router.get("/classes/{offering_id}")
def sending_page(
    request: Request, viewer: SeesPeople, store: StoreOf, now: Now, offering_id: str, sent: int = 0
) -> HTMLResponse:
    """Who of the viewer's units is in a class, and who could be sent."""
    context = _sending(viewer, store, offering_id, n_sent=sent)
    _record(store, viewer, context, now)
    return render(request, "courses/sending.html", context)


@router.get("/classes/{offering_id}/learners.xlsx")
def learners_file(request: Request, viewer: SeesPeople, store: StoreOf, now: Now, offering_id: str) -> Response:
    """The list of the unit's learners with their codes, for HR to hand to them; never for the institute."""
    context, language = _sending(viewer, store, offering_id), language_of(request)
    rows = [
        (one.learner.name, one.unit_name, one.code, word(one.learner.status, "learner", language))
        for one in context.sent
    ]
    record_look(
        store, viewer, at="class_list", officers=[one.learner.officer_id for one in context.sent], now=now
    )  # fmt: skip
    content = learners_sheet(rows, title=context.offering.course_vi, language=language)
    return bytes_answer(content, f"hoc-vien-{context.offering.course_id}-{offering_id[-6:]}.xlsx")


@router.post("/classes/{offering_id}/learners")
def send_people(
    request: Request, viewer: SeesPeople, store: StoreOf, now: Now, offering_id: str,
    officers: Annotated[list[str] | None, Form(max_length=MOST_AT_ONCE)] = None,
) -> Response:  # fmt: skip
    """Each person that was picked gets a seat and a learner code, as far as there are seats."""
    picked, done = list(dict.fromkeys(officers or ())), 0
    try:
        if not picked:
            raise UsageError("Chọn ít nhất một người.", "Choose at least one person.")
        for officer_id in picked:
            enrol(store, viewer, offering_id, officer_id=officer_id, now=now)
            done += 1
    except (Conflict, UsageError) as error:
        context = _sending(viewer, store, offering_id, n_sent=done, problems=(message_of(error, request),))
        _record(store, viewer, context, now)
        return render(request, "courses/sending.html", context, status=422)
    return see_other(f"/classes/{offering_id}?sent={done}")


def _sending(
    viewer: Viewer, store: Store, offering_id: str, *, n_sent: int = 0, problems: tuple[str, ...] = ()
) -> SendingContext:
    with store.reading() as conn:
        offering = offerings.get_offering(conn, offering_id)
        learners = offerings.learners_of(conn, viewer, offering_id=offering_id)
        names = units.unit_names(conn, [one.unit_id for one in learners])
        run = runs.latest_run(conn, viewer, is_published=False)
        candidates = offerings.find_candidates(conn, viewer, offering, run_id=run.run_id if run else "")
    is_open = offering.status in (OfferingStatus.OPEN, OfferingStatus.PLANNED)
    return SendingContext(
        offering=offering, sent=tuple(_sent(one, names) for one in learners if one.status != EnrolmentStatus.WISHED),
        candidates=candidates if is_open else (), left=max(offering.seats - offering.taken, 0), problems=problems,
        may_send=is_open and bool(viewer.roots(Action.FOLLOW_PLAN)), n_sent=n_sent,
    )  # fmt: skip


def _sent(learner: LearnerView, names: dict[str, str]) -> Sent:
    return Sent(
        learner=learner, unit_name=names.get(learner.unit_id, learner.unit_id), code=learner_code(learner.enrolment_id)
    )


def _record(store: Store, viewer: Viewer, context: SendingContext, now: datetime) -> None:
    seen = [one.learner.officer_id for one in context.sent] + [one.officer_id for one in context.candidates]
    record_look(store, viewer, at="class", officers=list(dict.fromkeys(seen)), now=now)


def _province(conn: Connection, viewer: Viewer) -> str:
    """The one province the viewer works in; "" for several, or for the whole country."""
    roots = viewer.roots(Action.SEE_PEOPLE)
    if WHOLE_COUNTRY in roots:
        return ""
    found = {units.get_unit(conn, root).province_id for root in roots}
    return found.pop() if len(found) == 1 else ""
