"""The page of people of whom a review has no verdict: who, what their list says, what to do."""

from __future__ import annotations

from typing import Annotated

from fastapi import Request
from starlette.responses import HTMLResponse

from api.look.tables import Column, Filter, Table
from api.rendering import address_of, render, words_of
from api.runs.contexts import NotScreenedContext
from api.web.access import Now, StoreOf, permitted
from api.web.looks import record_look
from api.web.page_cursors import PageCursor
from api.web.routers import page_router
from recommender.permissions import Action, Viewer
from recommender.store import units
from recommender.store.results import runs
from recommender.store.results.not_screened import find_not_screened

router = page_router("runs")
ROWS = 50


@router.get("/runs/{run_id}/not-screened")
def not_screened_page(
    request: Request, viewer: Annotated[Viewer, permitted(Action.SEE_PEOPLE)], store: StoreOf, now: Now, run_id: str,
    unit: str = "", cursor: PageCursor = "",
) -> HTMLResponse:  # fmt: skip
    """Names by given name, each with the cell to mend."""
    _, address = words_of(request), address_of(request)
    with store.reading() as conn:
        run = runs.get_run(conn, viewer, run_id)
        page = find_not_screened(conn, viewer, run, unit_id=unit, limit=ROWS, cursor=cursor or None)
        unit_name = units.unit_names(conn, [unit]).get(unit, "") if unit else ""
    record_look(store, viewer, at="not_screened", officers=[row.officer_id for row in page.rows], now=now)
    columns = (
        Column(label=_("Họ và tên")), Column(label=_("Đơn vị")), Column(label=_("Giá trị trong tệp"), is_wide=True),
        Column(label=_("Vướng gì"), is_wide=True), Column(label=_("Cách sửa"), is_wide=True),
    )  # fmt: skip
    filters = (Filter(label=unit_name, off=address.without("unit")),) if unit_name else ()
    table = Table(
        caption=_("Chưa rà soát được"), columns=columns, rows=page.rows, address=address, total=page.total,
        next_cursor=page.next_cursor or "", filters=filters, empty=_("Ai cũng đã được rà soát."),
    )  # fmt: skip
    return render(request, "runs/not_screened.html", NotScreenedContext(run=run, table=table, n=page.total or 0))
