"""What a plan says of periods that no source states."""

from __future__ import annotations

from dataclasses import replace

from recommender.length_words import length_words
from tests.recommender import factories as make
from training_catalog.course_span import CourseSpan, SpanUnit

STATED = make.course("K1", {"C3": 3})
UNKNOWN = replace(STATED, duration_periods=None)
MONTHS = replace(UNKNOWN, lasts=CourseSpan(amount=10, unit=SpanUnit.MONTHS))


def test_stated_periods_need_no_words() -> None:
    assert length_words(STATED, "vi", unknown=16) == ""
    assert length_words(replace(STATED, lasts=MONTHS.lasts), "en", unknown=16) == ""


def test_an_estimate_names_the_length_and_the_rate() -> None:
    assert length_words(MONTHS, "vi", unknown=16) == (
        "Nguồn không nêu số tiết: ước tính 1.600 tiết theo thời gian 10 tháng học tập trung (160 tiết một tháng)."
    )
    assert length_words(MONTHS, "en", unknown=16) == (
        "No source states the periods: 1,600 are estimated from a length of 10 months full-time (160 periods a month)."
    )


def test_a_length_that_nobody_states_is_said_to_be_taken() -> None:
    assert length_words(UNKNOWN, "vi", unknown=16.5) == "Chưa rõ thời lượng: tạm tính 16,5 tiết."
    assert length_words(UNKNOWN, "en", unknown=16.5) == "Length unknown: taken as 16.5 periods."
