"""The list of people taken away: who is filtered, the columns shown, by whom it may be, and what the audit keeps."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from recommender.documents import list_file
from tests.api.world import World
from tests.api.world_rows import OWN, PEOPLE


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_it_holds_exactly_who_is_filtered(shared_world: World) -> None:
    client = shared_world.client("province_a")
    whole = rows_of(client.get("/people.csv").content)
    assert len(whole) - 1 == len(client.get("/api/v1/people?limit=200").json()["rows"]) < len(PEOPLE)
    found = rows_of(client.get("/people.csv?q=dang thi my linh").content)
    assert [row[1] for row in found[1:]] == ["Đặng Thị Mỹ Linh"]


@pytest.mark.parametrize(("columns", "expected"), [
    ("unit", ["Mã cán bộ", "Họ và tên", "Đơn vị"]), ("-", ["Mã cán bộ", "Họ và tên"]),
    ("department,rank", ["Mã cán bộ", "Họ và tên", "Phòng, bộ phận", "Ngạch"]),
])  # fmt: skip
def test_it_has_the_chosen_columns(shared_world: World, columns: str, expected: list[str]) -> None:
    client = shared_world.client("province_a")
    assert rows_of(client.get(f"/people.csv?columns={columns}").content)[0] == expected
    workbook = client.get(f"/people.xlsx?columns={columns}")
    sheet = openpyxl.load_workbook(io.BytesIO(workbook.content)).active
    assert [cell.value for cell in sheet[1]] == expected


def test_the_page_offers_it_with_the_filters_that_are_on(shared_world: World) -> None:
    text = shared_world.client("hr_a1").get("/people?q=duong&columns=unit").text
    assert 'href="/people.xlsx?q=duong&amp;columns=unit"' in text


@pytest.mark.parametrize("account", ["officer", "institute", "auditor_a", "administrator"])
def test_who_may_not_take_people_away_gets_nothing(shared_world: World, account: str) -> None:
    assert shared_world.client(account).get("/people.csv").status_code == 403


def test_another_form_is_not_found(shared_world: World) -> None:
    assert shared_world.client("hr_a1").get("/people.exe").status_code == 404


def test_everybody_in_it_can_see_who_took_it(world: World) -> None:
    world.client("hr_a1").get("/people.xlsx")
    text = world.client("officer").get("/me/data").text
    assert "Tải danh sách về máy" in text


def test_a_list_that_is_too_long_is_refused_and_nobody_is_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_file, "MOST_ROWS", 1)
    answer = world.client("province_a").get("/people.csv")
    assert answer.status_code == 422
    assert "lọc theo đơn vị" in answer.text
    looks = world.client("officer").get("/api/v1/me/looks").json()["rows"]
    assert looks == []
    assert OWN.name not in answer.text
