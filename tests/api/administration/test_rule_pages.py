"""A standard is switched with dates and a reason after a look at what changes, for one's own units, and taken back."""

from __future__ import annotations

import re

import pytest

from tests.api.world import World

RULE = "/admin/rules/II.04/certificate_state_management"
OFF = {
    "unit": "01", "state": "off", "valid_from": "", "valid_to": "2027-06-30", "version": "0",
    "reason": "Theo văn bản của tỉnh 12/UBND",
}  # fmt: skip


@pytest.mark.parametrize("account", ["province_a", "administrator"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_who_looks_after_the_catalogue_opens_the_form(shared_world: World, account: str, language: str) -> None:
    answer = shared_world.client(account, language=language).get(f"{RULE}?unit=01")
    assert answer.status_code == 200
    assert "None" not in answer.text
    assert "02/2021/TT-BNV" in answer.text


def test_a_rule_is_switched_only_after_a_look_at_what_changes(world: World) -> None:
    client = world.client("province_a")
    look = client.post(RULE, data=OFF)
    assert look.status_code == 200
    for words in ("đang xét", "không xét", "30/06/2027", "Thành phố Hà Nội", "12/UBND", "người giữ vị trí này"):
        assert words in look.text
    assert "không xét" not in client.get("/positions/II.04").text
    done = client.post(RULE, data=OFF | {"act": "do"})
    assert done.headers["location"] == "/admin/catalogue?done=switched&unit=01"
    assert "không xét" in world.client("hr_a1").get("/positions/II.04").text
    assert "không xét" not in world.client("hr_b1").get("/positions/II.04").text
    listed = client.get(done.headers["location"]).text
    for words in ("12/UBND", "đến 30/06/2027", "Tài khoản province_a", "Trả về như trước"):
        assert words in listed
    assert "12/UBND" not in world.client("province_b").get("/admin/catalogue").text
    assert "Bật, tắt tiêu chuẩn" in world.client("administrator").get("/admin/audit?action=switch_rule").text


def test_a_switch_for_later_says_that_a_review_of_today_still_asks(world: World) -> None:
    client, later = world.client("province_a"), OFF | {"valid_from": "2027-01-01"}
    look = client.post(RULE, data=later).text
    assert "Rà soát hôm nay" in look
    client.post(RULE, data=later | {"act": "do"})
    form = client.get(f"{RULE}?unit=01").text
    assert re.search(r"Rà soát hôm nay:\s*<span[^>]*>\s*(<[^>]*>\s*)*đang xét", form), form
    at_once = client.post(RULE, data=later | {"valid_from": "2026-01-01", "version": "1", "act": "do"})
    assert at_once.status_code == 303
    form = client.get(f"{RULE}?unit=01").text
    assert not re.search(r"Rà soát hôm nay:\s*<span[^>]*>\s*(<[^>]*>\s*)*đang xét", form)


def test_a_switch_is_listed_by_what_the_standard_asks(world: World) -> None:
    client = world.client("province_a")
    client.post(RULE, data=OFF | {"act": "do"})
    rule = next(one for one in world.app.state.catalogue.positions["II.04"].standards if one.rule_id in RULE)
    assert rule.text_vi in client.get("/admin/catalogue").text


def test_a_switch_is_taken_back_after_a_look(world: World) -> None:
    client = world.client("province_a")
    client.post(RULE, data=OFF | {"act": "do"})
    page = client.get(f"{RULE}/undo?unit=01").text
    assert "12/UBND" in page
    undone = client.post(f"{RULE}/undo", data={"unit": "01", "version": "1"})
    assert undone.headers["location"] == "/admin/catalogue?done=undone&unit=01"
    assert "12/UBND" not in client.get(undone.headers["location"]).text
    assert client.get(f"{RULE}/undo?unit=01").headers["location"] == f"{RULE}?unit=01"


@pytest.mark.parametrize("wrong", [{"reason": "ngắn"}, {"valid_from": "x"}, {"valid_from": "2028-01-01"}])
def test_a_wrong_switch_is_sent_back_with_what_was_typed(shared_world: World, wrong: dict[str, str]) -> None:
    answer = shared_world.client("province_a").post(RULE, data=OFF | {"reason": "Lý do đã gõ đủ dài"} | wrong)
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert wrong.get("reason", "Lý do đã gõ đủ dài") in answer.text


def test_two_people_at_one_rule_do_not_overwrite_each_other(world: World) -> None:
    client = world.client("province_a")
    assert client.post(RULE, data=OFF | {"act": "do"}).status_code == 303
    assert client.post(RULE, data=OFF | {"act": "do"}).status_code == 412


def test_rules_of_other_units_and_rules_nowhere_are_not_found(shared_world: World) -> None:
    client = shared_world.client("province_a")
    for path in (f"{RULE}?unit=04", f"{RULE}?unit=VN", "/admin/rules/II.04/nothing", "/admin/rules/II.99/degree"):
        assert client.get(path).status_code == 404
    assert client.post(RULE, data=OFF | {"unit": "04", "act": "do"}).status_code == 404
    assert shared_world.client("hr_a1").get(RULE).status_code == 403
