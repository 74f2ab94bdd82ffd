"""Pages of verdicts: the list of a run, and one person in full."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import Request
from starlette.responses import HTMLResponse, Response

from api.look import formats
from api.look.explained import explained
from api.look.forms import Field, filled, refused_fields
from api.look.tables import Column, Table, with_one_choice
from api.look.terms import term_name
from api.rendering import address_of, language_of, render, words_of
from api.verdicts import listing
from api.verdicts.contexts import PersonContext, PositionPart, Refused, VerdictListContext
from api.verdicts.decision_form import DECISION_FIELDS, decision_fields, field_name
from api.web.access import Now, StoreOf, permitted
from api.web.looks import record_look
from api.web.page_cursors import PageCursor
from api.web.routers import page_router, see_other
from recommender.permissions import Action, Viewer
from recommender.store import Connection, people, units
from recommender.store.engine import Store
from recommender.store.keys import person_key
from recommender.store.pages import Page, cursor_after
from recommender.store.people import Person
from recommender.store.results import runs, verdict_facets, verdicts
from recommender.store.results.not_screened import coverage
from recommender.store.results.verdict_detail import full_verdicts
from recommender.store.results.verdicts import PageAsked, VerdictFilter, VerdictRow
from recommender.store.tables.decisions import FINAL_LABELS
from recommender.types import VerdictLabel

router = page_router("verdicts")
SeesPeople = Annotated[Viewer, permitted(Action.SEE_PEOPLE)]
ROWS = 50
LAST = "\uffff"
"""After the id of every position."""


@router.get("/runs/{run_id}/verdicts")
def verdict_list(
    request: Request, viewer: SeesPeople, store: StoreOf, now: Now, run_id: str, cursor: PageCursor = "", done: str = ""
) -> Response:
    """The verdicts of a run, filtered, ordered and with the columns as the address says."""
    if (once := with_one_choice(address_of(request))) is not None:
        return see_other(str(once))
    _ = words_of(request)
    language = language_of(request)
    address = address_of(request).replaced(done="") if done else address_of(request)
    asked = listing.asked(address)
    with store.reading() as conn:
        run = runs.get_run(conn, viewer, run_id)
        unit_name = units.unit_names(conn, [asked.wanted.unit_id]).get(asked.wanted.unit_id, "")
        page = verdicts.find_verdicts(
            conn, viewer, run_id, wanted=asked.wanted, order=asked.order, is_descending=asked.is_descending,
            page=PageAsked(limit=ROWS, cursor=cursor or None, with_total=True),
        )  # fmt: skip
        found = coverage(conn, viewer, run, unit_id=asked.wanted.unit_id)
        counted = verdict_facets.count_facets(conn, viewer, run_id, wanted=asked.wanted)
    record_look(store, viewer, at="verdicts", officers=[row.officer_id for row in page.rows], now=now)
    shown = formats.number(page.total, language)
    heading = _("%(n)s vị trí giữ trong danh sách") % {"n": shown}
    kinds = [(_("Excel"), "xlsx"), (_("CSV"), "csv")]
    if 0 < (page.total or 0) <= listing.MOST_PRINTED:
        kinds.append((_("PDF để in, mỗi người một, hai trang"), "pdf"))
    exports = tuple((label, address.to(f"/runs/{run_id}/verdicts.{form}")) for label, form in kinds)
    table = Table(
        caption=_("Kết luận đề xuất"), columns=columns(_), rows=page.rows, address=address, total=page.total,
        next_cursor=page.next_cursor or "", filters=listing.filters(address, counted, unit_name, _, language),
        exports=exports if viewer.may(Action.EXPORT_PEOPLE) else (),
        empty=_("Không có kết luận nào khớp."), empty_next=_("Bỏ bớt bộ lọc hoặc tìm bằng một phần của tên."),
        default_sort="name",
    )  # fmt: skip
    context = VerdictListContext(
        run=run, found=found, heading=heading, table=table, facets=listing.facets(counted, address, _, language),
        selects=listing.selects(counted, address, _, language),
        search=Field(name="q", label=_("Tìm theo họ tên hoặc mã (không cần dấu)"), value=address.value("q")),
        can_decide=viewer.may(Action.DECIDE), done=done,
    )  # fmt: skip
    return render(request, "verdicts/list.html", context)


@router.get("/runs/{run_id}/people/{officer_id}")
def person_page(
    request: Request, viewer: SeesPeople, store: StoreOf, now: Now, run_id: str, officer_id: str, done: str = ""
) -> HTMLResponse:
    """One person in one run: verdicts, reasons, evidence, decisions."""
    context = person_context(request, viewer, store, run_id, officer_id, done=done)
    record_look(store, viewer, at="person", officers=[officer_id], now=now)
    if context.following is not None:  # named as the next of those to be reviewed
        record_look(store, viewer, at="verdicts", officers=[context.following.officer_id], now=now)
    return render(request, "verdicts/person.html", context)


def person_context(
    request: Request, viewer: Viewer, store: Store, run_id: str, officer_id: str, *, done: str = "",
    refused: Refused | None = None,
) -> PersonContext:  # fmt: skip
    """What the person's page shows; NotFound when the viewer may not see the person in this run."""
    language, _ = language_of(request), words_of(request)
    with store.reading() as conn:
        run = runs.get_run(conn, viewer, run_id)
        found = full_verdicts(conn, viewer, run_id, officer_id=officer_id)
        person = people.get_person(conn, viewer, officer_id)
        left = _left(conn, viewer, run_id, person) if viewer.may(Action.DECIDE) else Page(rows=(), total=0)
    may_decide = viewer.may(Action.DECIDE) and viewer.officer_id != officer_id

    def form(position_id: str, *, is_proposed: bool) -> tuple[Field, ...]:
        is_about = refused is not None and refused.position_id == position_id
        fields = decision_fields(position_id, _, language, is_proposed=is_proposed)
        return filled(fields, refused.sent if refused else {}, beside if is_about else {}) if may_decide else ()

    beside, problems = _said(refused, language)
    positions = tuple(
        PositionPart(
            explained=explained(one, person, _=_, language=language, settings=run.settings),
            form=form(one.verdict.position_id, is_proposed=one.verdict.verdict in FINAL_LABELS),
        )
        for one in found
    )
    place = term_name(request.app.state.catalogue, "departments", person.person.department, language=language)
    return PersonContext(
        run=run, person=person, department=place, positions=positions, done=done,
        following=left.rows[0] if left.rows else None, n_left=left.total or 0,
        form_fields=tuple(field for one in positions for field in one.form), problems=problems,
        can_take=viewer.may(Action.EXPORT_PEOPLE),
    )  # fmt: skip


