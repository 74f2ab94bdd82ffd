"""What the endpoints about imports take and answer."""

from __future__ import annotations

from typing import Any

from pydantic import AwareDatetime

from api.web.fields import IdText, Paged
from api.web.shapes import Shown, example
from recommender.store.importing.imports import ImportView
from recommender.store.tables.imports import ChangeKind, ImportStatus
from recommender.types import Severity


class ImportsQuery(Paged):
    """Imports into a unit and all below it, or of a status."""

    unit_id: IdText | None = None
    status: ImportStatus | None = None


class ImportFileOut(Shown):
    """One workbook of an import."""

    name: str
    kind: str
    bytes: int
    sha256: str


class ImportOut(Shown):
    """An import and how far it is; nothing is changed before it is confirmed, and it can be undone afterwards."""

    model_config = example(
        import_id="01K9ZC3T6Y8Q4M2N5P7R9S1V3W", unit_id="00004", unit_name="Phường Ba Đình", status="staged",
        files=[{"name": "can_bo.xlsx", "kind": "people", "bytes": 48211, "sha256": "9f2c…"}], mapping={},
        counts={"people": 42, "added": 3, "changed": 5, "unchanged": 34}, failure=None, job_id=None,
        made_by_name="Trần Thị Bình", made_at="2026-11-22T01:00:00+00:00", staged_at="2026-11-22T01:01:00+00:00",
        applied_at=None, applied_by_name=None, undone_at=None,
    )  # fmt: skip

    import_id: str
    unit_id: str
    unit_name: str
    status: ImportStatus
    files: list[ImportFileOut]
    mapping: dict[str, Any]
    counts: dict[str, Any]
    failure: str | None
    job_id: str | None
    made_by_name: str
    made_at: AwareDatetime
    staged_at: AwareDatetime | None
    applied_at: AwareDatetime | None
    applied_by_name: str | None
    undone_at: AwareDatetime | None


class ProblemsQuery(Paged):
    """Problems of a severity or a code."""

    severity: Severity | None = None
    code: IdText | None = None


class ImportProblemOut(Shown):
    """One thing wrong in a file: where, what, and what to do."""

    model_config = example(
        number=1, file="can_bo.xlsx", sheet="CB-NV", cell="F17", severity="error", code="date", value="31/02/1990",
        message_vi="Ngày không có thật.", message_en="There is no such day.", suggestion_vi="Sửa ngày sinh.",
        suggestion_en="Correct the date of birth.",
    )  # fmt: skip

    number: int
    file: str
    sheet: str
    cell: str
    severity: str
    code: str
    value: str
    message_vi: str
    message_en: str
    suggestion_vi: str
    suggestion_en: str


def import_out(view: ImportView, language: str) -> ImportOut:
    """The import as its reader sees it; where its files are kept stays inside."""
    failure = view.failure_vi if language == "vi" else view.failure_en
    files = [ImportFileOut(**{name: file[name] for name in ImportFileOut.model_fields}) for file in view.files]
    names = [name for name in ImportOut.model_fields if name not in {"files", "failure", "mapping"}]
    mapping = {name: view.mapping[name] for name in ("sheets",) if name in view.mapping}
    given = {name: getattr(view, name) for name in names}
    return ImportOut(files=files, failure=failure or None, mapping=mapping, **given)


class BegunOut(Shown):
    """The import and the job that reads its files; `is_known`: the same files were given before."""

    model_config = example(
        import_id="01K9ZC3T6Y8Q4M2N5P7R9S1V3W", job_id="01K9ZC3T6Y8Q4M2N5P7R9S1V3X", is_known=False
    )  # fmt: skip

    import_id: str
    job_id: str | None
    is_known: bool


class ChangesQuery(Paged):
    """Rows of an import by what confirming it would do to them."""

    change: ChangeKind | None = None


class ChangeOut(Shown):
    """What confirming would do, or did, to one person or quota; `changes` are field, before and after.

    `refusal` is why a row is not taken: unit_unread, unit_outside, person_elsewhere, person_erased, person_unknown.
    """

    model_config = example(
        kind="person", number=12, code="CB-0012", name="Trần Văn Bách", unit_id="00004", change="changed",
        refusal="", changes=[["rank", "01.004", "01.003"]],
    )  # fmt: skip

    kind: str
    number: int
    code: str
    name: str
    unit_id: str
    change: str
    refusal: str
    changes: list[list[str]]


class DoneOut(Shown):
    """How many people were added, changed, left as they were, or put back."""

    model_config = example(counts={"added": 3, "changed": 5, "unchanged": 34})

    counts: dict[str, int]


class SettlingOut(Shown):
    """The job that applies or undoes a large import; its result holds what `counts` holds for a small one."""

    model_config = example(job_id="01K9ZC3T6Y8Q4M2N5P7R9S1V3X")

    job_id: str
