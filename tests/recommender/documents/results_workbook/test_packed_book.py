"""A packed workbook holds the parts that XlsxWriter makes, in their order, and leaves nothing behind."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.workbook import Workbook

from recommender.documents.results_workbook.packed_book import PackedBook

MADE = datetime(2026, 11, 22)


def filled(book: Workbook) -> None:
    """Two sheets and a chart, written and closed."""
    with book:
        book.set_properties({"created": MADE})
        for name in ("một", "hai"):
            sheet = book.add_worksheet(name)
            for row in range(50):
                sheet.write_string(row, 0, f"{name} {row}")
                sheet.write_number(row, 1, row)
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=hai!$B$1:$B$50"})
        sheet.insert_chart("D2", chart)


def test_parts_and_their_order_are_those_of_xlsxwriter(tmp_path: Path) -> None:
    filled(PackedBook(tmp_path / "packed.xlsx", {}))
    filled(Workbook(str(tmp_path / "plain.xlsx")))
    with ZipFile(tmp_path / "packed.xlsx") as packed, ZipFile(tmp_path / "plain.xlsx") as plain:
        assert packed.namelist() == plain.namelist()
        assert packed.testzip() is None
        assert all(packed.read(name) == plain.read(name) for name in plain.namelist())


def test_the_same_workbook_has_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        filled(PackedBook(tmp_path / name, {}))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_no_part_stays_behind(tmp_path: Path) -> None:
    parts = tmp_path / "parts"
    parts.mkdir()
    filled(PackedBook(tmp_path / "book.xlsx", {"tmpdir": str(parts)}))
    assert list(parts.iterdir()) == []


def test_a_folder_that_is_gone_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileCreateError, match="gone"):
        filled(PackedBook(tmp_path / "gone" / "book.xlsx", {}))
