"""Pages of people: who works where, one person's file; nobody of other units."""

from __future__ import annotations

import re

import pytest

from recommender.store.tables.people import STATEMENT
from tests.api.world import World
from tests.api.world_rows import A1, A1_DEPARTMENT, PEOPLE, add
from tests.shipped_catalogue import shipped_catalogue

MINE, OTHER = PEOPLE[1], PEOPLE[8]
"""Somebody of A1, somebody of another province."""


@pytest.mark.parametrize("path", ["/people", f"/people/{MINE.officer_id}"])
@pytest.mark.parametrize(("account", "status"), [
    ("hr_a1", 200), ("decider_a", 200), ("institute", 403), ("auditor_a", 403), ("officer", 403), ("", 303),
])  # fmt: skip
def test_people_are_shown_to_those_who_work_with_them(
    shared_world: World, path: str, account: str, status: int
) -> None:
    assert shared_world.client(account).get(path).status_code == status


@pytest.mark.parametrize("officer_id", [OTHER.officer_id, "nobody", "%00", "a" * 300])
def test_somebody_of_another_unit_or_nobody_is_not_found(shared_world: World, officer_id: str) -> None:
    assert shared_world.client("hr_a1").get(f"/people/{officer_id}").status_code == 404


def names_in(page: str) -> set[str]:
    return {person.name for person in PEOPLE if person.name in page}


def test_the_list_holds_the_people_of_the_viewers_units_only(shared_world: World) -> None:
    below = {person.name for person in PEOPLE if person.unit_id in (A1, A1_DEPARTMENT)}
    assert names_in(shared_world.client("hr_a1").get("/people").text) == below


@pytest.mark.parametrize("text", ["duc", "Đức", "TRAN VAN", "CB-0002", MINE.code])
def test_search_needs_no_diacritics(shared_world: World, text: str) -> None:
    assert names_in(shared_world.client("hr_a1").get("/people", params={"q": text}).text) == {MINE.name}


@pytest.mark.parametrize("text", ["không có ai tên này", "%", "_", "' OR 1=1 --", "\u202e", "x" * 5000])
def test_a_search_without_a_hit_says_what_to_do(shared_world: World, text: str) -> None:
    answer = shared_world.client("hr_a1").get("/people", params={"q": text})
    assert answer.status_code == 200
    assert "Không có ai khớp." in answer.text or not text.strip("\u202e%_")


def test_a_unit_of_others_in_the_address_shows_nobody(shared_world: World) -> None:
    assert names_in(shared_world.client("hr_a1").get("/people?unit=01273").text) == set()


def test_the_list_is_narrowed_by_unit_and_position(shared_world: World) -> None:
    wanted = PEOPLE[3]
    address = f"/people?unit={A1_DEPARTMENT}&position={wanted.position_id}"
    assert names_in(shared_world.client("hr_a1").get(address).text) == {wanted.name}


def test_a_bad_cursor_is_refused_in_words(shared_world: World) -> None:
    answer = shared_world.client("hr_a1").get("/people?cursor=none")
    assert answer.status_code == 422
    assert "Liên kết trang tiếp theo không hợp lệ" in answer.text


def test_the_address_chooses_the_columns_and_every_row_keeps_to_them(shared_world: World) -> None:
    page = shared_world.client("hr_a1").get("/people?columns=department,rank").text
    rows = re.findall(r"<tr data-row-link>(.*?)</tr>", page, re.S)
    assert {len(re.findall(r"<t[hd][ >]", row)) for row in rows} == {3}
    assert "Phòng, bộ phận" in page
    answer = shared_world.client("hr_a1").get("/people?columns=-&columns=rank")
    assert (answer.status_code, answer.headers["location"]) == (303, "/people?columns=rank")


def test_a_file_tells_evidence_results_and_reviews(shared_world: World) -> None:
    page = shared_world.client("hr_a1").get(f"/people/{MINE.officer_id}").text
    topic = shipped_catalogue().competencies["C3"].name_vi
    for told in (MINE.name, MINE.code, "Đại học Luật", "Tham mưu đăng ký hộ tịch và chứng thực", topic):
        assert told in page


@pytest.mark.parametrize(
    ("account", "path"), [("hr_a1", f"/people/{PEOPLE[0].officer_id}"), ("officer", "/me/evidence")]
)
def test_a_document_said_not_to_be_held_is_never_shown_as_one(world: World, account: str, path: str) -> None:
    with world.store.writing() as conn:
        add(conn, STATEMENT, {
            "statement_id": "SN0NE", "officer_id": PEOPLE[0].officer_id, "kind": "certificate", "grade": "none",
            "text": "Bồi dưỡng quản lý nhà nước", "subject": "", "standing": "counts", "dated_on": None,
        })  # fmt: skip
    client = world.client(account)
    page = client.get(path).text
    assert "Bồi dưỡng quản lý nhà nước · hồ sơ ghi là chưa có</blockquote>" in page
    assert "· none" not in page
    if account == "officer":
        form = client.get("/me/evidence/new?replaces=SN0NE").text
        assert 'value="none"' not in form


def test_subject_and_grade_that_the_words_hold_are_not_said_twice(shared_world: World) -> None:
    page = shared_world.client("hr_a1").get(f"/people/{MINE.officer_id}").text
    quotes = re.findall(r"<blockquote>(.*?)</blockquote>", page)
    assert quotes
    for quote in quotes:
        words = quote.lower().split(" · ")
        assert all(word not in words[0] for word in words[1:])
