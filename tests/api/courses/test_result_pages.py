"""Results of a class on pages: a sheet to fill, a look at every cell, and only then something is kept."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from starlette.testclient import TestClient

from recommender.learner_codes import learner_code
from tests.api.world import World
from tests.api.world_rows import OWN, PEOPLE

CLASS = "/offerings/0FF-1"
CODE = learner_code("ENR-1")


def sheet(client: TestClient) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(client.get(f"{CLASS}/results.xlsx").content))


def filled(client: TestClient, *row: object) -> bytes:
    """Our own sheet with the first learner's results written in."""
    book = sheet(client)
    for column, value in enumerate(row, 2):
        book.worksheets[0].cell(row=2, column=column, value=value)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def preview(client: TestClient, content: bytes, name: str = "ket-qua.xlsx") -> tuple[int, str]:
    answer = client.post(f"{CLASS}/results/preview", files={"file": (name, content)})
    return answer.status_code, answer.text


def test_sheet_holds_the_codes_of_the_class_and_no_name(shared_world: World) -> None:
    book = sheet(shared_world.client("institute"))
    cells = [str(cell.value) for one in book.worksheets for row in one.iter_rows() for cell in row if cell.value]
    assert CODE in cells
    assert [person.name for person in PEOPLE if any(person.name in cell for cell in cells)] == []


def test_file_is_shown_first_and_kept_only_when_confirmed(world: World) -> None:
    client = world.client("institute")
    status, page = preview(client, filled(client, "Hoàn thành", 8.5, 16, "Khá"))
    assert status == 200
    assert "Ghi kết quả của 1 học viên?" in page
    assert "Hoàn thành" not in client.get(CLASS).text
    found = re.search(r'name="lines" value="([^"]+)"', page)
    assert found is not None
    answer = client.post(f"{CLASS}/results", data={"lines": found[1]})
    assert answer.headers["location"] == f"{CLASS}?done=results&n=1"
    row = re.search(rf"{CODE}.*?</tr>", client.get(CLASS).text, re.S)
    assert row is not None
    assert all(shown in row[0] for shown in ("Hoàn thành", "8,5", "16", "Khá"))


def test_result_reaches_the_evidence_and_the_plan_of_the_learner(world: World) -> None:
    world.client("institute").post(f"{CLASS}/results", data={"lines": f"{CODE};passed;8;24"})
    officer = world.client("officer")
    assert "Hộ tịch số" in officer.get("/me/evidence").text
    steps = officer.get(f"/api/v1/people/{OWN.officer_id}/plan", params={"year": 2027}).json()["steps"]
    assert [(step["status"], step["periods_done"]) for step in steps if step["course_id"] == "0WN-1"] == [
        ("done", 24.0)
    ]


def test_what_is_wrong_is_told_by_cell_and_nothing_can_be_confirmed(world: World) -> None:
    client = world.client("institute")
    status, page = preview(client, filled(client, "giỏi", "tám"))
    assert status == 422
    assert '<th scope="row">B2</th>' in page
    assert '<th scope="row">C2</th>' in page
    assert 'name="lines"' not in page


def test_learner_of_another_class_is_no_learner_here(world: World) -> None:
    client = world.client("institute")
    status, page = preview(client, f"Mã học viên;Kết quả\n{learner_code('ENR-2')};Vắng\n".encode(), "a.csv")
    assert status == 422
    assert "không thuộc lớp này" in page


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.exe", b"MZ"), ("a.xlsx", b"not a zip"), ("a.csv", b""), ("a.csv", b"\x00\x01"), ("a.xlsx", b"PK\x03\x04 x")],
)
def test_other_files_are_refused_with_a_reason(world: World, name: str, content: bytes) -> None:
    status, page = preview(world.client("institute"), content, name)
    assert status == 422
    assert 'role="alert"' in page or "Cả tệp" in page


def test_nothing_sent_says_what_to_do(world: World) -> None:
    answer = world.client("institute").post(f"{CLASS}/results/preview", data={"lines": " "})
    assert answer.status_code == 422
    assert "Chọn tệp hoặc dán kết quả" in answer.text


@pytest.mark.parametrize("lines", ["", CODE, f"{CODE};giỏi", f"{CODE};passed;x", "ENR-77;passed", f"{CODE};\u202e"])
def test_wrong_rows_change_nothing(world: World, lines: str) -> None:
    client = world.client("institute")
    assert client.post(f"{CLASS}/results", data={"lines": lines}).status_code == 422
    assert "Đã cử đi học" in client.get(CLASS).text


def test_names_in_a_file_are_neither_shown_nor_kept(world: World) -> None:
    client = world.client("institute")
    content = f"Họ và tên;Mã học viên;Kết quả\n{OWN.name};{CODE};Hoàn thành\n".encode()
    status, page = preview(client, content, "a.csv")
    assert status == 200
    assert "không được đọc" in page
    assert OWN.name not in page


@pytest.mark.parametrize("path", ["/results", "/results.xlsx"])
def test_another_institute_sees_and_sends_nothing(world: World, path: str) -> None:
    client = world.client("institute_2")
    assert client.get(f"{CLASS}{path}").status_code == 404
    assert client.post(f"{CLASS}/results", data={"lines": f"{CODE};passed"}).status_code == 404
    assert client.post(f"{CLASS}/results/preview", data={"lines": f"{CODE};passed"}).status_code == 404
    assert "Đã cử đi học" in world.client("institute").get(CLASS).text
