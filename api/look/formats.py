"""Numbers, shares, days and instants as the office writes them, from plain values and a language."""

from __future__ import annotations

import math
from datetime import date, datetime

from recommender.documents.labels import number_text
from recommender.working_days import office_time

DASH = "–"
"""What stands where nothing is known."""


def number(value: float | None, language: str, digits: int | None = None) -> str:
    """1.234,5 in Vietnamese, 1,234.5 in English; without digits given, up to one decimal and none for whole numbers."""
    if value is None or math.isnan(value):
        return DASH
    if digits is None:
        digits = 0 if round(float(value), 1).is_integer() else 1
    text = number_text(abs(value), language, digits=digits)
    is_nought = not any(sign in text for sign in "123456789")
    return text if value >= 0 or is_nought else f"\N{MINUS SIGN}{text}"


def signed(value: float | None, language: str, digits: int | None = None) -> str:
    """A difference with its sign: +3, −1,5, 0."""
    text = number(value, language, digits)
    return f"+{text}" if value is not None and value > 0 and text != DASH and text.strip("0.,") else text


def percent(share: float | None, language: str, digits: int = 0) -> str:
    """A share of one: 76 % in Vietnamese, 76% in English."""
    if share is None or math.isnan(share):
        return DASH
    text = number(share * 100, language, digits)
    return f"{text}%" if language == "en" else f"{text}\N{NO-BREAK SPACE}%"


def day(value: date | datetime | None) -> str:
    """dd/mm/yyyy, in both languages."""
    if value is None:
        return DASH
    if isinstance(value, datetime):
        value = office_time(value)
    return f"{value:%d/%m/%Y}"


def is_year_alone(value: date | None) -> bool:
    """Whether a day that somebody stated may stand for its whole year: where only a year is written, 1 January is kept.

    A year is also right of what was dated 1 January; a day is wrong of what was dated by its year.
    """
    return value is not None and (value.month, value.day) == (1, 1)


def stated_day(value: date | None) -> str:
    """A day that somebody stated: dd/mm/yyyy, and the year alone where no more may have been written."""
    return f"{value:%Y}" if value is not None and is_year_alone(value) else day(value)


def instant(value: datetime | None) -> str:
    """dd/mm/yyyy hh:mm in the time of Vietnam."""
    return DASH if value is None else f"{office_time(value):%d/%m/%Y %H:%M}"


def size(count: int, language: str) -> str:
    """Bytes as people say them: 820 B, 14,2 KB, 3,1 MB."""
    if count < 1024:
        return f"{count} B"
    for unit in ("KB", "MB"):
        count_of = count / 1024 if unit == "KB" else count / 1024**2
        if count_of < 1024:
            return f"{number(count_of, language, 1)} {unit}"
    return f"{number(count / 1024**3, language, 1)} GB"


def level_range(minimum: float, maximum: float, language: str) -> str:
    """2–3, or 2 when both ends are one."""
    low, high = number(minimum, language), number(maximum, language)
    return low if minimum >= maximum else f"{low}–{high}"


def level(value: float | None, sd: float | None, language: str) -> str:
    """1,6 ± 0,4: a level with its standard deviation."""
    if value is None or math.isnan(value):
        return DASH
    text = number(value, language, 1)
    return (
        text
        if sd is None or math.isnan(sd)
        else f"{text}\N{NO-BREAK SPACE}±\N{NO-BREAK SPACE}{number(sd, language, 1)}"
    )


def quarter(code: str, language: str) -> str:
    """Q1/2027 as people say it; another code stays as it is."""
    head, _between, year = code.partition("/")
    if not (head[:1] == "Q" and head[1:].isdigit() and year.isdigit()):
        return code
    return f"Quarter {head[1:]}/{year}" if language == "en" else f"Quý {head[1:]}/{year}"
