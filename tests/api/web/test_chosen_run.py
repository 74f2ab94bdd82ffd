"""One run is in force on every page that names none: no part of the units takes the place of the whole."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from recommender.store.tables.runs import RUN
from tests.api.world import World
from tests.api.world_rows import NOW, RUN_A, RUN_OPEN


def _newer(world: World, status: str) -> None:
    """The run of commune A1 is newer than that of its province."""
    with world.store.writing() as conn:
        newer = {"status": status, "started_at": NOW + timedelta(hours=1)}
        conn.execute(update(RUN).where(RUN.c.run_id == RUN_OPEN).values(**newer))


@pytest.mark.parametrize("page", ["/demand", "/balance", "/dashboard", "/"])
@pytest.mark.parametrize("account", ["province_a", "decider_a"])
def test_a_published_run_of_a_commune_leaves_the_pages_of_its_province(world: World, account: str, page: str) -> None:
    _newer(world, "published")
    shown = world.client(account).get(page).text
    assert f"Rà soát {RUN_A}" in shown
    assert f"run={RUN_OPEN}" not in shown.replace(f"/demand?run={RUN_OPEN}", "")


def test_json_without_a_run_is_of_the_run_over_the_whole(world: World) -> None:
    _newer(world, "published")
    rows = world.client("province_a").get("/api/v1/balance").json()["rows"]
    _newer(world, "finished")
    assert world.client("province_a").get("/api/v1/balance").json()["rows"] == rows


@pytest.mark.parametrize(("status", "in_force"), [("finished", RUN_A), ("published", RUN_OPEN)])
def test_a_commune_follows_its_own_run_once_it_is_published(world: World, status: str, in_force: str) -> None:
    _newer(world, status)
    assert f"Rà soát {in_force}: " in world.client("hr_a1").get("/").text


def test_a_newer_run_that_is_not_published_is_offered_by_name(world: World) -> None:
    _newer(world, "finished")
    for page in ("/", "/dashboard"):
        shown = world.client("hr_a1").get(page).text
        assert f'<a href="/runs/{RUN_OPEN}">Rà soát {RUN_OPEN}</a>' in shown
        assert "chưa công bố" in shown
