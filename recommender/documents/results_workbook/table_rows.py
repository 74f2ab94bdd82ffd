"""The rows of a table as columns of cells: values, tones and kinds of rows, each distinct combination made once."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
from xlsxwriter.format import Format

from recommender.documents.results_workbook.row_sheet import NOTHING, CellColumn, RowSheet
from recommender.documents.results_workbook.styles import Kind, Styles
from recommender.documents.results_workbook.table import Codes, Column, Table

LINED_ROWS = 5_000
"""Beyond this many rows empty cells are left to the grid of the program instead of carrying their own line."""
NUMBERS = (Kind.WHOLE, Kind.DECIMAL, Kind.FINE, Kind.SIGNED, Kind.PERCENT)
EMPTY = (Kind.INPUT, Kind.INPUT_DAY)
DECIMALS = 4
"""Digits of numbers in a sheet, far more than any cell shows; the files beside it hold them whole."""
RISKY = tuple("=+-@\t\r＝＋－＠")
_DAY_ZERO = np.datetime64("1899-12-30", "D")
Value: TypeAlias = str | float | None


def cell_columns(sheet: RowSheet, table: Table, styles: Styles) -> list[CellColumn]:
    """The columns of a table that has rows. Text never becomes a formula, a number or a link."""
    rows = table.rows
    row_codes, row_words = table.distinct("row") if "row" in rows else _same(len(rows))
    is_lined = len(rows) <= LINED_ROWS
    found = []
    for one in table.columns:
        tone_codes, tones = table.distinct(one.tone) if one.tone else _same(len(rows))
        codes, values = _values(table, one)
        style_codes = row_codes * len(tones) + tone_codes
        joined, distinct = _distinct(codes * (len(tones) * len(row_words)) + style_codes)
        ends = []
        for key in distinct.tolist():
            at, style = divmod(key, len(tones) * len(row_words))
            row, tone = row_words[style // len(tones)], tones[style % len(tones)]
            value = values[at]
            if value is None and not tone and not is_lined:
                ends.append(NOTHING)
                continue
            is_risky = isinstance(value, str) and value.startswith(RISKY)
            ends.append(_end(sheet, value, styles.cell(one.kind, tone=tone, row=row, is_quoted=is_risky)))
        found.append(CellColumn(codes=joined, ends=ends))
    return found


def _end(sheet: RowSheet, value: Value, style: Format) -> str:
    if value is None:
        return sheet.blank_end(style)
    return sheet.text_end(value, style) if isinstance(value, str) else sheet.number_end(value, style)


def _values(table: Table, one: Column) -> tuple[Codes, list[Value]]:
    """Which of its distinct values each row of a column has, and the values, None where there is nothing to write."""
    if one.kind in EMPTY:
        return np.zeros(len(table.rows), dtype=np.int64), [None]
    if one.kind in NUMBERS or one.kind is Kind.DAY:
        values = table.rows[one.key]
        numbers = values.to_numpy(dtype="float64", na_value=np.nan) if one.kind in NUMBERS else _day_numbers(values)
        codes, distinct = pd.factorize(np.round(numbers, DECIMALS) + 0.0, use_na_sentinel=False)
        return codes.astype(np.int64), [float(one) if np.isfinite(one) else None for one in distinct]
    codes, texts = table.distinct(one.key)
    return codes, [text or None for text in texts]


def _day_numbers(days: pd.Series) -> npt.NDArray[np.float64]:
    """Days as spreadsheets count them."""
    return (days.to_numpy(dtype="datetime64[D]") - _DAY_ZERO) / np.timedelta64(1, "D")


def _same(count: int) -> tuple[Codes, list[str]]:
    return np.zeros(count, dtype=np.int64), [""]


def _distinct(keys: Codes) -> tuple[Codes, Codes]:
    codes, distinct = pd.factorize(keys)
    return codes.astype(np.int64), np.asarray(distinct, dtype=np.int64)
