"""Pages of people: the list of a unit, and one person's file with evidence, results, reviews and plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Final

from fastapi import Request
from starlette.responses import HTMLResponse, Response

from api.look.forms import Field
from api.look.tables import Filter, Table, with_one_choice
from api.look.terms import term_name, term_names
from api.people.contexts import FileContext, PeopleContext
from api.people.ending_form import ending_fields
from api.people.evidence_cards import CardTexts, RefusedJudgement, waiting_cards
from api.people.listing import columns, wanted_people
from api.rendering import address_of, language_of, render, words_of
from api.web.access import CatalogueOf, Now, StoreOf, permitted
from api.web.looks import record_look
from api.web.page_cursors import PageCursor
from api.web.routers import page_router, see_other
from recommender.errors import NotFound
from recommender.permissions import Action, Viewer
from recommender.store import people, plans, units
from recommender.store.engine import Store
from recommender.store.plans import PlanView
from recommender.store.results import verdicts
from recommender.store.service_ends import service_end_of
from recommender.store.tables.people import Standing
from recommender.store.waiting_evidence import WaitingFilter, find_waiting
from training_catalog.types import Catalogue

router = page_router("people")
SeesPeople = Annotated[Viewer, permitted(Action.SEE_PEOPLE)]
ROWS: Final = 50
MOST_WAITING: Final = 200
"""Of one person on one page."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the page of a person says of a form that was just sent."""

    done: str = ""
    refused: RefusedJudgement | None = None
    is_from_list: bool = False
    ending: Mapping[str, str] = field(default_factory=dict)
    """What was typed into the form of an end of service."""
    wrong: Mapping[str, str] = field(default_factory=dict)
    """Field of that form → what is wrong in it."""


@router.get("/people")
def people_list(
    request: Request, viewer: SeesPeople, store: StoreOf, now: Now, catalogue: CatalogueOf, q: str = "",
    unit: str = "", position: str = "", cursor: PageCursor = "",
) -> Response:  # fmt: skip
    """Who works here, in which position."""
    if (once := with_one_choice(address_of(request))) is not None:
        return see_other(str(once))
    _, address = words_of(request), address_of(request)
    with store.reading() as conn:
        page = people.find_people(
            conn, viewer, wanted_people(address), limit=ROWS, cursor=cursor or None, with_total=True
        )
        names = units.unit_names(conn, [unit]) if unit else {}
    record_look(store, viewer, at="people", officers=[row.officer_id for row in page.rows], now=now)
    exports = (("Excel", address.to("/people.xlsx")), ("CSV", address.to("/people.csv")))
    shown = (("unit", names.get(unit, unit)), ("position", position), ("q", f"“{q}”"))
    table = Table(
        caption=_("Cán bộ, công chức"), columns=columns(_), rows=page.rows, address=address, total=page.total,
        next_cursor=page.next_cursor or "", exports=exports if viewer.may(Action.EXPORT_PEOPLE) else (),
        filters=tuple(Filter(label=label, off=address.without(name)) for name, label in shown if address.value(name)),
        empty=_("Không có ai khớp."), empty_next=_("Tìm bằng một phần của tên, hoặc nhập danh sách nhân sự."),
    )  # fmt: skip
    codes = [row.rank for row in page.rows]
    language = language_of(request)
    ranks = term_names(catalogue, "ranks", codes, language=language)
    rooms = term_names(catalogue, "departments", [row.department for row in page.rows], language=language)
    search = Field(name="q", label=_("Tìm theo họ tên hoặc mã (không cần dấu)"), value=q)
    return render(
        request, "people/list.html", PeopleContext(table=table, search=search, ranks=ranks, departments=rooms)
    )


@router.get("/people/{officer_id}")
def person_file(
    request: Request, viewer: SeesPeople, store: StoreOf, now: Now, officer_id: str, done: str = ""
) -> HTMLResponse:
    """One person's file."""
    context = file_context(request, viewer, store, officer_id, now=now, told=Told(done=done))
    record_look(store, viewer, at="person_file", officers=[officer_id], now=now)
    return render(request, "people/file.html", context)


def file_context(
    request: Request, viewer: Viewer, store: Store, officer_id: str, *, now: datetime, told: Told
) -> FileContext:
    """What one person's file shows; NotFound when the viewer may not see the person."""
    catalogue: Catalogue = request.app.state.catalogue
    language, wanted = language_of(request), WaitingFilter(officer_id=officer_id, is_for_viewer=False)
    with store.reading() as conn:
        person = people.get_person(conn, viewer, officer_id)
        earlier = verdicts.earlier_verdicts(conn, viewer, officer_id)
        waiting = find_waiting(conn, viewer, wanted, limit=MOST_WAITING).rows
        ended = service_end_of(conn, officer_id)
    who = person.person
    by_standing = {
        standing: tuple(one for one in person.statements if one.standing == standing) for standing in Standing
    }
    texts = CardTexts(_=words_of(request), language=language, refused=told.refused)
    return FileContext(
        person=person, waiting=waiting_cards(waiting, texts), counting=by_standing[Standing.COUNTS],
        refused=by_standing[Standing.REFUSED], file_names={one.file_id: one.name for one in person.files},
        topics={one.topic: _topic(one.topic, catalogue, language) for one in person.assessments},
        runs=earlier, plan=_plan(store, viewer, officer_id, now), done=told.done, ended=ended,
        ending=ending_fields(texts, told.ending, told.wrong) if viewer.roots(Action.IMPORT) else None,
        is_from_list=told.is_from_list,
        department=term_name(catalogue, "departments", who.department, language=language),
        rank=term_name(catalogue, "ranks", who.rank, language=language),
        can_judge=bool(viewer.roots(Action.ADD_EVIDENCE)) and viewer.officer_id != officer_id,
    )  # fmt: skip


def _topic(code: str, catalogue: Catalogue, language: str) -> str:
    found = catalogue.competencies.get(code)
    if found is None:
        return code
    return found.name_en if language == "en" else found.name_vi


def _plan(store: Store, viewer: Viewer, officer_id: str, now: datetime) -> PlanView | None:
    try:
        with store.reading() as conn:
            return plans.get_plan(conn, viewer, officer_id, year=now.year)
    except NotFound:
        return None
