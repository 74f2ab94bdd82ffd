"""Demand on the page and in every file of it: the same cells, hidden ones hidden everywhere, a way to a proposal."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from sqlalchemy import insert, select

from api.demand import pages
from recommender.permissions import Grant, Role, Viewer
from recommender.small_cells import HIDDEN_BELOW
from recommender.store.tables.runs import DEMAND, PLAN, RUN, UNCOVERED
from recommender.store.totals.demand import DemandBy, DemandFilter, demand_cells, uncovered_needs
from tests.api.world import World
from tests.api.world_rows import PEOPLE, PROVINCE_A, PROVINCE_B, RUN_A

CUTS = ("province", "quarter", "priority", "audience", "level")
ALL_SEEING = Viewer(user_id="u", name="n", grants=(Grant(role=Role.PROVINCE_HR, unit_id=""),))


@pytest.fixture
def sparse(world: World) -> World:
    """The small world with a course that three people of one place need, and twenty of another."""
    few, many = 3, 20
    with world.store.writing() as conn:
        row = dict(conn.execute(select(DEMAND).where(DEMAND.c.run_id == RUN_A)).mappings().first() or {})
        for province, learners in ((PROVINCE_A, few), (PROVINCE_B, many)):
            for priority in ("high", "low") if learners == many else ("medium",):
                changed = {"course_id": "PA-77", "province_id": province, "learners": learners, "priority": priority}
                conn.execute(insert(DEMAND).values(**row | changed))
        step = dict(conn.execute(select(PLAN).where(PLAN.c.run_id == RUN_A)).mappings().first() or {})
        for number in range(few):
            person = {"officer_id": PEOPLE[number].officer_id, "step": 9, "course_id": "PA-77", "quarter": "Q2/2027"}
            conn.execute(insert(PLAN).values(**step | person | {"closes": "C9"}))
    return world


def workbook(world: World, account: str, query: str = "") -> openpyxl.Workbook:
    answer = world.client(account).get(f"/demand.xlsx{query}")
    assert answer.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def few(world: World, by: str) -> set[tuple[str, str]]:
    """Course and group of counts that are as good as a name."""
    with world.store.reading() as conn:
        cells = demand_cells(conn, ALL_SEEING, RUN_A, by=DemandBy(by), wanted=DemandFilter())
    return {(cell.course_id, cell.group) for cell in cells if 0 < (cell.learners or 0) < HIDDEN_BELOW}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("by", CUTS)
@pytest.mark.parametrize("account", ["institute", "hr_a1", "province_a", "decider_a"])
def test_every_cut_opens_and_names_nobody(shared_world: World, account: str, by: str, language: str) -> None:
    answer = shared_world.client(account, language=language).get(f"/demand?run={RUN_A}&by={by}")
    assert answer.status_code == 200
    assert "None" not in answer.text
    assert [person.name for person in PEOPLE if person.name in answer.text] == []


@pytest.mark.parametrize("path", ["/demand", "/demand.xlsx"])
@pytest.mark.parametrize("account", ["officer", "auditor_a", "administrator"])
def test_others_do_not_see_it(shared_world: World, account: str, path: str) -> None:
    assert shared_world.client(account).get(path).status_code == 403


@pytest.mark.parametrize("path", ["/demand", "/demand.xlsx"])
@pytest.mark.parametrize("query", ["?by=unit", "?by=x", "?domain=x", "?run=none"])
def test_what_there_is_not_is_not_found(shared_world: World, path: str, query: str) -> None:
    assert shared_world.client("institute").get(path + query).status_code == 404


@pytest.mark.parametrize("by", CUTS)
def test_small_counts_are_hidden_in_every_file(sparse: World, by: str) -> None:
    hidden = few(sparse, by)
    assert hidden
    client = sparse.client("institute")
    asked = {"run_id": RUN_A, "by": by}
    rows: list[dict[str, Any]] = client.get("/api/v1/demand", params=asked).json()["rows"]
    lines = client.get("/api/v1/demand", params={**asked, "format": "ndjson"}).text.splitlines()
    table = client.get("/api/v1/demand", params={**asked, "format": "csv"}).content.decode("utf-8-sig")
    for found in (rows, [json.loads(line) for line in lines], list(csv.DictReader(io.StringIO(table)))):
        counts = {(row["course_id"], row["group"]): row["learners"] for row in found}
        assert {counts[pair] for pair in hidden} <= {None, ""}


def test_the_headline_counts_the_courses_it_adds_up_and_says_what_it_leaves_out(world: World) -> None:
    with world.store.writing() as conn:
        row = dict(conn.execute(select(DEMAND).where(DEMAND.c.run_id == RUN_A)).mappings().first() or {})
        conn.execute(insert(DEMAND).values(**row | {"course_id": "PA-78", "learners": HIDDEN_BELOW - 2}))
    text = world.client("institute").get(f"/demand?run={RUN_A}").text
    table = text.partition("Theo chương trình</h2>")[2].partition("</table>")[0]
    first_numbers = [row.partition('<td class="number">')[2] for row in table.split("<tr")[2:]]
    counts = [int(number.partition("<")[0]) for number in first_numbers if number[0].isdigit()]
    n_hidden = len(first_numbers) - len(counts)
    assert n_hidden > 0
    assert f"Cần tổ chức {sum(counts)} lượt học của {len(counts)} chương trình" in text
    assert f"Chưa kể {n_hidden} chương trình có dưới 5 người học." in text


@pytest.mark.parametrize("by", CUTS)
def test_workbook_shows_no_count_below_five(sparse: World, by: str) -> None:
    book = workbook(sparse, "institute", f"?run={RUN_A}&by={by}")
    counts = [
        cell.value for sheet, first in zip(book.worksheets, (3, 2, 2), strict=True)
        for row in sheet.iter_rows(min_row=3, min_col=first + 1) for cell in row if isinstance(cell.value, int)
    ]  # fmt: skip
    assert [count for count in counts if 0 < count < HIDDEN_BELOW] == []
    assert any(cell.value == "ẩn" for row in book.worksheets[1].iter_rows(min_row=3) for cell in row)


def test_workbook_holds_exactly_what_is_filtered(shared_world: World) -> None:
    book = workbook(shared_world, "province_a", f"?run={RUN_A}&course=PA-02")
    assert [row[0].value for row in book.worksheets[0].iter_rows(min_row=3)] == ["PA-02"]
    whole = workbook(shared_world, "province_a", f"?run={RUN_A}")
    assert [row[0].value for row in whole.worksheets[0].iter_rows(min_row=3)] == ["PA-02", "PA-01"]


def test_workbook_speaks_the_language_of_the_account(world: World) -> None:
    world.client("institute").post("/preferences", data={"language": "en"})
    assert workbook(world, "institute").worksheets[0]["B2"].value == "Course"


def test_page_offers_the_workbook_of_its_filters(shared_world: World) -> None:
    page = shared_world.client("institute").get(f"/demand?run={RUN_A}&by=priority&course=PA-01").text
    assert f'href="/demand.xlsx?by=priority&amp;course=PA-01&amp;run={RUN_A}"' in page
    assert "by=priority" in re.findall(r'href="(/api/v1/demand[^"]+)"', page)[0]


def test_text_that_looks_like_a_formula_stays_text(world: World) -> None:
    evil = '=HYPERLINK("http://x")'
    with world.store.writing() as conn:
        row = dict(conn.execute(select(DEMAND).where(DEMAND.c.run_id == RUN_A)).mappings().first() or {})
        conn.execute(insert(DEMAND).values(**row | {"course_id": "=1+1", "course_vi": evil, "learners": 50}))
    sheet = workbook(world, "institute", f"?run={RUN_A}").worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value in (evil, "=1+1")]
    assert len(cells) == 2
    assert {cell.data_type for cell in cells} == {"s"}


def test_line_of_demand_leads_to_a_class_with_its_course_place_and_seats(shared_world: World) -> None:
    client = shared_world.client("institute")
    page = client.get(f"/demand?run={RUN_A}").text
    links = re.findall(r'href="(/offerings/new\?course=PA-01&amp;province=[^"]+)"', page)
    assert links
    form = client.get(links[0].replace("&amp;", "&")).text
    assert re.search(r'<option value="PA-01" selected', form)
    assert re.search(rf'<option value="{PROVINCE_A}" selected', form)
    assert re.search(r'name="seats"[^>]*value="\d+"', form)
    assert "/offerings/new" not in shared_world.client("province_a").get(f"/demand?run={RUN_A}").text


def test_earlier_reviews_are_offered_and_compared(world: World) -> None:
    with world.store.writing() as conn:
        run = dict(conn.execute(select(RUN).where(RUN.c.run_id == RUN_A)).mappings().one())
        earlier = {"run_id": "RUN0LD", "label": "Năm trước", "today": run["today"] - timedelta(days=365)}
        conn.execute(insert(RUN).values(**run | earlier | {"started_at": run["started_at"] - timedelta(days=365)}))
        for row in conn.execute(select(DEMAND).where(DEMAND.c.run_id == RUN_A)).mappings().all():
            conn.execute(insert(DEMAND).values(**dict(row) | {"run_id": "RUN0LD", "learners": row["learners"] + 10}))
    page = world.client("province_a").get(f"/demand?run={RUN_A}").text
    assert "Thay đổi qua các đợt" in page
    assert "Giảm" in page
    assert "Năm trước" in page
    assert world.client("province_a").get("/demand?run=RUN0LD").status_code == 200


def test_institute_sees_no_review_that_is_not_published(shared_world: World) -> None:
    assert shared_world.client("institute").get("/demand?run=RUN0PEN").status_code == 404
    assert "RUN0PEN" not in shared_world.client("institute").get("/demand").text


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("by", "name"), [("quarter", "province"), ("province", "quarter")])
def test_one_part_of_course_by_place_and_term_can_be_looked_at(
    sparse: World, by: str, name: str, language: str
) -> None:
    client = sparse.client("institute", language=language)
    page = client.get(f"/demand?run={RUN_A}&by={by}").text
    parts = re.findall(r'<option value="([^"]+)"', page)
    assert len(parts) > 1
    for part in parts:
        answer = client.get("/demand", params={"run": RUN_A, "by": by, name: part})
        assert answer.status_code == 200
        assert f'value="{part}" selected' in answer.text
        assert client.get("/demand.xlsx", params={"run": RUN_A, "by": by, name: part}).status_code == 200


@pytest.mark.parametrize("query", ["by=quarter&province=99", "by=province&quarter=Q9/2027"])
def test_part_that_there_is_not_is_not_found(shared_world: World, query: str) -> None:
    assert shared_world.client("institute").get(f"/demand?run={RUN_A}&{query}").status_code == 404


def test_files_of_a_part_are_of_that_part(sparse: World) -> None:
    client = sparse.client("province_a")
    page = client.get("/demand", params={"run": RUN_A, "by": "province", "quarter": "Q2/2027"}).text
    csv_of_it = re.findall(r'href="(/api/v1/demand[^"]+format=csv)"', page)[0].replace("&amp;", "&")
    rows = list(csv.DictReader(io.StringIO(client.get(csv_of_it).content.decode("utf-8-sig"))))
    assert {(row["course_id"], row["group"], row["learners"]) for row in rows} == {("PA-77", PROVINCE_A, "3")}


def test_a_table_that_is_cut_says_how_much_it_shows(sparse: World, monkeypatch: pytest.MonkeyPatch) -> None:
    client = sparse.client("institute")
    assert "tệp Excel, CSV có đủ" not in client.get(f"/demand?run={RUN_A}").text
    monkeypatch.setattr(pages, "MOST_ROWS", 1)
    assert re.search(r"Bảng hiện 1 chương trình nhiều người học nhất trong \d", client.get(f"/demand?run={RUN_A}").text)


def test_uncovered_needs_that_are_cut_say_how_many_there_are_and_the_workbook_holds_all(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with world.store.writing() as conn:
        row = dict(conn.execute(select(UNCOVERED).where(UNCOVERED.c.run_id == RUN_A)).mappings().first() or {})
        for number in range(4):
            conn.execute(insert(UNCOVERED).values(**row | {"requirement_id": f"T.9{number}", "officers": 9 + number}))
    with world.store.reading() as conn:
        count = len(uncovered_needs(conn, ALL_SEEING, RUN_A))
    client = world.client("institute")
    assert f"{count} yêu cầu." in client.get(f"/demand?run={RUN_A}").text
    monkeypatch.setattr(pages, "MOST_ROWS", 2)
    page = client.get(f"/demand?run={RUN_A}").text
    assert f"Hiện 2 trên {count} yêu cầu" in page
    (address,) = set(re.findall(r'href="(/demand\.xlsx[^"]*)" download>Tải tệp Excel', page))
    book = openpyxl.load_workbook(io.BytesIO(client.get(address.replace("&amp;", "&")).content))
    assert any(sum(1 for line in sheet.iter_rows(values_only=True) if any(line)) > count for sheet in book)
