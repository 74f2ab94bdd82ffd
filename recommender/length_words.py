"""How the periods of a course were come by where no source states them, in words for the step of a plan."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from training_catalog.course_span import rate_words, span_words
from training_catalog.types import Course

ESTIMATED: Mapping[str, str] = MappingProxyType({
    "vi": "Nguồn không nêu số tiết: ước tính {n} tiết theo thời gian {span} ({rate}).",
    "en": "No source states the periods: {n} are estimated from a length of {span} ({rate}).",
})  # fmt: skip
UNKNOWN: Mapping[str, str] = MappingProxyType({
    "vi": "Chưa rõ thời lượng: tạm tính {n} tiết.",
    "en": "Length unknown: taken as {n} periods.",
})  # fmt: skip


def length_words(course: Course, language: str, *, unknown: float) -> str:
    """ "" for a course whose periods are stated; the decimal signs are those of the language."""
    if course.duration_periods is not None:
        return ""
    counted = f"{course.periods_or(unknown):,g}"
    number = counted if language == "en" else counted.translate(str.maketrans(",.", ".,"))
    if course.lasts is None:
        return UNKNOWN[language].format(n=number)
    return ESTIMATED[language].format(
        n=number, span=span_words(course.lasts, language), rate=rate_words(course.lasts, language)
    )
