"""How long a course lasts when its source counts days, weeks or months, and the periods estimated from it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

MOST_AMOUNT: Final = 500
PART_TIME: Final = "part-time"


class SpanUnit(StrEnum):
    """What a length is counted in."""

    HOURS = "hours"
    """Giờ học; one counts as one period, the least it can be."""
    DAYS = "days"
    """Ngày học."""
    WEEKS = "weeks"
    """Tuần."""
    MONTHS = "months"
    """Tháng, four weeks of study."""


FULL_TIME: Final[Mapping[SpanUnit, int]] = MappingProxyType(
    {SpanUnit.HOURS: 1, SpanUnit.DAYS: 8, SpanUnit.WEEKS: 40, SpanUnit.MONTHS: 160}
)
"""Periods of full-time study. A week of 40 is that of Decree 171/2025/NĐ-CP, whose yearly minimum is one week and 40
periods; its four weeks for heads of divisions, and the month of the programme for specialists, are 160."""
PARTLY: Final[Mapping[SpanUnit, int]] = MappingProxyType(
    {SpanUnit.HOURS: 1, SpanUnit.DAYS: 4, SpanUnit.WEEKS: 25, SpanUnit.MONTHS: 100}
)
"""Periods of study beside the work: the classes of ethnic languages known by both lengths take 400 in four months; a
day is taken as half a day."""
WORDS: Final[Mapping[SpanUnit, tuple[str, str, str]]] = MappingProxyType({
    SpanUnit.HOURS: ("giờ", "hour", "hours"), SpanUnit.DAYS: ("ngày", "day", "days"),
    SpanUnit.WEEKS: ("tuần", "week", "weeks"), SpanUnit.MONTHS: ("tháng", "month", "months"),
})  # fmt: skip
_NAMES: Final[Mapping[str, SpanUnit]] = MappingProxyType(
    {name: unit for unit, names in WORDS.items() for name in names}
)
_WRITTEN: Final = re.compile(r"([0-9]{1,3})\s+(\w+)(?:\s+(part-time|vừa làm vừa học))?", re.IGNORECASE)
_IN_TEXT: Final = re.compile(r"\b(?:[0-9]+|một|hai|ba|bốn|sáu|tám|mười)\s+(?:tuần|tháng)\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class CourseSpan:
    """Such as six months of full-time study, or four weeks beside the work."""

    amount: int
    unit: SpanUnit
    is_part_time: bool = False

    @property
    def periods(self) -> int:
        """The periods that such a course is estimated to take."""
        return self.amount * (PARTLY if self.is_part_time else FULL_TIME)[self.unit]

    def __str__(self) -> str:
        """As it is written in the files of a catalogue."""
        named = WORDS[self.unit][1 if self.amount == 1 else 2]
        return f"{self.amount} {named}" + (f" {PART_TIME}" if self.is_part_time else "")


def read_span(text: str) -> CourseSpan | None:
    """`6 months`, `4 weeks part-time`, also `6 tháng`, `10 tuần vừa làm vừa học`; None when it says nothing such."""
    found = _WRITTEN.fullmatch(text.strip())
    unit = _NAMES.get(found[2].casefold()) if found else None
    if found is None or unit is None or not 1 <= int(found[1]) <= MOST_AMOUNT:
        return None
    return CourseSpan(amount=int(found[1]), unit=unit, is_part_time=bool(found[3]))


def speaks_of_weeks(text: str) -> bool:
    """Whether a text tells a number of weeks or months in Vietnamese."""
    return _IN_TEXT.search(text) is not None


def span_words(span: CourseSpan, language: str) -> str:
    """`6 tháng học tập trung`, or in English `6 months full-time`."""
    vi, one, many = WORDS[span.unit]
    is_english = language == "en"
    told = f"{span.amount} {(one if span.amount == 1 else many) if is_english else vi}"
    if span.unit is SpanUnit.HOURS:
        return told
    beside, whole = (PART_TIME, "full-time") if is_english else ("vừa làm vừa học", "học tập trung")
    return f"{told} {beside if span.is_part_time else whole}"


def rate_words(span: CourseSpan, language: str) -> str:
    """The rate of the estimate, such as `160 tiết một tháng`."""
    vi, one, _ = WORDS[span.unit]
    rate = (PARTLY if span.is_part_time else FULL_TIME)[span.unit]
    if language == "en":
        return f"{rate} {'period' if rate == 1 else 'periods'} {'an' if span.unit is SpanUnit.HOURS else 'a'} {one}"
    return f"{rate} tiết một {vi}"
