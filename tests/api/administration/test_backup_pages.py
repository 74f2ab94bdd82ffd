"""The page of backups tells how old the newest is, warns when there is none, and asks the worker for one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from recommender.store import jobs
from recommender.workflows.back_up import back_up
from tests.api.world import World
from tests.api.world_rows import NOW


@pytest.mark.parametrize("language", ["vi", "en"])
def test_without_a_backup_the_page_warns(shared_world: World, language: str) -> None:
    page = shared_world.client("administrator", language=language).get("/admin/backups")
    assert page.status_code == 200
    assert "is-warning" in page.text


def test_backups_are_listed_newest_first_with_what_they_hold(world: World) -> None:
    folder, uploads = world.settings.backups_folder, world.settings.uploads_folder
    for days in (9, 1):
        back_up(world.store, folder, uploads=uploads, actor="command line", now=NOW - timedelta(days=days))
    page = world.client("administrator").get("/admin/backups").text
    assert "is-warning" not in page
    assert page.index("nangluc-20261121T") < page.index("nangluc-20261113T")
    assert "Bản gần nhất làm lúc 21/11/2026 09:00" in page


def test_an_old_newest_backup_is_warned_about_and_an_unreadable_one_is_left_out(world: World) -> None:
    folder = world.settings.backups_folder
    back_up(world.store, folder, uploads=world.settings.uploads_folder, actor="x", now=NOW - timedelta(days=9))
    (folder / "nangluc-20261122T010000Z").mkdir()
    (folder / "nangluc-20261122T010000Z" / "manifest.json").write_text("{")
    page = world.client("administrator").get("/admin/backups").text
    assert "is-warning" in page
    assert "nangluc-20261122T" not in page


def test_a_backup_is_asked_for_once(world: World) -> None:
    client = world.client("administrator")
    assert client.post("/admin/backups").headers["location"] == "/admin/backups?done=asked"
    assert client.post("/admin/backups").status_code == 303
    with world.store.reading() as conn:
        first = jobs.unfinished_job(conn, "backup")
    assert first
    assert client.get(f"/admin/jobs/{first}").status_code == 200
    assert client.get("/admin/audit?action=ask_for_backup").text.count(first) == 1


@pytest.mark.parametrize("account", ["province_a", "hr_a1", "officer"])
def test_others_do_not(shared_world: World, account: str) -> None:
    assert shared_world.client(account).get("/admin/backups").status_code == 403
