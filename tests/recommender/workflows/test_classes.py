"""An institute edits its courses, holds classes and records results by ticket, never seeing a name."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from datetime import date

import pytest

from recommender.errors import Conflict, NotAllowed, NotFound, Stale, UsageError, WrongFields
from recommender.permissions import Role, Viewer
from recommender.store import Store
from recommender.store.catalogue_now import catalogue_now, shipped_catalogue
from recommender.store.offerings import OfferingView, find_own_courses, learners_of, tickets_of
from recommender.store.people import get_person
from recommender.store.plans import get_plan
from recommender.store.tables.plans import EnrolmentStatus, OfferingStatus
from recommender.workflows.edit_courses import CourseRequest, end_course, save_course
from recommender.workflows.hold_classes import ClassRequest, TicketResult, enrol, record_results, save_class
from tests.recommender.store.factories import NOW, officer_id, put_world, viewer
from training_catalog.types import CourseMode, TaskKind

SCHOOL = viewer(Role.INSTITUTE)
OTHER_SCHOOL = Viewer(user_id="OTHER", name="Trường khác", grants=SCHOOL.grants)
HR = viewer(Role.UNIT_HR, "00001")
COURSE = CourseRequest(
    course_id="TRUONG-01", name_vi="Chứng thực bản sao điện tử", domain=TaskKind.PROFESSIONAL, mode=CourseMode.CLASS,
    duration_periods=16, outcomes={"C3": 3}, positions=("specialist",),
)  # fmt: skip


@pytest.fixture
def small(store: Store) -> Store:
    put_world(store)
    return store


def a_class(store: Store, *, seats: int = 1) -> OfferingView:
    course_id = next(iter(shipped_catalogue().courses))
    return save_class(store, SCHOOL, ClassRequest(
        course_id=course_id, province_id="01", mode=CourseMode.CLASS, seats=seats, status=OfferingStatus.OPEN,
        starts_on=date(2027, 1, 10), ends_on=date(2027, 1, 12), place="Hội trường A",
    ), now=NOW)  # fmt: skip


def test_a_course_of_an_institute_is_part_of_the_catalogue_of_the_next_run(small: Store) -> None:
    kept = save_course(small, SCHOOL, COURSE, now=NOW)
    with small.reading() as conn:
        catalogue = catalogue_now(conn)
        assert [one.course_id for one in find_own_courses(conn, text="chung thuc")] == ["TRUONG-01"]
    assert catalogue.courses["TRUONG-01"].outcomes[0].level == 3
    assert catalogue.digest != shipped_catalogue().digest
    end_course(small, SCHOOL, "TRUONG-01", version=kept.version, now=NOW)
    with small.reading() as conn:
        assert catalogue_now(conn).digest == shipped_catalogue().digest


def test_two_who_edit_a_course_do_not_overwrite_each_other(small: Store) -> None:
    save_course(small, SCHOOL, COURSE, now=NOW)
    changed = save_course(small, SCHOOL, replace(COURSE, version=1, name_vi="Tên mới của lớp"), now=NOW)
    assert (changed.version, changed.name_vi) == (2, "Tên mới của lớp")
    with pytest.raises(Stale):
        save_course(small, SCHOOL, replace(COURSE, version=1), now=NOW)
    with pytest.raises(NotFound):
        save_course(small, OTHER_SCHOOL, replace(COURSE, version=2), now=NOW)
    with pytest.raises(Conflict):
        save_course(small, SCHOOL, COURSE, now=NOW)
    with pytest.raises(NotAllowed):
        save_course(small, HR, replace(COURSE, course_id="X-01"), now=NOW)


def test_all_that_is_wrong_in_a_course_is_said_at_once(small: Store) -> None:
    wrong = replace(COURSE, name_vi="x", outcomes={"nothing": 9}, duration_periods=0, grants=("x",))
    with pytest.raises(UsageError) as refusal:
        save_course(small, SCHOOL, wrong, now=NOW)
    assert isinstance(refusal.value, WrongFields)
    assert [one.name for one in refusal.value.wrong] == [
        "name_vi",
        "duration_periods",
        "outcomes",
        "outcomes",
        "grants",
    ]
    for one in refusal.value.wrong:
        assert one.expected_vi in refusal.value.message_vi
        assert one.expected_en in refusal.value.message_en
    for example in ("như 40", "như C3=3", "“nothing”"):
        assert example in refusal.value.message_vi


def test_seats_are_limited_and_a_wish_takes_none(small: Store) -> None:
    offered = a_class(small)
    wish = enrol(small, viewer(Role.OFFICER, code="CB02"), offered.offering_id, officer_id=officer_id("CB02"), now=NOW)
    enrol(small, HR, offered.offering_id, officer_id=officer_id("CB01"), now=NOW)
    with pytest.raises(Conflict, match="full"):
        enrol(small, HR, offered.offering_id, officer_id=officer_id("CB02"), now=NOW)
    with pytest.raises(NotFound):
        enrol(small, HR, offered.offering_id, officer_id=officer_id("CB05"), now=NOW)
    with small.reading() as conn:
        tickets = {one.enrolment_id: one.status for one in tickets_of(conn, SCHOOL, offered.offering_id)}
        assert tickets[wish] == EnrolmentStatus.WISHED
        assert "officer_id" not in asdict(tickets_of(conn, SCHOOL, offered.offering_id)[0])
        assert learners_of(conn, SCHOOL, offering_id=offered.offering_id) == ()
        assert len(learners_of(conn, HR, offering_id=offered.offering_id)) == 2
        with pytest.raises(NotFound):
            tickets_of(conn, OTHER_SCHOOL, offered.offering_id)


def test_of_people_who_are_enrolled_at_the_same_moment_one_gets_the_last_seat(small: Store) -> None:
    offered = a_class(small)
    together = threading.Barrier(3)

    def try_it(code: str) -> bool:
        together.wait(30)
        try:
            enrol(small, HR, offered.offering_id, officer_id=officer_id(code), now=NOW)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(try_it, ("CB01", "CB02", "CB03")))
    assert sorted(found) == [False, False, True]
    with small.reading() as conn:
        assert len(learners_of(conn, HR, offering_id=offered.offering_id)) == 1


def test_a_passed_class_becomes_evidence_and_a_done_step_once(small: Store) -> None:
    offered = a_class(small)
    ticket = enrol(small, HR, offered.offering_id, officer_id=officer_id("CB02"), now=NOW)
    result = TicketResult(enrolment_id=ticket, status=EnrolmentStatus.PASSED, result="Khá", periods=16.0)
    for _ in range(2):
        assert record_results(small, SCHOOL, offered.offering_id, results=(result,), now=NOW) == 1
    with small.reading() as conn:
        person = get_person(conn, HR, officer_id("CB02"))
        plan = get_plan(conn, HR, officer_id("CB02"), year=2027)
    assert [one.text for one in person.statements if one.kind == "training"] == [offered.course_vi]
    assert plan.periods_done == 16.0
    assert [step.status for step in plan.steps if step.step == 0] == ["done"]


def test_results_are_taken_all_or_none_and_from_the_own_class_only(small: Store) -> None:
    offered = a_class(small)
    ticket = enrol(small, HR, offered.offering_id, officer_id=officer_id("CB02"), now=NOW)
    good = TicketResult(enrolment_id=ticket, status=EnrolmentStatus.PASSED)
    with pytest.raises(UsageError, match="not of this class"):
        record_results(small, SCHOOL, offered.offering_id, results=(good, replace(good, enrolment_id="x")), now=NOW)
    with pytest.raises(NotFound):
        record_results(small, OTHER_SCHOOL, offered.offering_id, results=(good,), now=NOW)
    with pytest.raises(NotAllowed):
        record_results(small, HR, offered.offering_id, results=(good,), now=NOW)
    with small.reading() as conn:
        assert tickets_of(conn, SCHOOL, offered.offering_id)[0].status == EnrolmentStatus.ENROLLED


def test_a_pass_that_turns_out_to_be_none_is_taken_back_and_can_come_again(small: Store) -> None:
    offered = a_class(small)
    ticket = enrol(small, HR, offered.offering_id, officer_id=officer_id("CB02"), now=NOW)

    def record(status: EnrolmentStatus) -> tuple[list[str], str]:
        result = TicketResult(enrolment_id=ticket, status=status, periods=16.0)
        record_results(small, SCHOOL, offered.offering_id, results=(result,), now=NOW)
        with small.reading() as conn:
            person = get_person(conn, HR, officer_id("CB02"))
            steps = get_plan(conn, HR, officer_id("CB02"), year=2027).steps
        said = [one.standing for one in person.statements if one.kind == "training"]
        return said, next(step.status for step in steps if step.course_id == offered.course_id)

    assert record(EnrolmentStatus.PASSED) == (["counts"], "done")
    assert record(EnrolmentStatus.FAILED) == (["withdrawn"], "planned")
    assert record(EnrolmentStatus.FAILED) == (["withdrawn"], "planned")
    assert record(EnrolmentStatus.PASSED) == (["counts"], "done")
