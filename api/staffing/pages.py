"""The page of proposed moves, by kind and by the unit that they leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Annotated, Final

from fastapi import Request
from starlette.responses import HTMLResponse

from api.look import words
from api.look.addresses import Address
from api.look.tables import Column, Facet, FacetOption, Filter, Table
from api.rendering import address_of, language_of, render, words_of
from api.staffing.contexts import MovesContext
from api.web.access import Now, StoreOf, permitted
from api.web.chosen_run import run_so_far
from api.web.looks import record_look
from api.web.nothing_published import nothing_published
from api.web.page_cursors import PageCursor
from api.web.routers import page_router
from recommender.errors import NotFound
from recommender.permissions import Action, Viewer
from recommender.store import units
from recommender.store.totals import staffing
from recommender.store.totals.staffing import MoveCount
from recommender.types import MoveKind

router = page_router("staffing")
MOST_UNITS: Final = 12


@router.get("/moves")
def moves_page(
    request: Request, viewer: Annotated[Viewer, permitted(Action.SEE_MOVES)], store: StoreOf, now: Now, run: str = "",
    unit: str = "", kind: str = "", cursor: PageCursor = "",
) -> HTMLResponse:  # fmt: skip
    """Proposed redeployments, each with its reason."""
    _, language, address = words_of(request), language_of(request), address_of(request)
    chosen = run_so_far(store, viewer, run or None)
    if chosen is None:
        return nothing_published(request, viewer, title=_("Phương án điều chuyển"))
    if kind and kind not in tuple(MoveKind):
        raise NotFound
    with store.reading() as conn:
        page = staffing.find_moves(conn, viewer, chosen.run_id, unit_id=unit, kind=kind, cursor=cursor or None)
        counts = staffing.count_moves(conn, viewer, chosen.run_id)
        place = units.unit_names(conn, [unit]).get(unit, unit) if unit else ""
    record_look(store, viewer, at="moves", officers=[row.officer_id for row in page.rows], now=now)
    columns = (
        Column(label=_("Họ và tên")), Column(label=_("Đang ở")), Column(label=_("Đề xuất đến")),
        Column(label=_("Khả năng đáp ứng"), is_number=True), Column(label=_("Tiêu chuẩn")),
        Column(label=_("Vì sao"), is_wide=True),
    )  # fmt: skip
    on = (("unit", place), ("kind", words.word(kind, "move", language)))
    table = Table(
        caption=_("Phương án điều chuyển"), columns=columns, rows=page.rows, address=address,
        filters=tuple(Filter(label=label, off=address.without(name)) for name, label in on if address.value(name)),
        next_cursor=page.next_cursor or "", empty=_("Không có phương án điều chuyển nào."),
        empty_next=_("Phương án chỉ có khi một đơn vị thừa và một đơn vị cùng tỉnh thiếu vị trí phù hợp."),
    )  # fmt: skip
    context = MovesContext(
        run=chosen, table=table, n_all=sum(one.n for one in counts),
        facets=_facets(counts, address, _, language, (kind, unit)),
    )  # fmt: skip
    return render(request, "staffing/moves.html", context)


def _facets(
    counts: Sequence[MoveCount], address: Address, _: Callable[[str], str], language: str, on: tuple[str, str]
) -> tuple[Facet, ...]:
    """Moves by kind, and by the unit that they leave, those with most first."""
    kinds: Counter[str] = Counter()
    places: Counter[tuple[str, str]] = Counter()
    for one in counts:
        kinds[one.kind] += one.n
        places[one.unit_id, one.unit_name] += one.n

    def option(name: str, value: str, label: str, count: int) -> FacetOption:
        is_on = value in on
        return FacetOption(
            label=label, count=count, is_on=is_on, address=address.replaced(**{name: "" if is_on else value})
        )  # fmt: skip

    most = sorted(places.items(), key=lambda pair: (pair[0][0] not in on, -pair[1], pair[0]))[:MOST_UNITS]
    found = (
        Facet(
            label=_("Phạm vi"),
            options=tuple(
                option("kind", kind, words.word(kind, "move", language), kinds[kind])
                for kind in map(str, MoveKind) if kinds[kind]
            ),
        ),
        Facet(
            label=_("Đơn vị đang ở"),
            options=tuple(option("unit", unit_id, name, count) for (unit_id, name), count in most),
        ),
    )  # fmt: skip
    return tuple(facet for facet in found if len(facet.options) > 1 or any(one.is_on for one in facet.options))
