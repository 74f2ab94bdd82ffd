"""Pages of objections: those that wait with their deadlines, and one to be answered."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import Form, Request
from starlette.responses import HTMLResponse, Response

from api.look import words
from api.look.forms import Field, refused_fields
from api.look.tables import Column, Facet, FacetOption, Table
from api.objections.contexts import ObjectionContext, ObjectionsContext
from api.rendering import address_of, language_of, render, words_of
from api.web.access import Now, StoreOf, permitted
from api.web.looks import record_look
from api.web.page_cursors import PageCursor
from api.web.routers import page_router, see_other
from recommender.errors import NotFound, UsageError
from recommender.permissions import Action, Viewer
from recommender.store.engine import Store
from recommender.store.results.objections import ObjectionFilter, find_objections, get_objection
from recommender.store.tables.decisions import ObjectionStatus
from recommender.workflows.object_to_verdict import LONGEST_TEXT, AnswerRequest, answer_objection
from recommender.working_days import office_day

router = page_router("objections")
Answers = Annotated[Viewer, permitted(Action.ANSWER_OBJECTION)]


@router.get("/objections")
def objection_list(
    request: Request, viewer: Answers, store: StoreOf, now: Now, status: str = "open", cursor: PageCursor = "",
    done: str = "",
) -> HTMLResponse:  # fmt: skip
    """Objections, the nearest deadline first."""
    _, language = words_of(request), language_of(request)
    if status not in (*ObjectionStatus, "all"):
        raise NotFound
    asked = None if status == "all" else ObjectionStatus(status)
    with store.reading() as conn:
        page = find_objections(
            conn, viewer, ObjectionFilter(status=asked), cursor=cursor or None, with_total=True
        )  # fmt: skip
        waiting = find_objections(
            conn, viewer, ObjectionFilter(status=ObjectionStatus.OPEN), limit=500, with_total=True
        )
    record_look(store, viewer, at="objections", officers=[row.officer_id for row in page.rows], now=now)
    columns = (
        Column(label=_("Người kiến nghị")), Column(label=_("Đơn vị")), Column(label=_("Vị trí việc làm"), is_wide=True),
        Column(label=_("Gửi ngày")), Column(label=_("Hạn trả lời")), Column(label=_("Trạng thái")),
    )  # fmt: skip
    address = address_of(request).replaced(done="")
    table = Table(
        caption=_("Kiến nghị"), columns=columns, rows=page.rows, address=address, total=page.total,
        next_cursor=page.next_cursor or "", empty=_("Không có kiến nghị nào."),
    )  # fmt: skip
    options = tuple(
        FacetOption(
            label=_("Tất cả") if code == "all" else words.word(code, "objection", language), is_on=code == status,
            address=address.replaced(status="" if code == "open" else code),
        )
        for code in ("open", "accepted", "rejected", "withdrawn", "all")
    )  # fmt: skip
    context = ObjectionsContext(
        table=table, n_open=waiting.total or 0, n_late=sum(row.due_on < office_day(now) for row in waiting.rows),
        today=office_day(now), facets=(Facet(label=_("Trạng thái"), options=options),), done=done,
    )  # fmt: skip
    return render(request, "objections/list.html", context)


@router.get("/objections/{objection_id}")
def objection_page(request: Request, viewer: Answers, store: StoreOf, now: Now, objection_id: str) -> HTMLResponse:
    """One objection with what was decided and the form of the answer."""
    context = _context(request, viewer, store, objection_id, now=now)
    record_look(store, viewer, at="objection", officers=[context.objection.officer_id], now=now)
    return render(request, "objections/one.html", context)


@router.post("/objections/{objection_id}")
def answer(
    request: Request, viewer: Answers, store: StoreOf, now: Now, objection_id: str,
    version: Annotated[int, Form()], verdict: Annotated[str, Form()] = "", text: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """Accept or reject it with words the person will read."""
    try:
        if verdict not in ("accept", "reject"):
            raise UsageError("Chọn chấp nhận hoặc không chấp nhận.", "Choose to accept or to reject.")
        wanted = AnswerRequest(
            objection_id=objection_id, is_accepted=verdict == "accept", answer=text, version=version
        )  # fmt: skip
        answer_objection(store, viewer, wanted, now=now)
    except UsageError as error:
        context = _context(request, viewer, store, objection_id, now=now, text=text, refused=error)
        return render(request, "objections/one.html", context, status=422)
    return see_other("/objections?done=answered")


def _context(
    request: Request, viewer: Viewer, store: Store, objection_id: str, *, now: datetime, text: str = "",
    refused: UsageError | None = None,
) -> ObjectionContext:  # fmt: skip
    _ = words_of(request)
    errors, problems = refused_fields(refused, language_of(request), ["answer"]) if refused else ({}, ())
    with store.reading() as conn:
        found = get_objection(conn, viewer, objection_id)
    field = Field(
        name="text", label=_("Trả lời"), value=text, rows=6, is_required=True, max_length=LONGEST_TEXT,
        error=errors.get("answer", ""),
        hint=_("Người kiến nghị đọc được nguyên văn. Chấp nhận thì sửa dữ liệu hoặc ghi quyết định mới sau đó."),
    )  # fmt: skip
    is_open = found.status == ObjectionStatus.OPEN
    return ObjectionContext(
        objection=found, is_late=is_open and found.due_on < office_day(now), field=field,
        can_answer=is_open and found.officer_id != viewer.officer_id, problems=problems,
    )  # fmt: skip
