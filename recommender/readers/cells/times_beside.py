"""Whether a post named with words of time is held on the day: "II.06 (trước đây)", "đến 30/6/2026", "từ 1/7/2026"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from recommender.readers.cells.dates import DayNote, read_day

_DATE = r"(?:\d{1,2}\s*[/.-]\s*)?(?:\d{1,2}\s*[/.-]\s*)?\d{4}(?!\d)"
_BEFORE = r"(?:ngày|ngay|tháng|thang|năm|nam|hết|het|hết ngày|hết tháng|hết năm)?\s*"
_END = re.compile(rf"(?<!\w)(?:đến|den|tới|cho đến)\s+{_BEFORE}({_DATE})", re.IGNORECASE)
_START = re.compile(rf"(?<!\w)(?:từ|tu|kể từ|sau|sau khi)\s+{_BEFORE}({_DATE})", re.IGNORECASE)
_YEARS = re.compile(rf"(?<![\w/.,-])({_DATE})\s*[-–]\s*({_DATE})(?![\w%])")
_PAST = re.compile(
    r"(?<!\w)(?:trước đây|trước kia|trước đó|truoc day|truoc kia|đã thôi|da thoi|thôi giữ)(?!\w)|"
    r"\(\s*(?:cũ|nguyên)\s*\)|^(?:nguyên|cựu)(?=\s)|"
    rf"(?<!\w)trước\s+(?:ngày|tháng|năm)?\s*{_DATE}",
    re.IGNORECASE,
)
_NOW = re.compile(
    rf"(?:(?<!\w)(?:từ\s+)?{_DATE}\s*)?(?:(?<!\w)(?:cho\s+)?(?:đến|tới|den)|[-–])\s*nay(?!\w)|"
    r"(?<!\w)(?:hiện nay|hiện tại|bây giờ|hien nay|hien tai)(?!\w)",
    re.IGNORECASE,
)
_EMPTY_BRACKETS = re.compile(r"\(\s*[-–:;,.]*\s*\)")
_EDGES = " .;,:-–\n"


@dataclass(frozen=True, kw_only=True)
class TimeBeside:
    """The words of time in a part of a cell, the part without them, and whether the day lies in that time."""

    words: str
    bare: str
    is_now: bool
    start: date | None = None
    end: date | None = None
    is_to_come: bool = False
    """The first and the last day of that time, as far as they are written."""


def time_beside(text: str, *, today: date) -> TimeBeside | None:
    """The words of time of a part of a cell; None when it has none, or both of before and now."""
    found = sorted(
        (match for kind in (_END, _START, _YEARS, _PAST, _NOW) for match in kind.finditer(text)),
        key=lambda one: (one.start(), -one.end()),
    )
    if not found or (_PAST.search(text) and _NOW.search(text)):
        return None
    bare, words = "", [found[0]]
    for match in found[1:]:
        if match.start() >= words[-1].end():
            words.append(match)
    at = 0
    for match in words:
        bare, at = f"{bare}{text[at : match.start()]} ", match.end()
    bare += text[at:]
    ends = [match[1] for match in _END.finditer(text)] + [match[2] for match in _YEARS.finditer(text)]
    starts = [match[1] for match in _START.finditer(text)] + [match[1] for match in _YEARS.finditer(text)]
    is_past = _PAST.search(text) is not None or any(_is_over(end, today=today) for end in ends)
    is_to_come = any(_is_to_come(start, today=today) for start in starts)
    start, end = _day(starts, today=today), _day(ends, today=today)
    return TimeBeside(
        start=start if start is None or end is None or start <= end else None,
        end=end,
        words=", ".join(match[0].strip(" ()") for match in words),
        bare=" ".join(_EMPTY_BRACKETS.sub(" ", bare).split()).strip(_EDGES),
        is_now=not is_past and not is_to_come,
        is_to_come=is_to_come and not is_past,
    )


def _day(texts: list[str], *, today: date) -> date | None:
    days = [read.day for text in texts if (read := read_day(text, today=today)).day is not None]
    return days[0] if days else None


def _is_over(text: str, *, today: date) -> bool:
    """Whether a day, month or year has ended before today."""
    read = read_day(text, today=today)
    if read.day is None:
        return False
    if read.note is DayNote.YEAR_ONLY:
        return read.day.year < today.year
    if read.note is DayNote.MONTH_ONLY:
        return (read.day.year, read.day.month) < (today.year, today.month)
    return read.day < today


def _is_to_come(text: str, *, today: date) -> bool:
    read = read_day(text, today=today)
    return read.day is not None and read.day > today
