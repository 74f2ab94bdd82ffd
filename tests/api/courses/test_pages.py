"""Pages of an institute: own courses and classes changed by their owner only, results by ticket, never a name."""

from __future__ import annotations

import pytest

from recommender.learner_codes import learner_code
from tests.api.world import World
from tests.api.world_rows import PEOPLE

COURSE = {
    "course_id": "TCT-9", "name_vi": "Hộ tịch số nâng cao", "domain": "professional", "mode": "class",
    "duration_periods": "24", "outcomes": "C3=3", "positions": "II.05",
}  # fmt: skip
CLASS = {"course_id": "PA-01", "province_id": "01", "mode": "class", "seats": "30", "status": "open"}
PATHS = (
    "/courses",
    "/courses/new",
    "/courses/0WN-1",
    "/offerings",
    "/offerings/new",
    "/offerings/0FF-1",
    "/offerings/0FF-1/results",
)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_institute_opens_every_page_and_reads_no_name(shared_world: World, path: str, language: str) -> None:
    answer = shared_world.client("institute", language=language).get(path)
    assert answer.status_code == 200
    assert "None" not in answer.text
    assert [person.name for person in PEOPLE if person.name in answer.text] == []


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("account", ["officer", "hr_a1", "administrator"])
def test_others_do_not(shared_world: World, path: str, account: str) -> None:
    assert shared_world.client(account).get(path).status_code == 403


def test_a_course_is_added_changed_and_ended(world: World) -> None:
    client = world.client("institute")
    assert client.post("/courses", data=COURSE).headers["location"] == "/courses?done=saved"
    assert client.post("/courses/TCT-9", data=COURSE | {"name_vi": "Hộ tịch số 2"}).status_code == 303
    assert "Hộ tịch số 2" in client.get("/courses").text
    assert "C3=3" in client.get("/courses/TCT-9").text
    assert client.post("/courses/TCT-9/end").headers["location"] == "/courses?done=ended"
    assert "đã ngừng" in client.get("/courses").text


@pytest.mark.parametrize("wrong", [{"domain": "x"}, {"duration_periods": "x"}, {"outcomes": "C3=9"}, {"name_vi": ""}])
def test_a_wrong_course_is_sent_back_with_what_was_typed(world: World, wrong: dict[str, str]) -> None:
    answer = world.client("institute").post("/courses", data=COURSE | wrong)
    assert answer.status_code == 422
    assert "TCT-9" in answer.text


def test_another_institute_changes_neither_course_nor_class(world: World) -> None:
    client = world.client("institute_2")
    assert client.get("/courses/0WN-1").status_code == 404
    assert client.post("/courses/0WN-1", data=COURSE).status_code == 404
    assert client.post("/offerings/0FF-1", data=CLASS).status_code == 404
    assert client.post("/offerings/0FF-1/results", data={"lines": "ENR-1;passed"}).status_code == 404
    assert learner_code("ENR-1") not in client.get("/offerings/0FF-1").text


def test_a_class_is_announced_and_changed(world: World) -> None:
    client = world.client("institute")
    address = client.post("/offerings", data=CLASS).headers["location"].partition("?")[0]
    assert "0 trên 30" in client.get(address).text
    assert client.post(address, data=CLASS | {"seats": "45"}).status_code == 303
    assert "0 trên 45" in client.get(address).text


@pytest.mark.parametrize("wrong", [{"mode": "x"}, {"seats": "-1"}, {"province_id": "99"}, {"starts_on": "1/1/27"}])
def test_a_wrong_class_is_sent_back(world: World, wrong: dict[str, str]) -> None:
    assert world.client("institute").post("/offerings", data=CLASS | wrong).status_code == 422
