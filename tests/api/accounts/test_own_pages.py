"""One's own account: devices by their names, sessions, password."""

from __future__ import annotations

import pytest

from api.accounts.own_pages import device_name
from tests.api.world import World


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/156.0 Safari/537.36", "Chrome, Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/156.0 Mobile", "Chrome, Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0", "Firefox, Linux"),
        ("curl/8.5 <b>", "curl/8.5 b"), ("", ""),
    ],
)  # fmt: skip
def test_device_is_named_as_people_call_it(agent: str, name: str) -> None:
    assert device_name(agent) == name


def test_sessions_show_where_one_is_signed_in(shared_world: World) -> None:
    answer = shared_world.client("province_a").get("/account/sessions")
    assert "127.0.0.1" in answer.text
    assert "Phiên này" in answer.text


def test_passwords_that_differ_are_refused_before_anything_is_checked(shared_world: World) -> None:
    form = {"old": "x", "password": "mot cau du dai de qua", "again": "mot cau khac han do"}
    answer = shared_world.client("province_a").post("/account/password", data=form)
    assert answer.status_code == 422
    assert "Hai lần nhập chưa giống nhau" in answer.text


def test_account_without_second_step_is_offered_one(shared_world: World) -> None:
    assert "chưa bật" in shared_world.client("officer").get("/account/two-factor").text
