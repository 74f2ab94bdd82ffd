"""Tokens on pages: offered by role, shown once, carrying no more than was picked, ended at once."""

from __future__ import annotations

import re

import pytest

from recommender.permissions import Action
from tests.api.world import World

PICKED = {"label": "Nhu cầu quý I", "days": "30", "actions": ["see_demand"]}


def made(world: World, account: str = "institute", **changed: object) -> str:
    """The secret of a token made on the page."""
    answer = world.client(account).post("/account/tokens", data={**PICKED, **changed})
    assert answer.status_code == 200
    found = re.search(r'class="secret">(nl_[^<]+)<', answer.text)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("account", ["officer", "decider_a1", "auditor_a", "administrator"])
def test_roles_without_tokens_get_no_page_and_no_link(shared_world: World, account: str) -> None:
    client = shared_world.client(account)
    assert client.get("/account/tokens").status_code == 403
    assert 'href="/account/tokens"' not in client.get("/account/sessions").text


def test_form_offers_only_what_the_role_may_give_to_a_program(shared_world: World) -> None:
    page = shared_world.client("institute").get("/account/tokens/new").text
    offered = set(re.findall(r'name="actions" value="(\w+)"', page))
    assert offered == {"see_demand", "edit_courses", "record_results"}
    of_unit = shared_world.client("hr_a1").get("/account/tokens/new").text
    assert str(Action.DECIDE) not in set(re.findall(r'name="actions" value="(\w+)"', of_unit))


def test_secret_is_shown_once_and_opens_what_was_picked_and_nothing_else(world: World) -> None:
    secret = made(world)
    assert secret not in world.client("institute").get("/account/tokens").text
    program = world.token_client(secret)
    assert program.get("/api/v1/demand").status_code == 200
    assert program.get("/api/v1/offerings/0FF-1/tickets").status_code == 403


def test_page_with_a_secret_is_kept_by_no_cache(world: World) -> None:
    answer = world.client("institute").post("/account/tokens", data=PICKED)
    assert "no-store" in answer.headers["cache-control"]


def test_ended_token_opens_nothing_and_moves_to_the_ended(world: World) -> None:
    secret = made(world, label="Cổng dữ liệu")
    client = world.client("institute")
    page = client.get("/account/tokens").text
    card = page[page.index("Cổng dữ liệu") :]
    token_id = re.search(r'name="token_id" value="(\w+)"', card)
    assert token_id is not None
    assert client.post("/account/tokens/end", data={"token_id": token_id[1]}).status_code == 303
    assert world.token_client(secret).get("/api/v1/demand").status_code == 401
    assert "Cổng dữ liệu: kết thúc lúc" in client.get("/account/tokens").text


def test_token_of_another_account_cannot_be_ended(world: World) -> None:
    made(world)
    mine = re.findall(r'name="token_id" value="(\w+)"', world.client("institute").get("/account/tokens").text)
    assert world.client("institute_2").post("/account/tokens/end", data={"token_id": mine[0]}).status_code == 404


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"label": " "}, "Đặt tên cho mã"), ({"label": "x" * 101}, "Đặt tên cho mã"),
        ({"label": "a\u202eb"}, "Đặt tên cho mã"), ({"days": "9999"}, "Chọn hạn dùng"),
        ({"actions": []}, "Chọn ít nhất một việc"), ({"actions": ["decide"]}, "Chọn ít nhất một việc"),
    ],
)  # fmt: skip
def test_bad_form_says_what_to_mend_and_makes_nothing(world: World, changed: dict[str, object], said: str) -> None:
    answer = world.client("institute").post("/account/tokens", data={**PICKED, **changed})
    assert answer.status_code == 422
    assert said in answer.text
    assert "nl_" not in answer.text


def test_what_was_typed_and_picked_stays_in_the_form(world: World) -> None:
    answer = world.client("institute").post("/account/tokens", data={**PICKED, "label": ""})
    assert re.search(r'value="see_demand" checked', answer.text)
    assert re.search(r'value="30" selected', answer.text)


def test_making_and_ending_are_in_the_audit(world: World) -> None:
    made(world)
    client = world.client("institute")
    for token_id in re.findall(r'name="token_id" value="(\w+)"', client.get("/account/tokens").text):
        client.post("/account/tokens/end", data={"token_id": token_id})
    rows = world.client("administrator").get("/api/v1/audit", params={"actor": world.users["institute"]}).json()["rows"]
    assert [row["action"] for row in rows] == ["end_token", "end_token", "make_token"]


@pytest.mark.parametrize("account", ["institute", "hr_a1"])
def test_every_address_that_is_offered_is_read_with_a_token_of_that_right(world: World, account: str) -> None:
    client = world.client(account)
    addresses = re.findall(
        r'<code class="mono">https?://[^/]+(/api/v1/[^<]+)</code>', client.get("/account/tokens").text
    )
    assert len(addresses) > 2
    for address in addresses:
        assert client.get(address.replace("&amp;", "&")).status_code == 200, address


def test_institute_is_offered_no_address_with_people(shared_world: World) -> None:
    page = shared_world.client("institute").get("/account/tokens").text
    assert "/api/v1/demand?by=province&amp;format=csv" in page
    assert "/api/v1/people" not in page
