"""Pages of lists: complete, without repetition, and a cursor is good only for what it was made for."""

from __future__ import annotations

import pytest

from tests.api.world import World

LISTS = ("people", "runs/RUNA/verdicts", "objections", "decisions", "jobs", "imports", "catalogue/tasks", "balance")


def walked(world: World, account: str, question: str, **filters: str) -> list[object]:
    client, rows, cursor = world.client(account), [], None
    for _ in range(500):
        params = {**filters, "limit": "3"} | ({"cursor": cursor} if cursor else {})
        page = client.get(f"/api/v1/{question}", params=params).json()
        rows += page["rows"]
        cursor = page["next_cursor"]
        if cursor is None:
            return rows
    raise AssertionError("a list without an end")


@pytest.mark.parametrize("question", LISTS)
def test_the_pages_of_a_list_are_the_list(shared_world: World, question: str) -> None:
    whole = shared_world.client("province_a").get(f"/api/v1/{question}?limit=200").json()
    if whole["next_cursor"] is None:
        assert walked(shared_world, "province_a", question) == whole["rows"]
    else:
        assert walked(shared_world, "province_a", question)[:200] == whole["rows"]


@pytest.mark.parametrize("order", ["name", "unit", "position", "probability", "doubt"])
@pytest.mark.parametrize("descending", ["true", "false"])
def test_every_order_of_verdicts_has_everybody_once(shared_world: World, order: str, descending: str) -> None:
    rows = walked(shared_world, "province_a", "runs/RUNA/verdicts", sort=order, descending=descending)
    assert len({row["officer_id"] for row in rows}) == len(rows) == 8  # type: ignore[index]


def cursor_of(world: World, account: str, question: str) -> str:
    cursor: str = world.client(account).get(f"/api/v1/{question}").json()["next_cursor"]
    assert cursor
    return cursor


@pytest.mark.parametrize(
    ("account", "question"),
    [
        ("hr_a2", "people?limit=1"), ("hr_a1", "objections?limit=1"), ("hr_a1", "people?limit=1&unit_id=00004"),
    ],
    ids=["of another viewer", "of another list", "with other filters"],
)  # fmt: skip
def test_a_cursor_from_elsewhere_finds_nothing(shared_world: World, account: str, question: str) -> None:
    cursor = cursor_of(shared_world, "hr_a1", "people?limit=1")
    answer = shared_world.client(account).get(f"/api/v1/{question}", params=None)
    assert answer.status_code == 200
    answer = shared_world.client(account).get(f"/api/v1/{question}&cursor={cursor}")
    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found"


def test_the_next_page_is_linked(shared_world: World) -> None:
    client = shared_world.client("hr_a1")
    first = client.get("/api/v1/people?limit=2")
    link = first.headers["link"]
    assert link.endswith('>; rel="next"')
    assert client.get(link[1 : link.index(">")]).json()["rows"]


@pytest.mark.parametrize(
    "question", ["people?limit=0", "people?limit=201", "people?colour=red", "me?x=1", "runs/RUNA?y=2"]
)
def test_what_is_not_declared_is_refused(shared_world: World, question: str) -> None:
    answer = shared_world.client("hr_a1", language="en").get(f"/api/v1/{question}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["in"] == "query"


def test_names_are_found_without_their_marks_and_ordered_by_given_name(shared_world: World) -> None:
    client = shared_world.client("province_a")
    assert [row["name"] for row in client.get("/api/v1/people?q=dang thi").json()["rows"]] == ["Đặng Thị Mỹ Linh"]
    names = [row["name"].split()[-1] for row in client.get("/api/v1/people").json()["rows"]]
    assert names == ["Ẩn", "Dương", "Đức", "Hà", "Khánh", "Lan", "Linh", "Phúc"]
