"""Progress of plans: done with its periods, only courses of the plan, nobody else's, never over a newer word."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from recommender.errors import NotAllowed, NotFound, Stale, UsageError
from recommender.permissions import Role, Viewer
from recommender.store import Store
from recommender.store.plans import PlanView, get_plan
from recommender.store.tables.plans import StepStatus
from recommender.workflows.follow_plan import StepRequest, follow_plan
from tests.recommender.store.factories import NOW, officer_id, viewer

OWN = viewer(Role.OFFICER, "00001", code="CB02")
"""Somebody whose published plan has the courses C1 and C2."""


def request(
    status: StepStatus = StepStatus.DONE, *, course_id: str = "C1", version: int = 0, **given: object
) -> StepRequest:
    given.setdefault("done_on", date(2026, 11, 20))
    return StepRequest(
        officer_id=officer_id("CB02"), year=2027, course_id=course_id, status=status, version=version, **given,  # type: ignore[arg-type]
    )  # fmt: skip


def plan(store: Store, who: Viewer = OWN) -> PlanView:
    with store.reading() as conn:
        return get_plan(conn, who, officer_id("CB02"), year=2027)


def test_a_course_done_counts_its_periods(country: Store) -> None:
    follow_plan(country, OWN, request(), now=NOW)
    assert plan(country).periods_done == 16.0
    assert {step.course_id: step.status for step in plan(country).steps} == {"C1": "done", "C2": "planned"}


def test_a_course_of_a_quarter_to_come_is_done_only_on_a_day_that_is_named(country: Store) -> None:
    with pytest.raises(UsageError, match="yet to come"):
        follow_plan(country, OWN, request(done_on=None), now=NOW)
    assert plan(country).periods_done == 0.0
    follow_plan(country, OWN, request(done_on=None), now=datetime(2027, 12, 30, tzinfo=UTC))
    assert plan(country).periods_done == 16.0


def test_what_is_not_done_counts_nothing(country: Store) -> None:
    follow_plan(country, OWN, request(StepStatus.LEARNING, periods_done=8.0), now=NOW)
    assert plan(country).periods_done == 0.0


def test_hr_writes_for_the_people_of_the_unit(country: Store) -> None:
    follow_plan(country, viewer(Role.UNIT_HR, "00001"), request(), now=NOW)
    assert plan(country).steps[0].status == "done"


@pytest.mark.parametrize("who", [viewer(Role.UNIT_HR, "00002"), viewer(Role.OFFICER, "00001", code="CB01")])
def test_others_do_not_find_the_person(country: Store, who: Viewer) -> None:
    with pytest.raises((NotFound, NotAllowed)):
        follow_plan(country, who, request(), now=NOW)


def test_a_course_outside_the_plan_is_not_found(country: Store) -> None:
    with pytest.raises(NotFound):
        follow_plan(country, OWN, request(course_id="C9"), now=NOW)


def test_an_old_reading_is_stale(country: Store) -> None:
    follow_plan(country, OWN, request(), now=NOW)
    with pytest.raises(Stale):
        follow_plan(country, OWN, request(StepStatus.PLANNED), now=NOW)
    follow_plan(country, OWN, request(StepStatus.PLANNED, version=1), now=NOW)


def test_a_day_in_the_future_is_refused(country: Store) -> None:
    with pytest.raises(UsageError):
        follow_plan(country, OWN, request(done_on=date(2027, 1, 1)), now=NOW)
