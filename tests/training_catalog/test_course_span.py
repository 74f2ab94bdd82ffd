"""Lengths in days, weeks and months: how they are read, what they are estimated to take, and how they are told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training_catalog.course_span import CourseSpan, SpanUnit, rate_words, read_span, span_words, speaks_of_weeks

SPANS = st.builds(
    CourseSpan, amount=st.integers(1, 500), unit=st.sampled_from(SpanUnit), is_part_time=st.booleans()
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("6 months", 960), ("1 month", 160), ("4 weeks", 160), ("1 week", 40), ("3 days", 24), ("152 hours", 152),
        ("6 tháng", 960), ("4 tuần", 160), ("4 months part-time", 400), ("6 tuần vừa làm vừa học", 150),
        (" 10  THÁNG ", 1600),
    ],
)  # fmt: skip
def test_a_length_is_read_and_gives_its_periods(text: str, periods: int) -> None:
    span = read_span(text)
    assert span is not None
    assert span.periods == periods


@pytest.mark.parametrize(
    "text", ["", "6", "months", "six months", "0 weeks", "501 days", "6 months or so", "1,5 tháng"]
)
def test_what_is_no_length_is_not_read(text: str) -> None:
    assert read_span(text) is None


@given(SPANS)
def test_a_length_as_written_is_read_back(span: CourseSpan) -> None:
    assert read_span(str(span)) == span


@given(SPANS)
def test_study_beside_the_work_never_takes_more_than_full_time(span: CourseSpan) -> None:
    whole = CourseSpan(amount=span.amount, unit=span.unit)
    assert 1 <= span.periods <= whole.periods


def test_a_length_is_told_with_its_rate_in_both_languages() -> None:
    months, weeks = (
        CourseSpan(amount=6, unit=SpanUnit.MONTHS),
        CourseSpan(amount=1, unit=SpanUnit.WEEKS, is_part_time=True),
    )
    assert (span_words(months, "vi"), rate_words(months, "vi")) == ("6 tháng học tập trung", "160 tiết một tháng")
    assert (span_words(months, "en"), rate_words(months, "en")) == ("6 months full-time", "160 periods a month")
    assert (span_words(weeks, "vi"), rate_words(weeks, "vi")) == ("1 tuần vừa làm vừa học", "25 tiết một tuần")
    assert (span_words(weeks, "en"), rate_words(weeks, "en")) == ("1 week part-time", "25 periods a week")


def test_hours_are_told_without_saying_full_or_part_time() -> None:
    hours = CourseSpan(amount=152, unit=SpanUnit.HOURS)
    assert (span_words(hours, "vi"), span_words(hours, "en")) == ("152 giờ", "152 hours")
    assert rate_words(hours, "en") == "1 period an hour"


@pytest.mark.parametrize(
    ("text", "is_told"),
    [("Sáu tháng tập trung", True), ("trong 4 tuần", True), ("Kế hoạch tháng hành động", False), ("năm, tháng", False)],
)  # fmt: skip
def test_words_that_tell_weeks_or_months_are_found(text: str, is_told: bool) -> None:
    assert speaks_of_weeks(text) is is_told
