from __future__ import annotations

from pathlib import Path

import numpy as np
import openpyxl
import pytest

from recommender.answers import AnswerSheet, read_answers
from recommender.errors import InputError
from recommender.types import Severity
from tests.recommender.answers.written import written

GOOD = "id,c1,c2\na,1,0\nb,0,1\nc,,1\n"


def read(folder: Path, text: str, **options: str) -> AnswerSheet:
    return read_answers(written(folder, text, **options))


def found(sheet: AnswerSheet) -> list[tuple[str, str]]:
    return [(problem.code, problem.cell) for problem in sheet.problems]


def test_clean_answers_are_read_in_file_order(tmp_path: Path) -> None:
    sheet = read(tmp_path, GOOD)
    assert (sheet.ids, sheet.items, sheet.problems) == (("a", "b", "c"), ("c1", "c2"), ())
    np.testing.assert_array_equal(sheet.answers, [[1, 0], [0, 1], [np.nan, 1]])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_marks_and_separators_of_offices_are_read(tmp_path: Path, encoding: str, sign: str) -> None:
    sheet = read(tmp_path, GOOD.replace(",", sign), encoding=encoding)
    assert (sheet.ids, sheet.problems) == (("a", "b", "c"), ())


def test_a_workbook_is_read_like_a_csv_file(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["id", "c1", "c2"], ["a", 1, 0], ["b", None, 1]):
        book.active.append(row)
    book.save(tmp_path / "bai.xlsx")
    sheet = read_answers(tmp_path / "bai.xlsx")
    np.testing.assert_array_equal(sheet.answers, [[1, 0], [np.nan, 1]])


def test_whole_numbers_written_with_decimals_are_answers(tmp_path: Path) -> None:
    np.testing.assert_array_equal(read(tmp_path, 'id,c1,c2\na,1.0,"0,0"\nb,0.0,NaN\n').answers, [[1, 0], [0, np.nan]])


@pytest.mark.parametrize("cell", ["2", "0.5", "0,5", "x", "-1", "11", "đúng", "1e0"])
def test_a_cell_that_is_no_answer_leaves_its_person_out_and_is_told(tmp_path: Path, cell: str) -> None:
    sheet = read(tmp_path, f"id;c1;c2\na;1;0\nb;1;{cell}\nc;0;1\nd;0;1\n")
    assert sheet.ids == ("a", "c", "d")
    (problem,) = sheet.problems
    assert (problem.code, problem.cell, problem.value, problem.file) == ("answer_unknown", "C3", cell, "bai.csv")
    assert problem.severity is Severity.ERROR
    assert "0, 1" in problem.suggestion_vi
    assert "0, 1" in problem.suggestion_en


def test_a_repeated_id_keeps_its_first_row(tmp_path: Path) -> None:
    sheet = read(tmp_path, "id,c1\na,1\na,0\nb,0\n")
    assert sheet.ids == ("a", "b")
    assert sheet.answers[0, 0] == 1
    assert found(sheet) == [("id_repeated", "A3")]
    assert "2" in sheet.problems[0].message_vi


def test_a_row_without_id_is_left_out(tmp_path: Path) -> None:
    sheet = read(tmp_path, "id,c1\na,1\n,0\n")
    assert (sheet.ids, found(sheet)) == (("a",), [("id_missing", "A3")])


@pytest.mark.parametrize("row", ["b,1", "b,1,0,1", "b,0,5,1"])
def test_a_ragged_row_is_left_out(tmp_path: Path, row: str) -> None:
    sheet = read(tmp_path, f"id,c1,c2\na,1,0\n{row}\nc,0,1\n")
    assert (sheet.ids, found(sheet)) == (("a", "c"), [("row_ragged", "A3")])


def test_separators_at_the_end_of_a_row_are_no_cells(tmp_path: Path) -> None:
    sheet = read(tmp_path, "id,c1,c2\na,1,0,,\nb,0,1\n")
    assert (sheet.ids, sheet.problems) == (("a", "b"), ())


