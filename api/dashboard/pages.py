"""The overview page: the newest review by unit and field, posts over and short, training; every part leads down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated

from fastapi import Request
from starlette.responses import HTMLResponse

from api.dashboard.contexts import DashboardContext, Training
from api.dashboard.posts import posts_of
from api.look import formats
from api.look.addresses import Address
from api.look.counts import Figure, Mix, by_name, most_open_field, most_open_unit
from api.rendering import address_of, language_of, render, words_of
from api.web.access import CatalogueOf, StoreOf, permitted
from api.web.fields import Year
from api.web.routers import page_router
from recommender.permissions import Action, Viewer
from recommender.store import Connection, units
from recommender.store.plans import YEARLY_PERIODS
from recommender.store.results import runs
from recommender.store.results.not_screened import Coverage, coverage
from recommender.store.results.runs import CountBy, RunView, VerdictCount
from recommender.store.totals import balance, plan_totals
from recommender.store.totals.balance import FieldSum
from recommender.store.totals.plan_totals import PlanTotal, plan_year
from recommender.store.units import UnitView
from recommender.types import Baseline

router = page_router("dashboard")
Words = Callable[[str], str]


@router.get("/dashboard")
def dashboard(
    request: Request, viewer: Annotated[Viewer, permitted(Action.SEE_TOTALS)], store: StoreOf, catalogue: CatalogueOf,
    unit: str = "", year: Year = 0,
) -> HTMLResponse:  # fmt: skip
    """How the review stands, where posts are over and short, how much is learned; for a unit and those below it."""
    _, language, address = words_of(request), language_of(request), address_of(request)
    with store.reading() as conn:
        if unit:
            units.require_unit(conn, viewer, Action.SEE_TOTALS, unit_id=unit)
        run = runs.run_in_force(conn, viewer, unit_id=unit)
        if run is None:
            return render(request, "dashboard/dashboard.html", _nothing())
        start = runs.unit_to_open(conn, viewer, run)
        top = unit or start
        chosen = year or plan_year(run.today)
        by_unit = runs.count_verdicts(conn, viewer, run.run_id, by=CountBy.UNIT, unit_id=top)
        by_field = runs.count_verdicts(conn, viewer, run.run_id, by=CountBy.FIELD, unit_id=top)
        newer = () if unit else runs.newer_runs(conn, viewer, run)
        found = coverage(conn, viewer, run, unit_id=top)
        sums: tuple[FieldSum, ...] = ()
        if viewer.may(Action.SEE_BALANCE):
            sums = balance.balance_by_unit(conn, viewer, run.run_id, unit_id=top, against=Baseline.QUOTA)
        training = plan_totals.plan_totals(conn, viewer, run.run_id, year=chosen, unit_id=top)
        way = _way(conn, top, start)
    people = f"/runs/{run.run_id}/verdicts" if viewer.may(Action.SEE_PEOPLE) else ""
    context = DashboardContext(
        run=run, unit_name=way[-1].name if way else run.unit_name, steps=_steps(way, address),
        figures=_figures(run, by_field, training, people, top, _, language), found=found, newer=newer,
        by_unit=_units(by_unit, by_field, way, address, people),
        by_field=_fields(by_name(by_field, language), people, top, language),
        says_units=most_open_unit(by_unit, _, language), says_fields=most_open_field(by_field, _, language),
        posts=posts_of(sums, Address.of("/balance", [("run", run.run_id), ("unit", top)]), catalogue, language),
        training=tuple(Training(total=one, url=_down(address, one.unit_id, top)) for one in training),
        years=_years(run, chosen, address), year=chosen, least=YEARLY_PERIODS,
    )  # fmt: skip
    return render(request, "dashboard/dashboard.html", context)


def _nothing() -> DashboardContext:
    """No review yet."""
    return DashboardContext(
        run=None, unit_name="", steps=(), figures=(), found=Coverage(screened=0, missing=0), newer=(), by_unit=(),
        by_field=(), says_units="", says_fields="", posts=None, training=(), years=(), year=0, least=YEARLY_PERIODS,
    )  # fmt: skip


def _way(conn: Connection, top: str, start: str) -> tuple[UnitView, ...]:
    """The units from where the viewer starts down to the one that is looked at."""
    above = units.path(conn, top)
    first = next((place for place, one in enumerate(above) if one.unit_id == start), 0)
    return above[first:]


def _steps(way: Sequence[UnitView], address: Address) -> tuple[tuple[str, str], ...]:
    last = len(way) - 1
    return tuple(
        (one.name, "" if place == last else str(address.replaced(unit=one.unit_id if place else "")))
        for place, one in enumerate(way)
    )


def _down(address: Address, unit_id: str, top: str) -> str:
    """The overview of a unit below; the unit itself leads nowhere."""
    return "" if unit_id == top else str(address.replaced(unit=unit_id))


def _units(
    by_unit: Sequence[VerdictCount], by_field: Sequence[VerdictCount], way: Sequence[UnitView], address: Address,
    people: str,
) -> tuple[Mix, ...]:  # fmt: skip
    """One bar a unit below, and one for people who sit in none of them; each opens the overview of its unit."""
    if not by_unit:
        return ()
    rest = [
        sum(getattr(one, name) for one in by_field) - sum(getattr(one, name) for one in by_unit)
        for name in ("meets", "needs_review", "does_not_meet")
    ]
    below = tuple(
        Mix(
            label=one.name_vi, meets=one.meets, needs_review=one.needs_review, does_not_meet=one.does_not_meet,
            url=str(address.replaced(unit=one.key)),
        )
        for one in by_unit
    )  # fmt: skip
    if not way or not any(rest):
        return below
    url = f"{people}?unit={way[-1].unit_id}" if people else ""
    return (Mix(label=way[-1].name, meets=rest[0], needs_review=rest[1], does_not_meet=rest[2], url=url), *below)


def _fields(by_field: Sequence[VerdictCount], people: str, top: str, language: str) -> tuple[Mix, ...]:
    """One bar a field; it opens the verdicts of the field in the unit."""
    return tuple(
        Mix(
            label=one.name_en if language == "en" else one.name_vi, meets=one.meets, needs_review=one.needs_review,
            does_not_meet=one.does_not_meet, url=f"{people}?unit={top}&field={one.key}" if people else "",
        )
        for one in by_field
    )  # fmt: skip


def _figures(
    run: RunView, counts: Sequence[VerdictCount], training: Sequence[PlanTotal], people: str, top: str, _: Words,
    language: str,
) -> tuple[Figure, ...]:  # fmt: skip
    total = sum(one.total for one in counts)
    decided = sum(one.decided for one in counts)
    review = sum(one.needs_review for one in counts)
    planned = sum(one.people for one in training)
    enough = sum(one.people_with_least for one in training)
    listed = f"{people}?unit={top}" if people else ""

    def number(value: float) -> str:
        return formats.number(value, language)

    return (
        Figure(label=_("vị trí đã rà soát"), value=number(total), url=listed or f"/runs/{run.run_id}"),
        Figure(
            label=_("cần người xem xét"), value=number(review), url=f"{listed}&verdict=needs_review" if listed else ""
        ),
        Figure(
            label=_("đã có quyết định"), value=number(decided),
            note=_("%(share)s số vị trí") % {"share": formats.percent(decided / total, language)} if total else "",
        ),
        Figure(label=_("người đã học đủ 40 tiết trong năm"), value=number(enough),
               note=_("trên %(n)s người có kế hoạch") % {"n": number(planned)}),
    )  # fmt: skip


def _years(run: RunView, chosen: int, address: Address) -> tuple[tuple[int, str, bool], ...]:
    """The year of the review and the year of its plans, where they differ."""
    found = sorted({run.today.year, plan_year(run.today), chosen})
    return tuple((one, str(address.replaced(year=str(one))), one == chosen) for one in found)
