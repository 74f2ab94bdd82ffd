"""Every look at another person's data is in the audit, and the person can see it."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, func, select, update

from recommender.store.tables.audit import AUDIT_SUBJECT
from recommender.store.tables.decisions import DECISION, OBJECTION
from recommender.store.tables.plans import OFFERING
from tests.api.cells import cells_of, routes_of
from tests.api.world import World
from tests.api.world_rows import OWN, PEOPLE, RUN_A

LOOKS = (
    f"people/{OWN.officer_id}", f"people/{OWN.officer_id}/evidence", f"people/{OWN.officer_id}/assessments",
    f"people/{OWN.officer_id}/personal", f"people/{OWN.officer_id}/plan", f"people/{OWN.officer_id}/plan/PA-01",
    f"runs/{RUN_A}/people/{OWN.officer_id}", f"runs/{RUN_A}/people/{OWN.officer_id}/recommendations", "people",
    f"runs/{RUN_A}/verdicts", "objections", "objections/0BJ0", "decisions", "decisions/DEC4", "moves",
    f"people/{OWN.officer_id}/export",
)  # fmt: skip


@pytest.mark.parametrize("question", LOOKS)
def test_a_look_is_told_to_the_person(world: World, question: str) -> None:
    assert world.client("hr_a1").get(f"/api/v1/{question}").status_code == 200
    looks = world.client("officer").get("/api/v1/me/looks").json()["rows"]
    assert [look["actor"] for look in looks] == [world.users["hr_a1"]]


PAGES = (
    f"/people/{OWN.officer_id}", "/people", "/people.xlsx", "/people.csv", f"/runs/{RUN_A}/verdicts",
    f"/runs/{RUN_A}/verdicts.csv",
    f"/runs/{RUN_A}/verdicts.xlsx", f"/runs/{RUN_A}/people/{OWN.officer_id}", "/moves", "/objections",
    "/objections/0BJ0",
)  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_a_look_at_a_page_is_told_to_the_person(world: World, page: str) -> None:
    assert world.client("decider_a").get(page).status_code == 200
    looks = world.client("officer").get("/api/v1/me/looks").json()["rows"]
    assert [look["actor"] for look in looks] == [world.users["decider_a"]]


def test_proposals_looked_at_before_confirming_are_told(world: World) -> None:
    with world.store.writing() as conn:
        conn.execute(delete(DECISION).where(DECISION.c.officer_id == OWN.officer_id))
        conn.execute(delete(OBJECTION).where(OBJECTION.c.officer_id == OWN.officer_id))
    assert OWN.name in world.client("decider_a").get(f"/runs/{RUN_A}/confirm?verdict=meets").text
    assert world.client("officer").get("/api/v1/me/looks").json()["rows"]


def test_looking_at_oneself_leaves_nothing(world: World) -> None:
    client = world.client("officer")
    assert client.get(f"/api/v1/people/{OWN.officer_id}").status_code == 200
    assert client.get("/api/v1/me/looks").json()["rows"] == []


def test_a_look_that_found_nothing_leaves_nothing(world: World) -> None:
    assert world.client("hr_b1").get(f"/api/v1/people/{OWN.officer_id}").status_code == 404
    assert world.client("officer").get("/api/v1/me/looks").json()["rows"] == []


def looks_at(world: World, officer_id: str) -> int:
    with world.store.reading() as conn:
        about = select(func.count()).select_from(AUDIT_SUBJECT).where(AUDIT_SUBJECT.c.subject_id == officer_id)
        return int(conn.execute(about).scalar_one())


@pytest.mark.parametrize("account", ["hr_a1", "decider_a"])
def test_whatever_shows_the_name_of_a_person_is_a_look_at_that_person(world: World, account: str) -> None:
    """Every page and every answer there is, so that a new one cannot forget it."""
    with world.store.writing() as conn:
        conn.execute(update(OFFERING).values(course_id="PA-01"))
    client, silent, seen = world.client(account), [], 0
    cells = [cell for route in routes_of(world.app) for cell in cells_of(route, (account,)) if cell.method == "GET"]
    for url in sorted({cell.url for cell in cells}):
        before = {person.officer_id: looks_at(world, person.officer_id) for person in PEOPLE}
        text = client.get(url).text
        shown = [person.officer_id for person in PEOPLE if person.name in text]
        silent += [(url, one) for one in shown if looks_at(world, one) == before[one]]
        seen += len(shown)
    assert seen > 20
    assert silent == []
