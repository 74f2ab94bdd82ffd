"""A list as people take it away: a workbook or CSV with a frozen head, from columns and rows of plain values."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

import xlsxwriter

from recommender.documents.labels import Pair, place_of
from recommender.errors import UsageError
from training_catalog.formula_guard import guarded

Cell = str | float | None
MOST_ROWS: Final = 20_000
"""Rows of a list that is written while somebody waits."""


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
    width: int = 16


@dataclass(frozen=True, kw_only=True)
class ListFile:
    """A file of the columns that were chosen (none: every one), with one name in both languages for its sheet."""

    heads: tuple[Head, ...]
    columns: tuple[str, ...]
    form: FileForm
    language: str
    sheet: Pair

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
            _write_workbook(beside, heads, chosen, place=place, sheet=self.sheet[place])
        os.replace(beside, path)


def _write_csv(path: Path, heads: Sequence[str], rows: Iterator[list[Cell]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(heads)
        for row in rows:
            writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])


def _write_workbook(path: Path, heads: Sequence[Head], rows: Iterator[list[Cell]], *, place: int, sheet: str) -> None:
    count = 0
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "in_memory": False}) as book:
        page = book.add_worksheet(sheet)
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        page.freeze_panes(1, 2)
        for column, head in enumerate(heads):
            page.set_column(column, column, head.width)
            page.write_string(0, column, head.words[place], bold)
        for count, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    page.write_string(count, column, cell)
                elif cell is not None:
                    page.write_number(count, column, cell)
        page.autofilter(0, 0, max(count, 1), len(heads) - 1)
