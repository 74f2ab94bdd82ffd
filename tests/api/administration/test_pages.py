"""Administration: who may open it, the audit searched and checked, units by scope, settings without secrets."""

from __future__ import annotations

import pytest

from tests.api.world import World
from tests.api.world_rows import A1, B1, PEOPLE

PATHS = (
    "/admin", "/admin/users", "/admin/units", "/admin/settings", "/admin/audit", "/admin/jobs", "/admin/catalogue",
    "/admin/backups", "/positions",
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_administrator_opens_every_part(shared_world: World, path: str, language: str) -> None:
    answer = shared_world.client("administrator", language=language).get(path)
    assert answer.status_code == 200
    assert "None" not in answer.text


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("account", ["officer", "institute", "auditor_a"])
def test_others_do_not(shared_world: World, path: str, account: str) -> None:
    assert shared_world.client(account).get(path).status_code == 403


def test_no_part_names_a_civil_servant(shared_world: World) -> None:
    client = shared_world.client("administrator")
    for path in PATHS:
        text = client.get(path).text
        assert [person.name for person in PEOPLE if person.name in text] == []


def test_an_administrator_of_a_province_sees_its_units_only(shared_world: World) -> None:
    client = shared_world.client("administrator_a")
    assert client.get(f"/admin/units?unit={A1}").status_code == 200
    assert client.get(f"/admin/units?unit={B1}").status_code == 404


def test_settings_hide_tokens_and_passwords(world: World) -> None:
    object.__setattr__(world.settings, "metrics_token", "0123456789abcdef0123456789")
    object.__setattr__(world.settings, "database_url", "postgresql+psycopg://nangluc:s3cret@db/nangluc")
    text = world.client("administrator").get("/admin/settings").text
    assert "0123456789abcdef" not in text
    assert "s3cret" not in text
    assert "postgresql+psycopg://nangluc:••••@db/nangluc" in text


@pytest.mark.parametrize(
    "path", ["GET /admin/settings", "GET /admin/backups", "POST /admin/backups", "POST /admin/jobs/adaptation"]
)
def test_the_server_itself_is_not_for_an_administrator_of_a_province(shared_world: World, path: str) -> None:
    method, _, address = path.partition(" ")
    assert shared_world.client("administrator_a").request(method, address).status_code == 403


@pytest.mark.parametrize(
    ("account", "language", "said"),
    [
        ("administrator_a", "vi", "do quản trị viên toàn quốc trông coi"),
        ("administrator_a", "en", "looked after by the administrators of the whole country"),
        ("administrator", "vi", ""),
    ],
)
def test_who_looks_after_the_server_is_said_where_it_is_not_the_viewer(
    shared_world: World, account: str, language: str, said: str
) -> None:
    text = shared_world.client(account, language=language).get("/admin").text
    parts = [part in text for part in ("/admin/settings", "/admin/backups")]
    assert parts == [not said] * 2
    assert said in text
