"""One column of a table as distinct values and where they stand, so that each distinct value is read once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from recommender.readers.files.sheets import EMPTY, Cell, Numbers, address, cell_text, column_letters
from recommender.readers.problem_log import SheetLog
from recommender.readers.tables.header import HeadedColumn
from recommender.readers.tables.table import Rows, Table

Result = TypeVar("Result")
Words: TypeAlias = dict[int, tuple[str, dict[str, str]]]
"""By value number, the code of a problem and the words of its message."""
Objects = npt.NDArray[Any]
"""An array of Python objects."""


@dataclass(frozen=True, kw_only=True)
class Picked:
    """A column at the data rows of its table. `numbers` points into `values`, -1 where the cell is empty."""

    head: HeadedColumn
    rows: Rows
    numbers: Numbers
    values: list[Cell]

    def read(self, reader: Callable[[Cell], Result]) -> list[Result]:
        """`reader` applied to each distinct value that a data row has; None for the values that none has."""
        used = np.zeros(len(self.values) + 1, dtype=bool)
        used[self.numbers] = True
        return [reader(value if is_used else None) for value, is_used in zip(self.values, used, strict=False)]

    def spread(self, results: Sequence[object], empty: object) -> Objects:
        """The result of each data row; `empty` where the cell is."""
        table = np.empty(len(results) + 1, dtype=object)
        table[: len(results)] = np.array([*results, None], dtype=object)[:-1]
        table[-1] = empty
        spread: Objects = table[self.numbers]
        return spread

    def texts(self) -> Objects:
        """The text of each data row; "" where the cell is empty."""
        return self.spread([cell_text(value) for value in self.values], "")

    def cells_of(self, wanted: Iterable[int]) -> list[tuple[str, int]]:
        """Address and value number of every data cell whose value is one of those numbers."""
        hits = np.nonzero(np.isin(self.numbers, list(wanted)))[0]
        return [(address(int(self.rows[hit]), self.head.column), int(self.numbers[hit])) for hit in hits]

    def report(self, spot: SheetLog, problems: Words) -> None:
        """The problems of the value numbers given with their code and words, at the cells that hold them."""
        cells: dict[int, list[str]] = {number: [] for number in problems}
        for cell, number in self.cells_of(problems):
            cells[number].append(cell)
        for number, (code, words) in problems.items():
            value = cell_text(self.values[number])
            spot.add_all(code, cells[number], value=value, heading=self.head.heading, **words)

    def report_column(self, spot: SheetLog, code: str, numbers: Iterable[int], **words: str) -> None:
        """One problem for the whole column, with how many cells it concerns and one of them as example."""
        cells = self.cells_of(numbers)
        if cells:
            cell, number = cells[0]
            value = cell_text(self.values[number])
            spot.add(code, cell, value=value, heading=self.head.heading, count=str(len(cells)), **words)

    def places(self, file: str, sheet: str) -> pd.Series:
        """file!sheet!F17 for each data row."""
        return places(self.rows, self.head.column, file=file, sheet=sheet)


def places(rows: Rows, column: int, *, file: str, sheet: str) -> pd.Series:
    """file!sheet!F17 for each of the rows."""
    return pd.Series(place_texts(rows, column, file=file, sheet=sheet), dtype="str")


def place_texts(rows: Rows, column: int, *, file: str, sheet: str) -> Objects:
    """As `places`, for tables that are put together from many columns."""
    start = f"{file}!{sheet}!{column_letters(column)}"
    return np.array([f"{start}{row}" for row in (rows + 1).tolist()], dtype=object)


def pick(table: Table, head: HeadedColumn) -> Picked:
    """One column of a table."""
    return Picked(
        head=head, rows=table.rows, numbers=table.numbers_of(head.column), values=table.sheet.values[head.column]
    )


def pick_field(table: Table, field: str) -> Picked | None:
    """The first column of a field, or None when the table has none."""
    head = table.column(field)
    return None if head is None else pick(table, head)


def field_texts(table: Table, field: str) -> Objects:
    """The texts of a field at the data rows; "" for empty cells and when the table lacks the field."""
    picked = pick_field(table, field)
    return np.full(len(table.rows), "", dtype=object) if picked is None else picked.texts()


def rows_by_number(numbers: npt.NDArray[Any]) -> dict[int, npt.NDArray[np.intp]]:
    """For each number the places where it stands, in order: one pass however many numbers there are."""
    order = np.argsort(numbers, kind="stable")
    distinct, starts = np.unique(numbers[order], return_index=True)
    return dict(zip(distinct.tolist(), np.split(order, starts[1:]), strict=False))


def joint_numbers(columns: Sequence[Picked], count: int) -> tuple[Numbers, list[tuple[Cell, ...]]]:
    """Distinct combinations of several columns: number of each data row's, and the combinations."""
    if not columns:
        return np.full(count, EMPTY, dtype=np.int32), []
    stacked = np.stack([picked.numbers for picked in columns], axis=1)
    distinct, numbers = np.unique(stacked, axis=0, return_inverse=True)
    combinations = [
        tuple(None if number == EMPTY else picked.values[number] for picked, number in zip(columns, row, strict=True))
        for row in distinct.tolist()
    ]
    return numbers.reshape(-1).astype(np.int32), combinations
