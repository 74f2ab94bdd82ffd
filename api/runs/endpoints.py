"""Runs and verdicts as JSON: lists, counts, one person's verdicts with all their reasons."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import Query, Request
from starlette.responses import Response

from api.runs.detail_schemas import FullVerdictOut, FullVerdictsOut, RecommendationOut, RecommendationsOut
from api.runs.schemas import (
    AskedOut,
    CountsQuery,
    FacetsOut,
    FacetsQuery,
    RunIn,
    RunOut,
    RunsQuery,
    VerdictCountOut,
    VerdictCountsOut,
    VerdictOut,
    VerdictsQuery,
)
from api.web.access import Now, SettingsOf, StoreOf, Viewer, permitted
from api.web.answers import json_answer
from api.web.fields import PathId, Plain
from api.web.idempotency import IdempotencyKey, once
from api.web.lists import PageOut, page_answer, seal_of
from api.web.looks import record_look
from api.web.routers import PREFIX, api_router
from recommender.permissions import Action
from recommender.store import units
from recommender.store.results import runs, verdict_detail, verdict_facets, verdicts
from recommender.store.results.not_screened import coverage
from recommender.store.results.verdicts import PageAsked
from recommender.workflows import publish_run as publish
from recommender.workflows import screen_units
from recommender.workflows.screen_units import ScreenRequest
from recommender.working_days import office_day

router = api_router("runs")
SeesRuns = Annotated[
    Viewer,
    permitted(
        Action.SEE_PEOPLE, Action.SEE_TOTALS, Action.SEE_FAIRNESS, Action.SEE_BALANCE, Action.SEE_DEMAND,
        Action.SEE_OWN,
    ),
]  # fmt: skip
SeesTotals = Annotated[Viewer, permitted(Action.SEE_TOTALS)]
SeesPeopleOrSelf = Annotated[Viewer, permitted(Action.SEE_PEOPLE, Action.SEE_OWN)]


@router.get("/runs", response_model=PageOut[RunOut], operation_id="list_runs")
def list_runs(
    request: Request, viewer: SeesRuns, settings: SettingsOf, store: StoreOf, query: Annotated[RunsQuery, Query()]
) -> Response:
    """Runs that touch what the caller may see, newest first."""
    seal = seal_of(request, settings, viewer, query)
    with store.reading() as conn:
        page = runs.find_runs(
            conn, viewer, unit_id=query.unit_id or "", status=query.status, limit=query.limit,
            cursor=seal.opened(query.cursor),
        )  # fmt: skip
    return page_answer(request, page, seal=seal, into=PageOut[RunOut], shown=partial(_run_out, store, viewer))


@router.get("/runs/{run_id}", response_model=RunOut, operation_id="show_run")
def show_run(viewer: SeesRuns, store: StoreOf, run_id: PathId, _: Plain) -> Response:
    """One run by its record."""
    with store.reading() as conn:
        found = runs.get_run(conn, viewer, run_id)
    return json_answer(_run_out(store, viewer, found))


@router.get("/runs/{run_id}/counts", response_model=VerdictCountsOut, operation_id="count_verdicts")
def count_verdicts(
    viewer: SeesTotals, store: StoreOf, run_id: PathId, query: Annotated[CountsQuery, Query()]
) -> Response:
    """Verdicts of a run by unit, field or position."""
    with store.reading() as conn:
        runs.get_run(conn, viewer, run_id)
        counted = runs.count_verdicts(conn, viewer, run_id, by=query.by, unit_id=query.unit_id or "")
    return json_answer(VerdictCountsOut(rows=[VerdictCountOut.of(row) for row in counted]))


@router.get("/runs/{run_id}/verdicts", response_model=PageOut[VerdictOut], operation_id="list_verdicts")
def list_verdicts(
    request: Request, viewer: SeesPeopleOrSelf, settings: SettingsOf, store: StoreOf, now: Now, run_id: PathId,
    query: Annotated[VerdictsQuery, Query()],
) -> Response:  # fmt: skip
    """Verdicts of a run with reasons; a person sees the own ones of published runs."""
    seal = seal_of(request, settings, viewer, query)
    asked = PageAsked(limit=query.limit, cursor=seal.opened(query.cursor), with_total=query.with_total)
    with store.reading() as conn:
        runs.get_run(conn, viewer, run_id)
        page = verdicts.find_verdicts(
            conn, viewer, run_id, wanted=query.filter(), order=query.sort, is_descending=query.descending, page=asked
        )  # fmt: skip
    record_look(store, viewer, at="list_verdicts", officers=[row.officer_id for row in page.rows], now=now)
    return page_answer(request, page, seal=seal, into=PageOut[VerdictOut], shown=VerdictOut.of)


@router.get("/runs/{run_id}/facets", response_model=FacetsOut, operation_id="count_facets")
def count_facets(
    viewer: SeesPeopleOrSelf, store: StoreOf, run_id: PathId, query: Annotated[FacetsQuery, Query()]
) -> Response:
    """How many verdicts each value of each filter would show."""
    with store.reading() as conn:
        runs.get_run(conn, viewer, run_id)
        return json_answer(FacetsOut.of(verdict_facets.count_facets(conn, viewer, run_id, wanted=query.filter())))


@router.get("/runs/{run_id}/people/{officer_id}", response_model=FullVerdictsOut, operation_id="explain_verdicts")
def explain_verdicts(
    viewer: SeesPeopleOrSelf, store: StoreOf, now: Now, run_id: PathId, officer_id: PathId, _: Plain
) -> Response:
    """One person's verdicts in a run with everything that explains them."""
    with store.reading() as conn:
        found = verdict_detail.full_verdicts(conn, viewer, run_id, officer_id=officer_id)
    unit_id = found[0].verdict.unit_id
    record_look(store, viewer, at="explain_verdicts", officers=[officer_id], unit_id=unit_id, now=now)
    return json_answer(FullVerdictsOut(rows=[FullVerdictOut.of(row) for row in found]))


