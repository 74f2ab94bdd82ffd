"""A list of verdicts as a workbook or CSV: exactly what was filtered, made by a job, kept in the exports folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from recommender.documents.labels import QUESTIONS, REVIEW_REASONS, STATUSES, VERDICTS
from recommender.documents.list_file import Cell, FileForm, Head, ListFile, MoreRows, NumberForm
from recommender.permissions import Action, Viewer
from recommender.store.audit import AuditEntry, append_audit
from recommender.store.engine import Store
from recommender.store.job_run import JobRun
from recommender.store.jobs import enqueue
from recommender.store.results import runs, verdicts
from recommender.store.results.not_screened import NotScreened, find_not_screened
from recommender.store.results.verdicts import PageAsked, VerdictFilter, VerdictOrder, VerdictRow
from recommender.store.tables.jobs import JobKind
from recommender.store.units import require_unit
from recommender.types import VerdictLabel
from recommender.working_days import office_day

ROWS_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class ExportRequest:
    """A list of verdicts as it is filtered and ordered on the page."""

    run_id: str
    wanted: VerdictFilter = field(default_factory=VerdictFilter)
    order: VerdictOrder = VerdictOrder.NAME
    is_descending: bool = False
    form: FileForm = FileForm.XLSX
    language: str = "vi"
    columns: tuple[str, ...] = ()
    """Keys of the page's columns that were chosen; none: every column there is."""


PROVISIONAL = ("tạm tính", "provisional")
"""Beside a probability that too few results are behind: the same word on every page and in every file."""
HEADS: tuple[Head, ...] = (
    Head(words=("Mã cán bộ", "Code")),
    Head(words=("Họ và tên", "Name"), width=26),
    Head(words=("Đơn vị", "Unit"), key="unit", width=26),
    Head(words=("Mã vị trí", "Position id"), key="position"),
    Head(words=("Vị trí việc làm", "Position"), key="position", width=34),
    Head(words=("Tỷ trọng", "Share"), key="share", number=NumberForm.PERCENT),
    Head(words=("Đề xuất", "Proposal"), key="verdict"),
    Head(words=("Khả năng đáp ứng", "Probability"), key="probability", number=NumberForm.PERCENT),
    Head(words=("Ghi chú về khả năng", "Note on probability"), key="probability"),
    Head(words=("Nội dung chưa đạt", "Failed questions"), key="verdict"),
    Head(words=("Vì sao cần xem xét", "Why to review"), key="verdict"),
    Head(words=("Tiêu chuẩn", "Standards"), key="standards"),
    Head(words=("Tỷ lệ yêu cầu đạt", "Share met"), key="met", number=NumberForm.PERCENT),
    Head(words=("Tỷ lệ có minh chứng", "Coverage"), key="coverage", number=NumberForm.PERCENT),
    Head(words=("Quyết định", "Decision"), key="decision"),
    Head(words=("Người quyết định", "Decided by"), key="decision"),
    Head(words=("Ngày quyết định", "Decided on"), key="decision"),
    Head(words=("Đang có kiến nghị", "Objection open"), key="decision"),
    Head(words=("Lý do", "Reason"), key="reason", width=80),
)


LEFT_OUT_HEADS: tuple[Head, ...] = (
    Head(words=("Mã cán bộ", "Code")),
    Head(words=("Họ và tên", "Name"), width=26),
    Head(words=("Đơn vị", "Unit"), width=26),
    Head(words=("Ở đâu trong tệp", "Where in the files"), width=36),
    Head(words=("Giá trị trong tệp", "Value in the file"), width=24),
    Head(words=("Vướng gì", "Problem"), width=60),
    Head(words=("Cách sửa", "What to do"), width=60),
)
UNREAD = (
    "Lúc chạy đợt này, ô vị trí việc làm để trống hoặc không đọc được.",
    "When this review was run, the cell of the position was empty or could not be read.",
)
MEND = (
    "Điền vị trí việc làm theo mã hoặc tên, nhập lại danh sách rồi chạy rà soát.",
    "Fill in the position by code or title, import the list again and run a review.",
)


def ask_for_export(store: Store, viewer: Viewer, request: ExportRequest, *, now: datetime) -> str:
    """The id of the job that will make the file. NotAllowed, NotFound outside the scope."""
    with store.writing() as conn:
        unit = require_unit(conn, viewer, Action.EXPORT_PEOPLE, unit_id=_unit_of(viewer, request))
        runs.get_run(conn, viewer, request.run_id)
        job_id = enqueue(conn, JobKind.EXPORT, _payload(request), viewer=viewer, unit_id=unit.unit_id, now=now)
        entry = AuditEntry(
            actor=viewer.user_id, action=Action.EXPORT_PEOPLE, subject_kind="run", subject_id=request.run_id,
            unit_id=unit.unit_id, detail={"job_id": job_id},
        )  # fmt: skip
        append_audit(conn, store.audit_key, entry, now=now)
    return job_id


