"""Sheets written row by row with XlsxWriter: titles, merged headers, numbering, group rows, totals and signatures."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

Cell: TypeAlias = str | int | float | date | None
MADE = datetime(2026, 11, 1, 8, 0, 0)
"""Date of every workbook of the sample: the same seed gives the same bytes."""
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
NAME_LENGTH = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


@dataclass(frozen=True, kw_only=True)
class Formats:
    """Cell formats of a workbook."""

    title: Any
    header: Any
    bold: Any
    day: Any


@dataclass(frozen=True, kw_only=True)
class Book:
    """An open workbook; `is_big` = rows are flushed as they are written, so nothing above can change."""

    workbook: Any
    formats: Formats
    is_big: bool

    def sheet(self, name: str) -> SheetWriter:
        """A new sheet of this name, cut to what Excel takes."""
        safe = name.translate(_FORBIDDEN).strip()[:NAME_LENGTH].strip()
        return SheetWriter(sheet=self.workbook.add_worksheet(safe), formats=self.formats, name=safe, is_big=self.is_big)


@contextmanager
def open_book(path: Path, *, is_big: bool) -> Iterator[Book]:
    """A workbook at this path with fixed dates, closed at the end."""
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(str(path), {**options, "constant_memory": is_big})
    workbook.set_properties({"created": MADE, "title": path.stem, "author": "nangluc sample"})
    formats = Formats(
        title=workbook.add_format({"bold": True, "align": "center"}),
        header=workbook.add_format({"bold": True, "align": "center", "border": 1, "text_wrap": True}),
        bold=workbook.add_format({"bold": True}),
        day=workbook.add_format({"num_format": "dd/mm/yyyy"}),
    )
    yield Book(workbook=workbook, formats=formats, is_big=is_big)
    workbook.close()


@dataclass(kw_only=True)
class SheetWriter:
    """A sheet and the next row to write."""

    sheet: Any
    formats: Formats
    name: str
    is_big: bool
    at: int = 0

    def row(self, values: Sequence[Cell], style: Any = None) -> int:
        """Writes the next row, returns its index; None and "" leave the cell out."""
        for column, value in enumerate(values):
            if value is None or value == "":
                continue
            if isinstance(value, str):
                self.sheet.write_string(self.at, column, value, style)
            elif isinstance(value, date):
                day = datetime(value.year, value.month, value.day)
                self.sheet.write_datetime(self.at, column, day, self.formats.day)
            else:
                self.sheet.write_number(self.at, column, value, style)
        self.at += 1
        return self.at - 1

    def titles(self, lines: Sequence[str], columns: int) -> None:
        """Title rows, each merged over all columns, and an empty row."""
        for line in lines:
            self.sheet.merge_range(self.at, 0, self.at, columns - 1, line, self.formats.title)
            self.at += 1
        self.at += 1

    def header(self, headings: Sequence[str], groups: Sequence[str] | None = None, *, numbered: bool = False) -> None:
        """A header of one row, or of two with `groups` merged over neighbours; perhaps numbers "(1)" below it."""
        if groups is not None:
            self._grouped(headings, groups)
        else:
            self.row(headings, self.formats.header)
        if numbered:
            self.row([f"({place})" for place in range(1, len(headings) + 1)], self.formats.header)

    def _grouped(self, headings: Sequence[str], groups: Sequence[str]) -> None:
        """Equal neighbouring groups are one merged cell; a column without a group is merged over both rows."""
        top = self.at
        start = 0
        while start < len(headings):
            end = start
            while groups[start] and end + 1 < len(headings) and groups[end + 1] == groups[start]:
                end += 1
            if not groups[start] and not self.is_big:
                self.sheet.merge_range(top, start, top + 1, start, headings[start], self.formats.header)
            elif end > start:
                self.sheet.merge_range(top, start, top, end, groups[start], self.formats.header)
            else:
                self.sheet.write_string(top, start, groups[start] or headings[start], self.formats.header)
            start = end + 1
        for column, heading in enumerate(headings):
            if groups[column]:
                self.sheet.write_string(top + 1, column, heading, self.formats.header)
        self.at = top + 2

    def signature(self, place: str, columns: int) -> None:
        """Date, title and name line of the one who signs, on the right, below an empty row."""
        self.at += 1
        left = [None] * max(columns - 4, 1)
        for line in (f"{place}, ngày 30 tháng 10 năm 2026", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "(Ký tên, đóng dấu)"):
            self.row([*left, line], self.formats.bold)


def address(row: int, column: int) -> str:
    """A1-style address of zero-based row and column."""
    letters = ""
    place = column + 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