@router.get(
    "/runs/{run_id}/people/{officer_id}/recommendations", response_model=RecommendationsOut,
    operation_id="list_recommendations",
)  # fmt: skip
def list_recommendations(
    viewer: SeesPeopleOrSelf, store: StoreOf, now: Now, run_id: PathId, officer_id: PathId, _: Plain
) -> Response:
    """Courses ranked for one person in a run: alternatives to those of the plan."""
    with store.reading() as conn:
        found = verdict_detail.recommendations_of(conn, viewer, run_id, officer_id=officer_id)
    record_look(store, viewer, at="list_recommendations", officers=[officer_id], now=now)
    return json_answer(RecommendationsOut(rows=[RecommendationOut.of(row) for row in found]))


@router.post(
    "/runs", response_model=AskedOut, status_code=202, operation_id="ask_for_run",
    responses={202: {"headers": {"Location": {"schema": {"type": "string"}, "description": "The job"}}}},
)  # fmt: skip
def ask_for_run(
    request: Request, viewer: Annotated[Viewer, permitted(Action.SCREEN)], store: StoreOf, now: Now, asked: RunIn,
    key: IdempotencyKey = None,
) -> Response:  # fmt: skip
    """Ask a worker for a run over a unit and all below it."""
    wanted = ScreenRequest(
        unit_id=asked.unit_id, label=asked.label, today=asked.today or office_day(now), encoder=str(asked.encoder)
    )  # fmt: skip

    def work() -> Response:
        made = screen_units.ask_for_run(store, viewer, wanted, now=now)
        return json_answer(AskedOut.of(made), status=202, headers={"Location": f"{PREFIX}/jobs/{made.job_id}"})

    return once(request, store, viewer=viewer, key=key, body=asked, now=now, work=work)


@router.post("/runs/{run_id}/publish", response_model=RunOut, operation_id="publish_run")
def publish_run(
    viewer: Annotated[Viewer, permitted(Action.PUBLISH)], store: StoreOf, now: Now, run_id: PathId, _: Plain
) -> Response:
    """Show the results of a run to the people concerned."""
    return json_answer(_run_out(store, viewer, publish.publish_run(store, viewer, run_id, now=now)))


def _run_out(store: StoreOf, viewer: Viewer, run: runs.RunView) -> RunOut:
    """The run; its counts only for who may see totals of the whole unit it was made over."""
    actions = (Action.SEE_PEOPLE, Action.SEE_TOTALS, Action.SEE_FAIRNESS)
    roots = {root for action in actions for root in viewer.roots(action)}
    with store.reading() as conn:
        is_whole = any(units.is_within(conn, run.unit_id, root) for root in sorted(roots))
        missing = coverage(conn, viewer, run).missing if is_whole and viewer.may(Action.SEE_TOTALS) else 0
    counts = {**run.counts, "not_screened": missing} if is_whole else {}
    return RunOut.of(run).model_copy(update={"counts": counts})