def run_export_job(job: JobRun) -> None:
    """Make the file a job is about; the handler of the job `export`."""
    request = _request(dict(job.payload))
    viewer = job.viewer
    viewer.require(Action.EXPORT_PEOPLE)
    name = job.file_name(request.form)
    people = write_export(job.store, viewer, request, path=job.folders.exports / name)
    with job.store.writing() as conn:
        job.finish(conn, result={"rows": len(people)}, result_file=name)
        append_audit(conn, job.store.audit_key, taken(viewer, request, people), now=job.now())


def taken(viewer: Viewer, request: ExportRequest, people: Sequence[str]) -> AuditEntry:
    """What the audit keeps of a file that was made: everybody in it can see who took it."""
    return AuditEntry(
        actor=viewer.user_id, action="take_list", subject_kind="run", subject_id=request.run_id,
        unit_id=_unit_of(viewer, request), detail={"rows": len(people), "form": str(request.form)},
        also=tuple(dict.fromkeys(one for one in people if one != viewer.officer_id)),
    )  # fmt: skip


def write_export(store: Store, viewer: Viewer, request: ExportRequest, *, path: Path) -> tuple[str, ...]:
    """The file, written beside and moved into place; whom its rows are about, row by row."""
    people: list[str] = []

    def cells(found: Iterator[VerdictRow]) -> Iterator[list[Cell]]:
        for row in found:
            people.append(row.officer_id)
            yield _cells(row, request.language)

    with store.reading() as conn:
        left = _not_screened(conn, viewer, request) if request.form is FileForm.XLSX else ()
        made = ListFile(
            heads=HEADS, columns=request.columns, form=request.form, language=request.language,
            sheet=("Kết luận", "Verdicts"), more=_left_out(left, request.language) if left else None,
        )  # fmt: skip
        made.write(path, cells(_rows(conn, viewer, request)))
    return (*people, *(one.officer_id for one in left))


def _not_screened(conn: Any, viewer: Viewer, request: ExportRequest) -> tuple[NotScreened, ...]:
    """The people without a verdict in the units that are listed, nobody left out without being named."""
    run = runs.get_run(conn, viewer, request.run_id)
    found: list[NotScreened] = []
    cursor: str | None = None
    while True:
        page = find_not_screened(
            conn, viewer, run, unit_id=request.wanted.unit_id, limit=ROWS_AT_ONCE, cursor=cursor
        )  # fmt: skip
        found += page.rows
        cursor = page.next_cursor
        if cursor is None:
            return tuple(found)


def _left_out(people: Sequence[NotScreened], language: str) -> MoreRows:
    at = 0 if language == "vi" else 1
    return MoreRows(
        sheet=("Chưa rà soát được", "Not reviewed"), heads=LEFT_OUT_HEADS,
        rows=tuple(
            (
                one.code, one.name, one.unit_name, one.place.replace("!", " · "), one.value,
                (one.message_vi, one.message_en)[at] or UNREAD[at],
                (one.suggestion_vi, one.suggestion_en)[at] or MEND[at],
            )
            for one in people
        ),
    )  # fmt: skip


def _unit_of(viewer: Viewer, request: ExportRequest) -> str:
    """The unit the export is booked to: the one filtered by, else the first the viewer may export."""
    return request.wanted.unit_id or (viewer.roots(Action.EXPORT_PEOPLE) or ("",))[0]


def _rows(conn: Any, viewer: Viewer, request: ExportRequest) -> Iterator[VerdictRow]:
    cursor: str | None = None
    while True:
        page = verdicts.find_verdicts(
            conn, viewer, request.run_id, wanted=request.wanted, order=request.order,
            is_descending=request.is_descending, page=PageAsked(limit=ROWS_AT_ONCE, cursor=cursor),
        )  # fmt: skip
        yield from page.rows
        cursor = page.next_cursor
        if cursor is None:
            return


def _cells(row: VerdictRow, language: str) -> list[Cell]:
    at = 0 if language == "vi" else 1

    def words(codes: Sequence[str], pairs: Any) -> str:
        return "; ".join(pairs[code][at] if code in pairs else code for code in codes)

    decided = words([row.decided], VERDICTS) if row.decided else ""
    return [
        row.code, row.name, row.unit_name, row.position_id, (row.title_vi, row.title_en)[at], row.share,
        words([row.verdict], VERDICTS), row.probability,
        PROVISIONAL[at] if row.is_provisional else "", words(row.failed_questions, QUESTIONS),
        words(row.review_reasons, REVIEW_REASONS), words([row.standards], STATUSES), row.share_met, row.coverage,
        decided, row.decided_by_name or "", f"{office_day(row.decided_at):%d/%m/%Y}" if row.decided_at else "",
        (("có", "yes")[at] if row.has_objection else ""), (row.reason_vi, row.reason_en)[at],
    ]  # fmt: skip


def _payload(request: ExportRequest) -> dict[str, Any]:
    return {**asdict(request), "order": str(request.order), "form": str(request.form)}


def _request(payload: dict[str, Any]) -> ExportRequest:
    wanted = dict(payload.pop("wanted"))
    for name in ("verdict", "decided"):
        wanted[name] = VerdictLabel(wanted[name]) if wanted[name] else None
    payload |= {"order": VerdictOrder(payload["order"]), "form": FileForm(payload["form"])}
    payload["columns"] = tuple(payload.get("columns", ()))
    return ExportRequest(**payload, wanted=VerdictFilter(**wanted))
