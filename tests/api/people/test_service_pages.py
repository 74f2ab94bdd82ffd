"""The note that a person no longer serves: made and taken back on the page of the person, by HR alone."""

from __future__ import annotations

from tests.api.world import World
from tests.api.world_rows import PEOPLE

WHO = f"/people/{PEOPLE[0].officer_id}"
GIVEN = {"ended_on": "31/10/2025", "reason": "retired", "note": "QĐ 12/QĐ-UBND"}


def test_hr_notes_the_end_of_service_and_takes_it_back(world: World) -> None:
    client = world.client("hr_a1")
    assert f'action="{WHO}/service-end"' in client.get(WHO).text
    assert client.post(f"{WHO}/service-end", data=GIVEN).headers["location"] == f"{WHO}?done=ended"
    page = client.get(WHO).text
    assert "Không còn công tác" in page
    assert "QĐ 12/QĐ-UBND" in page
    assert "31/10/2025" in page
    assert client.post(f"{WHO}/service-resume").headers["location"] == f"{WHO}?done=resumed"
    assert "QĐ 12/QĐ-UBND" not in client.get(WHO).text
    assert client.post(f"{WHO}/service-resume").status_code == 409


def test_a_day_that_is_none_comes_back_with_what_was_typed(world: World) -> None:
    answer = world.client("hr_a1").post(f"{WHO}/service-end", data={**GIVEN, "ended_on": "31/2/2026"})
    assert answer.status_code == 422
    assert "31/2/2026" in answer.text
    assert "QĐ 12/QĐ-UBND" in answer.text


def test_who_may_not_import_has_no_such_form(world: World) -> None:
    page = world.client("decider_a").get(WHO)
    assert f'action="{WHO}/service-end"' not in page.text
