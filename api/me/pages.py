"""Pages of a civil servant: the own result in plain words, and an objection to it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Request
from starlette.responses import HTMLResponse, Response

from api.look.explained import explained
from api.look.forms import Field, filled, refused_fields
from api.me.contexts import MyPosition, MyResultContext, ObjectionFormContext
from api.me.earlier import earlier_results
from api.me.result_lines import result_document, result_in_a_sentence
from api.rendering import language_of, render, words_of
from api.web.access import Now, StoreOf, permitted
from api.web.downloads import bytes_answer
from api.web.first_visit import notice_first
from api.web.routers import page_router, see_other
from recommender.documents.result_pdf import result_pdf
from recommender.errors import NotFound, UsageError
from recommender.permissions import Action, Viewer
from recommender.store import people
from recommender.store.engine import Store
from recommender.store.people import Person
from recommender.store.results import runs
from recommender.store.results.objections import ObjectionView
from recommender.store.results.runs import RunView
from recommender.store.results.verdict_detail import FullVerdict, full_verdicts
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
def my_result(request: Request, viewer: Oneself, store: StoreOf, done: str = "", run: str = "") -> Response:
    """The own result of the newest published run, or of another that was published to the person."""
    if (notice := notice_first(request, store, viewer)) is not None:
        return notice
    shown, _person, positions = _own_result(request, viewer, store, run_id=run)
    newest, others = earlier_results(store, only_oneself(viewer), shown)
    context = MyResultContext(
        run=shown, is_newest=newest, others=others, positions=positions,
        says=result_in_a_sentence(positions, words_of(request), language_of(request)),
        is_proposal=any(not one.explained.full.verdict.decided for one in positions),
        answer_days=ANSWER_WORKING_DAYS, done=done,
    )  # fmt: skip
    return render(request, "me/result.html", context)


@router.get("/me/result.pdf")
def my_result_pdf(request: Request, viewer: Oneself, store: StoreOf, now: Now) -> Response:
    """The own published result as a PDF to print, keep or show."""
    run, person, positions = _own_result(request, viewer, store)
    if run is None or not positions:
        raise NotFound
    document = result_document(
        run, person, positions, _=words_of(request), language=language_of(request), now=now
    )  # fmt: skip
    return bytes_answer(result_pdf(document, now=now), f"ket-qua-{run.today:%Y-%m-%d}.pdf")


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
        asked = ObjectRequest(run_id=run_id, position_id=position_id, text=text)
        object_to_verdict(store, viewer, asked, now=now, holidays=request.app.state.settings.holidays)
    except UsageError as error:
        context = _objection_context(request, viewer, store, run_id, position_id, text=text, refused=error)
        return render(request, "me/objection.html", context, status=422)
    return see_other("/me?done=objection")


def only_oneself(viewer: Viewer) -> Viewer:
    """The viewer as the person concerned: what other roles see more of does not belong on these pages."""
    own = tuple(grant for grant in viewer.grants if grant.role.value == "officer")
    return Viewer(
        user_id=viewer.user_id, name=viewer.name, language=viewer.language, grants=own, officer_id=viewer.officer_id
    )


def _own_result(
    request: Request, viewer: Viewer, store: Store, *, run_id: str = ""
) -> tuple[RunView | None, Person, tuple[MyPosition, ...]]:
    """The run asked for or the newest one published to the person, the person, and each position held in it."""
    language, _ = language_of(request), words_of(request)
    with store.reading() as conn:
        person = people.get_person(conn, viewer, viewer.officer_id)
        own = only_oneself(viewer)
        run = runs.get_run(conn, own, run_id) if run_id else runs.latest_run(conn, own)
        found: tuple[FullVerdict, ...] = ()
        if run is not None:
            found = full_verdicts(conn, own, run.run_id, officer_id=viewer.officer_id)
    positions = tuple(
        MyPosition(
            explained=explained(one, person, _=_, language=language, settings=run.settings if run else None),
            objection=_newest(one),
        )
        for one in found
    )
    return run, person, positions


def _newest(full: FullVerdict) -> ObjectionView | None:
    return full.objections[0] if full.objections else None


def _objection_context(
    request: Request, viewer: Viewer, store: Store, run_id: str, position_id: str, *, text: str = "",
    refused: UsageError | None = None,
) -> ObjectionFormContext:  # fmt: skip
    _ = words_of(request)
    own = only_oneself(viewer)
    with store.reading() as conn:
        run = runs.get_run(conn, own, run_id)
        found = full_verdicts(conn, own, run_id, officer_id=viewer.officer_id)
    row = next((one.verdict for one in found if one.verdict.position_id == position_id), None)
    if row is None:
        raise NotFound
    field = Field(
        name="text", label=_("Điều gì chưa đúng, và vì sao?"), rows=8, max_length=LONGEST_TEXT,
        is_required=True, hint=_("Nêu minh chứng nếu có; có thể thêm minh chứng ở mục Minh chứng."),
    )  # fmt: skip
    errors, problems = refused_fields(refused, language_of(request), [field.name]) if refused else ({}, ())
    (field,) = filled([field], {field.name: text}, errors)
    return ObjectionFormContext(
        run=run, position_id=position_id, title_vi=row.title_vi, title_en=row.title_en, field=field,
        problems=problems, answer_days=ANSWER_WORKING_DAYS,
    )  # fmt: skip
