from __future__ import annotations

import unicodedata
from pathlib import Path

from training_catalog.csv_files import read_csv_file
from training_catalog.rows import RawRow
from training_catalog.types import CatalogueProblem

HEADER = "term_id,name_vi,aliases\n"


def rows_of(tmp_path: Path, content: str | bytes) -> tuple[list[RawRow], list[CatalogueProblem]]:
    path = tmp_path / "majors.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    problems: list[CatalogueProblem] = []
    return read_csv_file(path, table="majors", file="majors.csv", problems=problems), problems


def test_a_list_cell_is_split_at_its_bars(tmp_path: Path) -> None:
    (row,), _ = rows_of(tmp_path, HEADER + "law,Luật,Luật học | pháp luật|LKT\n")
    assert row.values["aliases"] == ["Luật học", "pháp luật", "LKT"]


def test_a_row_knows_its_line(tmp_path: Path) -> None:
    rows, _ = rows_of(tmp_path, HEADER + "a,A,\n\nb,B,\n")
    assert [row.values.line for row in rows] == [2, 4]


def test_a_spreadsheet_with_semicolons_and_byte_order_mark_is_read(tmp_path: Path) -> None:
    (row,), problems = rows_of(tmp_path, b"\xef\xbb\xbf" + "term_id;name_vi;aliases\nlaw;Luật, pháp chế;\n".encode())
    assert problems == []
    assert row.values["name_vi"] == "Luật, pháp chế"


def test_a_missing_column_is_reported_once_for_the_file(tmp_path: Path) -> None:
    rows, problems = rows_of(tmp_path, "term_id,aliases\na,\nb,\n")
    assert rows == []
    assert [problem.code for problem in problems] == ["missing_column"]


def test_a_misspelled_column_is_reported_with_the_right_name(tmp_path: Path) -> None:
    _, problems = rows_of(tmp_path, "term_id,name_vi,alias\na,A,x\n")
    assert problems[0].code == "unknown_key"
    assert "aliases" in problems[0].message_en


def test_a_row_with_too_many_cells_is_left_out(tmp_path: Path) -> None:
    rows, problems = rows_of(tmp_path, HEADER + "a,A,x,y\nb,B,\n")
    assert [row.row_id for row in rows] == ["b"]
    assert [problem.code for problem in problems] == ["bad_csv"]


def test_a_row_without_an_id_names_its_line(tmp_path: Path) -> None:
    _, problems = rows_of(tmp_path, HEADER + ",A,\n")
    assert [(problem.code, problem.file) for problem in problems] == [("missing_key", "majors.csv:2")]


def test_an_open_quote_is_bad_csv(tmp_path: Path) -> None:
    _, problems = rows_of(tmp_path, HEADER + 'a,"A,\n')
    assert [problem.code for problem in problems] == ["bad_csv"]


def test_cells_that_are_not_nfc_are_converted_and_reported(tmp_path: Path) -> None:
    (row,), problems = rows_of(tmp_path, HEADER + unicodedata.normalize("NFD", "a,Hộ tịch,\n"))
    assert row.values["name_vi"] == "Hộ tịch"
    assert [problem.code for problem in problems] == ["not_nfc"]


def test_a_file_in_another_encoding_is_a_problem(tmp_path: Path) -> None:
    _, problems = rows_of(tmp_path, "term_id,name_vi\na,Đất đai\n".encode("cp1258", errors="replace"))
    assert [problem.code for problem in problems] == ["not_utf8"]


def test_an_empty_file_lacks_its_columns(tmp_path: Path) -> None:
    _, problems = rows_of(tmp_path, "")
    assert {problem.code for problem in problems} == {"missing_column"}
