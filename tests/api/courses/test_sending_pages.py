"""HR sends people of the own units to a class: by plan and wish, as far as there are seats, with codes to hand out."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from sqlalchemy import update

from recommender.learner_codes import learner_code
from recommender.store.tables.plans import ENROLMENT, OFFERING
from tests.api.world import World
from tests.api.world_rows import OWN, PEOPLE

CLASS = "/classes/0FF-1"


@pytest.fixture
def planned(world: World) -> World:
    """The class is one of a course that stands in everybody's plan."""
    with world.store.writing() as conn:
        conn.execute(update(OFFERING).values(course_id="PA-01"))
    return world


def pickable(page: str) -> list[str]:
    return re.findall(r'name="officers" value="([^"]+)"', page)


@pytest.mark.parametrize("account", ["hr_a1", "province_a", "decider_a"])
def test_who_sees_people_opens_classes_of_the_province(shared_world: World, account: str) -> None:
    client = shared_world.client(account)
    assert "/classes/0FF-1" in client.get("/classes").text
    assert "None" not in client.get(CLASS).text


def test_classes_of_another_province_are_not_listed(shared_world: World) -> None:
    assert "/classes/0FF-1" not in shared_world.client("hr_b1").get("/classes").text


@pytest.mark.parametrize("path", ["/classes", CLASS, f"{CLASS}/learners.xlsx"])
@pytest.mark.parametrize("account", ["institute", "officer", "auditor_a", "administrator"])
def test_institutes_and_others_do_not(shared_world: World, account: str, path: str) -> None:
    assert shared_world.client(account).get(path).status_code == 403


def test_only_people_of_the_own_units_are_offered(planned: World) -> None:
    names = {person.officer_id: person.name for person in PEOPLE}
    page = planned.client("hr_a2").get(CLASS).text
    offered = pickable(page)
    assert offered
    others = [names[key] for key in names if key not in offered]
    assert [name for name in others if name in page] == []


def test_sent_people_get_a_code_that_the_institute_sees_without_a_name(planned: World) -> None:
    client = planned.client("hr_a2")
    picked = pickable(client.get(CLASS).text)[:1]
    assert client.post(f"{CLASS}/learners", data={"officers": picked}).headers["location"] == f"{CLASS}?sent=1"
    page = client.get(CLASS).text
    code = re.search(r'<td class="mono nowrap">([0-9A-Z]{4}-[0-9A-Z]{4})</td>', page)
    assert code is not None
    seen = planned.client("institute").get("/offerings/0FF-1").text
    assert code[1] in seen
    assert [person.name for person in PEOPLE if person.name in seen] == []


def test_who_asked_for_a_seat_comes_first_and_is_picked(planned: World) -> None:
    with planned.store.writing() as conn:
        conn.execute(update(ENROLMENT).values(status="wished"))
    page = planned.client("hr_a1").get(CLASS).text
    assert pickable(page)[0] == OWN.officer_id
    assert re.search(rf'value="{OWN.officer_id}" checked', page)
    assert "xin học lớp này" in page


def test_full_class_takes_nobody_more_and_says_so(planned: World) -> None:
    with planned.store.writing() as conn:
        conn.execute(update(OFFERING).values(seats=1))
    client = planned.client("hr_a1")
    answer = client.post(f"{CLASS}/learners", data={"officers": pickable(client.get(CLASS).text)[:1]})
    assert answer.status_code == 422
    assert "Lớp đã đủ chỗ" in answer.text


def test_person_outside_the_units_is_not_sent(planned: World) -> None:
    client = planned.client("hr_a2")
    assert client.post(f"{CLASS}/learners", data={"officers": [OWN.officer_id]}).status_code == 404


def test_nobody_picked_says_what_to_do(planned: World) -> None:
    assert planned.client("hr_a1").post(f"{CLASS}/learners").status_code == 422


def test_decision_maker_looks_and_sends_nobody(planned: World) -> None:
    client = planned.client("decider_a")
    assert pickable(client.get(CLASS).text) == []
    assert client.post(f"{CLASS}/learners", data={"officers": [OWN.officer_id]}).status_code == 403


@pytest.mark.parametrize("account", ["officer", "institute"])
def test_others_send_nobody_not_even_themselves(planned: World, account: str) -> None:
    answer = planned.client(account).post(f"{CLASS}/learners", data={"officers": [OWN.officer_id]})
    assert answer.status_code == 403


def test_list_to_hand_out_holds_names_and_codes_of_the_own_units(shared_world: World) -> None:
    content = shared_world.client("hr_a1").get(f"{CLASS}/learners.xlsx").content
    rows = [
        [cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows()
    ]
    assert [row[0] for row in rows[1:]] == [OWN.name]
    assert rows[1][2] == learner_code("ENR-1")
    other = shared_world.client("hr_a2").get(f"{CLASS}/learners.xlsx").content
    assert openpyxl.load_workbook(io.BytesIO(other)).worksheets[0].max_row == 1


@pytest.mark.parametrize("path", [CLASS, f"{CLASS}/learners.xlsx"])
def test_looking_is_told_to_the_people(world: World, path: str) -> None:
    world.client("hr_a1").get(path)
    looks = world.client("officer").get("/api/v1/me/looks").json()["rows"]
    assert [look["actor"] for look in looks] == [world.users["hr_a1"]]
