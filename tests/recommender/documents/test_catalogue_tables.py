from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from recommender.documents.catalogue_tables import report_values, write_csv_tables, write_workbook
from tests.recommender.documents.test_catalogue_page import REPORT


def test_words_in_two_languages_become_two_columns_of_the_csv(tmp_path: Path) -> None:
    (path,) = write_csv_tables(REPORT, tmp_path)
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0] == ["what", "what_en", "rows"]
    assert rows[1] == ["<b>Nhiệm vụ</b>", "Tasks", "1592"]


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    (path,) = write_csv_tables(REPORT, tmp_path)
    assert "\n'=1+1," in path.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(("language", "head"), [("vi", "Số dòng"), ("en", "Rows")])
def test_the_workbook_has_a_sheet_a_table_in_the_language_asked_for(tmp_path: Path, language: str, head: str) -> None:
    path = write_workbook(REPORT, tmp_path, language=language)
    book = CalamineWorkbook.from_path(str(path))
    (name,) = book.sheet_names
    assert head in book.get_sheet_by_name(name).to_python()[3]


def test_the_workbook_of_the_same_report_has_the_same_bytes(tmp_path: Path) -> None:
    first = write_workbook(REPORT, tmp_path, language="vi").read_bytes()
    assert write_workbook(REPORT, tmp_path, language="vi").read_bytes() == first


def test_long_titles_make_valid_and_different_sheet_names(tmp_path: Path) -> None:
    table = replace(REPORT.tables[0], title=replace(REPORT.tables[0].title, vi="Chương trình so với kết quả đã ghi ra"))
    path = write_workbook(replace(REPORT, tables=(table, table)), tmp_path, language="vi")
    names = CalamineWorkbook.from_path(str(path)).sheet_names
    assert len(set(names)) == 2
    assert all(len(name) <= 31 for name in names)


def test_values_are_json_and_name_their_columns() -> None:
    values = json.loads(json.dumps(report_values(REPORT), ensure_ascii=False))
    assert values["tables"][0]["rows"][0] == {"what": {"vi": "<b>Nhiệm vụ</b>", "en": "Tasks"}, "rows": 1592}
    assert values["today"] == "2026-11-22"
