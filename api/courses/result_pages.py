"""Results of a class from an institute: the sheet to fill, sent as a file or pasted, looked at by cell, confirmed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Final

from fastapi import File, Form, Request, UploadFile
from starlette.responses import HTMLResponse, Response

from api.courses.contexts import ProblemShown, ResultsFormContext, ResultShown, ResultsPreviewContext
from api.look.forms import Field, filled
from api.look.translations import pair_of
from api.rendering import language_of, message_of, render, words_of
from api.web.access import Now, StoreOf, permitted
from api.web.downloads import bytes_answer
from api.web.routers import page_router, see_other
from api.web.uploads import keep_upload
from recommender.documents.class_sheet import ResultRow, results_sheet
from recommender.errors import InputError, NotFound, UsageError
from recommender.learner_codes import codes_of, learner_code
from recommender.permissions import Action, Viewer
from recommender.problems import Problem
from recommender.readers.class_results import (
    ReadResults,
    ResultLine,
    accepted_endings,
    read_results_file,
    read_results_text,
)
from recommender.store import offerings
from recommender.store.engine import Store
from recommender.store.offerings import OfferingView, TicketView
from recommender.store.tables.plans import EnrolmentStatus
from recommender.workflows.hold_classes import TicketResult, record_results

router = page_router("courses")
Records = Annotated[Viewer, permitted(Action.RECORD_RESULTS)]
LONGEST_TEXT: Final = 400_000
WRITTEN: Final = "{ticket}\t{status}\t{score}\t{periods}\t{grade}"


@router.get("/offerings/{offering_id}/results")
def results_page(request: Request, viewer: Records, store: StoreOf, offering_id: str) -> HTMLResponse:
    """Send the results of one's own class."""
    offering, tickets = _own(store, viewer, offering_id)
    return _form(request, offering, tickets)


@router.get("/offerings/{offering_id}/results.xlsx")
def results_template(request: Request, viewer: Records, store: StoreOf, offering_id: str) -> Response:
    """The sheet to fill: the learners of the class by code, with what is recorded already."""
    offering, tickets = _own(store, viewer, offering_id)
    rows = [
        ResultRow(
            code=learner_code(one.enrolment_id), status=one.status, score=one.score, periods=one.periods,
            grade=one.result,
        )
        for one in tickets
    ]  # fmt: skip
    language = language_of(request)
    title = offering.course_en if language == "en" and offering.course_en else offering.course_vi
    content = results_sheet(sorted(rows, key=lambda row: row.code), title=title, language=language)
    return bytes_answer(content, f"ket-qua-{offering.course_id}-{offering_id[-6:]}.xlsx")


@router.post("/offerings/{offering_id}/results/preview")
def preview_results(
    request: Request, viewer: Records, store: StoreOf, offering_id: str,
    file: Annotated[UploadFile | None, File()] = None, lines: Annotated[str, Form(max_length=LONGEST_TEXT)] = "",
) -> HTMLResponse:  # fmt: skip
    """What the file or the pasted rows would record, and what is wrong in which cell; nothing is kept yet."""
    offering, tickets = _own(store, viewer, offering_id)
    _, known = words_of(request), codes_of(one.enrolment_id for one in tickets)
    try:
        if file is not None and file.filename:
            found = _read_file(file, known)
        elif lines.strip():
            found = read_results_text(lines, tickets=known)
        else:
            raise UsageError("Chọn tệp hoặc dán kết quả.", "Choose a file or paste the results.")
    except (InputError, UsageError) as error:
        wrong = "file" if (file is not None and file.filename) or not lines.strip() else "lines"
        return _form(request, offering, tickets, text=lines, errors={wrong: message_of(error, request)})
    return _preview(request, offering, tickets, found)


