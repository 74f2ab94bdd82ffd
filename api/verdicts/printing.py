"""Verdicts to print: those of a filtered list, or all of one person, one or two pages a person, as one PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated

from fastapi import Request
from starlette.responses import Response

from api.look import formats
from api.look.explained import explained
from api.look.result_parts import position_result
from api.look.terms import term_name
from api.rendering import address_of, language_of, words_of
from api.verdicts import listing
from api.web.access import Now, StoreOf, permitted
from api.web.downloads import bytes_answer
from api.web.routers import page_router
from recommender.documents.short_results_pdf import ShortResult, ShortResults, short_results_pdf
from recommender.errors import NotFound, UsageError
from recommender.permissions import Action, Viewer
from recommender.store import Connection, people, units
from recommender.store.audit import AuditEntry, append_audit
from recommender.store.engine import Store
from recommender.store.results import runs, verdicts
from recommender.store.results.runs import RunView
from recommender.store.results.verdict_detail import FullVerdict, full_verdicts
from recommender.store.results.verdicts import PageAsked, VerdictRow
from training_catalog.types import Catalogue

router = page_router("verdicts")
TakesPeople = Annotated[Viewer, permitted(Action.EXPORT_PEOPLE)]


@router.get("/runs/{run_id}/verdicts.pdf")
def print_list(request: Request, viewer: TakesPeople, store: StoreOf, now: Now, run_id: str) -> Response:
    """The verdicts of the filtered list in its order; the audit keeps who took whom."""
    asked = listing.asked(address_of(request))
    with store.reading() as conn:
        run = runs.get_run(conn, viewer, run_id)
        page = verdicts.find_verdicts(
            conn, viewer, run_id, wanted=asked.wanted, order=asked.order, is_descending=asked.is_descending,
            page=PageAsked(limit=listing.MOST_PRINTED, with_total=True),
        )  # fmt: skip
        if (page.total or 0) > listing.MOST_PRINTED:
            raise UsageError(
                f"Mỗi lần in tối đa {listing.MOST_PRINTED} dòng: lọc theo đơn vị hoặc lĩnh vực.",
                f"At most {listing.MOST_PRINTED} rows are printed at a time: filter by unit or field.",
            )
        if not page.rows:
            raise NotFound
        unit = asked.wanted.unit_id
        place = units.unit_names(conn, [unit]).get(unit, "") if unit else ""
        printing = _printing(request, run, rows=page.rows, unit_id=unit)
        chosen = dict.fromkeys(row.officer_id for row in page.rows)
        shown = tuple(_person(conn, viewer, printing, officer_id) for officer_id in chosen)
    return _answer(store, viewer, printing, shown, place=place or run.unit_name, now=now)


@router.get("/runs/{run_id}/people/{officer_id}/short.pdf")
def print_person(
    request: Request, viewer: TakesPeople, store: StoreOf, now: Now, run_id: str, officer_id: str
) -> Response:
    """One person in short; the page of the person prints in full."""
    with store.reading() as conn:
        printing = _printing(request, runs.get_run(conn, viewer, run_id))
        person = _person(conn, viewer, printing, officer_id)
        place = people.get_person(conn, viewer, officer_id).person.unit_name
    return _answer(store, viewer, printing, (person,), place=place, now=now, officers=(officer_id,))


@dataclass(frozen=True, kw_only=True)
class Printing:
    """What is printed, for whom to read: rows of a list, or all positions of whoever is asked for where it is empty."""

    run: RunView
    catalogue: Catalogue
    rows: tuple[VerdictRow, ...]
    unit_id: str
    """The unit that the list is filtered by."""
    language: str
    words: Callable[[str], str] = field(repr=False)

    def holds(self, one: FullVerdict) -> bool:
        """Whether a verdict is one of those to print."""
        key = (one.verdict.officer_id, one.verdict.position_id)
        return not self.rows or key in {(row.officer_id, row.position_id) for row in self.rows}


def _printing(request: Request, run: RunView, *, rows: Sequence[VerdictRow] = (), unit_id: str = "") -> Printing:
    return Printing(
        run=run, catalogue=request.app.state.catalogue, rows=tuple(rows), unit_id=unit_id,
        language=language_of(request), words=words_of(request),
    )  # fmt: skip


def _person(conn: Connection, viewer: Viewer, printing: Printing, officer_id: str) -> ShortResult:
    person = people.get_person(conn, viewer, officer_id)
    _, language, run = printing.words, printing.language, printing.run
    found = [one for one in full_verdicts(conn, viewer, run.run_id, officer_id=officer_id) if printing.holds(one)]
    who = person.person
    department = term_name(printing.catalogue, "departments", who.department, language=language)
    told = [explained(one, person, _=_, language=language, settings=run.settings) for one in found]
    shown = tuple(
        position_result(one, one.full.objections[0] if one.full.objections else None, _, language) for one in told
    )
    undecided = frozenset(one.title for one, full in zip(shown, found, strict=True) if not full.verdict.decided)
    about = " · ".join(filter(None, [who.unit_name, department, who.code]))
    return ShortResult(name=who.name, about=about, positions=shown, open_positions=undecided)


def _answer(
    store: Store, viewer: Viewer, printing: Printing, shown: tuple[ShortResult, ...], *, place: str, now: datetime,
    officers: Sequence[str] = (),
) -> Response:  # fmt: skip
    """The PDF, once the audit holds who took whom."""
    _, run = printing.words, printing.run
    taken = tuple(dict.fromkeys(officers or (row.officer_id for row in printing.rows)))
    source = _("%(place)s · %(label)s, tính đến ngày %(today)s. In ngày %(printed)s.") % {
        "place": place, "label": run.label, "today": formats.day(run.today), "printed": formats.day(now),
    }  # fmt: skip
    document = ShortResults(
        title=_("Kết luận rà soát theo vị trí việc làm"), author=place, source=source, people=shown,
        language=printing.language,
    )  # fmt: skip
    content = short_results_pdf(document, now=now)
    entry = AuditEntry(
        actor=viewer.user_id, action="take_list", subject_kind="run", subject_id=run.run_id,
        unit_id=printing.unit_id or (viewer.roots(Action.EXPORT_PEOPLE) or ("",))[0],
        detail={"rows": len(taken), "form": "pdf"}, also=tuple(one for one in taken if one != viewer.officer_id),
    )  # fmt: skip
    with store.writing() as conn:
        append_audit(conn, store.audit_key, entry, now=now)
    return bytes_answer(content, f"ket-luan-{run.today:%Y%m%d}.pdf")
