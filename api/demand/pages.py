"""The page of training demand: courses by place or quarter as a heat map and a table, and needs that nothing covers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Annotated, Final

from fastapi import Request
from starlette.responses import HTMLResponse

from api.demand.contexts import DemandContext
from api.look import formats, words
from api.look.addresses import Address
from api.look.counts import HeatRow
from api.look.tables import Column, Facet, FacetOption, Filter, Table
from api.rendering import address_of, language_of, render, words_of
from api.web.access import StoreOf, permitted
from api.web.chosen_run import chosen_run
from api.web.routers import page_router
from recommender.errors import NotFound
from recommender.permissions import Action, Viewer
from recommender.store import demand
from recommender.store.demand import DemandBy, DemandCell, DemandFilter, demand_by_course, hides_small_cells
from training_catalog.types import TaskKind

router = page_router("demand")
MOST_HEAT_ROWS: Final = 20
MOST_HEAT_COLUMNS: Final = 12
MOST_ROWS: Final = 200
CLASS_SIZE: Final = 40


@router.get("/demand")
def demand_page(
    request: Request, viewer: Annotated[Viewer, permitted(Action.SEE_DEMAND)], store: StoreOf, run: str = "",
    by: str = "province", domain: str = "", course: str = "",
) -> HTMLResponse:  # fmt: skip
    """How much training to organise, for which course, where and when."""
    if by not in (DemandBy.PROVINCE, DemandBy.QUARTER, DemandBy.PRIORITY) or (domain and domain not in tuple(TaskKind)):
        raise NotFound
    _, language = words_of(request), language_of(request)
    chosen = chosen_run(store, viewer, run or None)
    wanted = DemandFilter(domain=domain, course_id=course)
    with store.reading() as conn:
        totals = demand_by_course(conn, viewer, chosen.run_id, wanted=wanted)
        cells = demand.demand_cells(conn, viewer, chosen.run_id, by=DemandBy(by), wanted=wanted)
        uncovered = demand.uncovered_needs(conn, viewer, chosen.run_id)
    ordered = sorted(totals, key=lambda cell: (-(cell.learners or 0), cell.course_id))
    address = address_of(request)
    columns, heat = _heat(cells, ordered[:MOST_HEAT_ROWS], by, address, language)
    base = Address.of("/api/v1/demand", [("run_id", chosen.run_id), ("domain", domain), ("course_id", course)])
    exports = tuple((name, base.replaced(format=code)) for name, code in (("CSV", "csv"), ("NDJSON", "ndjson")))
    table = Table(
        caption=_("Nhu cầu theo chương trình"), columns=_columns(_), rows=ordered[:MOST_ROWS], address=address,
        total=len(ordered), exports=exports, filters=_filters(address, totals, language),
        empty=_("Chưa có nhu cầu nào khớp."),
    )  # fmt: skip
    context = DemandContext(
        run=chosen, learners=sum(cell.learners or 0 for cell in totals), n_courses=len(totals),
        hides=hides_small_cells(viewer), says=_says(ordered, _, language), columns=columns, heat=heat,
        table=table, facets=_facets(address, by, domain, _, language),
        uncovered=tuple(sorted(uncovered, key=lambda one: (-(one.officers or 0), one.requirement_id)))[:MOST_ROWS],
        class_size=int(chosen.settings.get("class_size", CLASS_SIZE)),
    )  # fmt: skip
    return render(request, "demand/demand.html", context)


def _heat(
    cells: Sequence[DemandCell], courses: Sequence[DemandCell], by: str, address: Address, language: str
) -> tuple[tuple[str, ...], tuple[HeatRow[int], ...]]:
    """Columns and rows of the heat map: the courses most asked for, and the groups with most learners."""
    found: dict[tuple[str, str], int | None] = {(cell.course_id, cell.group): cell.learners for cell in cells}
    sums: dict[str, int] = defaultdict(int)
    names: dict[str, str] = {}
    for cell in cells:
        sums[cell.group] += cell.learners or 0
        names[cell.group] = _group_name(cell, by, language)
    groups = sorted(sums, key=lambda group: (-sums[group], group))[:MOST_HEAT_COLUMNS]
    if by != DemandBy.PROVINCE:
        groups.sort(key=lambda group: (group[-4:], group))
    rows = tuple(
        HeatRow(
            label=cell.course_en if language == "en" else cell.course_vi,
            url=str(address.replaced(course=cell.course_id)),
            values=tuple(found.get((cell.course_id, group), 0) for group in groups),
        )
        for cell in courses
    )
    return tuple(names[group] for group in groups), rows


def _group_name(cell: DemandCell, by: str, language: str) -> str:
    if by == DemandBy.PRIORITY:
        return words.word(cell.group, "priority", language)
    return cell.group_name or formats.quarter(cell.group, language)


def _says(ordered: Sequence[DemandCell], _: Callable[[str], str], language: str) -> str:
    known = [cell for cell in ordered if cell.learners]
    if not known:
        return ""
    first = known[0]
    name = first.course_en if language == "en" else first.course_vi
    return _("Nhiều người cần nhất: %(name)s (%(n)s lượt).") % {
        "name": name, "n": formats.number(first.learners, language),
    }  # fmt: skip


def _columns(_: Callable[[str], str]) -> tuple[Column, ...]:
    return (
        Column(label=_("Chương trình"), is_wide=True), Column(label=_("Lĩnh vực")),
        Column(label=_("Lượt học"), is_number=True), Column(label=_("Số lớp"), is_number=True, unit=_("ước tính")),
        Column(label=_("Tổng số tiết"), is_number=True),
    )  # fmt: skip


def _group_names(_: Callable[[str], str]) -> dict[str, str]:
    return {"province": _("Tỉnh, thành phố"), "quarter": _("Quý"), "priority": _("Mức ưu tiên")}


def _facets(address: Address, by: str, domain: str, _: Callable[[str], str], language: str) -> tuple[Facet, ...]:
    return (
        Facet(label=_("Chia theo"), options=tuple(
            FacetOption(label=name, address=address.replaced(by=code), is_on=code == by)
            for code, name in _group_names(_).items()
        )),
        Facet(label=_("Lĩnh vực"), options=tuple(
            FacetOption(
                label=words.word(str(kind), "domain", language), is_on=domain == kind,
                address=address.replaced(domain="" if domain == kind else str(kind)),
            )
            for kind in TaskKind
        )),
    )  # fmt: skip


def _filters(address: Address, totals: Sequence[DemandCell], language: str) -> tuple[Filter, ...]:
    names = {cell.course_id: cell.course_en if language == "en" else cell.course_vi for cell in totals}
    shown = (
        ("domain", words.word(address.value("domain"), "domain", language)),
        ("course", names.get(address.value("course"), address.value("course"))),
    )
    return tuple(Filter(label=label, off=address.without(name)) for name, label in shown if address.value(name))
