"""Page of people whose data have been kept as long as the office said, for HR of the province to look at and erase."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final

from fastapi import Form, Request
from starlette.responses import HTMLResponse, Response

from api.look.forms import Field
from api.look.tables import Column, Table
from api.people.contexts import EraseContext, RetentionContext, RetentionRow
from api.rendering import address_of, message_of, render, words_of
from api.settings import ServerSettings
from api.web.access import Now, SettingsOf, StoreOf, permitted
from api.web.looks import record_look
from api.web.page_cursors import PageCursor
from api.web.routers import page_router, see_other
from recommender.errors import Conflict, NotFound, UsageError
from recommender.permissions import Action, Viewer
from recommender.store.engine import Store
from recommender.store.unused_people import UnusedPerson, find_unused, unused_among, unused_since, years_on
from recommender.workflows.erase_person import MOST_REASON, EraseRequest, erase_person

router = page_router("people")
Erases = Annotated[Viewer, permitted(Action.ERASE_PERSON)]
Words = Callable[[str], str]
Chosen = Annotated[tuple[str, ...], Form()]
ROWS: Final = 50
MOST_CHOSEN: Final = 200


@dataclass(frozen=True, kw_only=True)
class Told:
    """Which part of the list is shown, and what it says of a choice that was just sent."""

    cursor: str = ""
    done: str = ""
    n_erased: int = 0
    n_kept: int = 0
    problem: str = ""


@router.get("/retention")
def retention(
    request: Request, viewer: Erases, settings: SettingsOf, store: StoreOf, now: Now, cursor: PageCursor = "",
    done: str = "", n: int = 0, kept: int = 0,
) -> HTMLResponse:  # fmt: skip
    """Who has been kept for the whole period; nobody is erased by being listed."""
    told = Told(cursor=cursor, done=done, n_erased=n, n_kept=kept)
    return _list(request, viewer, store, settings, now=now, told=told)


@router.post("/retention")
def erase(
    request: Request, viewer: Erases, settings: SettingsOf, store: StoreOf, now: Now, officer: Chosen = (),
    reason: Annotated[str, Form()] = "", act: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """Those chosen, to be confirmed with a reason; with `act` = do they are erased, each with a row of the audit."""
    _, years = words_of(request), settings.kept_people_years
    chosen = tuple(dict.fromkeys(officer))[:MOST_CHOSEN]
    with store.reading() as conn:
        found = unused_among(conn, viewer, chosen, since=unused_since(now, years)) if years else ()
    if not found:
        problem = _("Chọn ít nhất một người trong danh sách.")
        return _list(request, viewer, store, settings, now=now, told=Told(problem=problem))
    if act != "do":
        record_look(store, viewer, at="retention", officers=[one.officer_id for one in found], now=now)
        return _confirm(request, found, years)
    try:
        n_erased = _erased(store, viewer, found, reason=reason, settings=settings, now=now)
    except UsageError as error:
        return _confirm(request, found, years, reason=reason, error=message_of(error, request))
    return see_other(f"/retention?done=erased&n={n_erased}&kept={len(chosen) - n_erased}")


def _erased(
    store: Store, viewer: Viewer, people: tuple[UnusedPerson, ...], *, reason: str, settings: ServerSettings,
    now: datetime,
) -> int:  # fmt: skip
    """How many are gone: whom something used in the meantime, or somebody else erased, is left as he is."""
    since, n_erased = unused_since(now, settings.kept_people_years), 0
    for one in people:
        request = EraseRequest(officer_id=one.officer_id, reason=reason, unused_since=since)
        try:
            erase_person(store, viewer, request, uploads=settings.uploads_folder, now=now)
        except (Conflict, NotFound):
            continue
        n_erased += 1
    return n_erased


def _list(
    request: Request, viewer: Viewer, store: Store, settings: ServerSettings, *, now: datetime, told: Told
) -> HTMLResponse:
    _, years = words_of(request), settings.kept_people_years
    rows: tuple[RetentionRow, ...] = ()
    total, following = 0, None
    if years:
        with store.reading() as conn:
            page = find_unused(conn, viewer, since=unused_since(now, years), limit=ROWS, cursor=told.cursor or None)
        rows = tuple(RetentionRow(person=one, kept_until=years_on(one.used_at, years)) for one in page.rows)
        total, following = page.total or 0, page.next_cursor
        record_look(store, viewer, at="retention", officers=[row.person.officer_id for row in rows], now=now)
    table = Table(
        caption=_("Người đã quá thời hạn lưu giữ"), rows=rows, total=total, next_cursor=following or "",
        address=address_of(request).without("done").without("n").without("kept"),
        columns=(
            Column(label=_("Họ và tên")), Column(label=_("Chọn")), Column(label=_("Đơn vị")),
            Column(label=_("Vì sao hết hạn"), is_wide=True), Column(label=_("Hết hạn ngày")),
        ),
        empty=_("Không có ai quá thời hạn lưu giữ.") if years else _("Chưa đặt thời hạn lưu giữ dữ liệu về người."),
        empty_next=_empty_next(years, _),
    )  # fmt: skip
    context = RetentionContext(
        table=table, years=years, problems=(told.problem,) if told.problem else (), done=told.done,
        n_erased=told.n_erased, n_kept=told.n_kept,
    )  # fmt: skip
    return render(request, "people/retention.html", context, status=422 if told.problem else 200)


def _empty_next(years: int, _: Words) -> str:
    if years:
        return _("Ai được rà soát, nhập lại, ký kết luận hay bổ sung minh chứng thì thời hạn tính lại từ đó.")
    return _(
        "Hiện dữ liệu được giữ theo thời hạn lưu trữ hồ sơ của cơ quan. Người vận hành máy chủ đặt số năm ở thiết lập"
        " NANGLUC_KEPT_PEOPLE_YEARS; từ đó trang này liệt kê người hết hạn, không ai bị xóa tự động."
    )


def _confirm(
    request: Request, people: tuple[UnusedPerson, ...], years: int, *, reason: str = "", error: str = ""
) -> HTMLResponse:
    _ = words_of(request)
    usual = _("Hết thời hạn lưu giữ %(years)s năm kể từ lần dùng cuối.") % {"years": years}
    field = Field(
        name="reason", label=_("Lý do xóa (ghi vào nhật ký)"), value=reason if error else usual, error=error,
        max_length=MOST_REASON, is_required=True, rows=3,
    )  # fmt: skip
    context = EraseContext(people=people, reason=field, problems=())
    return render(request, "people/retention_confirm.html", context, status=422 if error else 200)
