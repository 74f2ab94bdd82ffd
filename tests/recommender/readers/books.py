"""Small workbooks as rows of cells; a cell ("text", n) reaches over n columns, ("text", n, m) also m rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeAlias

import openpyxl
import pandas as pd

TODAY = date(2026, 11, 21)
Rows: TypeAlias = Sequence[Sequence[object]]


def write_book(path: Path, sheets: Mapping[str, Rows], *, hidden: Sequence[str] = ()) -> Path:
    """An xlsx file with these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        if name in hidden:
            sheet.sheet_state = "hidden"
        for row, cells in enumerate(rows, 1):
            for column, cell in enumerate(cells, 1):
                if isinstance(cell, tuple):
                    text, width, height = (*cell, 1)[:3]
                    sheet.cell(row, column, text)
                    sheet.merge_cells(
                        start_row=row, start_column=column, end_row=row + height - 1, end_column=column + width - 1
                    )
                elif cell is not None and cell != "":
                    sheet.cell(row, column, cell)
    book.save(path)
    return path


def codes(problems: pd.DataFrame) -> list[str]:
    """Codes of the problems in order."""
    return list(problems["code"])


def at(problems: pd.DataFrame, code: str) -> list[tuple[str, str]]:
    """Cell and value of the problems with a code."""
    part = problems[problems["code"] == code]
    return list(zip(part["cell"], part["value"], strict=True))
