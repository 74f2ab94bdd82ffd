"""A course whose length no source states is never taken for nothing: in plans, in demand and in the shipped pack."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recommender import RunResult, screen
from tests.recommender import factories as make
from tests.shipped_catalogue import shipped_catalogue
from training_catalog.types import CourseStatus

UNKNOWN = replace(make.course("K1", {"C3": 3}), duration_periods=None)
KNOWN = replace(UNKNOWN, course_id="K2", duration_periods=24)


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


def test_no_course_of_the_pack_states_a_length_of_nothing() -> None:
    lengths = [course.duration_periods for course in shipped_catalogue().courses.values()]
    assert [length for length in lengths if length is not None and length < 1] == []


def test_only_real_programmes_of_the_pack_are_without_a_length() -> None:
    courses = shipped_catalogue().courses.values()
    assert {course.status for course in courses if course.duration_periods is None} == {CourseStatus.REAL}
