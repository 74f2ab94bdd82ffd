"""People without a verdict are told wherever a review is, before it is published too, with their names to HR."""

from __future__ import annotations

import pytest
from sqlalchemy import delete

from recommender.store.tables.people import HOLDING
from recommender.store.tables.runs import VERDICT
from tests.api.world import World
from tests.api.world_rows import PEOPLE, RUN_A, RUN_OPEN

LEFT_OUT = PEOPLE[1]


@pytest.fixture
def lacking(world: World) -> World:
    """The world, but of one person of A1 no run has a verdict and no position could be read."""
    with world.store.writing() as conn:
        for name in [row[0] for row in conn.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'verdict'"
        )]:  # fmt: skip
            conn.exec_driver_sql(f"DROP TRIGGER {name}")
        conn.execute(delete(VERDICT).where(VERDICT.c.officer_id == LEFT_OUT.officer_id))
        conn.execute(delete(HOLDING).where(HOLDING.c.officer_id == LEFT_OUT.officer_id))
    return world


@pytest.mark.parametrize(("account", "page"), [
    ("hr_a1", "/"), ("hr_a1", f"/runs/{RUN_OPEN}"), ("hr_a1", f"/runs/{RUN_OPEN}/verdicts"), ("hr_a1", "/dashboard"),
    ("hr_a1", "/balance"), ("province_a", f"/runs/{RUN_OPEN}/publish"), ("auditor_a", f"/runs/{RUN_A}"),
    ("decider_a", "/dashboard"),
])  # fmt: skip
def test_every_page_of_a_review_says_how_many_were_not_screened(lacking: World, account: str, page: str) -> None:
    assert "1 chưa rà soát được" in lacking.client(account).get(page).text


def test_where_everybody_has_a_verdict_nothing_is_said(shared_world: World) -> None:
    assert "chưa rà soát được" not in shared_world.client("hr_a1").get(f"/runs/{RUN_A}").text


def test_publishing_asks_about_those_who_have_a_result(lacking: World) -> None:
    page = lacking.client("province_a").get(f"/runs/{RUN_OPEN}/publish").text
    count = sum(person.unit_id.startswith(LEFT_OUT.unit_id) for person in PEOPLE) - 1
    assert f"Công bố kết quả cho {count} người?" in page


def test_hr_finds_the_names_and_what_to_do(lacking: World) -> None:
    page = lacking.client("hr_a1").get(f"/runs/{RUN_A}/not-screened")
    assert page.status_code == 200
    assert LEFT_OUT.name in page.text
    assert "Điền vị trí việc làm theo mã hoặc tên." in page.text


def test_who_sees_totals_only_gets_no_link_to_the_names(lacking: World) -> None:
    client = lacking.client("auditor_a")
    assert "/not-screened" not in client.get(f"/runs/{RUN_A}").text
    assert client.get(f"/runs/{RUN_A}/not-screened").status_code == 403


def test_the_names_of_other_units_are_not_listed(lacking: World) -> None:
    page = lacking.client("hr_a2").get(f"/runs/{RUN_A}/not-screened").text
    assert LEFT_OUT.name not in page


def test_the_run_resource_counts_them(lacking: World) -> None:
    told = lacking.client("province_a").get(f"/api/v1/runs/{RUN_A}").json()
    assert told["counts"]["not_screened"] == 1


def test_looking_at_the_names_is_told_to_the_people(lacking: World) -> None:
    lacking.client("hr_a1").get(f"/runs/{RUN_A}/not-screened")
    with lacking.store.reading() as conn:
        told = conn.exec_driver_sql("SELECT detail FROM audit").all()
    assert any("not_screened" in str(row[0]) for row in told)
