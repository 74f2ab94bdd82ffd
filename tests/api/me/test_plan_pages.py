"""The own plan: alternatives, classes with the own learner code, and certificates that reach plan and evidence."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import insert, select, update

from recommender.learner_codes import learner_code
from recommender.store.tables.plans import ENROLMENT, OFFERING
from recommender.store.tables.runs import RECOMMENDATION
from tests.api.world import World
from tests.api.world_rows import OWN, PEOPLE, PROVINCE_B, RUN_A

PLAN = "/me/plan"
CERTIFICATE = f"{PLAN}/PA-01/certificate"
PDF = {"file": ("chung-chi.pdf", b"%PDF-1.7 a certificate", "application/pdf")}
SENT = {"year": "2027", "done_on": "2026-11-02", "periods": "24"}


def other_course(world: World) -> str:
    """A course of the catalogue that is in nobody's plan here."""
    return next(one for one in sorted(world.app.state.catalogue.courses) if one not in ("PA-01", "PA-02"))


def recommend(world: World, course_id: str, closes: str) -> None:
    with world.store.writing() as conn:
        row = dict(conn.execute(select(RECOMMENDATION).where(
            RECOMMENDATION.c.run_id == RUN_A, RECOMMENDATION.c.officer_id == OWN.officer_id
        )).mappings().one())  # fmt: skip
        conn.execute(insert(RECOMMENDATION).values(**row | {"course_id": course_id, "rank": 2, "closes": closes}))


def open_class(world: World, **changed: object) -> None:
    with world.store.writing() as conn:
        wanted = {"course_id": "PA-01", **changed}
        conn.execute(update(OFFERING).where(OFFERING.c.offering_id == "0FF-1").values(**wanted))
        conn.execute(ENROLMENT.delete().where(ENROLMENT.c.enrolment_id == "ENR-1"))


def test_course_that_closes_the_same_need_is_an_alternative(world: World) -> None:
    course_id = other_course(world)
    recommend(world, course_id, "C3|C9")
    page = world.client("officer").get(PLAN).text
    assert "Có 1 chương trình khác thay được" in page
    assert world.app.state.catalogue.courses[course_id].name_vi in page


def test_course_that_closes_something_else_is_none(world: World) -> None:
    recommend(world, other_course(world), "C9")
    assert "thay được" not in world.client("officer").get(PLAN).text


def test_wish_for_an_alternative_stays_with_the_step(world: World) -> None:
    course_id = other_course(world)
    recommend(world, course_id, "C3")
    client = world.client("officer")
    wish = re.search(r'name="wish" value="([^"]+)"', client.get(PLAN).text)
    assert wish is not None
    client.post(f"{PLAN}/PA-01", data={"year": "2027", "version": "0", "status": "planned", "wish": wish[1]})
    assert f"Nguyện vọng: {wish[1]}" in client.get(PLAN).text


def test_open_class_of_the_province_can_be_asked_for_and_then_waits(world: World) -> None:
    open_class(world)
    client = world.client("officer")
    assert "Lớp đang nhận học viên" in client.get(PLAN).text
    assert client.post("/me/classes/0FF-1").headers["location"] == "/me/plan?done=class"
    page = client.get(PLAN).text
    assert "Có nguyện vọng" in page
    assert "Xin học lớp này" not in page


@pytest.mark.parametrize("changed", [{"province_id": PROVINCE_B}, {"status": "held"}, {"course_id": "PA-02"}])
def test_class_far_away_over_or_of_another_course_is_not_offered(world: World, changed: dict[str, object]) -> None:
    open_class(world, **changed)
    assert "Lớp đang nhận học viên" not in world.client("officer").get(PLAN).text


def test_who_is_sent_sees_the_own_learner_code_and_no_other(world: World) -> None:
    with world.store.writing() as conn:
        conn.execute(update(OFFERING).where(OFFERING.c.offering_id == "0FF-1").values(course_id="PA-01"))
        row = dict(conn.execute(select(ENROLMENT)).mappings().first() or {})
        conn.execute(insert(ENROLMENT).values(**row | {"enrolment_id": "X-2", "officer_id": PEOPLE[1].officer_id}))
    page = world.client("officer").get(PLAN).text
    assert learner_code("ENR-1") in page
    assert learner_code("X-2") not in page


def test_certificate_marks_the_course_and_waits_as_evidence(world: World) -> None:
    client = world.client("officer")
    answer = client.post(CERTIFICATE, data=SENT, files=PDF)
    assert answer.headers["location"] == "/me/plan?year=2027&done=certificate"
    page = client.get(f"{PLAN}?year=2027").text
    assert "chung-chi.pdf" in page
    assert "Chưa học xong" in page
    evidence = client.get("/me/evidence").text
    waiting = evidence[evidence.index("Chờ đơn vị xác nhận") : evidence.index("Đang được tính")]
    assert "Soạn thảo văn bản hành chính" in waiting
    assert "chung-chi.pdf" in waiting


def test_certificate_stays_when_the_step_is_written_again(world: World) -> None:
    client = world.client("officer")
    client.post(CERTIFICATE, data=SENT, files=PDF)
    client.post(f"{PLAN}/PA-01", data={"year": "2027", "version": "1", "status": "done", "wish": "Cảm ơn"})
    page = client.get(f"{PLAN}?year=2027").text
    assert "chung-chi.pdf" in page
    assert "Cảm ơn" in page


@pytest.mark.parametrize(
    ("changed", "files", "said"),
    [
        ({"done_on": "2031-01-01"}, PDF, "Ngày hoàn thành phải"), ({"done_on": "x"}, PDF, "Ngày hoàn thành phải"),
        ({"periods": "-1"}, PDF, "Số tiết là số nguyên"), ({"periods": "٣"}, PDF, "Số tiết là số nguyên"),
        ({}, {}, "Chọn bản chụp"), ({}, {"file": ("a.pdf", b"MZ a program")}, "Chỉ nhận tệp PDF"),
    ],
)  # fmt: skip
def test_bad_certificate_says_what_to_mend_and_keeps_nothing(
    world: World, changed: dict[str, str], files: dict[str, tuple[str, bytes]], said: str
) -> None:
    client = world.client("officer")
    answer = client.post(CERTIFICATE, data=SENT | changed, files=files)
    assert answer.status_code == 422
    assert said in answer.text
    assert "Đánh dấu đã học" in client.get(f"{PLAN}?year=2027").text


def test_course_that_is_not_in_the_plan_takes_no_certificate(world: World) -> None:
    client = world.client("officer")
    assert client.get(f"{PLAN}/PA-02/certificate").status_code == 404
    assert client.post(f"{PLAN}/PA-02/certificate", data=SENT, files=PDF).status_code == 404


@pytest.mark.parametrize("account", ["hr_a1", "institute", "administrator"])
def test_only_the_person_sends_certificates_and_wishes(world: World, account: str) -> None:
    client = world.client(account)
    assert client.get(CERTIFICATE).status_code == 403
    assert client.post(CERTIFICATE, data=SENT, files=PDF).status_code == 403
    assert client.post("/me/classes/0FF-1").status_code in (403, 404)


def test_own_data_say_when_the_notice_was_read(shared_world: World) -> None:
    assert "đã đọc lúc" in shared_world.client("officer").get("/me/data").text
