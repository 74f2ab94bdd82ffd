"""Days from the ways offices write them: 15/3/1985, 3/1985, 1985, 7.2025, Excel serials, day cells; never a guess."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from recommender.readers.files.sheets import Cell, cell_text
from training_catalog import fold

SERIAL_START = date(1899, 12, 30)
FIRST_SERIAL, LAST_SERIAL = 3_654, 73_050
"""Serial numbers of 1910 and 2099; smaller numbers are no days."""
FIRST_YEAR, LAST_YEAR = 1910, 2099
_DAY = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4}|\d{2})(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?")
_ISO = re.compile(r"(\d{4})[/.-](\d{1,2})(?:[/.-](\d{1,2}))?(?:[T ]\d{1,2}:\d{2}.*)?")
_MONTH = re.compile(r"(?:thang\s*)?(\d{1,2})\s*(?:[/.\-,]|nam|\s)\s*(\d{4})")
_YEAR = re.compile(r"(?:nam\s*)?(\d{4})")
_WORDS = re.compile(r"(?:ngay\s*)?(\d{1,2})\s*thang\s*(\d{1,2})\s*,?\s*nam\s*(\d{4})")


class DayNote(StrEnum):
    """What must be said about a day read from a cell; the value is a problem code."""

    MONTH_ONLY = "date_month_only"
    """Read as the first day of the month."""
    YEAR_ONLY = "date_year_only"
    """Read as the first day of the year."""
    SERIAL = "date_serial"
    """A number read as the spreadsheet's day count."""
    SHORT_YEAR = "date_short_year"
    """The century was assumed."""
    IMPOSSIBLE = "date_impossible"
    """No such day; nothing is read."""
    MONTH_FIRST = "date_month_first"
    """Month before day, as in the United States; nothing is read."""
    AMBIGUOUS = "date_ambiguous"
    """Day and month could be exchanged in a column that has month-first days; nothing is read."""
    UNREADABLE = "date_unreadable"
    """No day; nothing is read."""


WITHHELD = (DayNote.IMPOSSIBLE, DayNote.MONTH_FIRST, DayNote.AMBIGUOUS, DayNote.UNREADABLE)


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day read from a cell, or None with the reason; `could_be_month_first` = 4/5/1985 has two readings."""

    day: date | None
    note: DayNote | None = None
    suggestion: str = ""
    could_be_month_first: bool = False


def read_day(value: Cell, *, today: date) -> Day:
    """The day a cell says. Day comes before month, as in Vietnam; what cannot be so is withheld with a suggestion."""
    if value is None:
        return Day(day=None)
    if isinstance(value, bool):
        return Day(day=None, note=DayNote.UNREADABLE)
    if isinstance(value, date):
        return _bounded(Day(day=value))
    if isinstance(value, float):
        return _from_number(value, today=today)
    return _from_text(value, today=today)


def without_ambiguous(days: list[Day]) -> list[Day]:
    """The days of one column; once one of them has its month first, days that could have it too are withheld."""
    if not any(day.note is DayNote.MONTH_FIRST for day in days):
        return days
    return [Day(day=None, note=DayNote.AMBIGUOUS) if day.could_be_month_first else day for day in days]


def _from_number(value: float, *, today: date) -> Day:
    if not math.isfinite(value):
        return Day(day=None, note=DayNote.UNREADABLE)
    if value.is_integer():
        number = int(value)
        if FIRST_YEAR <= number <= LAST_YEAR:
            return Day(day=date(number, 1, 1), note=DayNote.YEAR_ONLY)
        if FIRST_SERIAL <= number <= LAST_SERIAL:
            return Day(day=SERIAL_START + timedelta(days=number), note=DayNote.SERIAL)
        return _from_text(str(number), today=today)
    if FIRST_SERIAL <= value <= LAST_SERIAL:
        return Day(day=SERIAL_START + timedelta(days=int(value)), note=DayNote.SERIAL)
    return _from_text(f"{value:.4f}" if value < 13 else cell_text(value), today=today)


def _from_text(text: str, *, today: date) -> Day:
    bare = _bare(text)
    if not bare:
        return Day(day=None)
    if found := _DAY.fullmatch(bare) or _WORDS.fullmatch(bare):
        return _from_parts(found[1], found[2], found[3], today=today)
    if found := _ISO.fullmatch(bare):
        day = _built(int(found[1]), int(found[2]), int(found[3] or 1))
        return _bounded(Day(day=day, note=None if found[3] else DayNote.MONTH_ONLY))
    if found := _MONTH.fullmatch(bare):
        return _bounded(Day(day=_built(int(found[2]), int(found[1]), 1), note=DayNote.MONTH_ONLY))
    if found := _YEAR.fullmatch(bare):
        return _bounded(Day(day=_built(int(found[1]), 1, 1), note=DayNote.YEAR_ONLY))
    if re.fullmatch(r"\d{8}", bare):
        return _from_parts(bare[:2], bare[2:4], bare[4:], today=today)
    return Day(day=None, note=DayNote.UNREADABLE)


def _bare(text: str) -> str:
    """The text in plain lower-case letters, with its signs kept."""
    marks = re.sub(r"[^\W\d_]+", lambda found: fold(found[0]), text.strip().strip("'.,;()").strip())
    return re.sub(r"\s+", " ", marks)


def _from_parts(first: str, second: str, third: str, *, today: date) -> Day:
    day, month, year = int(first), int(second), int(third)
    note = None
    if len(third) == 2:
        year += 2000 if year <= today.year % 100 + 1 else 1900
        note = DayNote.SHORT_YEAR
    built = _built(year, month, day)
    if built is not None:
        could_swap = day <= 12 and month <= 12 and day != month
        return _bounded(Day(day=built, note=note, could_be_month_first=could_swap))
    swapped = _built(year, day, month)
    if swapped is not None:
        return Day(day=None, note=DayNote.MONTH_FIRST, suggestion=cell_text(swapped))
    last = _last_of_month(year, month) if 28 < day <= 31 else None
    return Day(day=None, note=DayNote.IMPOSSIBLE, suggestion=cell_text(last) if last else "")


def _built(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _last_of_month(year: int, month: int) -> date | None:
    first_of_next = _built(year + month // 12, month % 12 + 1, 1) if 1 <= month <= 12 else None
    return first_of_next - timedelta(days=1) if first_of_next else None


def _bounded(day: Day) -> Day:
    """The same, or withheld as impossible when there is no such day or its year is far from any career."""
    if day.day is None or not FIRST_YEAR <= day.day.year <= LAST_YEAR:
        return Day(day=None, note=DayNote.IMPOSSIBLE)
    return day
