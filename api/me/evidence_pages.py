"""Pages of the own evidence: what the result is judged by, adding, correcting and withdrawing a statement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

from fastapi import File, Request, UploadFile
from starlette.responses import HTMLResponse, Response

from api.me.contexts import EvidenceFormContext, MyEvidenceContext, StatementCard
from api.me.evidence_form import errors_in, evidence_fields, request_of, values_of
from api.rendering import language_of, render, words_of
from api.web.access import CatalogueOf, Now, SettingsOf, StoreOf, permitted
from api.web.downloads import bytes_answer
from api.web.first_visit import notice_first
from api.web.routers import page_router, see_other
from api.web.sent_forms import SentForm
from recommender.errors import NotFound, UsageError
from recommender.permissions import Action, Viewer
from recommender.store import people
from recommender.store.engine import Store
from recommender.store.people import AssessmentView, Person, StatementView
from recommender.types import EvidenceKind
from recommender.workflows.add_evidence import (
    MOST_FILE_BYTES,
    NewFile,
    add_evidence,
    keep_file,
    read_file,
    withdraw_evidence,
)
from recommender.working_days import office_day
from training_catalog.types import Catalogue

router = page_router("me")
Oneself = Annotated[Viewer, permitted(Action.SEE_OWN)]


@router.get("/me/evidence")
def my_evidence(request: Request, viewer: Oneself, store: StoreOf, catalogue: CatalogueOf, done: str = "") -> Response:
    """Everything the own result is judged by."""
    if (notice := notice_first(request, store, viewer)) is not None:
        return notice
    person = _person(store, viewer)
    cards = [_card(said, person) for said in person.statements]
    standing = [card for card in cards if card.view.standing == "counts"]
    context = MyEvidenceContext(
        waiting=tuple(card for card in cards if card.view.standing == "waits"),
        counted=tuple(card for card in standing if card.view.kind != EvidenceKind.RATING),
        shown_only=tuple(card for card in standing if card.view.kind == EvidenceKind.RATING),
        ended=tuple(card for card in cards if card.view.standing in ("refused", "withdrawn")),
        assessments=_named(person, catalogue, language_of(request)), done=done,
    )  # fmt: skip
    return render(request, "me/evidence.html", context)


@router.get("/me/evidence/new")
def evidence_form(request: Request, viewer: Oneself, store: StoreOf, replaces: str = "") -> HTMLResponse:
    """Add a statement, or correct one."""
    replaced = _replaced(store, viewer, replaces)
    return _form(request, replaced, values_of(replaced) if replaced else {}, {})


@router.post("/me/evidence")
def send_evidence(
    request: Request, viewer: Oneself, settings: SettingsOf, store: StoreOf, now: Now, sent: SentForm,
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:  # fmt: skip
    """Kept until the unit has looked at it; a correction leaves the old one until then."""
    replaced = _replaced(store, viewer, sent.get("replaces", ""))
    errors = errors_in(sent, words_of(request), today=office_day(now))
    if errors:
        return _form(request, replaced, sent, errors, status=422)
    try:
        file_id = ""
        if file is not None and file.filename:
            new = NewFile(name=file.filename, content=file.file.read(MOST_FILE_BYTES + 1))
            file_id = keep_file(store, viewer, viewer.officer_id, new, uploads=settings.uploads_folder, now=now)
        add_evidence(store, viewer, request_of(sent, viewer.officer_id, file_id=file_id), now=now)
    except UsageError as error:
        return _form(request, replaced, sent, {"file": error.text(language_of(request))}, status=422)
    return see_other("/me/evidence?done=added")


@router.get("/me/evidence/files/{file_id}")
def evidence_file(viewer: Oneself, settings: SettingsOf, store: StoreOf, now: Now, file_id: str) -> Response:
    """A file beside one's own statement."""
    name, _, content = read_file(store, viewer, file_id, uploads=settings.uploads_folder, now=now)
    return bytes_answer(content, name)


@router.post("/me/evidence/{statement_id}/withdraw")
def take_back(viewer: Oneself, store: StoreOf, now: Now, statement_id: str) -> Response:
    """Withdraw a statement that one added oneself."""
    withdraw_evidence(store, viewer, statement_id, now=now)
    return see_other("/me/evidence?done=withdrawn")


def _person(store: Store, viewer: Viewer) -> Person:
    with store.reading() as conn:
        return people.get_person(conn, viewer, viewer.officer_id)


def _card(said: StatementView, person: Person) -> StatementCard:
    names = {file.file_id: file.name for file in person.files}
    # Only what waits was certainly added by the person; what counts came from the unit or was confirmed by it.
    return StatementCard(
        view=said, file_name=names.get(said.file_id or "", ""), can_withdraw=said.standing == "waits"
    )  # fmt: skip


def _named(person: Person, catalogue: Catalogue, language: str) -> tuple[AssessmentView, ...]:
    """The results with the name of the competency where a file gave its code."""
    names = {key: one.name_en if language == "en" else one.name_vi for key, one in catalogue.competencies.items()}
    return tuple(replace(one, topic=names.get(one.topic, one.topic)) for one in person.assessments)


def _replaced(store: Store, viewer: Viewer, statement_id: str) -> StatementView | None:
    """The statement to be corrected; NotFound for one that is not the viewer's own."""
    if not statement_id:
        return None
    found = next((one for one in _person(store, viewer).statements if one.statement_id == statement_id), None)
    if found is None:
        raise NotFound
    return found


def _form(
    request: Request, replaced: StatementView | None, values: Mapping[str, str], errors: Mapping[str, str], *,
    status: int = 200,
) -> HTMLResponse:  # fmt: skip
    fields = evidence_fields(words_of(request), language_of(request), values=values, errors=errors)
    context = EvidenceFormContext(fields=fields, problems=(), replaced=replaced)
    return render(request, "me/evidence_form.html", context, status=status)
