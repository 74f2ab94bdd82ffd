"""Results of a class are read by heading and code; what is wrong is told by cell; names are never read."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from recommender.documents.class_sheet import ResultRow, results_sheet
from recommender.learner_codes import codes_of, learner_code
from recommender.readers.class_results import ReadResults, read_results_file, read_results_text

TICKETS = codes_of(["T1", "T2", "T3"])
ONE, TWO, THREE = (learner_code(ticket) for ticket in ("T1", "T2", "T3"))
HEAD = ["Mã học viên", "Kết quả", "Điểm", "Số tiết", "Xếp loại"]


def read(folder: Path, rows: list[list[object]]) -> ReadResults:
    path = folder / "results.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return read_results_file(path, tickets=TICKETS)


def said(found: ReadResults) -> list[tuple[str, str]]:
    return [(problem.cell, problem.severity) for problem in found.problems]


def test_a_filled_sheet_of_ours_is_read_whole(tmp_path: Path) -> None:
    rows = [
        ResultRow(code=ONE, status="passed", score=8.5, periods=16, grade="Khá"),
        ResultRow(code=TWO, status="absent"), ResultRow(code=THREE, status="failed", score=3),
    ]  # fmt: skip
    for language in ("vi", "en"):
        path = tmp_path / f"{language}.xlsx"
        path.write_bytes(results_sheet(rows, title="Lớp", language=language))
        found = read_results_file(path, tickets=TICKETS)
        assert found.problems == ()
        assert [(line.ticket, line.status, line.score, line.periods, line.grade) for line in found.lines] == [
            ("T1", "passed", 8.5, 16.0, "Khá"), ("T2", "absent", None, None, ""), ("T3", "failed", 3.0, None, ""),
        ]  # fmt: skip


def test_an_empty_sheet_of_ours_says_only_that_results_are_missing(tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    path.write_bytes(results_sheet([ResultRow(code=ONE), ResultRow(code=TWO)], title="", language="vi"))
    found = read_results_file(path, tickets=TICKETS)
    assert found.lines == ()
    assert said(found) == [("B2", "warning"), ("B3", "warning")]


def test_headings_may_stand_lower_and_in_any_order(tmp_path: Path) -> None:
    rows = [["Kết quả lớp hộ tịch"], [], ["STT", "Kết quả", "MÃ HỌC VIÊN"], [1, "Đạt", ONE]]
    assert [line.ticket for line in read(tmp_path, rows).lines] == ["T1"]


def test_names_are_not_read_and_it_is_said(tmp_path: Path) -> None:
    found = read(tmp_path, [["Họ và tên", *HEAD], ["Trần Văn Bách", ONE, "Hoàn thành"]])
    assert said(found) == [("A1", "warning")]
    assert "Bách" not in repr(found)


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        (["", "Hoàn thành"], "A2"), (["7K3M", "Hoàn thành"], "A2"), ([learner_code("other"), "Hoàn thành"], "A2"),
        ([ONE, "giỏi"], "B2"), ([ONE, "Hoàn thành", "tám"], "C2"), ([ONE, "Hoàn thành", -1], "C2"),
        ([ONE, "Hoàn thành", 8, 5000], "D2"), ([ONE, "Hoàn thành", 8, 5, "x" * 201], "E2"),
    ],
)  # fmt: skip
def test_each_slip_is_told_by_its_cell_and_keeps_the_row_out(tmp_path: Path, row: list[object], cell: str) -> None:
    found = read(tmp_path, [HEAD, row])
    assert found.has_errors
    assert said(found) == [(cell, "error")]
    assert found.lines == ()


def test_the_same_learner_twice_is_an_error(tmp_path: Path) -> None:
    found = read(tmp_path, [HEAD, [ONE, "Hoàn thành"], [ONE.lower(), "Vắng"]])
    assert said(found) == [("A3", "error")]


def test_the_whole_ticket_is_taken_as_well(tmp_path: Path) -> None:
    assert [line.code for line in read(tmp_path, [HEAD, ["T2", "Vắng"]]).lines] == [TWO]


def test_a_csv_is_read_like_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "results.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows([HEAD, [ONE, "Hoàn thành", "8,5", "16", "Khá"]])
    assert [(line.score, line.grade) for line in read_results_file(path, tickets=TICKETS).lines] == [(8.5, "Khá")]


def test_pasted_rows_need_no_heading(tmp_path: Path) -> None:
    found = read_results_text(f"{ONE}\tHoàn thành\t8,5\n{TWO};Vắng\n", tickets=TICKETS)
    assert [(line.ticket, line.status, line.score) for line in found.lines] == [
        ("T1", "passed", 8.5), ("T2", "absent", None),
    ]  # fmt: skip


def test_another_file_says_that_it_is_no_list_of_results(tmp_path: Path) -> None:
    assert said(read(tmp_path, [["Họ và tên", "Ngày sinh"], ["A", "1/1/1990"]])) == [("", "error")]
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook")
    assert said(read_results_file(path, tickets=TICKETS)) == [("", "error")]


@given(st.text(max_size=200))
def test_any_pasted_text_is_told_what_is_wrong_and_never_breaks(text: str) -> None:
    found = read_results_text(text, tickets=TICKETS)
    assert found.lines == () or not found.has_errors
    assert all("{" not in problem.message_en or "{" in text for problem in found.problems)
