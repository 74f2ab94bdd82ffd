"""How long a certificate holds, from the words of its entry: "hết hạn 30/6/2026", "cấp 12/2012, có giá trị 5 năm"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from recommender.readers.cells.dates import WITHHELD, DayNote, read_day

_DATE = r"(?:\d{1,2}\s*[/.-]\s*){0,2}(?:19|20)\d{2}(?!\d)"
_VALID = r"(?:(?:có\s+)?(?:giá trị|hiệu lực|thời hạn)(?:\s+sử dụng)?|gia tri|hieu luc|thoi han|valid)"
_UNTIL = re.compile(
    rf"(?:hết hạn|hết hiệu lực|het han|het hieu luc|expire[sd]?(?:\s+on)?|{_VALID}\s*(?:đến|tới|den|toi|until|to|:))"
    rf"[\s:]*(?:từ\s+|vào\s+)?(?:(?:hết|ngày|tháng|năm|het|ngay|thang|nam)\s+)*({_DATE})",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    rf"{_VALID}\s*(?:trong|là|:|for)?\s*0?(\d{{1,2}})\s*(năm|nam|tháng|thang|years?|months?)\b", re.IGNORECASE
)
_OVER = re.compile(
    r"\b(?:đã|nay)\s+hết (?:hạn|hiệu lực)\b|\bda het han\b|\bhết hạn\s*\)?\s*$|\bhas expired\b", re.IGNORECASE
)
_EMPTY_BRACKETS = re.compile(r"\(\s*[,;]?\s*\)")


@dataclass(frozen=True, kw_only=True)
class Validity:
    """The last day that is written, None when none is; how long it holds in months; and the entry without the words."""

    last_day: date | None
    months: int | None
    is_over: bool
    bare: str


def validity(entry: str, *, today: date) -> Validity:
    """What an entry says of how long it holds; nothing said is no end."""
    until, length = _UNTIL.search(entry), _LENGTH.search(entry)
    last = _last_day(until[1], today=today) if until else None
    months = int(length[1]) * (1 if length[2].lower().startswith(("th", "m")) else 12) if length else None
    bare = _LENGTH.sub("", _UNTIL.sub("", entry)) if until or length else entry
    return Validity(
        last_day=last, months=months, is_over=last is None and _OVER.search(entry) is not None,
        bare=_EMPTY_BRACKETS.sub("", bare).strip(" ,;"),
    )  # fmt: skip


def end_of(held: Validity, issued: date | None) -> date | None:
    """The last day of a document, from what is written or the day of issue; None when neither tells it.

    The first of a month or a year stands for all of it: the last day that is possible is taken.
    """
    if held.last_day is not None or held.months is None or issued is None:
        return held.last_day
    years, month = divmod(issued.month - 1 + held.months, 12)
    year, month = issued.year + years, month + 1
    if (issued.month, issued.day) == (1, 1):
        return date(year, 12, 31)
    return date(year, month, min(issued.day, 28)) if issued.day > 1 else _end_of_month(year, month)


def _last_day(text: str, *, today: date) -> date | None:
    """The day written, of a month or a year its last."""
    read = read_day(re.sub(r"\s+", "", text), today=today)
    if read.day is None or read.note in WITHHELD:
        return None
    if read.note is DayNote.YEAR_ONLY:
        return date(read.day.year, 12, 31)
    if read.note is DayNote.MONTH_ONLY:
        return _end_of_month(read.day.year, read.day.month)
    return read.day


def _end_of_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
