"""Signing in, activating and signing out, as a browser sends it."""

from __future__ import annotations

import pytest

from api.accounts.pages import next_step
from recommender.passwords import hash_password
from recommender.store.access import accounts, sessions
from recommender.store.access.sessions import SessionStage
from tests.api.world import World
from tests.api.world_rows import NOW
from tests.journeys.pages import PAGES

PASSWORD = "năm cây bàng trước cổng chợ"


@pytest.fixture
def kept(world: World) -> World:
    """The world with a password for two accounts."""
    with world.store.writing() as conn:
        for login in ("officer", "hr_a1"):
            accounts.set_password(conn, world.users[login], hash_password(PASSWORD), now=NOW)
    return world


def test_sign_in_goes_on_to_the_page_that_was_wanted(kept: World) -> None:
    form = {"login": " OFFICER ", "password": PASSWORD, "next": "/me/plan?x=1"}
    answer = kept.client().post("/sign-in", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/me/plan?x=1")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


def test_sign_in_never_goes_to_another_host(kept: World) -> None:
    form = {"login": "officer", "password": PASSWORD, "next": "//example.org"}
    assert kept.client().post("/sign-in", data=form).headers["location"] == "/"


def test_role_with_a_second_step_is_sent_to_set_it_up(kept: World) -> None:
    form = {"login": "hr_a1", "password": PASSWORD, "next": "/runs"}
    assert kept.client().post("/sign-in", data=form).headers["location"] == "/sign-in/enrol?next=%2Fruns"


@pytest.mark.parametrize("login", ["officer", "không có ai"])
def test_refusal_is_the_same_for_a_wrong_password_and_an_unknown_name(kept: World, login: str) -> None:
    answer = kept.client().post("/sign-in", data={"login": login, "password": "sai hoàn toàn nhé"})
    assert answer.status_code == 401
    assert "Thông tin đăng nhập không đúng." in answer.text
    assert "set-cookie" not in answer.headers


def test_sixth_try_is_told_when_to_come_back(kept: World) -> None:
    client = kept.client(language="en")
    for _ in range(5):
        client.post("/sign-in", data={"login": "officer", "password": "x"})
    answer = client.post("/sign-in", data={"login": "officer", "password": PASSWORD})
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert "Too many attempts" in answer.text


@pytest.mark.parametrize(
    "text", ["< > & &lt; ' \" \\' 碁", "\u202eđảo", "🙂", "a" * 10_000, "Nguyễn".encode().decode()]
)
def test_any_text_comes_back_as_it_was_typed(kept: World, text: str) -> None:
    answer = kept.client().post("/sign-in", data={"login": text, "password": text})
    assert answer.status_code in (401, 422)
    assert "<script" not in answer.text.replace('<script type="module" src=', "")


def test_signed_out_session_is_dead_even_if_its_cookie_was_copied(kept: World) -> None:
    client, copy = kept.client("officer"), kept.client("officer")
    answer = client.post("/sign-out")
    assert answer.headers["location"] == "/sign-in?done=signed-out"
    assert copy.get("/account/sessions").headers["location"].startswith("/sign-in")


def test_every_page_of_who_is_signed_in_leads_to_signing_out(shared_world: World) -> None:
    seen = 0
    for page in PAGES:
        answer = shared_world.client(page.account).get(page.path) if page.account else None
        if answer is not None and answer.status_code == 200 and "text/html" in answer.headers["content-type"]:
            assert 'action="/sign-out"' in answer.text, page.path
            seen += 1
    assert seen > 40


def test_sign_in_page_sends_home_whoever_is_signed_in(shared_world: World) -> None:
    assert shared_world.client("officer").get("/sign-in?next=/me/data").headers["location"] == "/me/data"


def test_link_that_is_unknown_tells_nothing_and_says_what_to_do(shared_world: World) -> None:
    for method in ("get", "post"):
        answer = getattr(shared_world.client(), method)("/activate/none")
        assert answer.status_code == 404
        assert "không còn dùng được" in answer.text


def test_unfinished_session_opens_nothing_but_its_next_step(kept: World) -> None:
    client = kept.client()
    client.post("/sign-in", data={"login": "hr_a1", "password": PASSWORD})
    assert client.get("/account/sessions").headers["location"] == "/sign-in/code"
    assert client.get("/sign-in/code").headers["location"] == "/sign-in/enrol"
    assert client.get("/sign-in/enrol").status_code == 200


def test_own_session_of_another_account_cannot_be_ended(world: World) -> None:
    with world.store.reading() as conn:
        session = sessions.look_up(conn, world.secrets["hr_a1"], now=NOW)
    assert session is not None
    answer = world.client("officer").post("/account/sessions/end", data={"session_id": session.session_id})
    assert answer.status_code == 404
    assert world.client("hr_a1").get("/account/sessions").status_code == 200


@pytest.mark.parametrize(
    ("stage", "wanted", "step"),
    [
        (SessionStage.WHOLE, "/runs", "/runs"), (SessionStage.WHOLE, "https://x.example", "/"),
        (SessionStage.NEEDS_CODE, "/", "/sign-in/code"), (SessionStage.NEEDS_ENROLMENT, "//x", "/sign-in/enrol"),
    ],
)  # fmt: skip
def test_next_step_follows_the_stage(stage: SessionStage, wanted: str, step: str) -> None:
    assert next_step(stage, wanted) == step
