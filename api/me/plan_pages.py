"""Pages of the own plan: a timeline with alternatives and classes, followed, completed with a certificate, as PDF."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from fastapi import File, Form, Request, UploadFile
from starlette.responses import HTMLResponse, Response

from api.look.forms import typed_day
from api.me.contexts import CertificateContext, MyPlanContext, Quarter
from api.me.pages import only_oneself
from api.me.plan_steps import certificate_errors, certificate_fields, named, plan_line, quarters_of
from api.rendering import language_of, message_of, render, words_of
from api.web.access import Now, SettingsOf, StoreOf, permitted
from api.web.downloads import bytes_answer
from api.web.fields import Year
from api.web.first_visit import notice_first
from api.web.routers import page_router, see_other
from api.web.sent_forms import SentForm
from recommender.documents.plan_pdf import PlanDocument, plan_pdf
from recommender.errors import NotFound, UsageError
from recommender.permissions import Action, Viewer
from recommender.store import people, plans
from recommender.store.catalogue_now import catalogue_now
from recommender.store.engine import Store
from recommender.store.plans import PlanView, StepView
from recommender.store.results import runs
from recommender.store.tables.plans import StepStatus
from recommender.types import EvidenceKind
from recommender.workflows.add_evidence import MOST_FILE_BYTES, EvidenceRequest, NewFile, add_evidence, keep_file
from recommender.workflows.follow_plan import StepRequest, follow_plan, is_ahead
from recommender.workflows.hold_classes import enrol
from recommender.working_days import office_day

router = page_router("me")
Oneself = Annotated[Viewer, permitted(Action.SEE_OWN)]


@router.get("/me/plan")
def my_plan(request: Request, viewer: Oneself, store: StoreOf, now: Now, year: Year = 0, done: str = "") -> Response:
    """The own plan with hours against the yearly minimum."""
    if (notice := notice_first(request, store, viewer)) is not None:
        return notice
    chosen = year or _plan_year(store, viewer, office_day(now))
    plan = _plan(store, viewer, chosen)
    quarters: tuple[Quarter, ...] = ()
    if plan is not None:
        with store.reading() as conn:
            known = catalogue_now(conn).courses
            quarters = quarters_of(
                conn, viewer, named(plan, known), known=known, _=words_of(request), language=language_of(request),
                now=now,
            )  # fmt: skip
    steps = plan.steps if plan else ()
    left = sum(step.counted_periods or 0.0 for step in steps if step.status != StepStatus.DONE)
    context = MyPlanContext(plan=plan, quarters=quarters, year=chosen, planned_left=left, done=done)
    return render(request, "me/plan.html", context)


@router.get("/me/plan.pdf")
def my_plan_pdf(request: Request, viewer: Oneself, store: StoreOf, now: Now, year: Year = 0) -> Response:
    """The own plan as a PDF to print or keep."""
    language = language_of(request)
    chosen = year or _plan_year(store, viewer, office_day(now))
    plan = _plan(store, viewer, chosen)
    if plan is None or not plan.steps:
        raise NotFound
    with store.reading() as conn:
        person = people.get_person(conn, viewer, viewer.officer_id).person
        run = runs.get_run(conn, only_oneself(viewer), plan.run_id)
        plan = named(plan, catalogue_now(conn).courses)
    document = PlanDocument(
        lines=tuple(plan_line(step, words_of(request), language) for step in plan.steps), year=chosen,
        periods_done=plan.periods_done, periods_least=plan.periods_least, person=person.name,
        unit=person.unit_name, run_label=run.label, language=language,
    )  # fmt: skip
    return bytes_answer(plan_pdf(document, now=now), f"ke-hoach-{chosen}.pdf")


@router.post("/me/plan/{course_id}")
def follow_course(
    viewer: Oneself, store: StoreOf, now: Now, course_id: str,
    year: Annotated[int, Form(ge=2000, le=2100)], version: Annotated[int, Form()],
    status: Annotated[StepStatus, Form()],
    wish: Annotated[str, Form()] = "", done_on: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """Say how far a course is, or what one wishes about it; what was written besides stays."""
    step = _step(store, viewer, course_id, year)
    is_done = status is StepStatus.DONE
    request = StepRequest(
        officer_id=viewer.officer_id, year=year, course_id=course_id, status=status, version=version, wish=wish,
        file_id=step.file_id or "", periods_done=step.periods_done if is_done else None,
        done_on=step.done_on or typed_day(done_on, "done_on") if is_done else None,
    )  # fmt: skip
    if is_done and request.done_on is None and is_ahead(step.quarter, now):
        return see_other(f"/me/plan?year={year}&done=early")
    follow_plan(store, viewer, request, now=now)
    return see_other(f"/me/plan?year={year}&done={status}")


@router.get("/me/plan/{course_id}/certificate")
def certificate_form(
    request: Request, viewer: Oneself, store: StoreOf, now: Now, course_id: str, year: Year = 0
) -> HTMLResponse:
    """Say that a course is completed, with its certificate."""
    chosen = year or _plan_year(store, viewer, office_day(now))
    return _certificate(request, _step(store, viewer, course_id, chosen), chosen, {}, {})


@router.post("/me/plan/{course_id}/certificate")
def send_certificate(
    request: Request, viewer: Oneself, settings: SettingsOf, store: StoreOf, now: Now, course_id: str, sent: SentForm,
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:  # fmt: skip
    """The course is done in the plan at once; the certificate waits for the unit as evidence."""
    year = int(sent["year"]) if sent.get("year", "").isdecimal() and len(sent["year"]) == 4 else now.year
    step, _ = _step(store, viewer, course_id, year), words_of(request)
    errors = certificate_errors(sent, has_file=file is not None and bool(file.filename), today=office_day(now), _=_)
    if errors:
        return _certificate(request, step, year, sent, errors)
    day, periods = date.fromisoformat(sent["done_on"].strip()), sent.get("periods", "").strip()
    hours = float(periods) if periods else step.counted_periods
    try:
        new = NewFile(name=(file.filename or "") if file else "", content=_content(file))
        file_id = keep_file(store, viewer, viewer.officer_id, new, uploads=settings.uploads_folder, now=now)
    except UsageError as error:
        return _certificate(request, step, year, sent, {"file": message_of(error, request)})
    follow_plan(store, viewer, StepRequest(
        officer_id=viewer.officer_id, year=year, course_id=course_id, status=StepStatus.DONE, version=step.version,
        periods_done=hours, done_on=day, wish=step.wish, file_id=file_id,
    ), now=now)  # fmt: skip
    add_evidence(store, viewer, EvidenceRequest(
        officer_id=viewer.officer_id, kind=EvidenceKind.TRAINING, text=step.course_vi or step.course_id,
        dated_on=day, periods=hours, file_id=file_id,
    ), now=now)  # fmt: skip
    return see_other(f"/me/plan?year={year}&done=certificate")


@router.post("/me/classes/{offering_id}")
def wish_for_class(viewer: Oneself, store: StoreOf, now: Now, offering_id: str) -> Response:
    """Wish for a seat in a class; the unit sends people."""
    enrol(store, viewer, offering_id, officer_id=viewer.officer_id, now=now)
    return see_other("/me/plan?done=class")


def _content(file: UploadFile | None) -> bytes:
    return file.file.read(MOST_FILE_BYTES + 1) if file is not None else b""


def _certificate(
    request: Request, step: StepView, year: int, sent: Mapping[str, str], errors: Mapping[str, str]
) -> HTMLResponse:
    fields = certificate_fields(step, words_of(request), values=sent, errors=errors)
    context = CertificateContext(step=step, year=year, fields=fields, problems=())
    return render(request, "me/certificate.html", context, status=422 if errors else 200)


def _step(store: Store, viewer: Viewer, course_id: str, year: int) -> StepView:
    """A course of the own plan; NotFound for another one."""
    plan = _plan(store, viewer, year)
    found = next((step for step in plan.steps if step.course_id == course_id), None) if plan else None
    if found is None:
        raise NotFound
    return found


def _plan(store: Store, viewer: Viewer, year: int) -> PlanView | None:
    try:
        with store.reading() as conn:
            return plans.get_plan(conn, viewer, viewer.officer_id, year=year)
    except NotFound:
        return None


def _plan_year(store: Store, viewer: Viewer, today: date) -> int:
    """The year most of the plan lies in; this year without a plan."""
    plan = _plan(store, viewer, today.year)
    years = [int(step.quarter[-4:]) for step in plan.steps if step.quarter[-4:].isdigit()] if plan else []
    return max(years, key=years.count) if years else today.year
