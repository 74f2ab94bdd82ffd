"""The page of proposed moves."""

from __future__ import annotations

from typing import Annotated

from fastapi import Request
from starlette.responses import HTMLResponse

from api.look.tables import Column, Table
from api.rendering import address_of, render, words_of
from api.staffing.contexts import MovesContext
from api.web.access import Now, StoreOf, permitted
from api.web.chosen_run import run_so_far
from api.web.looks import record_look
from api.web.nothing_published import nothing_published
from api.web.page_cursors import PageCursor
from api.web.routers import page_router
from recommender.permissions import Action, Viewer
from recommender.store.totals import staffing

router = page_router("staffing")


@router.get("/moves")
def moves_page(
    request: Request, viewer: Annotated[Viewer, permitted(Action.SEE_MOVES)], store: StoreOf, now: Now, run: str = "",
    unit: str = "", cursor: PageCursor = "",
) -> HTMLResponse:  # fmt: skip
    """Proposed redeployments, each with its reason."""
    _ = words_of(request)
    chosen = run_so_far(store, viewer, run or None)
    if chosen is None:
        return nothing_published(request, viewer, title=_("Phương án điều chuyển"))
    with store.reading() as conn:
        page = staffing.find_moves(conn, viewer, chosen.run_id, unit_id=unit, cursor=cursor or None)
    record_look(store, viewer, at="moves", officers=[row.officer_id for row in page.rows], now=now)
    columns = (
        Column(label=_("Họ và tên")), Column(label=_("Đang ở")), Column(label=_("Đề xuất đến")),
        Column(label=_("Khả năng đáp ứng"), is_number=True), Column(label=_("Tiêu chuẩn")),
        Column(label=_("Vì sao"), is_wide=True),
    )  # fmt: skip
    table = Table(
        caption=_("Phương án điều chuyển"), columns=columns, rows=page.rows, address=address_of(request),
        next_cursor=page.next_cursor or "", empty=_("Không có phương án điều chuyển nào."),
        empty_next=_("Phương án chỉ có khi một đơn vị thừa và một đơn vị cùng tỉnh thiếu vị trí phù hợp."),
    )  # fmt: skip
    return render(request, "staffing/moves.html", MovesContext(run=chosen, table=table))
