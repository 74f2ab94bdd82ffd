"""The page of training demand: courses as a heat map and a table, how it changed, and needs that nothing covers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Final

from fastapi import Request
from starlette.responses import HTMLResponse, Response

from api.demand.contexts import DemandContext, PartChoice, Point
from api.demand.cuts import Asked, Cut, asked_in, class_size, cut_of, group_labels
from api.look import formats, words
from api.look.addresses import Address
from api.look.counts import HeatRow
from api.look.tables import Column, Facet, FacetOption, Filter, Table
from api.rendering import address_of, language_of, render, words_of
from api.web.access import StoreOf, permitted
from api.web.chosen_run import chosen_run, run_so_far
from api.web.downloads import bytes_answer
from api.web.nothing_published import nothing_published
from api.web.routers import page_router
from recommender.documents.demand_workbook import CourseLine, DemandBook, NeedLine, demand_workbook
from recommender.permissions import Action, Viewer
from recommender.store import Connection
from recommender.store.results import runs
from recommender.store.results.runs import RunView
from recommender.store.tables.runs import RunStatus
from recommender.store.totals.demand import DemandBy, DemandCell, demand_by_course, hides_small_cells
from training_catalog.types import TaskKind

router = page_router("demand")
SeesDemand = Annotated[Viewer, permitted(Action.SEE_DEMAND)]
MOST_HEAT_ROWS: Final = 20
MOST_HEAT_COLUMNS: Final = 12
MOST_ROWS: Final = 200
MOST_RUNS: Final = 8
Words = Callable[[str], str]


@router.get("/demand")
def demand_page(request: Request, viewer: SeesDemand, store: StoreOf, run: str = "") -> HTMLResponse:
    """How much training to organise, for which course, where and when."""
    _, language, address = words_of(request), language_of(request), address_of(request)
    asked = asked_in(address)
    chosen = run_so_far(store, viewer, run or None)
    if chosen is None:
        return nothing_published(request, viewer, title=_("Nhu cầu bồi dưỡng"))
    with store.reading() as conn:
        cut = cut_of(conn, viewer, chosen, asked, _=_, language=language)
        earlier = _runs_over(conn, viewer, chosen)
        points = () if asked.quarter else _points(conn, viewer, earlier, asked, language)
        published = runs.find_runs(conn, viewer, status=RunStatus.PUBLISHED, limit=MOST_RUNS).rows
    may_open = viewer.may(Action.EDIT_COURSES)
    columns, heat = _heat(cut, asked, address, may_open, language)
    table = Table(
        caption=_("Nhu cầu theo chương trình"), columns=_columns(_, may_open), rows=cut.courses[:MOST_ROWS],
        address=address, total=len(cut.courses), exports=_exports(address, chosen, asked),
        filters=_filters(address, cut, asked, chosen, language), empty=_("Chưa có nhu cầu nào khớp."),
    )  # fmt: skip
    told = [cell.learners for cell in cut.courses if cell.learners is not None]
    context = DemandContext(
        run=chosen, learners=sum(told), n_courses=len(told), n_hidden=len(cut.courses) - len(told),
        hides=hides_small_cells(viewer), says=_says(cut.courses, _, language), columns=columns, heat=heat,
        table=table, facets=_facets(address, asked, published, chosen, _, language),
        part=_part(cut, asked, _), place=cut.parts.get(asked.part, ""),
        uncovered=cut.uncovered[:MOST_ROWS], n_uncovered=len(cut.uncovered), class_size=class_size(chosen),
        may_open=may_open, points=points,
        trend=_trend(points, _, language),
    )  # fmt: skip
    return render(request, "demand/demand.html", context)


@router.get("/demand.xlsx")
def demand_file(request: Request, viewer: SeesDemand, store: StoreOf, run: str = "") -> Response:
    """The same as a workbook: exactly what is filtered, with what is hidden still hidden."""
    _, language = words_of(request), language_of(request)
    asked = asked_in(address_of(request))
    chosen = chosen_run(store, viewer, run or None)
    with store.reading() as conn:
        cut = cut_of(conn, viewer, chosen, asked, _=_, language=language)
    size, is_english = class_size(chosen), language == "en"
    courses = tuple(
        CourseLine(
            code=one.course_id, name=one.course_en if is_english else one.course_vi,
            domain=words.word(one.domain, "domain", language), learners=one.learners, periods=one.periods,
            is_estimated=one.is_estimated,
            classes=None if one.learners is None else round(one.learners / size, 1),
            groups=cut.row(one.course_id, cut.groups),
        )
        for one in cut.courses
    )  # fmt: skip
    needs = tuple(
        NeedLine(
            name=one.name_en if is_english else one.name_vi, domain=words.word(one.domain, "domain", language),
            people=one.officers, why=words.word(one.why, "uncovered", language),
        )
        for one in cut.uncovered
    )  # fmt: skip
    book = DemandBook(
        title=f"{_('Nhu cầu bồi dưỡng')}, {chosen.label}", groups=tuple(cut.names[one] for one in cut.groups),
        courses=courses, needs=needs, hides=hides_small_cells(viewer), language=language,
    )  # fmt: skip
    return bytes_answer(demand_workbook(book), f"nhu-cau-{chosen.today:%Y%m%d}.xlsx")


def _exports(address: Address, run: RunView, asked: Asked) -> tuple[tuple[str, Address], ...]:
    base = Address.of("/api/v1/demand", [
        ("run_id", run.run_id), ("by", asked.by), ("domain", asked.domain), ("course_id", asked.course),
        ("unit_id", asked.province), ("quarter", asked.quarter),
    ])  # fmt: skip
    files = ((name, base.replaced(format=code)) for name, code in (("CSV", "csv"), ("NDJSON", "ndjson")))
    return (("Excel", address.to("/demand.xlsx").replaced(run=run.run_id)), *files)


def _heat(
    cut: Cut, asked: Asked, address: Address, may_open: bool, language: str
) -> tuple[tuple[str, ...], tuple[HeatRow[int], ...]]:
    """The courses most asked for, and the groups with most learners; a cell of a province opens a class there."""
    groups = cut.groups[:MOST_HEAT_COLUMNS]

    def leads(course: str) -> tuple[str, ...]:
        if not may_open or not (asked.province or asked.by is DemandBy.PROVINCE) or not any(cut.row(course, groups)):
            return ()
        return tuple(
            str(_proposal(course, asked.province or group, cut.learners.get((course, group)))) for group in groups
        )

    rows = tuple(
        HeatRow(
            label=cell.course_en if language == "en" else cell.course_vi,
            url=str(address.replaced(course=cell.course_id)), values=cut.row(cell.course_id, groups),
            urls=leads(cell.course_id),
        )
        for cell in cut.courses[:MOST_HEAT_ROWS]
    )  # fmt: skip
    return tuple(cut.names[group] for group in groups), rows


def _proposal(course: str, province: str, learners: int | None) -> Address:
    return Address.of("/offerings/new", [("course", course), ("province", province), ("learners", str(learners or ""))])


def _runs_over(conn: Connection, viewer: Viewer, run: RunView) -> tuple[RunView, ...]:
    """Published reviews of the same unit, the oldest first: only these can be compared."""
    page = runs.find_runs(conn, viewer, unit_id=run.unit_id, status=RunStatus.PUBLISHED, limit=4 * MOST_RUNS)
    same = [one for one in page.rows if one.unit_id == run.unit_id]
    return tuple(sorted(same[:MOST_RUNS], key=lambda one: (one.today, one.started_at, one.run_id)))


def _points(
    conn: Connection, viewer: Viewer, earlier: Sequence[RunView], asked: Asked, language: str
) -> tuple[Point, ...]:
    """Learners of what is filtered, by the term of each review; a hidden count is no point."""
    points = []
    for run in earlier:
        cells = demand_by_course(conn, viewer, run.run_id, wanted=asked.filter)
        known = [cell.learners for cell in cells if cell.learners is not None]
        if known:
            term = formats.quarter(f"Q{(run.today.month + 2) // 3}/{run.today.year}", language)
            points.append(Point(label=term, value=sum(known)))
    return tuple(points)


def _trend(points: Sequence[Point], _: Words, language: str) -> str:
    """What changed since the review before, in a sentence."""
    if len(points) < 2:
        return ""
    change = points[-1].value - points[-2].value
    said = {"n": formats.number(abs(change), language), "term": points[-2].label}
    if not change:
        return _("Bằng đợt trước (%(term)s).") % said
    return (_("Tăng %(n)s lượt so với %(term)s.") if change > 0 else _("Giảm %(n)s lượt so với %(term)s.")) % said


def _says(ordered: Sequence[DemandCell], _: Words, language: str) -> str:
    known = [cell for cell in ordered if cell.learners]
    if not known:
        return ""
    first = known[0]
    name = first.course_en if language == "en" else first.course_vi
    return _("Nhiều người cần nhất: %(name)s (%(n)s lượt).") % {
        "name": name, "n": formats.number(first.learners, language),
    }  # fmt: skip


def _columns(_: Words, may_open: bool) -> tuple[Column, ...]:
    columns = (
        Column(label=_("Chương trình"), is_wide=True), Column(label=_("Lĩnh vực")),
        Column(label=_("Lượt học"), is_number=True), Column(label=_("Số lớp"), is_number=True, unit=_("ước tính")),
        Column(label=_("Tổng số tiết"), is_number=True),
    )  # fmt: skip
    return (*columns, Column(label=_("Đề xuất"))) if may_open else columns


def _facets(
    address: Address, asked: Asked, published: Sequence[RunView], run: RunView, _: Words, language: str
) -> tuple[Facet, ...]:
    cuts = Facet(label=_("Chia theo"), options=tuple(
        FacetOption(label=name, address=address.replaced(by=code, province="", quarter=""), is_on=code == asked.by)
        for code, name in group_labels(_).items()
    ))  # fmt: skip
    fields = Facet(label=_("Lĩnh vực"), options=tuple(
        FacetOption(
            label=words.word(str(kind), "domain", language), is_on=asked.domain == kind,
            address=address.replaced(domain="" if asked.domain == kind else str(kind)),
        )
        for kind in TaskKind
    ))  # fmt: skip
    reviews = Facet(label=_("Đợt rà soát"), options=tuple(
        FacetOption(
            label=f"{one.label}, {one.unit_name} ({formats.day(one.today)})", is_on=one.run_id == run.run_id,
            address=address.replaced(run=one.run_id),
        )
        for one in published
    ))  # fmt: skip
    return (cuts, fields, reviews) if len(published) > 1 else (cuts, fields)


def _part(cut: Cut, asked: Asked, _: Words) -> PartChoice | None:
    if asked.other is None or len(cut.parts) < 2:
        return None
    is_term = asked.other is DemandBy.QUARTER
    return PartChoice(
        name=str(asked.other), label=_("Quý") if is_term else _("Tỉnh, thành phố"), value=asked.part,
        whole=_("Mọi quý") if is_term else _("Mọi tỉnh, thành phố"), choices=tuple(cut.parts.items()),
    )  # fmt: skip


def _filters(address: Address, cut: Cut, asked: Asked, run: RunView, language: str) -> tuple[Filter, ...]:
    names = {cell.course_id: cell.course_en if language == "en" else cell.course_vi for cell in cut.courses}
    shown = (
        ("domain", words.word(address.value("domain"), "domain", language)),
        ("course", names.get(address.value("course"), address.value("course"))),
        (str(asked.other), cut.parts.get(asked.part, "")), ("run", run.label),
    )  # fmt: skip
    return tuple(
        Filter(label=label, off=address.without(name)) for name, label in shown if label and address.value(name)
    )
