"""Pages that make a position of a job description: send the Word file, look at what was read, correct, take over."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Final

from fastapi import Form, Request
from starlette.responses import HTMLResponse, Response

from api.look.addresses import Address
from api.look.forms import Field, refused_fields
from api.look.tables import Column, Table
from api.look.translations import pair_of
from api.positions import draft_form
from api.positions.contexts import ConfirmContext, DraftContext, DraftProblem, DraftsContext
from api.rendering import address_of, language_of, render, words_of
from api.web.access import Now, StoreOf, permitted
from api.web.routers import page_router, see_other
from api.web.sent_forms import SentForm
from recommender.errors import Conflict, NotFound, UsageError
from recommender.permissions import Action, Viewer
from recommender.store import own_positions
from recommender.store.catalogue_now import catalogue_now, shipped_catalogue
from recommender.store.engine import Store
from recommender.store.own_positions import OwnPositionView
from recommender.store.tables.catalogues import OwnPositionStatus
from recommender.store.totals.holders import count_holders_of
from recommender.workflows import keep_positions
from training_catalog import LaidPosition

router = page_router("positions")
ChangesCatalogue = Annotated[Viewer, permitted(Action.MANAGE_CATALOGUE)]
Version = Annotated[int, Form(ge=0, le=2**31)]
ACCEPTED: Final = ".docx,.doc"
ANCHORS: Final[Mapping[str, str]] = {
    "level": "levels", "competency": "levels", "task": "tasks", "duties": "tasks", "goal": "goal", "title": "title",
    "code": "position_id", "position": "position_id", "fields": "position_id", "standards": "standards",
    "education": "standards", "degree": "standards", "major": "standards", "certificate": "standards",
    "theory": "standards", "experience": "standards",
}  # fmt: skip
"""First word of a problem's code → the part of the form that mends it."""
PREFIX: Final = re.compile(
    r"^(?:Bản mô tả|Description) \d+ \(.*?\)\. (?:(?:Bảng|Table) \d+, (?:dòng|row) \d+: )?", re.DOTALL
)
"""Where a problem lies, which its message says before what it is; the table has a column for it."""


@router.get("/positions/drafts")
def draft_list(request: Request, viewer: ChangesCatalogue, store: StoreOf, done: str = "") -> HTMLResponse:
    """Descriptions that wait for a look."""
    _ = words_of(request)
    with store.reading() as conn:
        rows = own_positions.find_own_positions(conn, viewer, Action.MANAGE_CATALOGUE, status=OwnPositionStatus.DRAFT)
    table = Table(
        caption=_("Bản mô tả chờ xem"), rows=rows, address=address_of(request), total=len(rows),
        empty=_("Không có bản mô tả nào chờ xem."), empty_next=_("Gửi bản mô tả công việc (Word) để đưa vào danh mục."),
        columns=(
            Column(label=_("Vị trí"), is_wide=True), Column(label=_("Đơn vị")), Column(label=_("Tệp")),
            Column(label=_("Vấn đề"), is_number=True), Column(label=_("Gửi lúc")),
        ),
    )  # fmt: skip
    return render(request, "positions/drafts.html", DraftsContext(table=table, done=done))


@router.get("/positions/drafts/{own_id}")
def draft_page(request: Request, viewer: ChangesCatalogue, store: StoreOf, own_id: str, done: str = "") -> Response:
    """One description as it was read, to be corrected."""
    with store.reading() as conn:
        own = own_positions.get_own_position(conn, viewer, own_id)
        laid = own_positions.content_of(conn, own_id)
    if own.status != OwnPositionStatus.DRAFT:
        return see_other(f"/positions/own/{own_id}")
    answer = Answer(values=draft_form.values_of(laid), done=done)
    return render(request, "positions/draft.html", _draft(request, store, own, laid, answer))


@router.post("/positions/drafts/{own_id}")
def save_draft(
    request: Request, viewer: ChangesCatalogue, store: StoreOf, now: Now, own_id: str, sent: SentForm
) -> Response:
    """The draft as corrected; with `act` = take it is in force from now on."""
    _ = words_of(request)
    with store.reading() as conn:
        own = own_positions.get_own_position(conn, viewer, own_id)
        laid = own_positions.content_of(conn, own_id)
        catalogue = catalogue_now(conn, own.unit_id)
    typed = draft_form.typed(sent, laid, catalogue, _)
    problems: tuple[str, ...] = ()
    errors = dict(typed.errors)
    try:
        if not errors:
            saved = keep_positions.correct_draft(store, viewer, own_id, typed.correction, now=now)
            if sent.get("act") != "take":
                return see_other(f"/positions/drafts/{own_id}?done=saved")
            own, laid = saved, _content(store, own_id)
            sent = draft_form.values_of(laid) | {"looked": sent.get("looked", "")}
            taken = keep_positions.take_over(
                store, viewer, own_id, version=saved.version, has_looked=sent["looked"] == "yes", now=now
            )  # fmt: skip
            return see_other(f"/positions/{taken.position_id}?unit={taken.unit_id}&done=taken")
    except (UsageError, Conflict) as error:
        beside, problems = refused_fields(error, language_of(request), draft_form.PLAIN)
        errors |= beside
    context = _draft(request, store, own, laid, Answer(values=sent, errors=errors, problems=problems))
    return render(request, "positions/draft.html", context, status=422)


@router.post("/positions/drafts/{own_id}/discard")
def discard(viewer: ChangesCatalogue, store: StoreOf, now: Now, own_id: str, version: Version = 0) -> Response:
    """Give the draft up."""
    keep_positions.discard_draft(store, viewer, own_id, version=version, now=now)
    return see_other("/positions/drafts?done=discarded")


