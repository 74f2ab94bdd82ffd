"""Surplus and shortage taken away: the posts that are filtered, in words, for those who may see them only."""

from __future__ import annotations

import csv
import io
import re

import openpyxl
import pytest
from sqlalchemy import update

from api.look.words import word
from recommender.documents import list_file
from recommender.store.tables.units import UNIT
from tests.api.world import World
from tests.api.world_rows import A1, A2, B1, PEOPLE


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def sheet_of(content: bytes) -> list[list[object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    return [[cell.value for cell in row] for row in sheet]


@pytest.mark.parametrize(
    "query", ["", f"?unit={A1}", "?position=II.05", f"?unit={A2}&group=specialist", "?field=justice"]
)
def test_both_files_hold_exactly_the_posts_of_the_page(shared_world: World, query: str) -> None:
    client = shared_world.client("province_a")
    page = client.get(f"/balance{query}").text
    listed = sorted(
        re.findall(r'<a href="/balance[^"]*">[^<]+</a></th>\s*<td><span class="nowrap">([^<]+)</span>', page)
    )
    assert listed
    lines = rows_of(client.get(f"/balance.csv{query}").content)
    assert sorted(line[2] for line in lines[1:]) == listed
    cells = sheet_of(client.get(f"/balance.xlsx{query}").content)
    assert [line[:4] for line in cells] == [line[:4] for line in lines]


def test_the_page_offers_it_with_the_filters_that_are_on(shared_world: World) -> None:
    page = shared_world.client("province_a").get(f"/balance?unit={A1}&field=justice&against=norm").text
    found = re.findall(r'href="(/balance\.(?:xlsx|csv)\?[^"]+)"', page)
    assert len(found) == 2
    for address in found:
        assert f"unit={A1}&amp;field=justice&amp;run=" in address
        assert "against" not in address


def test_numbers_are_numbers_and_words_are_the_reader_s(shared_world: World) -> None:
    client = shared_world.client("province_a", language="en")
    heads, first = sheet_of(client.get("/balance.xlsx").content)[:2]
    assert heads[:4] == ["Unit id", "Unit", "Position id", "Position"]
    assert first[4] == word("specialist", "group", "en")
    assert all(isinstance(value, int | float) for value in first[6:9])


def test_text_never_becomes_a_formula(world: World) -> None:
    with world.store.writing() as conn:
        conn.execute(update(UNIT).where(UNIT.c.unit_id == A1).values(name="=HYPERLINK(1)"))
    client = world.client("province_a")
    lines = rows_of(client.get(f"/balance.csv?unit={A1}").content)
    assert {line[1] for line in lines[1:]} == {"'=HYPERLINK(1)", "Phòng Kinh tế"}
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"/balance.xlsx?unit={A1}").content)).active
    assert sheet.cell(2, 2).data_type == "s"


@pytest.mark.parametrize("account", ["officer", "institute", "auditor_a", "administrator", "nobody"])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_who_may_not_see_posts_gets_no_file(shared_world: World, account: str, form: str) -> None:
    assert shared_world.client(account).get(f"/balance.{form}").status_code == 403


def test_nothing_outside_the_scope_is_in_it_and_nobody_is_named(shared_world: World) -> None:
    client = shared_world.client("hr_a2")
    assert len(rows_of(client.get(f"/balance.csv?unit={B1}").content)) == 1
    text = client.get("/balance.csv").content.decode("utf-8-sig")
    assert {line[0] for line in rows_of(text.encode())[1:]} == {A2}
    assert [person.name for person in PEOPLE if person.name in text] == []


def test_another_form_and_another_run_are_not_found(shared_world: World) -> None:
    client = shared_world.client("province_a")
    assert client.get("/balance.exe").status_code == 404
    assert client.get("/balance.csv?run=N0NE").status_code == 404


def test_a_list_that_is_too_long_is_refused(shared_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_file, "MOST_ROWS", 1)
    answer = shared_world.client("province_a").get("/balance.xlsx")
    assert answer.status_code == 422
    assert "lọc theo đơn vị" in answer.text
