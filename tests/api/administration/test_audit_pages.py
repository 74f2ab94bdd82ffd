"""The audit searched by what an administrator knows, told in words, within the scope, and checked."""

from __future__ import annotations

import re

from tests.api.world import World
from tests.api.world_rows import OWN, PEOPLE

RULE = "/admin/rules/II.04/certificate_state_management"


def rows_of(text: str) -> list[str]:
    """The rows of the table, without tags."""
    found = re.findall(r"<tr[^>]*>(.*?)</tr>", text.split("<tbody>")[-1], re.DOTALL) if "<tbody>" in text else []
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in found]


def test_the_audit_is_searched_by_login_and_action(world: World) -> None:
    world.client("hr_a1").get(f"/api/v1/people/{OWN.officer_id}")
    client = world.client("administrator")
    assert "Tài khoản hr_a1" in client.get("/admin/audit?actor=hr_a1&action=look").text
    assert "Tài khoản hr_a1" not in client.get("/admin/audit?actor=hr_a2").text
    assert "Tài khoản hr_a1" not in client.get("/admin/audit?until=2020-01-01").text


def test_a_day_that_is_none_filters_nothing(shared_world: World) -> None:
    assert shared_world.client("administrator").get("/admin/audit?since=9999-99-99&until=9999-12-31").status_code == 200


def test_a_whole_audit_is_called_whole(world: World) -> None:
    world.client("hr_a1").get(f"/api/v1/people/{OWN.officer_id}")
    assert "Nhật ký nguyên vẹn" in world.client("administrator").get("/admin/audit?check=1").text


def test_an_administrator_of_a_province_sees_what_happened_to_its_accounts(world: World) -> None:
    client = world.client("administrator_a")
    client.post(f"/admin/users/{world.users['hr_a1']}/disabled", data={"is_disabled": "true"})
    world.client("administrator").post(f"/admin/users/{world.users['hr_b1']}/disabled", data={"is_disabled": "true"})
    listed = client.get("/admin/audit?action=disable_user").text
    assert len(rows_of(listed)) == 1
    assert "Tài khoản hr_a1" in rows_of(listed)[0]
    assert "trong phạm vi phụ trách" in listed
    whole = world.client("administrator").get("/admin/audit?action=disable_user").text
    assert len(rows_of(whole)) == 2
    assert "trong phạm vi phụ trách" not in whole


def test_looks_at_one_person_are_found_by_the_staff_code(world: World) -> None:
    world.client("hr_a1").get(f"/people/{OWN.officer_id}")
    world.client("hr_a1").get(f"/people/{PEOPLE[1].officer_id}")
    client = world.client("administrator_a")
    found = rows_of(client.get(f"/admin/audit?subject={OWN.code}").text)
    assert found
    assert all(OWN.officer_id in row for row in found)
    assert "Không có dòng nào khớp" in client.get("/admin/audit?subject=NOBODY-1").text
    assert rows_of(client.get("/admin/audit?actor=hr_a1&action=look").text) != []
    assert OWN.name not in client.get(f"/admin/audit?subject={OWN.code}").text


def test_looks_at_people_of_another_province_are_not_shown(world: World) -> None:
    theirs = PEOPLE[8]
    world.client("hr_b1").get(f"/people/{theirs.officer_id}")
    client = world.client("administrator_a")
    for path in (f"?subject={theirs.code}", f"?subject={theirs.officer_id}", "?action=look", "?actor=hr_b1"):
        assert theirs.officer_id not in "".join(rows_of(client.get(f"/admin/audit{path}").text))
    assert client.get("/api/v1/audit", params={"subject_id": theirs.officer_id}).json()["rows"] == []
    assert rows_of(world.client("administrator").get(f"/admin/audit?subject={theirs.code}").text) != []


def test_rows_about_an_account_are_found_by_its_login(world: World) -> None:
    client = world.client("administrator")
    client.post(f"/admin/users/{world.users['hr_a1']}/roles", data={"role": "decision_maker", "unit": "01"})
    (row,) = rows_of(client.get("/admin/audit?subject=hr_a1&action=grant_role").text)
    assert "Người có thẩm quyền · Thành phố Hà Nội" in row


def test_a_switched_standard_says_how_it_stands_and_when(world: World) -> None:
    world.client("province_a").post(RULE, data={
        "unit": "01", "state": "off", "valid_from": "2027-01-01", "valid_to": "2027-06-30", "version": "0",
        "reason": "Theo văn bản của tỉnh 12/UBND", "act": "do",
    })  # fmt: skip
    (row,) = rows_of(world.client("administrator").get("/admin/audit?action=switch_rule").text)
    assert "không xét, từ 01/01/2027, đến 30/06/2027" in row
