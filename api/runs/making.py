"""Pages that make and publish a run: what to review, the job that does it, and the last look before publishing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Final

from fastapi import Form, Request
from starlette.responses import HTMLResponse, Response

from api.look.forms import Choice, Field, filled, refused_fields, typed_day
from api.rendering import language_of, message_of, render, words_of
from api.runs.contexts import NewRunContext, PublishContext, WaitingContext
from api.web.access import Now, SettingsOf, StoreOf, permitted
from api.web.routers import page_router, see_other
from models.matcher import Mode
from recommender.errors import Conflict, NangLucError, UsageError
from recommender.permissions import Action, Viewer
from recommender.store import Connection, jobs, units
from recommender.store.engine import Store
from recommender.store.results import runs, verdicts
from recommender.store.results.not_screened import coverage
from recommender.store.results.verdicts import PageAsked, VerdictFilter
from recommender.store.totals import staffing
from recommender.types import VerdictLabel
from recommender.workflows.publish_run import publish_run
from recommender.workflows.screen_units import ScreenRequest, ask_for_run
from recommender.working_days import office_day

router = page_router("runs")
Screens = Annotated[Viewer, permitted(Action.SCREEN)]
Publishes = Annotated[Viewer, permitted(Action.PUBLISH)]
LONGEST_LABEL: Final = 200
UNDECIDED: Final = (VerdictLabel.NEEDS_REVIEW, VerdictLabel.DOES_NOT_MEET, VerdictLabel.MEETS)
"""Proposals in the order in which they must not be published unseen."""


@router.get("/runs/new")
def new_run(request: Request, viewer: Screens, store: StoreOf, now: Now) -> HTMLResponse:
    """Which unit, as of which day."""
    return render(request, "runs/new.html", _form(request, viewer, store, today=office_day(now)))


@router.post("/runs/new")
def start_run(
    request: Request, viewer: Screens, settings: SettingsOf, store: StoreOf, now: Now,
    unit: Annotated[str, Form()] = "", label: Annotated[str, Form()] = "", today: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """Ask a worker to make the run, comparing texts as the server is set to."""
    _ = words_of(request)
    try:
        day = _day(today)
        named = label.strip()[:LONGEST_LABEL] or _("Rà soát ngày %(day)s") % {"day": f"{day:%d/%m/%Y}"}
        encoder = settings.encoder if settings.encoder in tuple(Mode) else str(Mode.HYBRID)
        wanted = ScreenRequest(unit_id=unit, label=named, today=day, encoder=encoder)
        asked = ask_for_run(store, viewer, wanted, now=now)
    except (Conflict, UsageError) as error:
        sent = {"unit": unit, "label": label, "today": today}
        context = _form(request, viewer, store, today=office_day(now), sent=sent, refused=error)
        return render(request, "runs/new.html", context, status=422)
    return see_other(f"/runs/waiting/{asked.run_id}/{asked.job_id}")


@router.get("/runs/waiting/{run_id}/{job_id}")
def wait_for_run(request: Request, viewer: Screens, store: StoreOf, run_id: str, job_id: str) -> Response:
    """How far the job is; the run itself once it is done."""
    with store.reading() as conn:
        job = jobs.get_job(conn, viewer, job_id)
    if job.status == "done":
        return see_other(f"/runs/{run_id}")
    return render(request, "runs/waiting.html", WaitingContext(job=job, run_id=run_id))


@router.get("/runs/{run_id}/publish")
def look_before_publishing(request: Request, viewer: Publishes, store: StoreOf, run_id: str) -> HTMLResponse:
    """What will be shown to whom."""
    return render(request, "runs/publish.html", _publish(viewer, store, run_id))


@router.post("/runs/{run_id}/publish")
def publish(request: Request, viewer: Publishes, store: StoreOf, now: Now, run_id: str) -> Response:
    """Show the results to the people concerned."""
    try:
        publish_run(store, viewer, run_id, now=now)
    except Conflict as error:
        context = _publish(viewer, store, run_id, problems=(message_of(error, request),))
        return render(request, "runs/publish.html", context, status=409)
    return see_other(f"/runs/{run_id}")


def _publish(viewer: Viewer, store: Store, run_id: str, *, problems: tuple[str, ...] = ()) -> PublishContext:
    with store.reading() as conn:
        run = runs.get_run(conn, viewer, run_id)
        missing = staffing.reasons_missing(conn, run_id)
        found = coverage(conn, viewer, run)
        undecided = {str(label): _n_undecided(conn, viewer, run_id, label) for label in UNDECIDED}
    return PublishContext(
        run=run, found=found, n_missing=len(missing), problems=problems,
        undecided=tuple((label, count) for label, count in undecided.items() if count),
    )  # fmt: skip


def _n_undecided(conn: Connection, viewer: Viewer, run_id: str, label: VerdictLabel) -> int:
    wanted = VerdictFilter(verdict=label, is_decided=False)
    page = PageAsked(limit=1, with_total=True)
    return verdicts.find_verdicts(conn, viewer, run_id, wanted=wanted, page=page).total or 0


def _day(typed: str) -> date:
    day = typed_day(typed, "today")
    if day is None:
        raise UsageError(
            "Ghi ngày mà dữ liệu được tính đến, như 22/11/2026.",
            "Give the day up to which data count, like 22/11/2026.", field="today",
        )  # fmt: skip
    return day


def _form(
    request: Request, viewer: Viewer, store: Store, *, today: date, sent: Mapping[str, str] | None = None,
    refused: NangLucError | None = None,
) -> NewRunContext:  # fmt: skip
    with store.reading() as conn:
        tops = units.top_units(conn, viewer, Action.SCREEN)
        below = [one for top in tops for one in units.children(conn, top.unit_id)]
    choices = tuple(Choice(value=one.unit_id, label=one.name) for one in (*tops, *below))
    fields = _fields(words_of(request), choices, (tops[0].unit_id if tops else "", "", f"{today}"))
    names = [one.name for one in fields]
    errors, problems = refused_fields(refused, language_of(request), names) if refused else ({}, ())
    return NewRunContext(fields=filled(fields, sent or {}, errors), problems=problems)


def _fields(_: Callable[[str], str], choices: tuple[Choice, ...], values: tuple[str, str, str]) -> tuple[Field, ...]:
    unit, label, today = values
    return (
        Field(name="unit", label=_("Phạm vi"), value=unit, choices=choices, is_required=True),
        Field(name="today", label=_("Tính đến ngày"), value=today, kind="date", width="short", is_required=True),
        Field(name="label", label=_("Tên đợt rà soát"), value=label, max_length=LONGEST_LABEL),
    )
