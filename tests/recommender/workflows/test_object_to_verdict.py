"""Objections: one's own published verdict only, one at a time, with a deadline, and an answer by another person."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from recommender.errors import Conflict, NotAllowed, NotFound, Stale, UsageError
from recommender.permissions import Grant, Role, Viewer
from recommender.store import Store
from recommender.store.results.objections import get_objection
from recommender.workflows.object_to_verdict import (
    AnswerRequest,
    ObjectRequest,
    answer_objection,
    object_to_verdict,
    open_objections,
    withdraw_objection,
)
from tests.recommender.store.factories import NOW, officer_id, viewer

OWN = viewer(Role.OFFICER, "00001", code="CB01")
HR = viewer(Role.PROVINCE_HR, "01")
TEXT = "Chứng chỉ của tôi chưa được tính."


def lodge(store: Store, who: Viewer = OWN, run_id: str = "RUN-1", position_id: str = "A") -> str:
    return object_to_verdict(store, who, ObjectRequest(run_id=run_id, position_id=position_id, text=TEXT), now=NOW)


def answer(objection_id: str, *, is_accepted: bool = True, version: int = 1) -> AnswerRequest:
    return AnswerRequest(
        objection_id=objection_id, is_accepted=is_accepted, answer="Đã bổ sung chứng chỉ.", version=version
    )  # fmt: skip


def test_an_objection_is_due_in_seven_working_days(country: Store) -> None:
    made = lodge(country)
    with country.reading() as conn:
        kept = get_objection(conn, OWN, made)
    assert kept.due_on == date(2026, 12, 1)  # lodged on a Sunday
    assert kept.status == "open"


def test_the_days_to_answer_are_counted_from_the_day_in_vietnam(country: Store) -> None:
    asked = ObjectRequest(run_id="RUN-1", position_id="A", text=TEXT)
    made = object_to_verdict(country, OWN, asked, now=datetime(2026, 11, 22, 17, 28, tzinfo=UTC))
    with country.reading() as conn:
        assert get_objection(conn, OWN, made).due_on == date(2026, 12, 2)  # Monday 00:28 there


def test_a_second_one_waits_for_the_first(country: Store) -> None:
    lodge(country)
    with pytest.raises(Conflict):
        lodge(country)


def test_an_unpublished_run_is_not_found(country: Store) -> None:
    with pytest.raises(NotFound):
        lodge(country, run_id="RUN-2")


def test_a_position_of_somebody_else_is_not_found(country: Store) -> None:
    with pytest.raises(NotFound):
        lodge(country, position_id="B")


def test_without_an_own_file_nothing_can_be_objected_to(country: Store) -> None:
    with pytest.raises(NotAllowed):
        lodge(country, HR)


def test_too_few_words_are_refused(country: Store) -> None:
    with pytest.raises(UsageError):
        object_to_verdict(country, OWN, ObjectRequest(run_id="RUN-1", position_id="A", text="sai  "), now=NOW)


def test_the_answer_reaches_the_person(country: Store) -> None:
    made = lodge(country)
    assert open_objections(country, HR) == 1
    answer_objection(country, HR, answer(made), now=NOW)
    with country.reading() as conn:
        kept = get_objection(conn, OWN, made)
    assert (kept.status, kept.answer, kept.answered_by_name) == ("accepted", "Đã bổ sung chứng chỉ.", HR.name)
    assert open_objections(country, HR) == 0


def test_an_answered_objection_is_closed(country: Store) -> None:
    made = lodge(country)
    answer_objection(country, HR, answer(made, is_accepted=False), now=NOW)
    with pytest.raises(Conflict):
        answer_objection(country, HR, answer(made, version=2), now=NOW)
    with pytest.raises(Conflict):
        withdraw_objection(country, OWN, made, now=NOW)


def test_an_old_reading_is_stale(country: Store) -> None:
    made = lodge(country)
    with pytest.raises(Stale):
        answer_objection(country, HR, answer(made, version=9), now=NOW)


def test_nobody_answers_his_own(country: Store) -> None:
    made = lodge(country)
    grants = (Grant(role=Role.PROVINCE_HR, unit_id="01"),)
    oneself = Viewer(user_id="U", name="Chính mình", grants=grants, officer_id=officer_id("CB01"))
    with pytest.raises(Conflict):
        answer_objection(country, oneself, answer(made), now=NOW)


def test_another_province_does_not_find_it(country: Store) -> None:
    made = lodge(country)
    with pytest.raises(NotFound):
        answer_objection(country, viewer(Role.PROVINCE_HR, "02"), answer(made), now=NOW)


def test_after_withdrawing_one_may_object_again(country: Store) -> None:
    withdraw_objection(country, OWN, lodge(country), now=NOW)
    assert lodge(country)


def test_only_the_person_withdraws(country: Store) -> None:
    made = lodge(country)
    with pytest.raises((NotAllowed, NotFound)):
        withdraw_objection(country, viewer(Role.OFFICER, "00001", code="CB02"), made, now=NOW)
