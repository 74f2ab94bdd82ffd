"""People past the period of the office are listed with why and when, chosen, and erased only after a confirmation."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from sqlalchemy import update

from recommender.store.tables.decisions import DECISION, OBJECTION
from recommender.store.tables.people import OFFICER, STATEMENT
from recommender.store.tables.plans import PROGRESS
from recommender.store.tables.runs import RUN
from tests.api.world import World
from tests.api.world_rows import NOW, PEOPLE

OLD = NOW.replace(year=2021)
MOMENTS = (
    RUN.c.started_at, DECISION.c.decided_at, OBJECTION.c.lodged_at, STATEMENT.c.added_at, PROGRESS.c.changed_at,
    OFFICER.c.changed_at,
)  # fmt: skip
REASON = "Hết thời hạn lưu giữ theo quyết định của sở"
HERE = [one for one in PEOPLE if one.province_id == "01"]


@pytest.fixture
def aged(world: World) -> World:
    """An office that keeps people for four years, and used nobody's data for five."""
    object.__setattr__(world.settings, "kept_people_years", 4)
    with world.store.writing() as conn:
        for column in MOMENTS:
            conn.execute(update(column.table).values({column.name: OLD}))
    return world


def used(world: World, officer_id: str, at: datetime) -> None:
    with world.store.writing() as conn:
        conn.execute(update(OFFICER).where(OFFICER.c.officer_id == officer_id).values(changed_at=at))


def listed(text: str) -> list[str]:
    return re.findall(r'name="officer" value="(\w+)"', text)


@pytest.mark.parametrize(("language", "why", "until"), [
    ("vi", "Không được dùng trong 4 năm: rà soát lần cuối ngày 22/11/2021.", "22/11/2025"),
    ("en", "Not used for 4 years: last screened on 22/11/2021.", "22/11/2025"),
])  # fmt: skip
def test_who_is_past_the_period_is_listed_with_why_and_when(
    aged: World, language: str, why: str, until: str
) -> None:  # fmt: skip
    text = aged.client("province_a", language=language).get("/retention").text
    assert sorted(listed(text)) == [one.officer_id for one in HERE]
    assert text.count(why) >= 1
    assert text.count(until) == len(HERE)


def test_who_was_used_within_the_period_is_not_listed(aged: World) -> None:
    used(aged, HERE[0].officer_id, NOW.replace(year=2023))
    assert HERE[0].officer_id not in listed(aged.client("province_a").get("/retention").text)


def test_looking_at_the_list_erases_nobody_and_is_written_down(aged: World) -> None:
    client = aged.client("province_a")
    before = listed(client.get("/retention").text)
    client.post("/retention", data={"officer": before})
    assert listed(client.get("/retention").text) == before
    audit = aged.client("administrator").get(f"/admin/audit?subject={before[0]}&action=look").text
    assert "Tài khoản province_a" in audit


def test_those_chosen_are_confirmed_with_a_reason_and_only_they_are_erased(aged: World) -> None:
    client, chosen = aged.client("province_a"), [HERE[1].officer_id, HERE[2].officer_id]
    page = client.post("/retention", data={"officer": chosen}).text
    assert HERE[1].name in page
    assert HERE[3].name not in page
    assert "Hết thời hạn lưu giữ 4 năm kể từ lần dùng cuối." in page
    done = client.post("/retention", data={"officer": chosen, "reason": REASON, "act": "do"})
    assert done.headers["location"] == "/retention?done=erased&n=2&kept=0"
    left = client.get(done.headers["location"]).text
    assert "Dữ liệu về 2 người đã được xóa" in left
    assert sorted(listed(left)) == [one.officer_id for one in HERE if one.officer_id not in chosen]
    assert client.get(f"/people/{chosen[0]}").status_code == 404
    audit = aged.client("administrator").get("/admin/audit?action=erase_person").text
    assert audit.count("Tài khoản province_a") == 2


def test_without_a_reason_nobody_is_erased_and_the_choice_is_kept(aged: World) -> None:
    client, sent = aged.client("province_a"), {"officer": [HERE[1].officer_id], "reason": "x", "act": "do"}
    answer = client.post("/retention", data=sent)
    assert answer.status_code == 422
    assert "Lý do xóa cần từ 10" in answer.text
    assert listed(answer.text) == [HERE[1].officer_id]
    assert client.get(f"/people/{HERE[1].officer_id}").status_code == 200


def test_who_was_used_since_the_list_was_seen_stays(aged: World) -> None:
    client, chosen = aged.client("province_a"), [HERE[1].officer_id, HERE[2].officer_id]
    used(aged, HERE[1].officer_id, NOW)
    done = client.post("/retention", data={"officer": chosen, "reason": REASON, "act": "do"})
    assert done.headers["location"] == "/retention?done=erased&n=1&kept=1"
    assert "1 người vừa được dùng lại" in client.get(done.headers["location"]).text
    assert client.get(f"/people/{HERE[1].officer_id}").status_code == 200


def test_nobody_of_another_province_is_listed_or_erased(aged: World) -> None:
    other = PEOPLE[8].officer_id
    sent = {"officer": [other], "reason": REASON, "act": "do"}
    answer = aged.client("province_a").post("/retention", data=sent)
    assert answer.status_code == 422
    assert "Chọn ít nhất một người" in answer.text
    assert other in listed(aged.client("province_b").get("/retention").text)


@pytest.mark.parametrize("account", ["hr_a1", "decider_a", "administrator", "officer"])
def test_only_who_may_erase_sees_the_page(shared_world: World, account: str) -> None:
    assert shared_world.client(account).get("/retention").status_code == 403


@pytest.mark.parametrize(("language", "said"), [("vi", "Chưa đặt thời hạn"), ("en", "No period is set")])
def test_without_a_period_the_setting_is_explained(shared_world: World, language: str, said: str) -> None:
    text = shared_world.client("province_a", language=language).get("/retention").text
    assert said in text
    assert "NANGLUC_KEPT_PEOPLE_YEARS" in text
    assert listed(text) == []


def test_with_a_period_and_nobody_past_it_the_page_says_when_the_time_begins_again(world: World) -> None:
    object.__setattr__(world.settings, "kept_people_years", 10)
    text = world.client("province_a").get("/retention").text
    assert "Không có ai quá thời hạn lưu giữ." in text
    assert "thời hạn tính lại từ đó" in text
