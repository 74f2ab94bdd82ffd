"""Surplus and shortage on the page: sums of what is listed, filters in the address, nothing outside the scope."""

from __future__ import annotations

import json
import re

import pytest

from tests.api.world import World
from tests.api.world_rows import A1, A2, B1


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("account", ["hr_a1", "province_a", "decider_a"])
@pytest.mark.parametrize("against", ["quota", "norm", "plan"])
def test_who_may_opens_it_against_each_baseline(
    shared_world: World, account: str, language: str, against: str
) -> None:  # fmt: skip
    answer = shared_world.client(account, language=language).get(f"/balance?against={against}")
    assert answer.status_code == 200
    assert "None" not in answer.text


@pytest.mark.parametrize("account", ["officer", "institute", "auditor_a", "administrator"])
def test_others_do_not(shared_world: World, account: str) -> None:
    assert shared_world.client(account).get("/balance").status_code == 403


def test_heading_sums_what_is_listed(shared_world: World) -> None:
    client = shared_world.client("province_a")
    whole = client.get("/balance").text
    rows = len(re.findall(r"<tr data-row-link>", whole))
    assert f"Thiếu {rows} vị trí" in whole, "each post of the small world is one short of the quota"
    one = client.get("/balance?position=II.05").text
    fewer = len(re.findall(r"<tr data-row-link>", one))
    assert 0 < fewer < rows
    assert f"Thiếu {fewer} vị trí" in one


def test_a_unit_is_left_alone_and_the_filter_can_be_taken_off(shared_world: World) -> None:
    page = shared_world.client("province_a").get(f"/balance?unit={A2}").text
    assert "Lọc: 1 đang bật" in page
    assert f"unit={A1}" not in page


def test_an_unknown_baseline_is_not_found(shared_world: World) -> None:
    assert shared_world.client("province_a").get("/balance?against=x").status_code == 404


def test_nothing_outside_the_scope_is_counted_or_listed(shared_world: World) -> None:
    page = shared_world.client("hr_a2").get(f"/balance?unit={B1}").text
    assert "Không có vị trí nào khớp" in page
    assert "Không thừa, không thiếu" in page


def test_export_holds_the_rows_of_the_filter(shared_world: World) -> None:
    client = shared_world.client("province_a")
    page = client.get(f"/balance?unit={A1}&field=justice").text
    address = re.search(r'href="(/api/v1/balance[^"]*format=ndjson[^"]*)"', page)
    assert address is not None
    rows = [json.loads(line) for line in client.get(address[1].replace("&amp;", "&")).text.splitlines()]
    assert rows
    assert {row["field"] for row in rows} == {"justice"}


def test_json_goes_through_all_rows_in_pages(shared_world: World) -> None:
    client = shared_world.client("province_a")
    first = client.get("/api/v1/balance", params={"limit": 2}).json()
    found, cursor = list(first["rows"]), first["next_cursor"]
    while cursor:
        page = client.get("/api/v1/balance", params={"limit": 2, "cursor": cursor}).json()
        found += page["rows"]
        cursor = page["next_cursor"]
    assert len(found) == first["total"]
    keys = [(row["unit_id"], row["position_id"]) for row in found]
    assert keys == sorted(set(keys))
