"""A sheet of an import read another way than it was: what a person says of it is kept, and its files are read again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from recommender.errors import NotFound, UsageError
from recommender.permissions import Viewer
from recommender.readers.tables.field_words import field_words, fields_of
from recommender.readers.tables.header import SEARCHED_ROWS, TALLEST
from recommender.readers.tables.headings import NEEDED, TableKind
from recommender.readers.tables.layout_values import choice_values
from recommender.readers.tables.layouts import SheetChoice
from recommender.store.audit import AuditEntry, append_audit
from recommender.store.engine import Store, lock
from recommender.store.importing import headings, imports
from recommender.store.importing.headings import HeadingView
from recommender.store.importing.rereading import start_again
from recommender.store.jobs import enqueue
from recommender.store.tables.jobs import JobKind

SHEETS_OF: dict[str, tuple[TableKind, ...]] = {
    "people": (TableKind.PEOPLE, TableKind.CAREERS, TableKind.STUDIES), "assessments": (TableKind.ASSESSMENTS,),
    "quotas": (TableKind.QUOTAS,), "decisions": (TableKind.DECISIONS,),
}  # fmt: skip
"""Kind of file → the kinds of table its sheets can be."""


@dataclass(frozen=True, kw_only=True)
class CorrectRequest:
    """How the sheet of this number (counted from 0, as they were read) is to be read."""

    import_id: str
    sheet: int
    choice: SheetChoice


def correct_import(store: Store, viewer: Viewer, request: CorrectRequest, *, now: datetime) -> str:
    """The id of the job that reads the files again. UsageError for a choice that cannot be read."""
    with store.writing() as conn:
        lock(conn, f"import {request.import_id}")
        record = imports.get_import(conn, viewer, request.import_id)
        sheet = _sheet(record.mapping, request.sheet)
        _check(request.choice, sheet)
        unit_id = headings.root_of(conn, viewer, record.unit_id)
        said = {
            **choice_values(request.choice), "file": sheet["file"], "sheet": sheet["sheet"], "unit_id": unit_id,
            "by": viewer.user_id, "by_name": viewer.name,
        }  # fmt: skip
        job_id = enqueue(
            conn, JobKind.IMPORT, {"import_id": request.import_id}, viewer=viewer, unit_id=record.unit_id, now=now
        )
        start_again(conn, request.import_id, {"corrections": _with(record.mapping, said)}, job_id=job_id)
        append_audit(conn, store.audit_key, AuditEntry(
            actor=viewer.user_id, action="correct_import", subject_kind="import", subject_id=request.import_id,
            unit_id=record.unit_id, detail={"sheet": request.sheet, "job_id": job_id},
        ), now=now)  # fmt: skip
    return job_id


def forget_headings(store: Store, viewer: Viewer, mapping_id: str, *, now: datetime) -> HeadingView:
    """Forget what was said of certain headings; imports that were read with it stay as they are."""
    with store.writing() as conn:
        forgotten = headings.forget_headings(conn, viewer, mapping_id)
        append_audit(conn, store.audit_key, AuditEntry(
            actor=viewer.user_id, action="forget_headings", subject_kind="heading_mapping", subject_id=mapping_id,
            unit_id=forgotten.unit_id,
        ), now=now)  # fmt: skip
    return forgotten


def _sheet(mapping: dict[str, Any], number: int) -> dict[str, Any]:
    sheets: list[dict[str, Any]] = mapping.get("sheets", [])
    if not 0 <= number < len(sheets):
        raise NotFound
    return sheets[number]


def _with(mapping: dict[str, Any], said: dict[str, Any]) -> list[dict[str, Any]]:
    """What was said of all sheets; what was said of this one before no longer holds."""
    others = [
        one for one in mapping.get("corrections", []) if (one["file"], one["sheet"]) != (said["file"], said["sheet"])
    ]
    return [*others, said]


def _check(choice: SheetChoice, sheet: dict[str, Any]) -> None:
    if not (0 <= choice.top < SEARCHED_ROWS and 1 <= choice.height <= TALLEST):
        raise UsageError(
            f"Tiêu đề gồm 1 đến {TALLEST} hàng liền nhau, trong {SEARCHED_ROWS} hàng đầu của trang.",
            f"A heading is 1 to {TALLEST} rows, one below the other, among the first {SEARCHED_ROWS} of the sheet.",
        )
    if choice.kind is None:
        return
    if choice.kind not in SHEETS_OF[sheet["file_kind"]]:
        raise UsageError("Tệp loại này không có bảng như vậy.", "A file of this kind has no such table.")
    if not set(choice.fields.values()) <= {"", *fields_of()[choice.kind]}:
        raise UsageError("Bảng loại này không có cột như vậy.", "A table of this kind has no such column.")
    is_same = (choice.top, choice.height, str(choice.kind)) == (sheet["top"], sheet["height"], sheet["kind"])
    if is_same:
        _check_needed(choice, choice.kind, sheet)


def _check_needed(choice: SheetChoice, kind: TableKind, sheet: dict[str, Any]) -> None:
    """UsageError unless the columns are enough for a table, where all of them are known already."""
    meant = {choice.fields.get(one["column"], one["field"]) for one in sheet["columns"]}
    for needed in NEEDED[kind]:
        if not meant & needed:
            words = [field_words()[name] for name in fields_of()[kind] if name in needed]
            raise UsageError(
                f"Bảng này cần ít nhất một cột là: {', '.join(pair[0] for pair in words)}.",
                f"This table needs at least one column that is: {', '.join(pair[1] for pair in words)}.",
            )
