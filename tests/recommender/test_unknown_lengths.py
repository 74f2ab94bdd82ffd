"""A course whose length no source states is never taken for nothing: in plans, in demand and in the shipped pack."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from recommender import RunResult, screen
from tests.recommender import factories as make
from tests.shipped_catalogue import shipped_catalogue
from training_catalog.course_span import CourseSpan, SpanUnit
from training_catalog.types import Course, CourseStatus

UNKNOWN = replace(make.course("K1", {"C3": 3}), duration_periods=None)
KNOWN = replace(UNKNOWN, course_id="K2", duration_periods=24)
MONTHS = replace(UNKNOWN, outcomes=(), lasts=CourseSpan(amount=6, unit=SpanUnit.MONTHS))


def run(*, mandatory: bool = False) -> RunResult:
    """Two officers with low results and one course of unknown length."""
    course = replace(UNKNOWN, mandatory_for=("A",)) if mandatory else UNKNOWN
    inputs = make.inputs({"o1": 10, "o2": 10})
    return screen(inputs, make.catalogue(courses=(course,)), matcher=make.EqualWords(), settings=make.SETTINGS)


@pytest.mark.parametrize("mandatory", [False, True])
def test_a_plan_counts_an_assumed_length_and_leaves_the_stated_one_empty(mandatory: bool) -> None:
    plans = run(mandatory=mandatory).plans
    assert len(plans) == 2
    assert plans["is_mandatory"].tolist() == [mandatory, mandatory]
    assert plans["periods"].isna().all()
    assert (plans["counted_periods"] == make.SETTINGS.unknown_periods).all()


def test_the_assumed_length_is_more_than_nothing() -> None:
    assert make.SETTINGS.unknown_periods > 0


@pytest.mark.parametrize("mandatory", [False, True])
def test_demand_adds_the_assumed_length_for_each_learner(mandatory: bool) -> None:
    demand = run(mandatory=mandatory).demand
    assert demand["learners"].sum() == 2
    assert demand["periods"].sum() == 2 * make.SETTINGS.unknown_periods


def test_a_stated_length_is_counted_as_it_stands() -> None:
    result = screen(
        make.inputs({"o1": 10}), make.catalogue(courses=(KNOWN,)), matcher=make.EqualWords(), settings=make.SETTINGS
    )
    assert result.plans["counted_periods"].tolist() == [24]
    assert result.demand["periods"].tolist() == [24]


def planned(*courses: Course, most: float = 80) -> pd.DataFrame:
    """The plan of one officer with low results."""
    settings = replace(make.SETTINGS, most_periods=most)
    inputs = make.inputs({"o1": 10})
    return screen(inputs, make.catalogue(courses=courses), matcher=make.EqualWords(), settings=settings).plans


def owed(course: Course) -> Course:
    """The course as one that the position must take."""
    return replace(course, mandatory_for=("A",))


def test_a_length_in_months_is_estimated_and_said_to_be() -> None:
    plan = planned(owed(MONTHS))
    assert plan["periods"].isna().all()
    assert plan["counted_periods"].tolist() == [960]
    assert "ước tính 960 tiết theo thời gian 6 tháng học tập trung (160 tiết một tháng)" in plan["reason_vi"].iloc[0]
    assert "960 are estimated from a length of 6 months full-time" in plan["reason_en"].iloc[0]


def test_demand_adds_the_estimated_periods() -> None:
    inputs = make.inputs({"o1": 10, "o2": 10})
    catalogue = make.catalogue(courses=(owed(MONTHS),))
    demand = screen(inputs, catalogue, matcher=make.EqualWords(), settings=make.SETTINGS).demand
    assert demand["periods"].sum() == 2 * 960


def test_months_are_not_planned_for_a_gap_of_competency_alone() -> None:
    assert planned(replace(MONTHS, outcomes=UNKNOWN.outcomes)).empty


def test_a_programme_of_months_leaves_room_for_the_other_courses_of_the_year() -> None:
    plan = planned(owed(MONTHS), KNOWN)
    assert plan["course_id"].tolist() == ["K1", "K2"]


def test_programmes_that_a_year_cannot_hold_wait_for_the_next() -> None:
    longer = replace(MONTHS, course_id="K3", lasts=CourseSpan(amount=10, unit=SpanUnit.MONTHS))
    plan = planned(owed(MONTHS), owed(longer))
    assert plan["counted_periods"].sum() <= 52 * 40
    assert len(plan) == 1


def test_a_programme_of_months_begins_early_enough_to_end_within_the_year() -> None:
    ten = replace(MONTHS, lasts=CourseSpan(amount=10, unit=SpanUnit.MONTHS))
    first = planned(owed(ten))["quarter"].iloc[0]
    plan = planned(owed(replace(KNOWN, duration_periods=80)), owed(replace(ten, course_id="K9")))
    assert plan.set_index("course_id")["quarter"]["K9"] == first


def test_a_stated_length_is_never_replaced_by_an_estimate() -> None:
    plan = planned(replace(KNOWN, lasts=MONTHS.lasts))
    assert plan["counted_periods"].tolist() == [24]
    assert "ước tính" not in plan["reason_vi"].iloc[0]


def test_no_programme_of_the_pack_whose_words_tell_weeks_or_months_is_counted_as_a_short_course() -> None:
    courses = shipped_catalogue().courses.values()
    months = [
        course.course_id for course in courses
        if course.lasts and course.lasts.unit is SpanUnit.MONTHS and course.periods_or(16) < 100
    ]  # fmt: skip
    assert months == []
    for key, periods in {"PA-13": 960, "PA-15": 1600, "INS-08": 320, "LED-02": 150}.items():
        assert shipped_catalogue().courses[key].periods_or(16) == periods


def test_no_course_of_the_pack_states_a_length_of_nothing() -> None:
    lengths = [course.duration_periods for course in shipped_catalogue().courses.values()]
    assert [length for length in lengths if length is not None and length < 1] == []


def test_only_real_programmes_of_the_pack_are_without_a_length() -> None:
    courses = shipped_catalogue().courses.values()
    assert {course.status for course in courses if course.duration_periods is None} == {CourseStatus.REAL}
