"""The catalogue as programs read it is the one in force: with own positions, switched rules and institutes' courses."""

from __future__ import annotations

import pytest

from api.catalogue.schemas import Overview
from recommender.permissions import Grant, Role, Viewer
from recommender.store.catalogue_now import catalogue_now, shipped_catalogue
from recommender.workflows.switch_rule import SwitchRequest, switch_rule
from tests.api.world import World
from tests.api.world_rows import A1, A2, B1, NOW, PROVINCE_A

CATALOGUE = "/api/v1/catalogue"
OWN, COURSE = "II.06", "0WN-1"


def goal(world: World, account: str, *, unit: str = "") -> str:
    question = f"?unit_id={unit}" if unit else ""
    answer = world.client(account).get(f"{CATALOGUE}/positions/{OWN}{question}")
    assert answer.status_code == 200, answer.text
    return str(answer.json()["goal_vi"])


def test_a_position_of_the_province_holds_in_its_communes_and_not_in_others(shared_world: World) -> None:
    shipped = shipped_catalogue().positions[OWN].goal_vi
    assert goal(shared_world, "hr_a1") == goal(shared_world, "province_a") == "Giữ đúng việc của tỉnh."
    assert goal(shared_world, "hr_b1") == goal(shared_world, "institute") == shipped


def test_a_unit_below_can_be_asked_for_and_no_other(shared_world: World) -> None:
    assert goal(shared_world, "province_a", unit=A2) == "Giữ đúng việc của tỉnh."
    assert goal(shared_world, "institute", unit=A1) == "Giữ đúng việc của tỉnh."
    client = shared_world.client("province_a")
    assert client.get(f"{CATALOGUE}?unit_id={B1}").status_code == 404
    assert client.get(f"{CATALOGUE}/tasks?unit_id={B1}").status_code == 404
    assert shared_world.client("hr_a1").get(f"{CATALOGUE}?unit_id={PROVINCE_A}").status_code == 404


def test_a_course_of_an_institute_is_in_lists_and_by_its_id(shared_world: World) -> None:
    client = shared_world.client("hr_b1")
    assert client.get(f"{CATALOGUE}/courses/{COURSE}").json()["name_vi"] == "Hộ tịch số"
    found = client.get(f"{CATALOGUE}/courses?q=ho tich so").json()["rows"]
    assert COURSE in [row["course_id"] for row in found]


def test_the_overview_tells_digest_sizes_and_what_is_own(shared_world: World) -> None:
    answer = shared_world.client("hr_a1").get(CATALOGUE)
    with shared_world.store.reading() as conn:
        catalogue = catalogue_now(conn, A1)
    told = answer.json()
    assert told["digest"] == catalogue.digest != shipped_catalogue().digest
    assert answer.headers["etag"] == f'"{catalogue.digest[:32]}"'
    assert (
        told["counts"]["courses"] == len(catalogue.courses) == len(shipped_catalogue().courses) + told["own"]["courses"]
    )
    assert (told["unit_id"], told["own"]["positions"], told["own"]["switched_rules"]) == (A1, 1, 0)


def test_what_is_known_is_not_sent_again_until_a_rule_is_switched(world: World) -> None:
    client = world.client("province_a")
    known = client.get(CATALOGUE).headers["etag"]
    for address in (CATALOGUE, f"{CATALOGUE}/positions/II.04"):
        assert client.get(address, headers={"if-none-match": known}).status_code == 304
    viewer = Viewer(user_id="u", name="Sở Nội vụ", grants=(Grant(role=Role.PROVINCE_HR, unit_id=PROVINCE_A),))
    request = SwitchRequest(
        unit_id=PROVINCE_A, position_id="II.04", rule_id="degree", is_enabled=False, reason="Theo lộ trình của tỉnh"
    )
    switch_rule(world.store, viewer, request, now=NOW)
    answer = client.get(CATALOGUE, headers={"if-none-match": known})
    assert answer.status_code == 200
    assert answer.json()["own"]["switched_rules"] == 1
    rules = client.get(f"{CATALOGUE}/positions/II.04").json()["standards"]
    assert {rule["rule_id"]: rule["is_enabled"] for rule in rules}["degree"] is False


LISTS = ("competencies", "positions", "tasks", "courses", "laws", "systems")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_that_is_known_is_not_sent_again(shared_world: World, name: str) -> None:
    client = shared_world.client("hr_a1")
    first = client.get(f"{CATALOGUE}/{name}?limit=3")
    known = first.headers["etag"]
    again = client.get(f"{CATALOGUE}/{name}?limit=3", headers={"if-none-match": f'"other", W/{known}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", known)
    assert client.get(f"{CATALOGUE}/{name}?limit=3", headers={"if-none-match": '"other"'}).json() == first.json()


def test_every_page_filter_and_reader_of_a_list_has_its_own_mark(shared_world: World) -> None:
    client, address = shared_world.client("hr_a1"), f"{CATALOGUE}/positions"
    first = client.get(f"{address}?limit=3")
    others = [
        client.get(f"{address}?limit=4"), client.get(f"{address}?limit=3&q=tu phap"),
        client.get(f"{address}?limit=3&cursor={first.json()['next_cursor']}"),
        shared_world.client("hr_b1").get(f"{address}?limit=3"),
    ]  # fmt: skip
    marks = [answer.headers["etag"] for answer in (first, *others)]
    assert len(set(marks)) == len(marks)


def test_a_list_is_sent_again_once_something_in_force_changed(world: World) -> None:
    client, address = world.client("province_a"), f"{CATALOGUE}/positions"
    known = client.get(address).headers["etag"]
    viewer = Viewer(user_id="u", name="Sở Nội vụ", grants=(Grant(role=Role.PROVINCE_HR, unit_id=PROVINCE_A),))
    request = SwitchRequest(
        unit_id=PROVINCE_A, position_id="II.04", rule_id="degree", is_enabled=False, reason="Theo lộ trình của tỉnh"
    )
    switch_rule(world.store, viewer, request, now=NOW)
    answer = client.get(address, headers={"if-none-match": known})
    assert answer.status_code == 200
    assert answer.headers["etag"] != known


def test_a_foreign_cursor_is_refused_before_anything_is_called_unchanged(shared_world: World) -> None:
    answer = shared_world.client("hr_a1").get(f"{CATALOGUE}/tasks?cursor=abcd", headers={"if-none-match": "*"})
    assert answer.status_code == 422


def test_the_description_tells_the_mark_of_everything_that_is_read(shared_world: World) -> None:
    paths = shared_world.app.openapi()["paths"]
    read = [methods["get"] for path, methods in paths.items() if path.startswith(CATALOGUE)]
    assert len(read) > len(LISTS)
    for operation in read:
        assert "ETag" in operation["responses"]["200"]["headers"]
        assert "ETag" in operation["responses"]["304"]["headers"]
        assert "If-None-Match" in [one["name"] for one in operation["parameters"]]


def test_the_example_of_the_description_is_one() -> None:
    example = Overview.model_json_schema()["example"]
    assert Overview.model_validate(example).own.keys() <= {"positions", "switched_rules", "courses"}