@router.post("/offerings/{offering_id}/results")
def send_results(
    request: Request, viewer: Records, store: StoreOf, now: Now, offering_id: str,
    lines: Annotated[str, Form(max_length=LONGEST_TEXT)] = "",
) -> Response:  # fmt: skip
    """The rows that were looked at: all of them are kept, or none."""
    offering, tickets = _own(store, viewer, offering_id)
    found = read_results_text(lines, tickets=codes_of(one.enrolment_id for one in tickets))
    if found.has_errors or not found.lines:
        return _preview(request, offering, tickets, found)
    results = tuple(
        TicketResult(
            enrolment_id=line.ticket, status=EnrolmentStatus(line.status), result=line.grade, score=line.score,
            periods=line.periods,
        )
        for line in found.lines
    )  # fmt: skip
    count = record_results(store, viewer, offering_id, results=results, now=now)
    return see_other(f"/offerings/{offering_id}?done=results&n={count}")


def _own(store: Store, viewer: Viewer, offering_id: str) -> tuple[OfferingView, tuple[TicketView, ...]]:
    """One's own class and those who have a seat in it; NotFound for another institute's."""
    with store.reading() as conn:
        offering = offerings.get_offering(conn, offering_id)
        if offering.owner_id != viewer.user_id:
            raise NotFound
        tickets = offerings.tickets_of(conn, viewer, offering_id)
    return offering, tuple(one for one in tickets if one.status != EnrolmentStatus.WISHED)


def _read_file(file: UploadFile, known: Mapping[str, str]) -> ReadResults:
    """Read in a folder that is gone afterwards: the results are kept, the file is not."""
    with tempfile.TemporaryDirectory(prefix="nangluc-") as name:
        kept = keep_upload(file.file, file.filename or "", folder=Path(name))
        return read_results_file(Path(name) / kept.stored_as, tickets=known)


def _form(
    request: Request, offering: OfferingView, tickets: tuple[TicketView, ...], *, text: str = "",
    errors: Mapping[str, str] = MappingProxyType({}),
) -> HTMLResponse:  # fmt: skip
    _ = words_of(request)
    fields = (
        Field(
            name="file", label=_("Tệp kết quả"), kind="file", accept=",".join(accepted_endings()),
            hint=_("Excel hoặc CSV, tối đa 2 MB."),
        ),
        Field(
            name="lines", label=_("Hoặc dán từ bảng tính"), value=text, rows=6,
            hint=_(
                "Mỗi dòng một học viên: mã; kết quả; điểm; số tiết; xếp loại, như 7K3M-9QX2; Hoàn thành; 8,5; 40; Khá."
            ),
        ),
    )  # fmt: skip
    context = ResultsFormContext(offering=offering, n_learners=len(tickets), fields=filled(fields, {}, errors))
    return render(request, "courses/results.html", context, status=422 if errors else 200)


def _preview(
    request: Request, offering: OfferingView, tickets: tuple[TicketView, ...], found: ReadResults
) -> HTMLResponse:
    language = language_of(request)
    before = {one.enrolment_id: one.status for one in tickets}
    rows = tuple(
        ResultShown(
            code=line.code, status=line.status, score=line.score, periods=line.periods, grade=line.grade,
            before=before[line.ticket],
        )
        for line in found.lines
    )  # fmt: skip
    problems = tuple(
        ProblemShown(cell=one.cell, severity=one.severity, text=_said(one, language)) for one in found.problems
    )
    is_refused = found.has_errors or not rows
    context = ResultsPreviewContext(
        offering=offering, rows=rows, problems=problems, has_errors=is_refused,
        n_missing=len(tickets) - len(rows), lines=_written(found.lines),
    )  # fmt: skip
    return render(request, "courses/results_preview.html", context, status=422 if is_refused else 200)


def _said(problem: Problem, language: str) -> str:
    """What is wrong and what to do about it."""
    said, advice = pair_of(problem.message_vi, problem.message_en, language), ""
    if problem.suggestion_vi:
        advice = pair_of(problem.suggestion_vi, problem.suggestion_en, language)
    return f"{said} {advice}".strip()


def _written(lines: Iterable[ResultLine]) -> str:
    """The rows as they are sent back when they are confirmed."""
    return "\n".join(
        WRITTEN.format(
            ticket=line.ticket, status=line.status, score=_plain(line.score), periods=_plain(line.periods),
            grade=line.grade.replace("\t", " "),
        )
        for line in lines
    )  # fmt: skip


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"
