"""Pages of runs: the list of reviews, and one review by unit and field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Annotated, Final

from fastapi import Request
from starlette.responses import HTMLResponse

from api.look import formats
from api.look.counts import Figure, by_name, mixes, most_open_field, most_open_unit
from api.look.tables import Column, Table
from api.rendering import address_of, language_of, render, words_of
from api.runs.contexts import RunContext, RunListContext
from api.web.access import StoreOf, permitted
from api.web.page_cursors import PageCursor
from api.web.routers import page_router
from recommender.permissions import Action, Viewer
from recommender.store import Connection, units
from recommender.store.results import runs, verdicts
from recommender.store.results.not_screened import Coverage, coverage
from recommender.store.results.runs import CountBy, RunView, VerdictCount
from recommender.store.results.verdicts import PageAsked, VerdictFilter
from recommender.types import VerdictLabel

router = page_router("runs")
OTHERS: Final = 5
"""Runs to compare with that are offered."""
SeesRuns = Annotated[Viewer, permitted(Action.SEE_PEOPLE, Action.SEE_TOTALS, Action.SEE_FAIRNESS)]


@router.get("/runs")
def run_list(request: Request, viewer: SeesRuns, store: StoreOf, cursor: PageCursor = "") -> HTMLResponse:
    """The reviews made so far."""
    _ = words_of(request)
    with store.reading() as conn:
        page = runs.find_runs(conn, viewer, cursor=cursor or None)
        rows = tuple(_as_seen(conn, viewer, run) for run in page.rows)
    columns = (
        Column(label=_("Đợt rà soát"), is_wide=True),
        Column(label=_("Phạm vi")),
        Column(label=_("Ngày")),
        Column(label=_("Trạng thái")),
        Column(label=_("Vị trí giữ"), is_number=True),
        Column(label=_("Đáp ứng"), is_number=True),
        Column(label=_("Cần xem xét"), is_number=True),
        Column(label=_("Chưa đáp ứng"), is_number=True),
    )
    table = Table(
        caption=_("Các đợt rà soát"), columns=columns, rows=rows, address=address_of(request),
        next_cursor=page.next_cursor or "", empty=_("Chưa có đợt rà soát nào."),
        empty_next=_("Nhập danh sách nhân sự và kết quả đánh giá, rồi chạy rà soát."),
    )  # fmt: skip
    context = RunListContext(table=table, can_screen=viewer.may(Action.SCREEN))
    return render(request, "runs/list.html", context)


def _as_seen(conn: Connection, viewer: Viewer, run: RunView) -> RunView:
    """The run with the counts that its page shows: of what the viewer may see of it."""
    if any(units.is_within(conn, run.unit_id, root) for root in viewer.roots(Action.SEE_TOTALS)):
        return run
    counted = runs.count_verdicts(conn, viewer, run.run_id, by=CountBy.FIELD)
    labels = {str(label): sum(getattr(one, str(label)) for one in counted) for label in VerdictLabel}
    return replace(run, counts={"verdicts": sum(one.total for one in counted), **labels})


@router.get("/runs/{run_id}")
def run_page(request: Request, viewer: SeesRuns, store: StoreOf, run_id: str) -> HTMLResponse:
    """What one review found."""
    with store.reading() as conn:
        run = runs.get_run(conn, viewer, run_id)
        by_unit = runs.count_verdicts(
            conn, viewer, run_id, by=CountBy.UNIT, unit_id=runs.unit_to_open(conn, viewer, run)
        )
        by_field = runs.count_verdicts(conn, viewer, run_id, by=CountBy.FIELD)
        covered = coverage(conn, viewer, run)
        others: tuple[RunView, ...] = ()
        n_open: int | None = None
        if viewer.may(Action.SEE_PEOPLE):
            others = runs.other_runs(conn, viewer, run, limit=OTHERS)
            wanted = VerdictFilter(verdict=VerdictLabel.NEEDS_REVIEW, is_decided=False)
            asked = PageAsked(limit=1, with_total=True)
            n_open = verdicts.find_verdicts(conn, viewer, run_id, wanted=wanted, page=asked).total
        signed = _signed(conn, viewer, run_id)
    found = _found(request, viewer, run, (by_unit, by_field), covered, others, n_open)
    return render(request, "runs/run.html", _with_signed(found, signed))


def _with_signed(found: RunContext, signed: tuple[tuple[str, int], ...]) -> RunContext:
    return replace(found, signed=signed)


def _signed(conn: Connection, viewer: Viewer, run_id: str) -> tuple[tuple[str, int], ...]:
    """Verdict → how many positions were decided so, which may differ from what was proposed."""
    if not viewer.may(Action.SEE_PEOPLE):
        return ()
    asked = PageAsked(limit=1, with_total=True)
    counts = {
        str(label): verdicts.find_verdicts(
            conn, viewer, run_id, wanted=VerdictFilter(decided=label), page=asked
        ).total or 0
        for label in VerdictLabel
    }  # fmt: skip
    return tuple((label, count) for label, count in counts.items() if count)


def _found(
    request: Request, viewer: Viewer, run: RunView, counts: tuple[Sequence[VerdictCount], Sequence[VerdictCount]],
    covered: Coverage, others: tuple[RunView, ...], n_open: int | None,
) -> RunContext:  # fmt: skip
    """`n_open`: positions to review that are not decided; None for those who see totals only."""
    _ = words_of(request)
    language = language_of(request)
    by_unit, by_field = counts
    total = {
        label: sum(getattr(one, label) for one in by_field) for label in ("meets", "needs_review", "does_not_meet")
    }
    whole = sum(total.values())
    n_decided = sum(one.decided for one in by_field)
    people = f"/runs/{run.run_id}/verdicts" if viewer.may(Action.SEE_PEOPLE) else ""

    def figure(label: str, code: str) -> Figure:
        share = formats.percent(total[code] / whole, language, 0) if whole else ""
        url = f"{people}?verdict={code}" if people else ""
        return Figure(label=label, value=formats.number(total[code], language), note=share, url=url)

    figures = (
        figure(_("đề xuất đáp ứng"), "meets"), figure(_("đề xuất cần xem xét"), "needs_review"),
        figure(_("đề xuất chưa đáp ứng"), "does_not_meet"),
        Figure(label=_("đã có quyết định"), value=formats.number(n_decided, language),
               note=_("trên %(n)s vị trí đang giữ") % {"n": formats.number(whole, language)}),
    )  # fmt: skip
    return RunContext(
        run=run, found=covered, figures=figures, by_unit=mixes(by_unit, people, by="unit", language=language),
        by_field=mixes(by_name(by_field, language), people, by="field", language=language),
        n_review=total["needs_review"] if n_open is None else n_open,
        says_units=most_open_unit(by_unit, _, language), says_fields=most_open_field(by_field, _, language),
        links=_links(_, viewer, run), others=others,
    )  # fmt: skip


def _links(_: Callable[[str], str], viewer: Viewer, run: RunView) -> tuple[tuple[str, str], ...]:
    """Where to go from here: what each viewer may open."""
    known = (
        (Action.SEE_BALANCE, _("Thừa, thiếu theo vị trí"), f"/balance?run={run.run_id}"),
        (Action.SEE_MOVES, _("Phương án điều chuyển"), f"/moves?run={run.run_id}"),
        (Action.SEE_DEMAND, _("Nhu cầu bồi dưỡng"), f"/demand?run={run.run_id}"),
        (Action.SEE_FAIRNESS, _("So sánh giữa các nhóm"), f"/fairness/{run.run_id}"),
    )
    return tuple((label, url) for action, label, url in known if viewer.may(action))
