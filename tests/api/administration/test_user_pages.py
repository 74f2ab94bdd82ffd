"""Accounts: made with a link shown once, roles given and taken, shut out; never outside the units looked after."""

from __future__ import annotations

import re

import pytest

from recommender.store.access import accounts, identities
from recommender.workflows.make_demo_users import DemoPlaces, make_demo_users
from tests.api.world import World
from tests.api.world_rows import A1, B1, NOW, PEOPLE, PROVINCE_A

NEW = {"login": "moi@xa.gov.vn", "name": "Người Mới", "language": "vi", "role": "unit_hr", "unit": A1, "code": ""}


def beside(page: str, field: str) -> str:
    """What is said beside a field."""
    found = re.search(rf'id="{field}-error"><span[^>]*>[^<]*</span>([^<]*)</p>', page)
    return found[1] if found else ""


def test_a_new_account_gets_a_link_that_opens(world: World) -> None:
    text = world.client("administrator").post("/admin/users/new", data=NEW).text
    found = re.search(r"/activate/[\w-]+", text)
    assert found is not None
    assert "moi@xa.gov.vn" in world.client().get(found[0]).text
    assert "moi@xa.gov.vn" in world.client("administrator").get("/admin/users?q=moi").text


def test_a_taken_login_is_said_and_the_form_kept(world: World) -> None:
    answer = world.client("administrator").post("/admin/users/new", data=NEW | {"login": "hr_a1"})
    assert answer.status_code == 422
    assert beside(answer.text, "login") == "Tên đăng nhập đã có."
    assert "Người Mới" in answer.text


def test_an_unknown_role_is_said(world: World) -> None:
    answer = world.client("administrator").post("/admin/users/new", data=NEW | {"role": "king"})
    assert answer.status_code == 422
    assert beside(answer.text, "role") == "Chọn vai trò."


def test_the_account_of_a_civil_servant_is_linked_by_code(world: World) -> None:
    client = world.client("administrator")
    about = NEW | {"role": "officer", "code": PEOPLE[1].code}
    assert client.post("/admin/users/new", data=about).status_code == 200
    again = client.post("/admin/users/new", data=about | {"login": "khac@xa.gov.vn"})
    assert beside(again.text, "code") == "Người này đã có tài khoản."


@pytest.mark.parametrize("code", ["CB-9999", PEOPLE[8].code])
def test_a_code_that_nobody_in_the_unit_has_is_said(world: World, code: str) -> None:
    answer = world.client("administrator").post("/admin/users/new", data=NEW | {"role": "officer", "code": code})
    assert answer.status_code == 422
    assert beside(answer.text, "code").startswith("Không tìm thấy đúng một người")
    assert beside(answer.text, "login") == ""


@pytest.mark.parametrize(("language", "said"), [("vi", "Ghi mã cán bộ"), ("en", "Give the staff code")])
def test_the_account_of_a_civil_servant_asks_for_the_code_at_the_code(
    world: World, language: str, said: str
) -> None:  # fmt: skip
    client = world.client("administrator", language=language)
    answer = client.post("/admin/users/new", data=NEW | {"role": "officer"})
    assert answer.status_code == 422
    assert beside(answer.text, "code").startswith(said)
    assert beside(answer.text, "login") == ""
    assert '<a href="#code">' in answer.text, "the summary leads to the field"


def test_all_that_is_wrong_is_said_beside_its_field_with_what_is_expected(world: World) -> None:
    answer = world.client("administrator").post("/admin/users/new", data=NEW | {"login": "a b", "name": " "})
    assert "như nguyen.van.a" in beside(answer.text, "login")
    assert "nhiều nhất 200 ký tự" in beside(answer.text, "name")


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


