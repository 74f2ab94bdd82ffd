"""Verdicts to print: exactly those that are filtered, one or two pages a person, to those who may take them away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from api.verdicts import listing
from tests.api.me.test_result_pdf import text_of
from tests.api.world import World
from tests.api.world_rows import OWN, PEOPLE, PROVINCE_A, RUN_A

LIST = f"/runs/{RUN_A}/verdicts.pdf"
ONE = f"/runs/{RUN_A}/people/{PEOPLE[1].officer_id}/short.pdf"
HERE = [person for person in PEOPLE if person.province_id == PROVINCE_A]


@pytest.mark.parametrize("path", [LIST, ONE])
@pytest.mark.parametrize(("account", "status"), [
    ("province_a", 200), ("hr_b1", 404), ("institute", 403), ("officer", 403), ("auditor_a", 403), ("", 303),
])  # fmt: skip
def test_only_those_who_may_take_people_away_print_them(
    shared_world: World, path: str, account: str, status: int
) -> None:  # fmt: skip
    answer = shared_world.client(account).get(path)
    assert answer.status_code == status
    assert answer.content.startswith(b"%PDF-") is (status == 200)


def test_everybody_of_the_list_is_in_it_with_room_for_the_decision(shared_world: World, tmp_path: Path) -> None:
    text = text_of(shared_world.client("province_a").get(LIST).content, tmp_path)
    assert [person.name for person in HERE if person.name not in text] == []
    assert [person.name for person in PEOPLE if person not in HERE and person.name in text] == []
    for part in ("Vì sao", "Yêu cầu ảnh hưởng nhiều nhất", "Người quyết định, ngày:"):
        assert part in text
    assert "None" not in text


def test_a_filter_leaves_the_others_out(shared_world: World, tmp_path: Path) -> None:
    client = shared_world.client("province_a")
    rows = client.get(f"/api/v1/runs/{RUN_A}/verdicts?verdict=meets").json()["rows"]
    text = text_of(client.get(f"{LIST}?verdict=meets").content, tmp_path)
    assert {person.name for person in PEOPLE if person.name in text} == {row["name"] for row in rows}


def test_a_person_takes_at_most_two_pages(shared_world: World) -> None:
    content = shared_world.client("province_a", language="en").get(LIST).content
    pages = len(re.findall(rb"/Type\s*/Page\b", content))
    assert len(HERE) <= pages <= 2 * len(HERE)


def test_who_took_the_list_is_told_to_the_person(world: World) -> None:
    assert world.client("decider_a").get(LIST).status_code == 200
    looks = world.client("officer").get("/api/v1/me/looks").json()["rows"]
    assert [(look["actor"], look["action"]) for look in looks] == [(world.users["decider_a"], "take_list")]


def test_a_list_too_long_is_refused_and_not_offered(shared_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    client = shared_world.client("province_a")
    assert f'href="{LIST}"' in client.get(f"/runs/{RUN_A}/verdicts").text
    monkeypatch.setattr(listing, "MOST_PRINTED", 2)
    assert f'href="{LIST}"' not in client.get(f"/runs/{RUN_A}/verdicts").text
    answer = client.get(LIST)
    assert answer.status_code == 422
    assert "lọc theo đơn vị hoặc lĩnh vực" in answer.text


def test_the_page_of_a_person_offers_the_short_form_to_those_who_may_take_it(shared_world: World) -> None:
    page = f"/runs/{RUN_A}/people/{OWN.officer_id}"
    assert f'href="{page}/short.pdf"' in shared_world.client("province_a").get(page).text
