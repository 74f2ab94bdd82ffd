"""The overview page: the newest review by unit and field, posts over and short, and training hours by unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Annotated, Final

from fastapi import Request
from starlette.responses import HTMLResponse

from api.dashboard.contexts import DashboardContext
from api.look import formats
from api.look.counts import Figure, HeatRow, mixes
from api.look.terms import term_names
from api.rendering import language_of, render, words_of
from api.web.access import CatalogueOf, Now, StoreOf, permitted
from api.web.routers import page_router
from recommender.permissions import Action, Viewer
from recommender.store import plans, runs, staffing
from recommender.store.plans import PlanTotal
from recommender.store.runs import CountBy, RunView, VerdictCount
from recommender.store.staffing import BalanceRow
from training_catalog.types import Catalogue

router = page_router("dashboard")
MOST_UNITS: Final = 40
MOST_FIELDS: Final = 10


@router.get("/dashboard")
def dashboard(
    request: Request, viewer: Annotated[Viewer, permitted(Action.SEE_TOTALS)], store: StoreOf, now: Now,
    catalogue: CatalogueOf,
) -> HTMLResponse:  # fmt: skip
    """How the review stands, where posts are over and short, how much is learned."""
    _, language = words_of(request), language_of(request)
    with store.reading() as conn:
        run = runs.latest_run(conn, viewer, is_published=False)
        if run is None:
            empty = DashboardContext(
                run=None, figures=(), by_unit=(), by_field=(), fields=(), matrix=(), training=(), year=now.year
            )
            return render(request, "dashboard/dashboard.html", empty)
        top = runs.unit_to_open(conn, viewer, run)
        by_unit = runs.count_verdicts(conn, viewer, run.run_id, by=CountBy.UNIT, unit_id=top)
        by_field = runs.count_verdicts(conn, viewer, run.run_id, by=CountBy.FIELD)
        posts = staffing.find_balance(conn, viewer, run.run_id) if viewer.may(Action.SEE_BALANCE) else ()
        training = plans.plan_totals(conn, viewer, run.run_id, year=now.year, unit_id=top)
    people = f"/runs/{run.run_id}/verdicts" if viewer.may(Action.SEE_PEOPLE) else ""
    fields, matrix = _matrix(posts, catalogue, language)
    context = DashboardContext(
        run=run, figures=_figures(run, by_field, training, _, language),
        by_unit=mixes(by_unit, people, by="unit", language=language),
        by_field=mixes(by_field, people, by="field", language=language),
        fields=fields, matrix=matrix, training=training, year=now.year,
    )  # fmt: skip
    return render(request, "dashboard/dashboard.html", context)


def _figures(
    run: RunView, counts: Sequence[VerdictCount], training: Sequence[PlanTotal], _: Callable[[str], str], language: str
) -> tuple[Figure, ...]:
    total = sum(one.total for one in counts)
    decided = sum(one.decided for one in counts)
    review = sum(one.needs_review for one in counts)
    people = sum(one.people for one in training)
    enough = sum(one.people_with_least for one in training)

    def number(value: float) -> str:
        return formats.number(value, language)

    return (
        Figure(label=_("vị trí đã rà soát"), value=number(total), url=f"/runs/{run.run_id}"),
        Figure(label=_("cần người xem xét"), value=number(review)),
        Figure(label=_("đã có quyết định"), value=number(decided)),
        Figure(label=_("người đã học đủ 40 tiết trong năm"), value=number(enough),
               note=_("trên %(n)s người có kế hoạch") % {"n": number(people)}),
    )  # fmt: skip


def _matrix(
    posts: Sequence[BalanceRow], catalogue: Catalogue, language: str
) -> tuple[tuple[str, ...], tuple[HeatRow[float], ...]]:
    """Units × fields: shortage against the quota, the fields with most of it; surplus is on its own page."""
    short: dict[tuple[str, str], float] = defaultdict(float)
    by_field: dict[str, float] = defaultdict(float)
    names: dict[str, str] = {}
    for row in posts:
        names[row.unit_id] = row.unit_name
        lacking = max(0.0, -(row.over_quota or 0.0))
        short[row.unit_id, row.field] += lacking
        by_field[row.field] += lacking
    fields = sorted((one for one in by_field if by_field[one] > 0), key=lambda one: (-by_field[one], one))[:MOST_FIELDS]
    heads = tuple(term_names(catalogue, "fields", fields, language=language).values())
    units = sorted(names, key=lambda one: (-sum(short[one, field] for field in fields), one))[:MOST_UNITS]
    rows = tuple(
        HeatRow(
            label=names[unit], url=f"/balance?unit={unit}",
            values=tuple(round(short[unit, field], 1) or 0 for field in fields),
        )
        for unit in units
    )  # fmt: skip
    return heads, rows