def states(page: str) -> dict[str, str]:
    """Login → state in words, of the list of accounts."""
    rows = re.findall(r"<tr data-row-link>(.*?)</tr>", page, re.S)
    cells = [re.findall(r"<t[hd][ >].*?</t[hd]>", row, re.S) for row in rows]
    plain = [
        [" ".join(re.sub(r"<svg.*?</svg>|<[^>]*>", " ", cell, flags=re.S).split()) for cell in row] for row in cells
    ]
    return {row[0].split(" ")[0]: row[-1] for row in plain}


def test_accounts_of_sample_data_are_in_use_by_their_link(world: World) -> None:
    places = DemoPlaces(province_id=PROVINCE_A, unit_id=A1, officer_id=PEOPLE[1].officer_id)
    make_demo_users(world.store, places, now=NOW)
    client = world.client("administrator")
    found = states(client.get("/admin/users?q=demo.").text)
    assert len(found) == 7
    assert set(found.values()) == {"Đang dùng, vào bằng liên kết dùng thử"}
    page = client.get("/admin/users?q=demo.institute").text
    (user_id,) = re.findall(r'href="/admin/users/(\w{26})"', page)
    assert "Đang dùng, vào bằng liên kết dùng thử." in client.get(f"/admin/users/{user_id}").text


def test_an_account_is_in_use_by_a_linked_identity_and_not_before_anything_opens_it(world: World) -> None:
    client = world.client("administrator")
    client.post("/admin/users/new", data=NEW)
    assert states(client.get("/admin/users?q=moi").text) == {"moi@xa.gov.vn": "Chưa kích hoạt"}
    with world.store.writing() as conn:
        account = accounts.find_account(conn, "moi@xa.gov.vn")
        assert account is not None
        identities.put_identity(conn, account.user_id, "https://id.example", "S1", by="test", now=NOW)
    assert states(client.get("/admin/users?q=moi").text) == {
        "moi@xa.gov.vn": "Đang dùng, vào qua nhà cung cấp danh tính"
    }


def test_a_wrong_name_is_corrected_and_an_account_tied_to_its_person(world: World) -> None:
    client, page = world.client("administrator"), f"/admin/users/{world.users['hr_a1']}"
    done = client.post(f"{page}/details", data={"name": "Đỗ Thị Đúng Tên", "code": PEOPLE[2].code})
    assert done.headers["location"] == f"{page}?done=corrected"
    text = client.get(page).text
    assert "Đỗ Thị Đúng Tên" in text
    assert 'name="code"' not in text
    assert client.post(f"{page}/roles", data={"role": "officer", "unit": A1}).status_code == 303
    again = client.post(f"{page}/details", data={"name": "Đỗ Thị Đúng Tên", "code": PEOPLE[1].code})
    assert again.status_code == 422
    assert "Tài khoản đã gắn với một hồ sơ." in again.text
    assert "Sửa tài khoản" in client.get("/admin/audit?action=correct_user&subject=hr_a1").text


@pytest.mark.parametrize(("sent", "field"), [
    ({"name": " "}, "name"), ({"name": "Đúng", "code": PEOPLE[8].code}, "code"), ({"name": "a" * 201}, "name"),
])  # fmt: skip
def test_a_wrong_correction_is_said_beside_its_field(shared_world: World, sent: dict[str, str], field: str) -> None:
    page = f"/admin/users/{shared_world.users['hr_a2']}"
    answer = shared_world.client("administrator").post(f"{page}/details", data=sent)
    assert answer.status_code == 422
    assert beside(answer.text, field)


def test_nobody_corrects_the_own_account_or_one_of_other_units(shared_world: World) -> None:
    client, users = shared_world.client("administrator_a"), shared_world.users
    assert client.post(f"/admin/users/{users['administrator_a']}/details", data={"name": "Tôi"}).status_code == 403
    assert client.post(f"/admin/users/{users['hr_b1']}/details", data={"name": "Tôi"}).status_code == 404
    assert shared_world.client("hr_a1").post(f"/admin/users/{users['hr_a2']}/details").status_code == 403
