"""The own result and plan: read by the person concerned, followed, wished about, taken away as a PDF."""

from __future__ import annotations

import pytest

from tests.api.world import World
from tests.api.world_rows import OWN, PEOPLE


@pytest.mark.parametrize("path", ["/me", "/me/plan", "/me/plan.pdf"])
@pytest.mark.parametrize("account", ["hr_a1", "institute", "administrator", "auditor_a"])
def test_only_civil_servants_open_it(shared_world: World, path: str, account: str) -> None:
    assert shared_world.client(account).get(path).status_code == 403


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_result_names_nobody_else(shared_world: World, language: str) -> None:
    text = shared_world.client("officer", language=language).get("/me").text
    assert "None" not in text
    assert all(person.name not in text for person in PEOPLE if person != OWN)


def test_the_plan_opens_in_the_year_it_lies_in(shared_world: World) -> None:
    text = shared_world.client("officer").get("/me/plan").text
    assert "Kế hoạch bồi dưỡng năm 2027" in text
    assert "Quý 1/2027" in text


def test_a_course_is_marked_as_taken_with_a_wish(world: World) -> None:
    client = world.client("officer")
    sent = {"year": "2027", "version": "0", "status": "done", "wish": "Muốn học trong quý I"}
    assert client.post("/me/plan/PA-01", data=sent).headers["location"] == "/me/plan?year=2027&done=done"
    text = client.get("/me/plan").text
    assert "Muốn học trong quý I" in text
    assert "Chưa học xong" in text


def test_the_plan_is_taken_away_as_a_pdf(shared_world: World) -> None:
    answer = shared_world.client("officer").get("/me/plan.pdf")
    assert answer.content.startswith(b"%PDF-")
    assert answer.headers["content-type"] == "application/pdf"
