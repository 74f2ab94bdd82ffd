"""An account gets another unit and other roles: seen before it is done, within the scope of who does it."""

from __future__ import annotations

import pytest

from recommender.permissions import Action, Grant, Role
from recommender.store.access import accounts
from recommender.store.access.accounts import Account
from tests.api.world import World
from tests.api.world_rows import A1, A1_DEPARTMENT, A2, B1, PROVINCE_A

TO_PROVINCE = {"unit": PROVINCE_A, "role": "province_hr"}


def page_of(world: World, account: str) -> str:
    return f"/admin/users/{world.users[account]}/place"


def account_of(world: World, login: str) -> Account:
    with world.store.reading() as conn:
        found = accounts.find_account(conn, login)
    assert found is not None
    return found


@pytest.mark.parametrize(("language", "taken", "given"), [
    ("vi", "Thu: Nhân sự đơn vị", "Giao: Nhân sự tỉnh"), ("en", "Takes: Unit HR", "Gives: Province HR"),
])  # fmt: skip
def test_what_changes_is_seen_before_and_nothing_is_changed_by_looking(
    shared_world: World, language: str, taken: str, given: str
) -> None:
    client = shared_world.client("administrator_a", language=language)
    text = client.post(page_of(shared_world, "hr_a1"), data=TO_PROVINCE).text
    assert taken in text
    assert given in text
    assert account_of(shared_world, "hr_a1").grants == (Grant(role=Role.UNIT_HR, unit_id=A1),)


def test_who_moved_has_the_new_role_and_no_session_of_before(world: World) -> None:
    client, page = world.client("administrator_a"), page_of(world, "hr_a1")
    done = client.post(page, data=TO_PROVINCE | {"act": "do"})
    assert done.headers["location"] == f"/admin/users/{world.users['hr_a1']}?done=moved"
    assert "các phiên, mã truy cập và liên kết chưa dùng đã kết thúc" in client.get(done.headers["location"]).text
    account = account_of(world, "hr_a1")
    assert (account.unit_id, account.grants) == (PROVINCE_A, (Grant(role=Role.PROVINCE_HR, unit_id=PROVINCE_A),))
    assert world.client("hr_a1").get("/runs").status_code == 303
    row = client.get("/admin/audit?action=move_user").text
    assert "Nhân sự đơn vị · " in row
    assert " → Nhân sự tỉnh · " in row


def test_a_token_of_who_moved_opens_nothing_any_more(world: World) -> None:
    token = world.token_client()
    assert token.get("/api/v1/demand").status_code != 401
    sent = {"unit": PROVINCE_A, "role": "institute", "act": "do"}
    assert world.client("administrator").post(page_of(world, "institute"), data=sent).status_code == 303
    assert token.get("/api/v1/demand").status_code == 401


def test_the_form_shows_the_unit_and_roles_of_today(shared_world: World) -> None:
    text = shared_world.client("administrator_a").get(page_of(shared_world, "hr_a1_department")).text
    assert f'<option value="{A1_DEPARTMENT}" selected>' in text
    assert 'value="unit_hr" checked' in text
    assert text.count(" checked") == 1
    assert 'value="officer"' not in text, "the account belongs to no officer"


def test_sent_unchanged_nothing_ends(world: World) -> None:
    sent = {"unit": A1, "role": "unit_hr", "act": "do"}
    done = world.client("administrator_a").post(page_of(world, "hr_a1"), data=sent)
    assert done.headers["location"].endswith("?done=same")
    assert world.client("hr_a1").get("/runs").status_code == 200


def test_several_roles_are_held_together_and_none_is_a_choice(world: World) -> None:
    client, page = world.client("administrator_a"), page_of(world, "hr_a2")
    client.post(page, data={"unit": A2, "role": ["unit_hr", "decision_maker"], "act": "do"})
    assert {one.role for one in account_of(world, "hr_a2").grants} == {Role.UNIT_HR, Role.DECISION_MAKER}
    assert "Không còn vai trò nào." in client.post(page, data={"unit": A2}).text
    client.post(page, data={"unit": A2, "act": "do"})
    assert account_of(world, "hr_a2").grants == ()


@pytest.mark.parametrize(("sent", "status", "said"), [
    ({"unit": B1, "role": "unit_hr"}, 404, ""), ({"unit": "VN", "role": "unit_hr"}, 404, ""),
    ({"unit": A1, "role": "king"}, 422, "Chọn đơn vị và vai trò trong danh sách."), ({}, 422, "Chọn đơn vị và vai trò"),
    ({"unit": A1, "role": "province_hr"}, 422, "chỉ giao ở tỉnh, thành phố"),
    ({"unit": A1, "role": "officer"}, 422, "không gắn với cán bộ nào"),
])  # fmt: skip
def test_what_cannot_be_is_refused_when_looked_at(
    shared_world: World, sent: dict[str, str], status: int, said: str
) -> None:  # fmt: skip
    answer = shared_world.client("administrator_a").post(page_of(shared_world, "hr_a1"), data=sent)
    assert answer.status_code == status
    assert said in answer.text


def test_nobody_moves_oneself_or_accounts_of_other_provinces(shared_world: World) -> None:
    client = shared_world.client("administrator_a")
    for account, status in (("administrator_a", 403), ("hr_b1", 404), ("administrator", 404)):
        page = page_of(shared_world, account)
        assert client.get(page).status_code == status
        for act in ({}, {"act": "do"}):
            assert client.post(page, data=TO_PROVINCE | act).status_code == status
    assert shared_world.client("province_a").get(page_of(shared_world, "hr_a1")).status_code == 403


def test_a_program_moves_an_account_as_the_page_does(world: World) -> None:
    client, address = world.client("administrator"), f"/api/v1/accounts/{world.users['hr_a1']}/move"
    told = client.post(address, json={"unit_id": B1, "roles": ["decision_maker"]}).json()
    assert (told["unit_id"], told["grants"]) == (B1, [{"role": "decision_maker", "unit_id": B1}])
    everywhere = client.post(address, json={"unit_id": "VN", "roles": ["fairness_auditor"]}).json()
    assert everywhere["grants"] == [{"role": "fairness_auditor", "unit_id": ""}]
    assert not account_of(world, "hr_a1").viewer().may(Action.SEE_PEOPLE)
    refused = client.post(address, json={"unit_id": A1, "roles": ["province_hr"]})
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")
