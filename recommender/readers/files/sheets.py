"""Sheet: the cells of one worksheet as numbers into a list of distinct values a column, with addresses."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Cell: TypeAlias = str | float | bool | date | None
"""A cell as stored: text, number, truth value, day, or nothing. Times of day are text."""
Numbers: TypeAlias = npt.NDArray[np.int32]
EMPTY = -1


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One worksheet. `numbers[row, column]` points into `values[column]`; -1 is an empty cell. Rows count from 0."""

    file: str
    name: str
    is_hidden: bool
    numbers: Numbers
    values: tuple[list[Cell], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """First row, first column, last row, last column of each merged range."""
    uncalculated: tuple[tuple[int, int], ...] = ()
    """Row and column of each formula that the file keeps without a value; the cell counts as empty."""
    hidden_rows: tuple[tuple[int, int], ...] = ()
    """First and last of each run of rows that whoever opens the file does not see: hidden, or filtered away."""
    hidden_columns: tuple[tuple[int, int], ...] = ()

    @property
    def row_count(self) -> int:
        """Rows from the first row of the sheet to the last that carries anything."""
        return int(self.numbers.shape[0])

    @property
    def column_count(self) -> int:
        """Columns from A to the last that carries anything."""
        return int(self.numbers.shape[1])

    def cell(self, row: int, column: int) -> Cell:
        """The value at a place; None when the cell is empty."""
        number = int(self.numbers[row, column])
        return None if number == EMPTY else self.values[column][number]

    def text(self, row: int, column: int) -> str:
        """The value at a place as text; "" when the cell is empty."""
        return cell_text(self.cell(row, column))

    def row_texts(self, row: int) -> list[str]:
        """The texts of one row, one a column."""
        return [self.text(row, column) for column in range(self.column_count)]

    def filled(self, row: int) -> int:
        """How many cells of a row carry something."""
        return int((self.numbers[row] != EMPTY).sum())


def column_letters(column: int) -> str:
    """A for 0, AA for 26."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """F17 for row 16, column 5."""
    return f"{column_letters(column)}{row + 1}"


def cell_text(value: Cell) -> str:
    """A cell as an office would read it: whole numbers without a decimal point, days as d/m/yyyy, truth as x or ""."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, date):
        return f"{value.day}/{value.month}/{value.year}"
    if math.isfinite(value) and value == int(value):
        return str(int(value))
    return f"{value:.10g}"


def cell_from_plain(value: object) -> Cell:
    """A cell from its form in the child's JSON."""
    if isinstance(value, dict):
        if "date" in value:
            return date.fromisoformat(str(value["date"]))
        if "datetime" in value:
            return datetime.fromisoformat(str(value["datetime"])).date()
        return str(value.get("time", ""))
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value if isinstance(value, (str, float, bool)) else None


def sheet_from_rows(rows: Sequence[Sequence[Cell]], *, file: str, name: str) -> Sheet:
    """A sheet from rows of cells, as a CSV file gives them; blank text is an empty cell."""
    width = max((len(row) for row in rows), default=0)
    numbers = np.full((len(rows), width), EMPTY, dtype=np.int32, order="F")
    values: tuple[list[Cell], ...] = tuple([] for _ in range(width))
    known: list[dict[Cell, int]] = [{} for _ in range(width)]
    for index, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is None or value == "":
                continue
            number = known[column].get(value)
            if number is None:
                number = known[column][value] = len(values[column])
                values[column].append(value)
            numbers[index, column] = number
    return Sheet(file=file, name=name, is_hidden=False, numbers=numbers, values=values)
