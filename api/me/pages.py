"""Pages of a civil servant: the own result in plain words, the own plan, and an objection."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated

from fastapi import Form, Request
from starlette.responses import HTMLResponse, Response

from api.look import formats
from api.look.explained import explained
from api.look.forms import Field
from api.me.contexts import MyPlanContext, MyPosition, MyResultContext, MyStep, ObjectionFormContext, Quarter
from api.rendering import language_of, message_of, render, words_of
from api.web.access import Now, StoreOf, permitted
from api.web.downloads import bytes_answer
from api.web.routers import page_router, see_other
from recommender.documents.plan_pdf import PlanDocument, PlanLine, plan_pdf
from recommender.errors import NotFound, UsageError
from recommender.permissions import Action, Viewer
from recommender.store import people, plans, runs
from recommender.store.engine import Store
from recommender.store.objections import ObjectionView
from recommender.store.plans import PlanView, StepView
from recommender.store.tables.plans import StepStatus
from recommender.store.verdict_detail import FullVerdict, full_verdicts
from recommender.workflows.follow_plan import StepRequest, follow_plan
from recommender.workflows.object_to_verdict import (
    ANSWER_WORKING_DAYS,
    LONGEST_TEXT,
    ObjectRequest,
    object_to_verdict,
    withdraw_objection,
)

router = page_router("me")
Oneself = Annotated[Viewer, permitted(Action.SEE_OWN)]


@router.get("/me")
def my_result(request: Request, viewer: Oneself, store: StoreOf, done: str = "") -> HTMLResponse:
    """The own result of the newest published run."""
    language, _ = language_of(request), words_of(request)
    with store.reading() as conn:
        person = people.get_person(conn, viewer, viewer.officer_id)
        run = runs.latest_run(conn, _only_oneself(viewer))
        found: tuple[FullVerdict, ...] = ()
        if run is not None:
            found = full_verdicts(conn, viewer, run.run_id, officer_id=viewer.officer_id)
    positions = tuple(
        MyPosition(explained=explained(one, person, _=_, language=language), objection=_newest(one)) for one in found
    )
    return render(request, "me/result.html", MyResultContext(run=run, positions=positions, done=done))


@router.get("/me/objections/{run_id}/{position_id}")
def objection_form(request: Request, viewer: Oneself, store: StoreOf, run_id: str, position_id: str) -> HTMLResponse:
    """Write an objection to the own verdict."""
    return render(request, "me/objection.html", _objection_context(request, viewer, store, run_id, position_id))


@router.post("/me/objections/{objection_id}/withdraw")
def take_back(
    viewer: Annotated[Viewer, permitted(Action.OBJECT)], store: StoreOf, now: Now, objection_id: str
) -> Response:
    """Withdraw the own objection."""
    withdraw_objection(store, viewer, objection_id, now=now)
    return see_other("/me?done=withdrawn")


@router.post("/me/objections/{run_id}/{position_id}")
def send_objection(
    request: Request, viewer: Annotated[Viewer, permitted(Action.OBJECT)], store: StoreOf, now: Now, run_id: str,
    position_id: str, text: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """Lodge it; it is answered within seven working days."""
    try:
        object_to_verdict(store, viewer, ObjectRequest(run_id=run_id, position_id=position_id, text=text), now=now)
    except UsageError as error:
        context = _objection_context(
            request, viewer, store, run_id, position_id, text=text, problems=(message_of(error, request),)
        )
        return render(request, "me/objection.html", context, status=422)
    return see_other("/me?done=objection")


@router.get("/me/plan")
def my_plan(request: Request, viewer: Oneself, store: StoreOf, now: Now, year: int = 0, done: str = "") -> HTMLResponse:
    """The own plan with hours against the yearly minimum."""
    chosen = year or _plan_year(store, viewer, now.date())
    plan = _plan(store, viewer, chosen)
    steps = plan.steps if plan else ()
    left = sum(step.counted_periods or 0.0 for step in steps if step.status != StepStatus.DONE)
    context = MyPlanContext(
        plan=plan, quarters=_quarters(steps, words_of(request), language_of(request)), year=chosen, planned_left=left,
        done=done,
    )  # fmt: skip
    return render(request, "me/plan.html", context)


@router.get("/me/plan.pdf")
def my_plan_pdf(request: Request, viewer: Oneself, store: StoreOf, now: Now, year: int = 0) -> Response:
    """The own plan as a PDF to print or keep."""
    language = language_of(request)
    chosen = year or _plan_year(store, viewer, now.date())
    plan = _plan(store, viewer, chosen)
    if plan is None or not plan.steps:
        raise NotFound
    with store.reading() as conn:
        person = people.get_person(conn, viewer, viewer.officer_id).person
        run = runs.get_run(conn, _only_oneself(viewer), plan.run_id)
    document = PlanDocument(
        lines=tuple(_line(step, words_of(request), language) for step in plan.steps), year=chosen,
        periods_done=plan.periods_done, periods_least=plan.periods_least, person=person.name,
        unit=person.unit_name, run_label=run.label,
        language=language,
    )  # fmt: skip
    return bytes_answer(plan_pdf(document, now=now), f"ke-hoach-{chosen}.pdf")


@router.post("/me/plan/{course_id}")
def follow_course(
    viewer: Oneself, store: StoreOf, now: Now, course_id: str,
    year: Annotated[int, Form()], version: Annotated[int, Form()], status: Annotated[StepStatus, Form()],
    wish: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """Say how far a course is, or what one wishes about it."""
    request = StepRequest(
        officer_id=viewer.officer_id, year=year, course_id=course_id, status=status, version=version, wish=wish
    )  # fmt: skip
    follow_plan(store, viewer, request, now=now)
    return see_other(f"/me/plan?year={year}&done={status}")


def _only_oneself(viewer: Viewer) -> Viewer:
    """The viewer as the person concerned: what other roles see more of does not belong on these pages."""
    own = tuple(grant for grant in viewer.grants if grant.role.value == "officer")
    return Viewer(
        user_id=viewer.user_id, name=viewer.name, language=viewer.language, grants=own, officer_id=viewer.officer_id
    )


def _newest(full: FullVerdict) -> ObjectionView | None:
    return full.objections[0] if full.objections else None


def _objection_context(
    request: Request, viewer: Viewer, store: Store, run_id: str, position_id: str, *, text: str = "",
    problems: tuple[str, ...] = (),
) -> ObjectionFormContext:  # fmt: skip
    _ = words_of(request)
    own = _only_oneself(viewer)
    with store.reading() as conn:
        run = runs.get_run(conn, own, run_id)
        found = full_verdicts(conn, own, run_id, officer_id=viewer.officer_id)
    row = next((one.verdict for one in found if one.verdict.position_id == position_id), None)
    if row is None:
        raise NotFound
    field = Field(
        name="text", label=_("Điều gì chưa đúng, và vì sao?"), value=text, rows=8, max_length=LONGEST_TEXT,
        is_required=True, hint=_("Nêu minh chứng nếu có; có thể thêm minh chứng ở mục Minh chứng."),
    )  # fmt: skip
    return ObjectionFormContext(
        run=run, position_id=position_id, title_vi=row.title_vi, title_en=row.title_en, field=field,
        problems=problems, answer_days=ANSWER_WORKING_DAYS,
    )  # fmt: skip


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


def _line(step: StepView, _: Callable[[str], str], language: str) -> PlanLine:
    is_english = language == "en"
    return PlanLine(
        name=(step.course_en if is_english else step.course_vi) or step.course_id,
        reason=step.reason_en if is_english else step.reason_vi, quarter=_quarter_words(step.quarter, _, language),
        mode=step.mode, periods=step.periods, counted_periods=step.counted_periods or 0.0,
        is_done=step.status == StepStatus.DONE,
    )  # fmt: skip


def _quarter_words(code: str, _: Callable[[str], str], language: str) -> str:
    """Q1/2027 as people say it; what was taken besides the plan has no quarter."""
    return formats.quarter(code, language) if code else _("Ngoài kế hoạch")


def _quarters(steps: tuple[StepView, ...], _: Callable[[str], str], language: str) -> tuple[Quarter, ...]:
    """The courses by quarter, in the order of the plan; what was taken besides comes last."""
    labels = dict.fromkeys(step.quarter for step in steps)
    return tuple(
        Quarter(
            label=_quarter_words(label, _, language),
            steps=tuple(
                MyStep(view=step, is_done=step.status == StepStatus.DONE, is_besides=step.step == 0)
                for step in steps if step.quarter == label
            ),
        )
        for label in labels
    )  # fmt: skip
