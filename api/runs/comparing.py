"""The page that puts two runs side by side: how many verdicts changed from what to what, whose, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Request
from starlette.responses import HTMLResponse

from api.look import formats, words
from api.look.addresses import Address
from api.look.counts import HeatRow
from api.look.forms import Field
from api.look.tables import Column, Facet, FacetOption, Filter, Table
from api.rendering import address_of, language_of, render, words_of
from api.runs.contexts import Changed, CompareContext, OnlyInOne
from api.web.access import Now, StoreOf, permitted
from api.web.looks import record_look
from api.web.page_cursors import PageCursor
from api.web.routers import page_router
from recommender.errors import NotFound
from recommender.permissions import Action, Viewer
from recommender.store import units
from recommender.store.pages import Page
from recommender.store.results import compared_runs, runs
from recommender.store.results.compared_runs import Compared, ComparedFilter, Difference, SingleUnit, Why
from recommender.store.results.runs import RunView
from recommender.types import VerdictLabel

router = page_router("runs")
ROWS: Final = 50
LABELS: Final = tuple(map(str, VerdictLabel))
SHOWN_DIFFERENCES: Final = 3
SHOWN_SINGLE: Final = 20
"""Units of which the page tells what only one run has."""
Pairs = Mapping[tuple[str, str], int]


@router.get("/runs/{run_id}/compare/{other_id}")
def compare(
    request: Request, viewer: Annotated[Viewer, permitted(Action.SEE_PEOPLE)], store: StoreOf, now: Now, run_id: str,
    other_id: str, cursor: PageCursor = "",
) -> HTMLResponse:  # fmt: skip
    """Who changed verdict between two runs, whichever of them is named first: the older one is the one before."""
    wanted = _wanted(address_of(request))
    with store.reading() as conn:
        before, after = _in_order(runs.get_run(conn, viewer, run_id), runs.get_run(conn, viewer, other_id))
        both = (before.run_id, after.run_id)
        page = compared_runs.find_compared(conn, viewer, both, wanted=wanted, limit=ROWS, cursor=cursor or None)
        found = _Found(
            before=before, after=after, page=page, wanted=wanted,
            pairs=compared_runs.count_pairs(conn, viewer, both, unit_id=wanted.unit_id),
            single=(single := compared_runs.count_single(conn, viewer, both, unit_id=wanted.unit_id)),
            differences=compared_runs.differences(conn, both, page.rows),
            unit_names=units.unit_names(
                conn, [*filter(None, [wanted.unit_id]), *(one.unit_id for one in single[:SHOWN_SINGLE])]
            ),
        )  # fmt: skip
    record_look(store, viewer, at="compare", officers=[row.officer_id for row in page.rows], now=now)
    return render(request, "runs/compare.html", _context(request, found))


@dataclass(frozen=True, kw_only=True)
class _Found:
    """What the store says of two runs."""

    before: RunView
    after: RunView
    wanted: ComparedFilter
    page: Page[Compared]
    pairs: Pairs
    single: tuple[SingleUnit, ...]
    differences: Mapping[tuple[str, str], tuple[Difference, ...]]
    unit_names: Mapping[str, str]


def _context(request: Request, found: _Found) -> CompareContext:
    _, language, address = words_of(request), language_of(request), address_of(request)
    before, after, pairs = found.before, found.after, found.pairs
    return CompareContext(
        before=before, after=after, n_changed=sum(count for (old, new), count in pairs.items() if old != new),
        n_both=sum(pairs.values()), n_only_before=sum(one.n_before for one in found.single),
        n_only_after=sum(one.n_after for one in found.single), single=_single(found),
        n_more_units=max(len(found.single) - SHOWN_SINGLE, 0),
        counts=_counts(pairs, address, language), labels=tuple(words.word(one, "verdict", language) for one in LABELS),
        says=_says(pairs, _, language), run_differences=_between(before, after, _),
        settings=_settings(before, after, _, language), facets=_facets(address, _),
        table=_table(found, address, _, language),
        search=Field(name="q", label=_("Tìm theo họ tên hoặc mã (không cần dấu)"), value=address.value("q")),
    )  # fmt: skip


def _single(found: _Found) -> tuple[OnlyInOne, ...]:
    """Units with what only one of the runs has, each count leading to the unit in that run."""

    def url(run: RunView, unit_id: str) -> str:
        return str(Address.of(f"/runs/{run.run_id}/verdicts", [("unit", unit_id)]))

    return tuple(
        OnlyInOne(
            name=found.unit_names.get(one.unit_id, one.unit_id), n_before=one.n_before, n_after=one.n_after,
            url_before=url(found.before, one.unit_id), url_after=url(found.after, one.unit_id),
        )
        for one in found.single[:SHOWN_SINGLE]
    )  # fmt: skip


def _wanted(address: Address) -> ComparedFilter:
    """What the address asks for; NotFound when a fixed word is none of ours."""

    def label(name: str) -> VerdictLabel | None:
        return VerdictLabel(address.value(name)) if address.value(name) else None

    try:
        return ComparedFilter(
            before=label("before"), after=label("after"), unit_id=address.value("unit"), text=address.value("q")[:200],
            why=Why(address.value("why")) if address.value("why") else None,
        )  # fmt: skip
    except ValueError as error:
        raise NotFound from error


def _in_order(one: RunView, other: RunView) -> tuple[RunView, RunView]:
    if one.run_id == other.run_id:
        raise NotFound
    first, second = sorted((one, other), key=lambda run: (run.started_at, run.run_id))
    return first, second


def _counts(pairs: Pairs, address: Address, language: str) -> tuple[HeatRow[int], ...]:
    """One row a verdict before; each cell leads to its people."""
    return tuple(
        HeatRow(
            label=words.word(old, "verdict", language), url=str(address.replaced(before=old, after="")),
            values=tuple(pairs.get((old, new), 0) for new in LABELS),
            urls=tuple(str(address.replaced(before=old, after=new)) for new in LABELS),
        )
        for old in LABELS
    )  # fmt: skip


def _says(pairs: Pairs, _: Callable[[str], str], language: str) -> str:
    """The change that is most frequent, in one sentence."""
    changed = {pair: count for pair, count in pairs.items() if pair[0] != pair[1]}
    if not changed:
        return _("Không vị trí nào đổi kết luận.")
    old, new = max(changed, key=lambda pair: (changed[pair], pair))
    return _("Thay đổi nhiều nhất: từ “%(old)s” sang “%(new)s”, %(n)s vị trí.") % {
        "old": words.word(old, "verdict", language), "new": words.word(new, "verdict", language),
        "n": formats.number(changed[old, new], language),
    }  # fmt: skip


def _between(before: RunView, after: RunView, _: Callable[[str], str]) -> tuple[tuple[str, str, str], ...]:
    """What holds for everybody and differs between the runs: its name, before and after."""
    known = (
        (_("Phạm vi"), before.unit_name, after.unit_name),
        (_("Tính đến ngày"), f"{before.today:%d/%m/%Y}", f"{after.today:%d/%m/%Y}"),
        (_("Dữ liệu về người"), "", _("đã thay đổi") if before.inputs_digest != after.inputs_digest else ""),
        (_("Danh mục vị trí, tiêu chuẩn và chương trình"), _version(before), _version(after)),
        (_("Bộ đối sánh"), before.encoder, after.encoder),
        (_("Mô hình kết luận"), before.model_version or _("Quy tắc bằng văn bản"),
         after.model_version or _("Quy tắc bằng văn bản")),
        (_("Phiên bản chương trình"), before.program, after.program),
    )  # fmt: skip
    return tuple((name, old or "–", new or "–") for name, old, new in known if old != new)


def _settings(
    before: RunView, after: RunView, _: Callable[[str], str], language: str
) -> tuple[tuple[str, str, str], ...]:  # fmt: skip
    """Settings that differ: in words where they move verdicts, by their name otherwise."""
    named = {
        "p_meets": _("Đề xuất “đáp ứng” từ xác suất"), "p_fails": _("Đề xuất “chưa đáp ứng” đến xác suất"),
        "share_required": _("Tỷ lệ yêu cầu phải đạt"), "match_confidence": _("Ngưỡng tính một minh chứng"),
        "cut_scores": _("Điểm ứng với các cấp độ"), "error_level": _("Mức sai chấp nhận của mô hình"),
    }  # fmt: skip

    def shown(value: object) -> str:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return formats.number(value, language, 0 if float(value).is_integer() else 2)
        if isinstance(value, list | tuple):
            return " · ".join(shown(one) for one in value)
        return "–" if value is None else str(value)

    return tuple(
        (named.get(name, _("Thiết lập %(name)s") % {"name": name}), shown(old), shown(new))
        for name, old, new in compared_runs.changed_settings(before, after)
    )


def _version(run: RunView) -> str:
    return f"{run.catalogue_version} ({run.catalogue_digest[:8]})"


def _facets(address: Address, _: Callable[[str], str]) -> tuple[Facet, ...]:
    on = address.value("why")
    options = tuple(
        FacetOption(label=label, is_on=why == on, address=address.replaced(why="" if why == on else why))
        for why, label in why_words(_).items()
    )
    return (Facet(label=_("Khác nhau ở"), options=options),)


def why_words(_: Callable[[str], str]) -> dict[str, str]:
    """Why → the office's words."""
    return {
        Why.STANDARD: _("Tiêu chuẩn"), Why.ESTIMATE: _("Mức ước lượng"),
        Why.EVIDENCE: _("Minh chứng, kết quả đánh giá"),
        Why.REQUIREMENT: _("Yêu cầu của vị trí"), Why.RESULTS: _("Xếp loại hằng năm"),
    }  # fmt: skip


