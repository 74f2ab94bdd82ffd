"""Sheets are printed on A4 with headings on every page; one too wide is cut into pages that name their rows."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from recommender.documents.print_setup import row_points, set_print


def printed(*widths: float, heads: int = 0, named: int = 1) -> Any:
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        set_print(book.add_worksheet("A"), widths, heads=heads, named=named)
    return openpyxl.load_workbook(written)["A"]


def test_a_row_is_as_tall_as_its_longest_text_and_numbers_take_one_line() -> None:
    assert row_points(["Mã", 3, None], [10, 2, 2]) == 15
    assert row_points(["một hai ba bốn năm sáu bảy tám chín mười", "x"], [12, 10]) >= 60
    assert row_points(["x " * 5000], [10]) == 400


def test_headings_stand_on_every_page_of_a4() -> None:
    sheet = printed(60, 60, heads=1)
    assert sheet.page_setup.paperSize == 9
    assert sheet.print_title_rows == "$2:$2"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


@pytest.mark.parametrize(("widths", "way"), [((40, 40), None), ((80, 80), "landscape")])
def test_a_narrow_sheet_is_printed_upright_and_a_wide_one_across(widths: tuple[float, ...], way: str | None) -> None:
    assert printed(*widths).page_setup.orientation in (way, "portrait" if way is None else way)


def test_a_sheet_too_wide_for_one_page_repeats_what_names_its_rows() -> None:
    one, two = printed(100, 100), printed(100, 100, 100, named=2)
    assert (one.page_setup.fitToWidth or 1, one.print_title_cols) == (1, None)
    assert (two.page_setup.fitToWidth, two.print_title_cols, two.page_setup.fitToHeight) == (2, "$A:$B", 0)
