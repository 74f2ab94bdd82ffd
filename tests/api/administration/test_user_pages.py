"""Accounts: made with a link shown once, roles given and taken, shut out; never outside the units looked after."""

from __future__ import annotations

import re

import pytest

from tests.api.world import World
from tests.api.world_rows import A1, B1, PEOPLE

NEW = {"login": "moi@xa.gov.vn", "name": "Người Mới", "language": "vi", "role": "unit_hr", "unit": A1, "code": ""}


def test_a_new_account_gets_a_link_that_opens(world: World) -> None:
    text = world.client("administrator").post("/admin/users/new", data=NEW).text
    found = re.search(r"/activate/[\w-]+", text)
    assert found is not None
    assert "moi@xa.gov.vn" in world.client().get(found[0]).text
    assert "moi@xa.gov.vn" in world.client("administrator").get("/admin/users?q=moi").text


def test_a_taken_login_is_said_and_the_form_kept(world: World) -> None:
    answer = world.client("administrator").post("/admin/users/new", data=NEW | {"login": "hr_a1"})
    assert answer.status_code == 422
    assert "Tên đăng nhập đã có" in answer.text
    assert "Người Mới" in answer.text


def test_an_unknown_role_is_said(world: World) -> None:
    answer = world.client("administrator").post("/admin/users/new", data=NEW | {"role": "king"})
    assert answer.status_code == 422
    assert "Chọn vai trò" in answer.text


def test_the_account_of_a_civil_servant_is_linked_by_code(world: World) -> None:
    client = world.client("administrator")
    about = NEW | {"role": "officer", "code": PEOPLE[1].code}
    assert client.post("/admin/users/new", data=about).status_code == 200
    again = client.post("/admin/users/new", data=about | {"login": "khac@xa.gov.vn"})
    assert "Người này đã có tài khoản" in again.text


@pytest.mark.parametrize("code", ["", "CB-9999", PEOPLE[8].code])
def test_a_code_that_nobody_in_the_unit_has_is_said(world: World, code: str) -> None:
    answer = world.client("administrator").post("/admin/users/new", data=NEW | {"role": "officer", "code": code})
    assert answer.status_code == 422
    assert "Không tìm thấy đúng một người" in answer.text


def test_an_administrator_of_a_province_makes_none_elsewhere(world: World) -> None:
    assert world.client("administrator_a").post("/admin/users/new", data=NEW | {"unit": B1}).status_code == 403


def test_accounts_elsewhere_are_not_found(world: World) -> None:
    client = world.client("administrator_a")
    for path in ("", "/link", "/disabled", "/second-step", "/roles/end"):
        address = f"/admin/users/{world.users['hr_b1']}{path}"
        sent = {"role": "unit_hr", "unit": B1}
        answer = client.post(address, data=sent) if path else client.get(address)
        assert answer.status_code == 404


def test_roles_are_given_and_taken(world: World) -> None:
    client, address = world.client("administrator"), f"/admin/users/{world.users['nobody']}"
    sent = {"role": "unit_hr", "unit": A1}
    assert client.post(f"{address}/roles", data=sent).headers["location"] == f"{address}?done=roles"
    assert f'value="{A1}">' in client.get(address).text.partition("roles/end")[2][:400]
    assert client.post(f"{address}/roles/end", data=sent).status_code == 303
    assert "Chưa có vai trò" in client.get(address).text


def test_the_role_of_a_civil_servant_asks_for_a_person(world: World) -> None:
    address = f"/admin/users/{world.users['nobody']}/roles"
    answer = world.client("administrator").post(address, data={"role": "officer", "unit": A1})
    assert answer.status_code == 422
    assert "không gắn với cán bộ nào" in answer.text


def test_a_disabled_account_is_shut_out_and_let_in_again(world: World) -> None:
    client, address = world.client("administrator"), f"/admin/users/{world.users['hr_a1']}"
    client.post(f"{address}/disabled", data={"is_disabled": "true"})
    assert world.client("hr_a1").get("/runs").status_code == 303
    assert "Tài khoản đang bị khóa" in client.get(address).text
    client.post(f"{address}/disabled", data={"is_disabled": "false"})
    assert "Tài khoản đang bị khóa" not in client.get(address).text


def test_nobody_gives_himself_a_role(world: World) -> None:
    address = f"/admin/users/{world.users['administrator']}"
    client = world.client("administrator")
    assert client.post(f"{address}/roles", data={"role": "unit_hr", "unit": A1}).status_code == 403
    assert "Không ai tự giao vai trò" in client.get(address).text
