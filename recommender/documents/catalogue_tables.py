"""The tables of the report on the reference data as CSV files, one workbook, and plain values for JSON."""

from __future__ import annotations

import csv
import io
from datetime import datetime, time
from functools import partial
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from recommender.documents.tables import write_whole
from training_catalog.formula_guard import guarded
from training_catalog.report import CatalogueReport, Cell, ReportTable, Words

WORKBOOK = "catalogue_report.xlsx"
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_TAB_LETTERS = 31
_WIDE, _NARROW = 60, 14


def write_csv_tables(report: CatalogueReport, folder: Path) -> list[Path]:
    """One CSV a table (UTF-8 with byte order mark), named by the table's key; heads are keys of columns.

    A column of words in two languages becomes two: `key` in Vietnamese and `key_en`.
    """
    return [_write_csv(table, folder / f"{table.key}.csv") for table in report.tables]


def write_workbook(report: CatalogueReport, folder: Path, *, language: str) -> Path:
    """One workbook with a sheet a table, headings in the language asked for."""
    return write_whole(folder / WORKBOOK, partial(_write_book, report, language))


def report_values(report: CatalogueReport) -> dict[str, object]:
    """The report as plain values; words in two languages become `{"vi", "en"}`."""
    return {
        "name": report.name,
        "version": report.version,
        "digest": report.digest,
        "today": report.today.isoformat(),
        "headline": [{"what": _plain(what), "value": _plain(value)} for what, value in report.headline],
        "tables": [_table_values(table) for table in report.tables],
    }


def _table_values(table: ReportTable) -> dict[str, object]:
    keys = [column.key for column in table.columns]
    return {
        "key": table.key,
        "title": _plain(table.title),
        "note": _plain(table.note),
        "columns": [{"key": column.key, "vi": column.vi, "en": column.en} for column in table.columns],
        "rows": [dict(zip(keys, map(_plain, row), strict=True)) for row in table.rows],
    }


def _plain(value: Cell) -> object:
    return {"vi": value.vi, "en": value.en} if isinstance(value, Words) else value


def _text(value: Cell, language: str) -> str | int | float:
    if isinstance(value, Words):
        return value.vi if language == "vi" else value.en
    return value


def _write_csv(table: ReportTable, path: Path) -> Path:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    is_double = [any(isinstance(row[place], Words) for row in table.rows) for place in range(len(table.columns))]
    names = [[column.key, f"{column.key}_en"] for column in table.columns]
    writer.writerow([name for pair, double in zip(names, is_double, strict=True) for name in pair[: 1 + double]])
    for row in table.rows:
        cells = [_languages(value)[: 1 + double] for value, double in zip(row, is_double, strict=True)]
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for pair in cells for cell in pair])
    path.write_bytes(stream.getvalue().encode("utf-8-sig"))
    return path


def _languages(value: Cell) -> list[str | int | float]:
    return [_text(value, "vi"), _text(value, "en")]


def _write_book(report: CatalogueReport, language: str, path: Path) -> None:
    with xlsxwriter.Workbook(str(path), OPTIONS) as book:
        created = datetime.combine(report.today, time())
        title = Words("Báo cáo bộ dữ liệu tham chiếu", "Report on the reference data")
        book.set_properties({"title": _text(title, language), "author": "Năng Lực", "created": created})
        base = {"font_name": "Arial", "font_size": 10, "valign": "top", "border": 1, "border_color": "#D3DAE1"}
        plain = book.add_format({**base, "text_wrap": True})
        percent = book.add_format({**base, "num_format": "0%"})
        head = book.add_format({**base, "bold": True, "bg_color": "#E4EAF0", "text_wrap": True})
        big = book.add_format({"font_name": "Arial", "font_size": 13, "bold": True})
        for number, table in enumerate(report.tables, 1):
            _write_sheet(book, table, number, language=language, formats=(plain, percent, head, big))


def _write_sheet(
    book: Workbook, table: ReportTable, number: int, *, language: str, formats: tuple[Format, Format, Format, Format]
) -> None:
    plain, percent, head, big = formats
    title = str(_text(table.title, language))
    sheet = book.add_worksheet(f"{number}. {title}"[:_TAB_LETTERS])
    sheet.write(0, 0, title, big)
    sheet.write(1, 0, str(_text(table.note, language)))
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, _WIDE if column.is_wide else _NARROW)
        sheet.write(3, place, column.vi if language == "vi" else column.en, head)
    for at, row in enumerate(table.rows, 4):
        for place, value in enumerate(row):
            sheet.write(at, place, _text(value, language), percent if isinstance(value, float) else plain)
    sheet.freeze_panes(4, 1)
    if table.rows:
        sheet.autofilter(3, 0, 3 + len(table.rows), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(3)
