"""Rows written in blocks are the cells that XlsxWriter itself would write."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
import xlsxwriter

from recommender.documents.labels import Labels
from recommender.documents.results_workbook import row_sheet
from recommender.documents.results_workbook.row_sheet import MOST_SIGNS, CellColumn, RowSheet
from recommender.documents.results_workbook.styles import Kind, Styles
from recommender.documents.results_workbook.table import Table, column
from recommender.documents.results_workbook.table_rows import LINED_ROWS
from recommender.documents.results_workbook.table_sheet import write_table
from tests.recommender.documents import factories as make

TEXTS = ["", "a & <b>", " trước", "=1+1", "_x0041_", "Đặng"]


def table(rows: pd.DataFrame) -> Table:
    columns = (
        column("text", ("Chữ", "Text"), 20, tone="tone"),
        column("number", ("Số", "Number"), 8, Kind.DECIMAL),
        column("day", ("Ngày", "Day"), 11, Kind.DAY),
        column("input", ("Nhập", "Input"), 8, Kind.INPUT),
    )
    return Table(tab="T", title="Bảng", answer="", frozen=1, empty="", columns=columns, rows=rows)


def rows(texts: list[str]) -> pd.DataFrame:
    count = len(texts)
    return pd.DataFrame({
        "text": pd.Series(texts, dtype="str"),
        "tone": pd.Series(["green" if at % 2 else "" for at in range(count)], dtype="str"),
        "number": [np.nan if at % 3 == 0 else at / 7 for at in range(count)],
        "day": pd.Series([pd.NaT if at % 4 == 0 else f"2026-11-{at % 28 + 1:02}" for at in range(count)],
                         dtype="datetime64[s]"),
        "row": pd.Series(["total" if at == count - 1 else "" for at in range(count)], dtype="str"),
    })  # fmt: skip


def written(path: Path, texts: list[str]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        write_table(book, table(rows(texts)), Styles(book, "vi"), Labels.of(make.catalogue(), "vi"))
    return path


def test_values_come_back_as_they_were_given(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(written(tmp_path / "a.xlsx", TEXTS))["T"]
    found = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert [row[0] for row in found] == [text or None for text in TEXTS]
    assert [row[1] for row in found] == [
        None if at % 3 == 0 else pytest.approx(at / 7, abs=1e-4) for at in range(len(TEXTS))
    ]
    days = [None if at % 4 == 0 else date(2026, 11, at + 1) for at in range(len(TEXTS))]
    assert [row[2] and row[2].date() for row in found] == days  # type: ignore[union-attr]


def test_tone_total_and_quote_mark_shape_a_cell(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(written(tmp_path / "a.xlsx", TEXTS))["T"]
    assert sheet["A4"].fill.fgColor.rgb == "FFE4F2E8"
    assert sheet["A3"].fill.fgColor.rgb != "FFE4F2E8"
    assert sheet["B8"].font.b
    assert sheet["A6"]._style.quotePrefix == 1
    assert sheet["D3"].fill.fgColor.rgb == "FFFFFDF2"


def rows_of(path: Path) -> bytes:
    """The sheet as it lies in the file; the file around it knows when it was made."""
    with zipfile.ZipFile(path) as parts:
        return parts.read("xl/worksheets/sheet1.xml")


def test_blocks_join_without_a_seam(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = rows_of(written(tmp_path / "a.xlsx", TEXTS * 5))
    monkeypatch.setattr(row_sheet, "BLOCK_ROWS", 3)
    assert rows_of(written(tmp_path / "b.xlsx", TEXTS * 5)) == whole


def test_a_long_table_leaves_empty_cells_out(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", ["x"] * (LINED_ROWS + 1))
    with zipfile.ZipFile(path) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").decode()
    assert f'<dimension ref="A1:D{LINED_ROWS + 3}"/>' in xml
    assert re.search(r'<row r="3"><c r="A3"[^>]*><v>\d+</v></c></row>', xml)


def test_a_text_beyond_what_a_cell_holds_is_cut_and_says_so(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(written(tmp_path / "a.xlsx", ["dài " * 10_000]))["T"]
    assert len(sheet["A3"].value) == MOST_SIGNS
    assert sheet["A3"].value.endswith("…")


def test_text_that_looks_like_markup_of_a_cell_stays_text(tmp_path: Path) -> None:
    hostile = "<r><t>x</t></r>"
    sheet = openpyxl.load_workbook(written(tmp_path / "a.xlsx", [hostile]))["T"]
    assert sheet["A3"].value.strip() == hostile


def test_cells_are_those_that_xlsxwriter_writes_itself(tmp_path: Path) -> None:
    def one(path: Path, *, is_block: bool) -> str:
        with xlsxwriter.Workbook(str(path)) as book:
            style = book.add_format({"bold": True})
            sheet = book.add_worksheet("T", worksheet_class=RowSheet)
            sheet.write_string(0, 0, "đầu", style)
            if is_block:
                ends = [sheet.text_end("a", style), sheet.number_end(0.1, style), sheet.blank_end(style)]
                sheet.set_rows(1, [CellColumn(codes=np.array([0, 1, 2]), ends=ends)], np.array([np.nan, 30.0, np.nan]))
            else:
                sheet.write_string(1, 0, "a", style)
                sheet.set_row(2, 30)
                sheet.write_number(2, 0, 0.1, style)
                sheet.write_blank(3, 0, None, style)
        with zipfile.ZipFile(path) as parts:
            return re.sub(r' spans="[\d:]+"', "", parts.read("xl/worksheets/sheet1.xml").decode())

    assert one(tmp_path / "a.xlsx", is_block=True) == one(tmp_path / "b.xlsx", is_block=False)
