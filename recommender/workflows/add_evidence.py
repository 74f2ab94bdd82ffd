"""Evidence that people add: one's own waits for the unit, HR's counts at once; a correction replaces, never edits."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from recommender.errors import Conflict, NotFound, UsageError
from recommender.permissions import Action, Viewer
from recommender.store.audit import AuditEntry, append_audit
from recommender.store.engine import Store
from recommender.store.evidence import get_said, put_file, put_statement, set_standing
from recommender.store.metadata import new_id
from recommender.store.people import get_file, unit_of_person
from recommender.store.tables.people import Standing
from recommender.types import EvidenceKind
from recommender.working_days import office_day

ADDABLE: Final = tuple(kind for kind in EvidenceKind if kind not in (EvidenceKind.RATING, EvidenceKind.RESULT))
"""Ratings and results come from those who gave them, not from the person."""
LONGEST_TEXT: Final = 2000
SHORTEST_TEXT: Final = 5
LONGEST_WORDS: Final = 300
LONGEST_ANSWER: Final = 2000
MOST_FILE_BYTES: Final = 10 * 1024 * 1024
MAGIC: Final[tuple[tuple[bytes, str, str], ...]] = (
    (b"%PDF-", "application/pdf", ".pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
)
"""What a certificate may be: told by its first bytes, never by its name."""


@dataclass(frozen=True, kw_only=True)
class NewFile:
    """A file as sent."""

    name: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class EvidenceRequest:
    """A statement about a person: what, when, and the one it corrects."""

    officer_id: str
    kind: EvidenceKind
    text: str
    subject: str = ""
    grade: str = ""
    started_on: date | None = None
    dated_on: date | None = None
    periods: float | None = None
    replaces: str = ""
    file_id: str = ""


def keep_file(
    store: Store, viewer: Viewer, officer_id: str, file: NewFile, *, uploads: Path, now: datetime
) -> str:  # fmt: skip
    """The id of a file kept beside a person: PDF, PNG or JPEG up to 10 MB, under a name of our own.

    Raises NotAllowed, NotFound; UsageError for another kind of file, an empty one or one that is too large.
    """
    media_type, ending = _kind_of(file.content)
    file_id = new_id(now)
    stored_as = f"evidence/{file_id}{ending}"
    with store.writing() as conn:
        unit_id = unit_of_person(conn, viewer, Action.ADD_EVIDENCE, officer_id=officer_id)
        digest = hashlib.sha256(file.content).hexdigest()
        put_file(conn, {
            "file_id": file_id, "officer_id": officer_id, "name": _shown_name(file.name, ending),
            "media_type": media_type, "bytes": len(file.content), "sha256": digest, "stored_as": stored_as,
            "added_by": viewer.user_id, "added_at": now,
        })  # fmt: skip
        _write(uploads / stored_as, file.content)
        append_audit(conn, store.audit_key, _entry(
            viewer, "add_file", officer_id, unit_id=unit_id, file_id=file_id
        ), now=now)  # fmt: skip
    return file_id


def read_file(store: Store, viewer: Viewer, file_id: str, *, uploads: Path, now: datetime) -> tuple[str, str, bytes]:
    """Name, media type and bytes of a kept file, by the rules of the person it is about; looking is written down."""
    with store.reading() as conn:
        view = get_file(conn, viewer, file_id)
    path = uploads / view.stored_as
    if not path.is_file():
        raise NotFound
    if view.officer_id != viewer.officer_id:
        entry = _entry(viewer, "look_at_file", view.officer_id, unit_id="", file_id=file_id)
        with store.writing() as conn:
            append_audit(conn, store.audit_key, entry, now=now)
    return view.name, view.media_type, path.read_bytes()


def add_evidence(store: Store, viewer: Viewer, request: EvidenceRequest, *, now: datetime) -> str:
    """The id of the statement. One's own waits for the unit; HR's counts in the next run.

    A correction withdraws the statement it replaces once it counts. Raises NotAllowed, NotFound, UsageError.
    """
    _require_sound(request, now)
    with store.writing() as conn:
        unit_id = unit_of_person(conn, viewer, Action.ADD_EVIDENCE, officer_id=request.officer_id)
        is_own = request.officer_id == viewer.officer_id and viewer.officer_id != ""
        replaced = None
        if request.replaces:
            replaced, _ = get_said(conn, viewer, Action.ADD_EVIDENCE, statement_id=request.replaces)
            if replaced.officer_id != request.officer_id:
                raise NotFound
        if request.file_id and get_file(conn, viewer, request.file_id).officer_id != request.officer_id:
            raise NotFound
        statement_id = f"S{new_id(now)}"
        standing = Standing.WAITS if is_own else Standing.COUNTS
        put_statement(conn, _row(request, viewer, statement_id, standing=standing, now=now))
        if replaced is not None and not is_own:
            set_standing(conn, replaced, Standing.WITHDRAWN)
        append_audit(conn, store.audit_key, _entry(
            viewer, str(Action.ADD_EVIDENCE), request.officer_id, unit_id=unit_id, statement_id=statement_id
        ), now=now)  # fmt: skip
    return statement_id


def judge_evidence(
    store: Store, viewer: Viewer, statement_id: str, *, is_accepted: bool, answer: str = "", now: datetime
) -> None:
    """HR's word on a statement that waits: it counts from the next run on, or is refused with the reason.

    Raises NotAllowed, NotFound, Conflict about oneself or for one that does not wait, UsageError without a reason.
    """
    if not is_accepted and len(answer.strip()) < SHORTEST_TEXT:
        raise UsageError("Ghi lý do không xác nhận.", "Say why it is not confirmed.")
    if len(answer) > LONGEST_ANSWER:
        raise UsageError("Lý do dài tối đa 2.000 ký tự.", "A reason is at most 2,000 characters long.")
    with store.writing() as conn:
        said, unit_id = get_said(conn, viewer, Action.ADD_EVIDENCE, statement_id=statement_id)
        if viewer.officer_id and said.officer_id == viewer.officer_id:
            raise Conflict("Không ai tự xác nhận minh chứng của mình.", "Nobody confirms evidence of his own.")
        if said.standing != Standing.WAITS:
            raise Conflict("Minh chứng này không chờ xác nhận.", "This statement does not wait for confirmation.")
        set_standing(conn, said, Standing.COUNTS if is_accepted else Standing.REFUSED, answer=answer.strip())
        if is_accepted and said.replaces:
            replaced, _ = get_said(conn, viewer, Action.ADD_EVIDENCE, statement_id=said.replaces)
            if replaced.standing in (Standing.COUNTS, Standing.WAITS):
                set_standing(conn, replaced, Standing.WITHDRAWN)
        append_audit(conn, store.audit_key, _entry(
            viewer, "judge_evidence", said.officer_id, unit_id=unit_id, statement_id=statement_id
        ), now=now)  # fmt: skip


def withdraw_evidence(store: Store, viewer: Viewer, statement_id: str, *, now: datetime) -> None:
    """A statement that one added oneself taken back; Conflict for one that came from a file or was refused."""
    with store.writing() as conn:
        said, unit_id = get_said(conn, viewer, Action.ADD_EVIDENCE, statement_id=statement_id)
        if said.added_by != viewer.user_id:
            raise Conflict(
                "Chỉ người thêm mới rút được; hãy gửi bản đính chính.", "Only who added it may withdraw it.",
            )  # fmt: skip
        if said.standing not in (Standing.WAITS, Standing.COUNTS):
            raise Conflict("Minh chứng này không còn được tính.", "This statement does not count any more.")
        set_standing(conn, said, Standing.WITHDRAWN)
        append_audit(conn, store.audit_key, _entry(
            viewer, "withdraw_evidence", said.officer_id, unit_id=unit_id, statement_id=statement_id
        ), now=now)  # fmt: skip


def _require_sound(request: EvidenceRequest, now: datetime) -> None:
    if request.kind not in ADDABLE:
        raise UsageError(
            "Kết quả đánh giá và xếp loại do đơn vị đưa vào.", "Results and ratings are entered by the unit."
        )
    if not SHORTEST_TEXT <= len(request.text.strip()) <= LONGEST_TEXT:
        raise UsageError(
            f"Nội dung dài từ {SHORTEST_TEXT} đến {LONGEST_TEXT} ký tự.",
            f"The text is {SHORTEST_TEXT} to {LONGEST_TEXT} characters long.",
        )
    if max(len(request.subject), len(request.grade)) > LONGEST_WORDS:
        raise UsageError(f"Mỗi ô ngắn tối đa {LONGEST_WORDS} ký tự.", f"At most {LONGEST_WORDS} characters.")
    for day in (request.started_on, request.dated_on):
        if day is not None and not date(1940, 1, 1) <= day <= office_day(now):
            raise UsageError("Ngày phải từ năm 1940 đến hôm nay.", "A day lies between 1940 and today.")
    if request.started_on and request.dated_on and request.dated_on < request.started_on:
        raise UsageError("Ngày kết thúc không được trước ngày bắt đầu.", "The end is before the beginning.")
    if request.periods is not None and not 0 <= request.periods <= 10_000:
        raise UsageError("Số tiết từ 0 đến 10.000.", "Periods are between 0 and 10,000.")


def _row(
    request: EvidenceRequest, viewer: Viewer, statement_id: str, *, standing: Standing, now: datetime
) -> dict[str, object]:
    return {
        "statement_id": statement_id, "officer_id": request.officer_id, "kind": str(request.kind),
        "text": request.text.strip(), "subject": request.subject.strip(), "grade": request.grade.strip(),
        "started_on": request.started_on, "dated_on": request.dated_on, "periods": request.periods, "place": "",
        "standing": str(standing), "import_id": None, "replaces": request.replaces or None,
        "added_by": viewer.user_id, "added_by_name": viewer.name, "added_at": now, "answer": "",
        "file_id": request.file_id or None,
    }  # fmt: skip


def _kind_of(content: bytes) -> tuple[str, str]:
    if len(content) > MOST_FILE_BYTES:
        raise UsageError("Tệp lớn hơn 10 MB.", "The file is larger than 10 MB.")
    for magic, media_type, ending in MAGIC:
        if content.startswith(magic):
            return media_type, ending
    raise UsageError("Chỉ nhận tệp PDF, PNG hoặc JPEG.", "Only PDF, PNG or JPEG files are taken.")


def _shown_name(name: str, ending: str) -> str:
    """The sender's name of the file without path and control signs, with the ending of what it really is."""
    plain = re.sub(r"[\x00-\x1f\x7f\"<>|:*?\\/]+", " ", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .")
    stem = plain[: -len(ending)] if plain.lower().endswith(ending) else plain
    return f"{stem[:120] or 'minh-chung'}{ending}"


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(path.suffix + ".part")
    beside.write_bytes(content)
    beside.replace(path)


def _entry(viewer: Viewer, action: str, officer_id: str, *, unit_id: str, **detail: str) -> AuditEntry:
    return AuditEntry(
        actor=viewer.user_id, action=action, subject_kind="officer", subject_id=officer_id, unit_id=unit_id,
        detail=detail,
    )  # fmt: skip
