"""The comparison of groups: found from the home and the menu by those who answer for it, and by nobody else."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import insert

from recommender.store.tables.runs import FAIRNESS
from tests.api.told import error_beside
from tests.api.world import World
from tests.api.world_rows import PEOPLE, RUN_A, RUN_OPEN, row


def ask_for_reason(world: World, group: str = "M") -> None:
    with world.store.writing() as conn:
        conn.execute(insert(FAIRNESS).values(row(
            FAIRNESS, run_id=RUN_OPEN, dimension="ethnicity", group=group, n=40, rate=0.3, ratio=0.5, p_value=0.001,
            rate_low=0.18, rate_high=0.45, asks_reason=True,
        )))  # fmt: skip


@pytest.mark.parametrize("account", ["auditor_a", "province_a", "decider_a"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_reviews_are_listed_with_what_waits_and_name_nobody(shared_world: World, account: str, language: str) -> None:
    answer = shared_world.client(account, language=language).get("/fairness")
    assert answer.status_code == 200
    assert f'href="/fairness/{RUN_A}"' in answer.text
    assert "None" not in answer.text
    assert [person.name for person in PEOPLE if person.name in answer.text] == []


@pytest.mark.parametrize("account", ["officer", "hr_a1", "institute", "administrator", "nobody"])
def test_others_do_not_open_it(shared_world: World, account: str) -> None:
    assert shared_world.client(account).get("/fairness").status_code == 403
    assert 'href="/fairness"' not in shared_world.client(account).get("/notice").text


def test_reviews_of_another_province_are_not_listed(shared_world: World) -> None:
    listed = shared_world.client("auditor_a").get("/fairness").text
    rows = shared_world.client("province_b").get("/api/v1/runs").json()["rows"]
    foreign = [one["run_id"] for one in rows if f"/fairness/{one['run_id']}" in listed]
    assert foreign == []


def test_the_auditor_begins_at_what_asks_for_a_reason(world: World) -> None:
    client = world.client("auditor_a")
    home = client.get("/").text
    assert 'href="/fairness"' in home
    assert "chênh lệch giữa các nhóm chờ giải trình" in home
    assert "Không có việc nào đang chờ" in home
    ask_for_reason(world)
    home = client.get("/").text
    assert "1 loại việc đang chờ" in home
    assert f'href="/fairness/{RUN_OPEN}"' in home
    listed = client.get("/fairness").text
    assert "1 đợt rà soát còn chênh lệch phải giải trình" in listed


def test_the_page_of_a_review_leads_back_to_the_list_and_to_the_review(shared_world: World) -> None:
    client = shared_world.client("auditor_a")
    page = client.get(f"/fairness/{RUN_A}").text
    for address in ("/fairness", f"/runs/{RUN_A}"):
        assert f'href="{address}"' in page
        assert client.get(address).status_code == 200


def test_a_reason_too_short_is_refused_beside_its_own_group(world: World) -> None:
    for group in ("M", "F"):
        ask_for_reason(world, group)
    client = world.client("auditor_a")
    page = client.get(f"/fairness/{RUN_OPEN}").text
    places = re.findall(r'<textarea[^>]* id="(reason-[^"]+)"', page)
    assert len(places) == len(set(places)) == 2
    sent = {"dimension": "ethnicity", "group": "M", "reason": "ngắn"}
    answer = client.post(f"/fairness/{RUN_OPEN}", data=sent)
    assert answer.status_code == 422
    assert [error_beside(answer.text, place) != "" for place in places].count(True) == 1
    assert answer.text.count(">\nngắn</textarea>") == 1


@pytest.mark.parametrize(("rank", "is_told"), [("01.005", True), ("01.003", False)])
def test_why_support_staff_are_mostly_reviewed_is_told_where_their_rank_is_listed(
    world: World, rank: str, is_told: bool
) -> None:
    with world.store.writing() as conn:
        conn.execute(insert(FAIRNESS).values(row(
            FAIRNESS, run_id=RUN_OPEN, dimension="rank", group=rank, n=40, rate=0.3, ratio=0.5, p_value=0.001,
            rate_low=0.18, rate_high=0.45, asks_reason=True,
        )))  # fmt: skip
    page = world.client("auditor_a").get(f"/fairness/{RUN_OPEN}").text
    assert ("chỉ yêu cầu cấp độ 1" in page) is is_told