def _filters(
    wanted: ComparedFilter, address: Address, unit_name: str, _: Callable[[str], str], language: str
) -> tuple[Filter, ...]:  # fmt: skip
    def verdict(label: VerdictLabel | None) -> str:
        return words.word(str(label or ""), "verdict", language)

    shown = (
        ("before", _("Trước: %(verdict)s") % {"verdict": verdict(wanted.before)}),
        ("after", _("Sau: %(verdict)s") % {"verdict": verdict(wanted.after)}),
        ("why", why_words(_).get(str(wanted.why or ""), "")),
        ("unit", unit_name or wanted.unit_id), ("q", f"“{wanted.text}”"),
    )  # fmt: skip
    return tuple(Filter(label=label, off=address.without(name)) for name, label in shown if address.value(name))


def _table(found: _Found, address: Address, _: Callable[[str], str], language: str) -> Table[Changed]:
    named = why_words(_)
    columns = (
        Column(label=_("Họ và tên")), Column(label=_("Đơn vị")), Column(label=_("Vị trí việc làm")),
        Column(label=_("Trước")), Column(label=_("Sau")), Column(label=_("Khả năng đáp ứng"), is_number=True),
        Column(label=_("Vì sao"), is_wide=True),
    )  # fmt: skip
    rows = tuple(
        Changed(
            row=row, whys=tuple(named[why] for why in row.whys),
            details=tuple(
                _detail(one, language)
                for one in found.differences.get((row.officer_id, row.position_id), ())[:SHOWN_DIFFERENCES]
            ),
        )
        for row in found.page.rows
    )  # fmt: skip
    return Table(
        caption=_("Những vị trí đổi kết luận"), columns=columns, rows=rows, address=address, total=found.page.total,
        next_cursor=found.page.next_cursor or "",
        filters=_filters(found.wanted, address, found.unit_names.get(found.wanted.unit_id, ""), _, language),
        empty=_("Không có vị trí nào khớp."), empty_next=_("Chọn một ô khác trong bảng trên, hoặc bỏ bớt bộ lọc."),
    )  # fmt: skip


def _detail(one: Difference, language: str) -> str:
    """A requirement or standard with what stood before and what stands now."""
    if isinstance(one.before, str) or isinstance(one.after, str):
        kind = words.word(one.name_vi, "standard_kind", language)
        old, new = (words.word(str(side or ""), "standard", language) for side in (one.before, one.after))
        return f"{kind}: {old} → {new}"
    name = one.name_en if language == "en" else one.name_vi
    old, new = ("–" if side is None else formats.number(side, language, 1) for side in (one.before, one.after))
    return f"{name}: {old} → {new}"