@router.get("/positions/own/{own_id}")
def own_page(request: Request, viewer: ChangesCatalogue, store: StoreOf, own_id: str) -> Response:
    """What changes when a position of the office leaves or comes back; a draft has a page of its own."""
    _, language = words_of(request), language_of(request)
    with store.reading() as conn:
        own = own_positions.get_own_position(conn, viewer, own_id)
        if own.status == OwnPositionStatus.DISCARDED:
            raise NotFound
        if own.status == OwnPositionStatus.DRAFT:
            return see_other(f"/positions/drafts/{own_id}")
        held = None
        if viewer.may(Action.SEE_PEOPLE):
            held = count_holders_of(conn, viewer, own.position_id, unit_id=own.unit_id)
    shipped = shipped_catalogue().positions.get(own.position_id)
    is_retired = own.status == OwnPositionStatus.ACTIVE
    then = _("Đợt rà soát tới dùng lại bản này thay cho bản đang dùng.")
    if is_retired and shipped:
        title = pair_of(shipped.title_vi, shipped.title_en, language)
        then = _("Từ đợt rà soát tới, vị trí theo danh mục quốc gia: %(title)s.") % {"title": title}
    elif is_retired:
        then = _("Từ đợt rà soát tới, vị trí này không còn trong danh mục; người đang giữ sẽ không rà soát được.")
    context = ConfirmContext(own=own, is_retired=is_retired, then=then, n_holders=held)
    return render(request, "positions/confirm.html", context)


@router.post("/positions/own/{own_id}/retire")
def retire(viewer: ChangesCatalogue, store: StoreOf, now: Now, own_id: str, version: Version = 0) -> Response:
    """Out of force from now on."""
    own = keep_positions.retire(store, viewer, own_id, version=version, now=now)
    if own.position_id not in shipped_catalogue().positions:
        return see_other(f"/positions?unit={own.unit_id}")
    return see_other(f"/positions/{own.position_id}?unit={own.unit_id}&done=retired")


@router.post("/positions/own/{own_id}/put-back")
def put_back(viewer: ChangesCatalogue, store: StoreOf, now: Now, own_id: str, version: Version = 0) -> Response:
    """In force again."""
    own = keep_positions.put_back(store, viewer, own_id, version=version, now=now)
    return see_other(f"/positions/{own.position_id}?unit={own.unit_id}&done=back")


def _content(store: Store, own_id: str) -> LaidPosition:
    with store.reading() as conn:
        return own_positions.content_of(conn, own_id)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the form of a draft shows: what stands in it, and what came of sending it."""

    values: Mapping[str, str]
    errors: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    done: str = ""


def _draft(
    request: Request, store: Store, own: OwnPositionView, laid: LaidPosition, answer: Answer
) -> DraftContext:  # fmt: skip
    _, language, values, wrong = words_of(request), language_of(request), answer.values, answer.errors
    with store.reading() as conn:
        catalogue = catalogue_now(conn, own.unit_id)
        before = own_positions.active_id(conn, own.unit_id, own.position_id)
    shipped = shipped_catalogue().positions.get(own.position_id)
    n_errors = sum(one["severity"] == "error" for one in own.problems)
    return DraftContext(
        own=own, shipped_title=pair_of(shipped.title_vi, shipped.title_en, language) if shipped else "",
        in_force=before, fields=draft_form.plain_fields(catalogue, _, language, values=values, errors=wrong),
        levels=draft_form.level_fields(catalogue, _, values=values, errors=wrong),
        standards=draft_form.standard_fields(laid, catalogue, _, language, values=values),
        tasks=draft_form.task_fields(laid, values=values), weights=draft_form.weight_choices(_),
        replaces=Field(
            name="replaces", label=_("Chỉ dùng các nhiệm vụ dưới đây, bỏ nhiệm vụ của danh mục quốc gia"),
            value=values.get("replaces", ""),
            hint=_("Giữ nhiệm vụ của danh mục thì chương trình bồi dưỡng tương ứng vẫn được tính."),
        ),
        looked=Field(
            name="looked", label=_("Đã xem các vấn đề ở trên và đã sửa những chỗ cần sửa"),
            value=values.get("looked", ""),
        ),
        found=_found(request, own), n_errors=n_errors, problems=(*wrong_once(wrong), *answer.problems),
        done=answer.done,
    )  # fmt: skip


def _found(request: Request, own: OwnPositionView) -> Table[DraftProblem]:
    _, language = words_of(request), language_of(request)
    rows = []
    for one in own.problems:
        table, _colon, row = one["row"].partition(":")
        is_placed = table not in ("", "0")
        rows.append(DraftProblem(
            place=_("Bảng %(table)s, dòng %(row)s") % {"table": table, "row": row} if is_placed else _("Cả bản mô tả"),
            severity=one["severity"], anchor=ANCHORS.get(one["code"].partition("_")[0], ""),
            text=PREFIX.sub("", pair_of(one["message_vi"], one["message_en"], language)),
        ))  # fmt: skip
    return Table(
        caption=_("Chỗ cần xem trong tệp"), rows=rows, address=Address(path="/positions/drafts"),
        empty=_("Tệp đọc được trọn vẹn, không có chỗ nào cần xem."),
        columns=(
            Column(label=_("Chỗ trong tệp")), Column(label=_("Mức độ")),
            Column(label=_("Vấn đề và gợi ý"), is_wide=True), Column(label=_("Sửa ở")),
        ),
    )  # fmt: skip


def wrong_once(errors: Mapping[str, str]) -> tuple[str, ...]:
    """Each thing that is wrong with levels and tasks, said once; the other fields say their own."""
    return tuple(dict.fromkeys(text for name, text in errors.items() if name not in draft_form.PLAIN))
