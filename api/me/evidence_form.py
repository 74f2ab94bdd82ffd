"""The form of a statement about oneself: its fields, and what was typed read into a request or into words of error."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from api.look.forms import Choice, Field, filled
from api.look.words import word
from recommender.standards import NONE_GRADE
from recommender.store.people import StatementView
from recommender.types import EvidenceKind
from recommender.workflows.add_evidence import ADDABLE, LONGEST_TEXT, LONGEST_WORDS, SHORTEST_TEXT, EvidenceRequest

Words = Callable[[str], str]
EARLIEST: Final = date(1940, 1, 1)
MOST_PERIODS: Final = 10_000
FILES: Final = ".pdf,.png,.jpg,.jpeg"


def evidence_fields(
    _: Words, language: str, *, values: Mapping[str, str], errors: Mapping[str, str]
) -> tuple[Field, ...]:
    """The fields with what was typed."""
    kinds = tuple(Choice(value=str(kind), label=word(kind, "evidence", language)) for kind in ADDABLE)
    fields = (
        Field(name="kind", label=_("Loại minh chứng"), choices=kinds, is_required=True),
        Field(
            name="text", label=_("Nội dung"), rows=4, max_length=LONGEST_TEXT, is_required=True,
            hint=_("Ghi như trên giấy tờ: tên văn bằng, chứng chỉ, lớp đã học, nhiệm vụ được giao."),
        ),
        Field(name="subject", label=_("Chuyên ngành hoặc lĩnh vực"), max_length=LONGEST_WORDS),
        Field(name="grade", label=_("Trình độ hoặc xếp loại"), max_length=LONGEST_WORDS, width="medium"),
        Field(name="started_on", label=_("Từ ngày"), kind="date", width="medium"),
        Field(name="dated_on", label=_("Ngày cấp hoặc đến ngày"), kind="date", width="medium"),
        Field(name="periods", label=_("Số tiết"), inputmode="numeric", width="short"),
        Field(
            name="file", label=_("Bản chụp"), kind="file", accept=FILES, hint=_("PDF, PNG hoặc JPEG, tối đa 10 MB."),
        ),
    )  # fmt: skip
    return filled(fields, values, errors)


def values_of(said: StatementView) -> dict[str, str]:
    """What stands in the form when a statement is corrected; that a document is not held is no grade of it."""
    return {
        "kind": said.kind, "text": said.text, "subject": said.subject,
        "grade": "" if said.grade == NONE_GRADE else said.grade,
        "started_on": said.started_on.isoformat() if said.started_on else "",
        "dated_on": said.dated_on.isoformat() if said.dated_on else "",
        "periods": f"{said.periods:g}" if said.periods else "",
    }  # fmt: skip


def errors_in(sent: Mapping[str, str], _: Words, *, today: date) -> dict[str, str]:
    """Field → what is wrong with it, in words; empty when the request can be made."""
    found: dict[str, str] = {}
    if sent.get("kind", "") not in {str(kind) for kind in ADDABLE}:
        found["kind"] = _("Chọn loại minh chứng.")
    if not SHORTEST_TEXT <= len(sent.get("text", "").strip()) <= LONGEST_TEXT:
        found["text"] = _("Ghi nội dung, từ 5 đến 2.000 ký tự.")
    for name in ("subject", "grade"):
        if len(sent.get(name, "")) > LONGEST_WORDS:
            found[name] = _("Ô này tối đa 300 ký tự.")
    for name in ("started_on", "dated_on"):
        text = sent.get(name, "").strip()
        day = _day(text)
        if text and (day is None or not EARLIEST <= day <= today):
            found[name] = _("Ngày phải từ năm 1940 đến hôm nay.")
    start, end = _day(sent.get("started_on", "")), _day(sent.get("dated_on", ""))
    if start and end and end < start:
        found.setdefault("dated_on", _("Ngày kết thúc không được trước ngày bắt đầu."))
    periods = sent.get("periods", "").strip()
    if periods and (not periods.isdecimal() or int(periods) > MOST_PERIODS):
        found["periods"] = _("Số tiết là số nguyên từ 0 đến 10.000.")
    return found


def request_of(sent: Mapping[str, str], officer_id: str, *, file_id: str) -> EvidenceRequest:
    """The request of a form without errors."""
    periods = sent.get("periods", "").strip()
    return EvidenceRequest(
        officer_id=officer_id, kind=EvidenceKind(sent["kind"]), text=sent["text"], subject=sent.get("subject", ""),
        grade=sent.get("grade", ""), started_on=_day(sent.get("started_on", "")),
        dated_on=_day(sent.get("dated_on", "")), periods=float(periods) if periods else None,
        replaces=sent.get("replaces", ""), file_id=file_id,
    )  # fmt: skip


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
