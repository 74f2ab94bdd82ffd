"""The page of surplus and shortage: sums by position as bars, and rows by unit and position, the largest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Annotated, Final

from fastapi import Request
from starlette.responses import HTMLResponse

from api.look import words
from api.look.addresses import Address
from api.look.tables import Column, Facet, FacetOption, Filter, Table
from api.look.terms import term_name, term_names
from api.rendering import address_of, language_of, render, words_of
from api.staffing.contexts import BalanceContext, Bar
from api.web.access import CatalogueOf, StoreOf, permitted
from api.web.chosen_run import run_so_far
from api.web.nothing_published import nothing_published
from api.web.page_cursors import PageCursor
from api.web.routers import page_router
from recommender.errors import NotFound
from recommender.permissions import Action, Viewer
from recommender.store import units
from recommender.store.results.not_screened import coverage
from recommender.store.totals import balance
from recommender.store.totals.balance import BalanceFilter, PositionSum
from recommender.types import Baseline
from training_catalog.types import Catalogue

router = page_router("staffing")
MOST_BARS: Final = 12
ROWS: Final = 50
FILES: Final = (("Excel", "xlsx"), ("CSV", "csv"))
Words = Callable[[str], str]


@router.get("/balance")
def balance_page(
    request: Request, viewer: Annotated[Viewer, permitted(Action.SEE_BALANCE)], store: StoreOf, catalogue: CatalogueOf,
    run: str = "", unit: str = "", position: str = "", group: str = "", field: str = "", against: str = "quota",
    cursor: PageCursor = "",
) -> HTMLResponse:  # fmt: skip
    """Where posts are over or short."""
    if against not in tuple(Baseline):
        raise NotFound
    _, language, baseline = words_of(request), language_of(request), Baseline(against)
    chosen = run_so_far(store, viewer, run or None)
    if chosen is None:
        return nothing_published(request, viewer, title=_("Thừa, thiếu biên chế"))
    wanted = BalanceFilter(unit_id=unit, position_id=position, group=group, field=field)
    with store.reading() as conn:
        sums = balance.balance_by_position(
            conn, viewer, chosen.run_id, BalanceFilter(unit_id=unit), against=baseline
        )  # fmt: skip
        page = balance.balance_page(
            conn, viewer, chosen.run_id, wanted, largest=baseline, limit=ROWS, cursor=cursor or None
        )
        found = coverage(conn, viewer, chosen, unit_id=unit)
        unit_name = units.unit_names(conn, [unit]).get(unit, "") if unit else ""
    shown = [one for one in sums if group in ("", one.group) and field in ("", one.field)]
    address = address_of(request)
    bars = _bars(shown, address, language)
    listed = [one for one in shown if position in ("", one.position_id)]
    table = Table(
        caption=_("Thừa, thiếu theo đơn vị và vị trí"), columns=_columns(_), rows=page.rows, address=address,
        total=sum(one.n for one in listed), next_cursor=page.next_cursor or "",
        exports=_exports(address, chosen.run_id),
        filters=_filters(address, sums, unit_name, catalogue, _, language), empty=_("Không có vị trí nào khớp."),
    )  # fmt: skip
    context = BalanceContext(
        run=chosen, found=found,
        over=sum(one.over for one in listed), short=sum(one.short for one in listed), says=_says(bars, _),
        bars=bars, table=table, facets=_facets(address, against, sums, catalogue, _, language), unit_name=unit_name,
        sees_moves=viewer.may(Action.SEE_MOVES), baseline=_baselines(_)[against],
    )  # fmt: skip
    return render(request, "staffing/balance.html", context)


def _exports(address: Address, run_id: str) -> tuple[tuple[str, Address], ...]:
    """The same posts as files."""
    names = {"run_id": "run", "unit_id": "unit", "position_id": "position", "group": "group", "field": "field"}
    asked = address.replaced(run=run_id)
    table = Address.of("/api/v1/balance", [(name, asked.value(own)) for name, own in names.items()])
    files = tuple((label, asked.without("against").to(f"/balance.{form}")) for label, form in FILES)
    return (*files, ("NDJSON", table.replaced(format="ndjson")))


def _bars(sums: Sequence[PositionSum], address: Address, language: str) -> tuple[Bar, ...]:
    """Positions with the largest surplus and shortage, the largest surplus first."""
    net: dict[tuple[str, str], float] = defaultdict(float)
    for one in sums:
        net[one.position_id, one.title_en if language == "en" else one.title_vi] += one.over - one.short
    ordered = sorted(net.items(), key=lambda one: (-one[1], one[0]))
    if len(ordered) > MOST_BARS:
        ordered = [*ordered[: MOST_BARS // 2], *ordered[-MOST_BARS // 2 :]]
    return tuple(
        Bar(label=label, value=round(value, 2), url=str(address.replaced(position=position)))
        for (position, label), value in ordered
    )


def _says(bars: tuple[Bar, ...], _: Words) -> str:
    """The position with most surplus and the one with most shortage, as far as there is any."""
    said = []
    if bars and bars[0].value > 0:
        said.append(_("Thừa nhiều nhất: %(name)s.") % {"name": bars[0].label})
    if bars and bars[-1].value < 0:
        said.append(_("Thiếu nhiều nhất: %(name)s.") % {"name": bars[-1].label})
    return " ".join(said)


def _columns(_: Words) -> tuple[Column, ...]:
    return (
        Column(label=_("Đơn vị")), Column(label=_("Vị trí việc làm"), is_wide=True),
        Column(label=_("Có mặt"), is_number=True, unit=_("theo phần việc")),
        Column(label=_("Đáp ứng"), is_number=True),
        Column(label=_("Định mức"), is_number=True, unit=_("thừa +, thiếu\N{NO-BREAK SPACE}−")),
        Column(label=_("Biên chế giao"), is_number=True, unit=_("thừa +, thiếu\N{NO-BREAK SPACE}−")),
        Column(label=_("Đề án vị trí"), is_number=True, unit=_("thừa +, thiếu\N{NO-BREAK SPACE}−")),
    )  # fmt: skip


def _baselines(_: Words) -> dict[str, str]:
    return {"norm": _("Định mức"), "quota": _("Biên chế giao"), "plan": _("Đề án vị trí")}


def _facets(
    address: Address, against: str, sums: Sequence[PositionSum], catalogue: Catalogue, _: Words, language: str
) -> tuple[Facet, ...]:
    groups = {code: words.word(code, "group", language) for code in sorted({one.group for one in sums})}
    fields = term_names(catalogue, "fields", sorted({one.field for one in sums}), language=language)
    return (
        Facet(label=_("So với"), options=tuple(
            FacetOption(label=name, address=address.replaced(against=code), is_on=code == against)
            for code, name in _baselines(_).items()
        )),
        Facet(label=_("Nhóm"), options=_options(address, "group", groups)),
        Facet(label=_("Lĩnh vực"), options=_options(address, "field", fields)),
    )  # fmt: skip


def _options(address: Address, name: str, found: dict[str, str]) -> tuple[FacetOption, ...]:
    """One answer at a time: another one takes the place of the first, the same one again takes it away."""
    on = address.value(name)
    return tuple(
        FacetOption(label=label, address=address.replaced(**{name: "" if code == on else code}), is_on=code == on)
        for code, label in found.items()
    )


def _filters(
    address: Address, sums: Sequence[PositionSum], unit_name: str, catalogue: Catalogue, _: Words, language: str
) -> tuple[Filter, ...]:
    titles = {one.position_id: one.title_en if language == "en" else one.title_vi for one in sums}
    shown = (
        ("position", titles.get(address.value("position"), address.value("position"))),
        ("unit", unit_name or _("một đơn vị")),
        ("group", words.word(address.value("group"), "group", language)),
        ("field", term_name(catalogue, "fields", address.value("field"), language=language)),
    )
    return tuple(Filter(label=label, off=address.without(name)) for name, label in shown if address.value(name))
