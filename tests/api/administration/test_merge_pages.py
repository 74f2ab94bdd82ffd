"""A unit is merged into one beside it after a look at what moves, and the page says why that cannot be taken back."""

from __future__ import annotations

import pytest

from recommender.store import units
from tests.api.world import World
from tests.api.world_rows import A1, A2, B1, PROVINCE_A

MERGE = f"/admin/units/{A1}/merge"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_administrator_chooses_a_unit_beside_it(shared_world: World, language: str) -> None:
    page = shared_world.client("administrator_a", language=language).get(MERGE)
    assert page.status_code == 200
    assert f'value="{A2}"' in page.text
    assert f'value="{B1}"' not in page.text


def test_units_are_merged_only_after_a_look_at_what_moves(world: World) -> None:
    client = world.client("administrator")
    assert f"{MERGE}" in client.get(f"/admin/units?unit={A1}").text
    look = client.post(MERGE, data={"into": A2}).text
    for words in ("3 người chuyển sang", "3 dòng biên chế", "trong đó 3 vị trí", "1 đơn vị trực thuộc",
                  "Không hoàn tác tự động được", "Các đợt rà soát đã chạy giữ tên đơn vị cũ"):  # fmt: skip
        assert words in look
    assert "đã sáp nhập" not in client.get(f"/admin/units?unit={PROVINCE_A}").text
    done = client.post(MERGE, data={"into": A2, "act": "do"})
    assert done.headers["location"] == f"/admin/units?unit={A2}&done=merged&ended={A1}"
    assert "Đã sáp nhập" in client.get(done.headers["location"]).text
    assert "đã sáp nhập" in client.get(f"/admin/units?unit={PROVINCE_A}").text
    assert "Trần Văn Đức" in world.client("hr_a2").get("/people").text
    assert "Sáp nhập đơn vị" in client.get("/admin/audit?action=merge_units").text


def test_a_merged_unit_is_found_by_its_old_name_with_who_took_over_and_its_accounts(world: World) -> None:
    client = world.client("administrator_a")
    with world.store.reading() as conn:
        old, new = units.get_unit(conn, A1).name, units.get_unit(conn, A2).name
    client.post(MERGE, data={"into": A2, "act": "do"})
    found = client.get("/admin/units", params={"q": old}).text.split("<tbody>")[1]
    assert old in found
    assert new in found
    assert "Đơn vị đã kết thúc" in client.get(f"/admin/units?unit={A1}").text
    listed = client.get(f"/admin/users?unit={A1}").text
    assert "hr_a1" in listed
    assert "province_a" not in listed


@pytest.mark.parametrize("into", ["", A1])
def test_a_merger_into_nothing_or_itself_is_sent_back(shared_world: World, into: str) -> None:
    answer = shared_world.client("administrator").post(MERGE, data={"into": into})
    assert answer.status_code == 422
    assert "error-summary" in answer.text


def test_units_outside_the_scope_and_units_that_are_no_parts_are_not_found(shared_world: World) -> None:
    client = shared_world.client("administrator_a")
    assert client.get(f"/admin/units/{B1}/merge").status_code == 404
    assert client.post(MERGE, data={"into": B1}).status_code == 404
    assert client.get(f"/admin/units/{PROVINCE_A}/merge").status_code == 404
    assert shared_world.client("province_a").get(MERGE).status_code == 403