def _said(refused: Refused | None, language: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """What is wrong beside each field of the form of its position, and of none of them."""
    if refused is None:
        return {}, ()
    beside, problems = refused_fields(refused.error, language, DECISION_FIELDS)
    return {field_name(name, refused.position_id): text for name, text in beside.items()}, problems


def _left(conn: Connection, viewer: Viewer, run_id: str, person: Person) -> Page[VerdictRow]:
    """Who comes after the person by name among those to be reviewed, and how many are left of them all."""
    after = cursor_after((person_key(person.person.name), person.person.officer_id, LAST))
    wanted = VerdictFilter(verdict=VerdictLabel.NEEDS_REVIEW, is_decided=False)
    return verdicts.find_verdicts(
        conn, viewer, run_id, wanted=wanted, page=PageAsked(limit=1, cursor=after, with_total=True)
    )  # fmt: skip


def columns(_: Callable[[str], str]) -> tuple[Column, ...]:
    """Every column of the list; the keys are those of the columns of its file."""
    return (
        Column(label=_("Họ và tên"), sort="name"),
        Column(label=_("Đơn vị"), sort="unit", key="unit"),
        Column(label=_("Vị trí việc làm"), sort="position", is_wide=True, key="position"),
        Column(label=_("Tỷ trọng"), is_number=True, key="share", is_extra=True),
        Column(label=_("Đề xuất"), key="verdict"),
        Column(label=_("Khả năng đáp ứng"), sort="probability", is_number=True, key="probability"),
        Column(label=_("Tiêu chuẩn"), key="standards"),
        Column(label=_("Yêu cầu đạt"), is_number=True, unit="%", key="met"),
        Column(label=_("Có minh chứng"), is_number=True, unit="%", key="coverage", is_extra=True),
        Column(label=_("Quyết định"), key="decision"),
        Column(label=_("Lý do"), is_wide=True, key="reason", is_extra=True),
    )
