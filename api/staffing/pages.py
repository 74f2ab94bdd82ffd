"""Pages of staffing: surplus and shortage by position and unit, proposed moves, and the comparison of groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Annotated, Final

from fastapi import Form, Request
from starlette.responses import HTMLResponse, Response

from api.look import words
from api.look.addresses import Address
from api.look.forms import Field
from api.look.tables import Column, Facet, FacetOption, Filter, Table
from api.rendering import address_of, language_of, message_of, render, words_of
from api.staffing.contexts import BalanceContext, Bar, Dimension, FairnessContext, Group, MovesContext
from api.web.access import Now, StoreOf, permitted
from api.web.chosen_run import chosen_run
from api.web.looks import record_look
from api.web.routers import page_router, see_other
from recommender.documents.fairness_words import DIMENSIONS, group_word
from recommender.documents.labels import Labels
from recommender.errors import NotFound, UsageError
from recommender.permissions import Action, Viewer
from recommender.store import runs, staffing
from recommender.store.engine import Store
from recommender.store.staffing import BalanceRow, FairnessRow
from recommender.types import Baseline
from recommender.workflows.publish_run import MOST_REASON, ReasonRequest, give_fairness_reason

router = page_router("staffing")
MOST_BARS: Final = 12
MOST_ROWS: Final = 200


@router.get("/balance")
def balance_page(
    request: Request, viewer: Annotated[Viewer, permitted(Action.SEE_BALANCE)], store: StoreOf, run: str = "",
    unit: str = "", position: str = "", group: str = "", against: str = "quota",
) -> HTMLResponse:  # fmt: skip
    """Where posts are over or short."""
    if against not in tuple(Baseline):
        raise NotFound
    _, language = words_of(request), language_of(request)
    chosen = chosen_run(store, viewer, run or None)
    with store.reading() as conn:
        every = staffing.find_balance(conn, viewer, chosen.run_id, unit_id=unit, group=group)
    differences = {(row.unit_id, row.position_id): getattr(row, f"over_{against}") for row in every}
    known = [
        (row, difference) for row in every if (difference := differences[row.unit_id, row.position_id]) is not None
    ]
    over = sum(max(difference, 0.0) for _row, difference in known)
    short = -sum(min(difference, 0.0) for _row, difference in known)
    address = address_of(request)
    bars = _bars(known, address, language)
    shown = [row for row in every if not position or row.position_id == position]
    shown.sort(key=lambda row: (-abs(differences[row.unit_id, row.position_id] or 0.0), row.unit_id, row.position_id))
    table = Table(
        caption=_("Thừa, thiếu theo đơn vị và vị trí"), columns=_balance_columns(_), rows=shown[:MOST_ROWS],
        address=address, total=len(shown), filters=_balance_filters(address, every, _, language),
        empty=_("Không có vị trí nào khớp."),
    )  # fmt: skip
    context = BalanceContext(
        run=chosen, over=over, short=short, says=_says(bars, _), bars=bars, table=table,
        facets=_balance_facets(address, against, every, _, language),
    )  # fmt: skip
    return render(request, "staffing/balance.html", context)


@router.get("/moves")
def moves_page(
    request: Request, viewer: Annotated[Viewer, permitted(Action.SEE_MOVES)], store: StoreOf, now: Now, run: str = "",
    unit: str = "", cursor: str = "",
) -> HTMLResponse:  # fmt: skip
    """Proposed redeployments, each with its reason."""
    _ = words_of(request)
    chosen = chosen_run(store, viewer, run or None)
    with store.reading() as conn:
        page = staffing.find_moves(conn, viewer, chosen.run_id, unit_id=unit, cursor=cursor or None)
    record_look(store, viewer, at="moves", officers=[row.officer_id for row in page.rows], now=now)
    columns = (
        Column(label=_("Họ và tên")), Column(label=_("Đang ở"), is_wide=True),
        Column(label=_("Đề xuất đến"), is_wide=True),
        Column(label=_("Khả năng đáp ứng"), is_number=True), Column(label=_("Tiêu chuẩn")),
        Column(label=_("Vì sao"), is_wide=True),
    )  # fmt: skip
    table = Table(
        caption=_("Phương án điều chuyển"), columns=columns, rows=page.rows, address=address_of(request),
        next_cursor=page.next_cursor or "", empty=_("Không có phương án điều chuyển nào."),
        empty_next=_("Phương án chỉ có khi một đơn vị thừa và một đơn vị cùng tỉnh thiếu vị trí phù hợp."),
    )  # fmt: skip
    return render(request, "staffing/moves.html", MovesContext(run=chosen, table=table))


@router.get("/fairness/{run_id}")
def fairness_page(
    request: Request, viewer: Annotated[Viewer, permitted(Action.SEE_FAIRNESS)], store: StoreOf, run_id: str,
    done: str = "",
) -> HTMLResponse:  # fmt: skip
    """How often each group meets its position."""
    return render(request, "staffing/fairness.html", _fairness(request, viewer, store, run_id, done=done))


@router.post("/fairness/{run_id}")
def give_reason(
    request: Request, viewer: Annotated[Viewer, permitted(Action.GIVE_FAIRNESS_REASON)], store: StoreOf, now: Now,
    run_id: str, dimension: Annotated[str, Form()], group: Annotated[str, Form()],
    reason: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """Write down why the rate of a group differs."""
    try:
        asked = ReasonRequest(run_id=run_id, dimension=dimension, group=group, reason=reason)
        give_fairness_reason(store, viewer, asked, now=now)
    except UsageError as error:
        context = _fairness(request, viewer, store, run_id, text=reason, problems=(message_of(error, request),))
        return render(request, "staffing/fairness.html", context, status=422)
    return see_other(f"/fairness/{run_id}?done=reason")


def _bars(known: Iterable[tuple[BalanceRow, float]], address: Address, language: str) -> tuple[Bar, ...]:
    """Positions with the largest surplus and shortage, the largest surplus first."""
    sums: dict[tuple[str, str], float] = defaultdict(float)
    for row, difference in known:
        title = row.title_en if language == "en" else row.title_vi
        sums[row.position_id, title] += difference
    ordered = sorted(sums.items(), key=lambda one: (-one[1], one[0]))
    if len(ordered) > MOST_BARS:
        ordered = [*ordered[: MOST_BARS // 2], *ordered[-MOST_BARS // 2 :]]
    return tuple(
        Bar(label=label, value=round(value, 2), url=str(address.replaced(position=position)))
        for (position, label), value in ordered
    )


def _says(bars: tuple[Bar, ...], _: Callable[[str], str]) -> str:
    """The position with most surplus and the one with most shortage, as far as there is any."""
    said = []
    if bars and bars[0].value > 0:
        said.append(_("Thừa nhiều nhất: %(name)s.") % {"name": bars[0].label})
    if bars and bars[-1].value < 0:
        said.append(_("Thiếu nhiều nhất: %(name)s.") % {"name": bars[-1].label})
    return " ".join(said)


def _balance_columns(_: Callable[[str], str]) -> tuple[Column, ...]:
    return (
        Column(label=_("Đơn vị")), Column(label=_("Vị trí việc làm"), is_wide=True),
        Column(label=_("Có mặt"), is_number=True, unit=_("theo phần việc")),
        Column(label=_("Đáp ứng"), is_number=True),
        Column(label=_("Định mức"), is_number=True, unit=_("thừa +, thiếu −")),
        Column(label=_("Biên chế giao"), is_number=True, unit=_("thừa +, thiếu −")),
        Column(label=_("Đề án vị trí"), is_number=True, unit=_("thừa +, thiếu −")),
    )  # fmt: skip


def _balance_facets(
    address: Address, against: str, rows: Iterable[BalanceRow], _: Callable[[str], str], language: str
) -> tuple[Facet, ...]:
    names = {"norm": _("Định mức"), "quota": _("Biên chế giao"), "plan": _("Đề án vị trí")}
    groups = sorted({row.group for row in rows})
    return (
        Facet(label=_("So với"), options=tuple(
            FacetOption(label=name, address=address.replaced(against=code), is_on=code == against)
            for code, name in names.items()
        )),
        Facet(label=_("Nhóm"), options=tuple(
            FacetOption(
                label=words.word(code, "group", language), address=address.toggled("group", code),
                is_on=address.value("group") == code,
            )
            for code in groups
        )),
    )  # fmt: skip


def _balance_filters(
    address: Address, rows: Iterable[BalanceRow], _: Callable[[str], str], language: str
) -> tuple[Filter, ...]:
    found = list(rows)
    names = {row.position_id: row.title_en if language == "en" else row.title_vi for row in found}
    units = {row.unit_id: row.unit_name for row in found}
    shown = (
        ("position", names.get(address.value("position"), address.value("position"))),
        ("unit", units.get(address.value("unit"), _("một đơn vị"))),
        ("group", words.word(address.value("group"), "group", language)),
    )
    return tuple(Filter(label=label, off=address.without(name)) for name, label in shown if address.value(name))


def _fairness(
    request: Request, viewer: Viewer, store: Store, run_id: str, *, text: str = "", problems: tuple[str, ...] = (),
    done: str = "",
) -> FairnessContext:  # fmt: skip
    _, language, catalogue = words_of(request), language_of(request), request.app.state.catalogue
    with store.reading() as conn:
        run = runs.get_run(conn, viewer, run_id)
        found = staffing.fairness_rows(conn, viewer, run_id)
        missing = staffing.reasons_missing(conn, run_id)
    by_dimension: dict[str, list[FairnessRow]] = defaultdict(list)
    for row in found:
        by_dimension[row.dimension].append(row)
    labels = Labels.of(catalogue, language)
    dimensions = tuple(
        Dimension(
            name=name,
            label=DIMENSIONS.get(name, (name, name))[language == "en"],
            groups=tuple(Group(words=group_word(row.group, labels), row=row) for row in rows),
        )
        for name, rows in by_dimension.items()
    )
    field = Field(
        name="reason", label=_("Giải trình"), value=text, rows=4, is_required=True, max_length=MOST_REASON,
        hint=_("Vì sao tỷ lệ của nhóm này thấp hơn, đã kiểm tra gì. Giải trình được lưu cùng đợt rà soát."),
    )  # fmt: skip
    return FairnessContext(
        run=run, dimensions=dimensions, n_missing=len(missing), can_give=viewer.may(Action.GIVE_FAIRNESS_REASON),
        reason=field, problems=problems, done=done,
    )  # fmt: skip
