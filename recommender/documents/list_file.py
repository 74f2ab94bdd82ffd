"""A list as people take it away: a workbook or CSV with a frozen head, from columns and rows of plain values."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

import xlsxwriter

from recommender.documents.labels import Pair, place_of
from recommender.documents.print_setup import row_points, set_print
from recommender.errors import UsageError
from training_catalog.formula_guard import guarded

Cell = str | float | None
MOST_ROWS: Final = 20_000
"""Rows of a list that is written while somebody waits."""


class NumberForm(StrEnum):
    """How a column of numbers is written."""

    PLAIN = "plain"
    """As it is, without digits that say nothing."""
    PERCENT = "percent"
    """A share of one; a workbook shows it as a percentage."""


DIGITS: Final = 3
"""Digits after the point: a tenth of a percent."""
FORMATS: Final = {NumberForm.PERCENT: "0%"}


class FileForm(StrEnum):
    """The kind of file."""

    XLSX = "xlsx"
    CSV = "csv"


def require_short(rows: int) -> None:
    """UsageError for a list that is too long to be written while somebody waits."""
    if rows > MOST_ROWS:
        raise UsageError(
            f"Danh sách dài hơn {MOST_ROWS} dòng: lọc theo đơn vị.",
            f"The list is longer than {MOST_ROWS} rows: filter by unit.",
        )


@dataclass(frozen=True, kw_only=True)
class Head:
    """A column of the file: its words, its width, and the key of the page's column it belongs to ("" = always)."""

    words: Pair
    key: str = ""
    width: int = 14
    number: NumberForm = NumberForm.PLAIN


@dataclass(frozen=True, kw_only=True)
class MoreRows:
    """A second sheet of a workbook, with its own columns."""

    sheet: Pair
    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, kw_only=True)
class ListFile:
    """A file of the columns that were chosen (none: every one), with one name in both languages for its sheet."""

    heads: tuple[Head, ...]
    columns: tuple[str, ...]
    form: FileForm
    language: str
    sheet: Pair
    more: MoreRows | None = None
    """A CSV file has room for one list only and leaves it out."""

    def write(self, path: Path, rows: Iterator[list[Cell]]) -> None:
        """The file, written beside and moved into place; each row has a cell for every head, chosen or not."""
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.part")
        wanted = self.columns
        places = [at for at, head in enumerate(self.heads) if not (head.key and wanted) or head.key in wanted]
        heads = [self.heads[at] for at in places]
        chosen = ([row[at] for at in places] for row in rows)
        place = place_of(self.language)
        if self.form is FileForm.CSV:
            _write_csv(beside, [head.words[place] for head in heads], chosen)
        else:
            _write_workbook(beside, Sheet(heads=heads, rows=chosen, name=self.sheet[place]), self.more, place=place)
        os.replace(beside, path)


def _write_csv(path: Path, heads: Sequence[str], rows: Iterator[list[Cell]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(heads)
        for row in rows:
            writer.writerow([guarded(cell) if isinstance(cell, str) else _rounded(cell) for cell in row])


def _rounded(cell: float | None) -> float | int | None:
    """A number as a reader wants it: 0.957, and 1 rather than 1.0."""
    if cell is None or isinstance(cell, int):
        return cell
    short = round(cell, DIGITS)
    return int(short) if short == int(short) else short


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet as it is written."""

    name: str
    heads: Sequence[Head]
    rows: Iterable[Sequence[Cell]]


def _write_workbook(path: Path, first: Sheet, more: MoreRows | None, *, place: int) -> None:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "in_memory": False}) as book:
        _write_sheet(book, first, place=place)
        if more is not None:
            _write_sheet(book, Sheet(name=more.sheet[place], heads=more.heads, rows=more.rows), place=place)


def _write_sheet(book: xlsxwriter.Workbook, sheet: Sheet, *, place: int) -> None:
    page = book.add_worksheet(sheet.name)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#DDEBF7"})
    line = {"valign": "top", "bottom": 4, "bottom_color": "#A6A6A6"}
    text, plain = book.add_format({"text_wrap": True, "indent": 1, **line}), book.add_format(line)
    formats = {form: book.add_format({"num_format": code, **line}) for form, code in FORMATS.items()}
    page.freeze_panes(1, 2)
    widths, words = [head.width for head in sheet.heads], [head.words[place] for head in sheet.heads]
    set_print(page, widths, heads=0, named=2)
    page.set_row(0, row_points(words, widths, is_bold=True))
    for column, head in enumerate(sheet.heads):
        page.set_column(column, column, head.width)
        page.write_string(0, column, head.words[place], bold)
    count = 0
    for count, row in enumerate(sheet.rows, start=1):
        page.set_row(count, row_points(row, widths))
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                page.write_string(count, column, cell, text)
            elif cell is not None:
                form = sheet.heads[column].number
                page.write_number(count, column, round(cell, 6), formats.get(form, plain))
    page.autofilter(0, 0, max(count, 1), len(sheet.heads) - 1)