def test_rows_count_as_in_the_file_when_lines_are_blank(tmp_path: Path) -> None:
    assert found(read(tmp_path, "\nid,c1\n\na,1\nb,1\nc,7\n")) == [("answer_unknown", "B6")]


def test_a_person_without_answers_stays_and_is_told(tmp_path: Path) -> None:
    sheet = read(tmp_path, "id,c1,c2\na,,\nb,0,1\n")
    assert (sheet.ids, found(sheet)) == (("a", "b"), [("person_without_answers", "A2")])
    assert sheet.problems[0].severity is Severity.WARNING


def test_an_item_without_answers_stays_and_is_told(tmp_path: Path) -> None:
    sheet = read(tmp_path, "id,c1,c2\na,1,\nb,0,\n")
    assert (sheet.items, found(sheet)) == (("c1", "c2"), [("item_without_answers", "C1")])


def test_a_repeated_item_keeps_its_first_column(tmp_path: Path) -> None:
    sheet = read(tmp_path, "id,c1,c1\na,1,0\nb,0,1\n")
    assert (sheet.items, found(sheet)) == (("c1",), [("item_repeated", "C1")])
    assert sheet.answers[0, 0] == 1


def test_a_column_without_name_is_left_out(tmp_path: Path) -> None:
    assert found(read(tmp_path, "id,c1,\na,1,0\nb,0,1\n")) == [("item_name_missing", "C1")]
    assert read(tmp_path, "id,c1,\na,1,\nb,0,\n").problems == ()


def test_a_column_of_names_costs_nobody_the_score(tmp_path: Path) -> None:
    sheet = read(tmp_path, "id,ho_ten,que_quan,c1,Ghi chú\na,An,Xã A,1,\nb,Bình,Xã B,0,vắng\n")
    assert (sheet.ids, sheet.items, found(sheet)) == (("a", "b"), ("c1",), [("column_unreadable", "C1")])


@pytest.mark.parametrize(
    "head", ["STT,Mã CB,c1", "Họ và tên,Mã công chức,c1", "TT,SBD,c1"],
)  # fmt: skip
def test_people_are_known_by_the_column_of_ids_not_by_row_numbers_or_names(tmp_path: Path, head: str) -> None:
    sheet = read(tmp_path, f"{head}\n1,CB-7,1\n2,CB-8,0\n3,,1\n")
    assert (sheet.ids, sheet.items, found(sheet)) == (("CB-7", "CB-8"), ("c1",), [("id_missing", "B4")])
    assert sheet.given == ("CB-7", "CB-8")


def test_row_numbers_are_the_ids_where_there_are_no_others(tmp_path: Path) -> None:
    sheet = read(tmp_path, "STT,c1,c2\n1,1,0\n2,0,1\n")
    assert (sheet.ids, sheet.items) == (("1", "2"), ("c1", "c2"))


def test_many_alike_problems_end_in_a_count(tmp_path: Path) -> None:
    rows = "".join(f"p{number},{7 if number % 3 == 0 else 1}\n" for number in range(1800))
    sheet = read(tmp_path, f"id,c1\n{rows}")
    assert len(sheet.ids) == 1200
    assert len(sheet.problems) == 501
    assert "100" in sheet.problems[-1].message_en


@pytest.mark.parametrize("text", ["", "id,c1\n", "\n\n"])
def test_a_file_without_data_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError):
        read(tmp_path, text)


def test_letters_are_scored_by_the_key(tmp_path: Path) -> None:
    path = written(tmp_path, "id,c1,c2,c3\na,A,d,B\nb,b,,B\nc,A,?,B\n")
    sheet = read_answers(path, key={"c1": "A", "c2": "D", "c9": "C"})
    assert (sheet.ids, sheet.items) == (("a", "b"), ("c1", "c2"))
    np.testing.assert_array_equal(sheet.answers, [[1, 1], [0, np.nan]])
    assert found(sheet) == [("key_item_missing", "D1"), ("key_item_unknown", ""), ("answer_unknown", "C4")]
