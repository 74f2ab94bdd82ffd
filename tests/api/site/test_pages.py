"""Home, notice, method and preferences."""

from __future__ import annotations

import pytest
from sqlalchemy import delete

from api.look.formats import percent
from api.site import pages
from api.site.home import home_of
from api.site.measured import measured
from recommender.permissions import Grant, Role, Viewer
from recommender.store.tables.notices import NOTICE_READING
from tests.api.site.figures import told
from tests.api.world import World


def test_first_visit_shows_the_notice_until_it_is_read(world: World) -> None:
    client = world.client("hr_a1")
    with world.store.writing() as conn:
        conn.execute(delete(NOTICE_READING).where(NOTICE_READING.c.user_id == world.users["hr_a1"]))
    assert client.get("/").headers["location"] == "/notice?first=1"
    answer = client.post("/notice", data={"next": "/"})
    assert answer.headers["location"] == "/"
    assert client.get("/").status_code == 200
    assert world.client("hr_a1").get("/").status_code == 200, "the account has read it, whatever the browser"


def test_reading_the_notice_is_written_down_once(world: World) -> None:
    with world.store.writing() as conn:
        conn.execute(delete(NOTICE_READING).where(NOTICE_READING.c.user_id == world.users["hr_a1"]))
    client = world.client("hr_a1")
    for _ in range(2):
        client.post("/notice", data={"next": "/"})
    asked = {"actor": world.users["hr_a1"], "action": "read_notice"}
    rows = world.client("administrator").get("/api/v1/audit", params=asked).json()["rows"]
    assert len(rows) == 1


def test_other_edition_of_the_notice_is_shown_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "NOTICE_EDITION", "2031-01")
    assert world.client("hr_a1").get("/").headers["location"] == "/notice?first=1"


def test_home_lists_what_the_role_opens_and_nothing_else(shared_world: World) -> None:
    client = shared_world.client("administrator")
    text = client.get("/").text
    assert 'href="/admin"' in text
    assert 'href="/people"' not in text


@pytest.mark.parametrize(
    ("roles", "page"),
    [((Role.OFFICER,), "/me"), ((Role.INSTITUTE,), "/demand"), ((Role.OFFICER, Role.UNIT_HR), "/"), ((), "/")],
)
def test_first_page_is_the_role_s(roles: tuple[Role, ...], page: str) -> None:
    viewer = Viewer(user_id="u", name="n", grants=tuple(Grant(role=role, unit_id="1") for role in roles))
    assert home_of(viewer) == page


def test_method_page_tells_the_error_rates_that_were_measured(shared_world: World) -> None:
    text = shared_world.client().get("/method").text
    for share in (measured().wrongly_not, measured().wrongly_meets, measured().rule_wrongly_meets):
        assert percent(share, "vi", 1) in text


def test_figures_of_the_method_page_are_those_of_the_evaluation() -> None:
    assert measured() == told(), "run python -m tests.api.site.figures"


def test_language_of_an_account_is_kept_and_wins_over_the_cookie(world: World) -> None:
    client = world.client("hr_a1")
    client.post("/preferences", data={"language": "en", "next": "/method"})
    client.cookies.set("lang", "vi")
    assert '<html lang="en"' in client.get("/method").text


def test_unknown_language_and_theme_change_nothing(shared_world: World) -> None:
    answer = shared_world.client().post("/preferences", data={"language": "fr", "theme": "", "next": "/method"})
    assert answer.headers["location"] == "/method"
    assert "set-cookie" not in answer.headers
