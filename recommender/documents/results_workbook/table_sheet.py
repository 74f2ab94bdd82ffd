"""One worksheet from one table: title, answer, notes, heads, rows, filters, frozen panes, print set-up.

Rows are written strictly from the top down, because the workbook keeps no row in memory once the next has begun.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import pairwise

import numpy as np
import pandas as pd
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from recommender.documents.labels import Labels, Pair
from recommender.documents.results_workbook.styles import Kind, Styles

MOST_ROWS = 200_000
"""Rows of a detail sheet; a sheet of Excel ends at 1,048,576 and becomes unusable long before."""
LINED_ROWS = 5_000
"""Beyond this many rows empty cells are left to the grid of the program instead of carrying their own line."""
PAGE_PIXELS = 945
"""Printable width of A4 across, between margins of 0.4 inch, less what other programs take more."""
NUMBERS = (Kind.WHOLE, Kind.DECIMAL, Kind.SIGNED, Kind.PERCENT)
EMPTY = (Kind.INPUT, Kind.INPUT_DAY)
PIXELS_PER_SIGN = {Kind.WRAP: 6.1, Kind.CENTRE: 6.4, Kind.SMALL: 4.9}
"""Width of an ordinary character of the kinds that take several lines."""
POINTS_PER_LINE = {Kind.WRAP: 12.9, Kind.CENTRE: 12.9, Kind.SMALL: 10.4}
LINE_POINTS, ONE_LINE, TALLEST = 12.9, 15.0, 400.0
RISKY = tuple("=+-@\t\r＝＋－＠")


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: where its values and tones are in the rows, its head, its width in characters."""

    key: str
    head: Pair
    width: float
    kind: Kind = Kind.TEXT
    tone: str = ""
    """Column of the rows that names the tone of each cell."""
    group: Pair = ("", "")
    """Head above the heads of neighbouring columns."""
    choices: tuple[str, ...] = ()
    """Words offered in a drop-down."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """A worksheet to be: `rows` has a column for every key, and may have `row` = "", "subtotal" or "total"."""

    tab: str
    title: str
    answer: str
    notes: tuple[str, ...] = ()
    columns: tuple[Column, ...]
    rows: pd.DataFrame = field(repr=False)
    frozen: int
    """Columns that stay in sight and are repeated on every printed page."""
    pages: tuple[str, ...] = ()
    """Keys of columns at which a new printed page begins."""
    empty: str
    """What to say, and what to do next, when there is no row."""


def column(key: str, head: Pair, width: float, kind: Kind = Kind.TEXT, **more: object) -> Column:
    """A column in one line."""
    return Column(key=key, head=head, width=width, kind=kind, **more)  # type: ignore[arg-type]


def write_table(book: Workbook, table: Table, styles: Styles, labels: Labels) -> Worksheet:
    """The worksheet of this table, written."""
    sheet = book.add_worksheet(table.tab)
    for number, one in enumerate(table.columns):
        sheet.set_column(number, number, one.width)
    first = _write_top(sheet, table, styles)
    head = _write_heads(sheet, table, styles, labels, first)
    _write_rows(sheet, table, styles, head + 1)
    last = head + max(len(table.rows), 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_col_to_name(len(table.columns) - 1)}{last + 1}"})
    sheet.freeze_panes(head + 1, table.frozen)
    sheet.autofilter(head, 0, last, len(table.columns) - 1)
    _offer_choices(sheet, table, head + 1, last, labels)
    _set_up_print(sheet, table, heads=(first, head))
    return sheet


def _write_top(sheet: Worksheet, table: Table, styles: Styles) -> int:
    """Title, answer and notes, broken where the first printed page ends; the row after them."""
    sheet.set_row(0, 24)
    sheet.write_string(0, 0, table.title, styles.named("title"))
    widths = page_widths(table)
    lines = [(line, "answer") for line in textwrap.wrap(table.answer, int(widths[0] / PIXELS_PER_SIGN[Kind.CENTRE]))]
    for note in table.notes:
        lines += [(line, "note") for line in textwrap.wrap(note, int(widths[0] / PIXELS_PER_SIGN[Kind.SMALL] * 0.92))]
    for number, (line, style) in enumerate(lines, start=1):
        sheet.write_string(number, 0, line, styles.named(style))
    return 1 + len(lines)


def _write_heads(sheet: Worksheet, table: Table, styles: Styles, labels: Labels, row: int) -> int:
    """Heads, below the heads of groups where there are any; the row of the heads."""
    style = styles.named("head")
    groups = [labels.pick(one.group) for one in table.columns]
    if any(groups):
        above, start = styles.named("group"), 0
        while start < len(groups):
            end = start
            while groups[start] and end + 1 < len(groups) and groups[end + 1] == groups[start]:
                end += 1
            if end > start:
                sheet.merge_range(row, start, row, end, groups[start], above)
            else:
                sheet.write_string(row, start, groups[start], above)
            start = end + 1
        row += 1
    sheet.set_row(
        row, LINE_POINTS * max(lines_of(labels.pick(one.head), 0.88 * one.width) for one in table.columns) + 6
    )
    for number, one in enumerate(table.columns):
        sheet.write_string(row, number, labels.pick(one.head), style)
    return row


@lru_cache(maxsize=1 << 16)
def lines_of(text: str, capacity: float) -> int:
    """Lines that a text takes where `capacity` characters fit on one, broken between words."""
    if len(text) <= capacity and "\n" not in text:
        return 1
    lines, free = 0, 0.0
    for part in text.split("\n"):
        lines, free = lines + 1, capacity
        for word in part.split(" "):
            if len(word) > free and free < capacity:
                lines, free = lines + 1, capacity
            lines += int(max(0.0, len(word) - free) // capacity) + (len(word) > free)
            free -= len(word) + 1
    return lines


def _write_rows(sheet: Worksheet, table: Table, styles: Styles, row: int) -> None:
    rows = table.rows
    if rows.empty:
        sheet.write_string(row, 0, table.empty, styles.named("answer"))
        return
    plain = [""] * len(rows)
    kinds = rows["row"].tolist() if "row" in rows else plain
    cells = [_values(rows, one) for one in table.columns]
    tones = [rows[one.tone].tolist() if one.tone else plain for one in table.columns]
    pen, is_long = _Pen(sheet, styles), len(rows) > LINED_ROWS
    tall = _heights(table, cells, kinds)
    for at in range(len(rows)):
        if tall[at] > ONE_LINE:
            sheet.set_row(row + at, min(tall[at], TALLEST))
        for number, one in enumerate(table.columns):
            value, tone = cells[number][at], tones[number][at]
            if value is None and not tone and is_long:
                continue
            pen.kind, pen.tone, pen.row = one.kind, tone, kinds[at]
            pen.write((row + at, number), value)


def _heights(table: Table, cells: Sequence[Sequence[object]], kinds: Sequence[str]) -> list[float]:
    """Height of each row in points; spreadsheets other than Excel do not find it by themselves."""
    tall = [ONE_LINE] * len(table.rows)
    bold = [0.92 if kind else 1.0 for kind in kinds]
    for one, values in zip(table.columns, cells, strict=True):
        if one.kind in PIXELS_PER_SIGN:
            fits, points = capacity(one.width, one.kind), POINTS_PER_LINE[one.kind]
            high = [
                points * lines_of(value, fits * part) + 2.1 if isinstance(value, str) else ONE_LINE
                for value, part in zip(values, bold, strict=True)
            ]
            tall = list(map(max, tall, high))
    return tall


def capacity(width: float, kind: Kind = Kind.WRAP) -> float:
    """Characters that fit on one line of a column of this width."""
    return (7 * width - 10) / PIXELS_PER_SIGN[kind]


def _values(rows: pd.DataFrame, one: Column) -> list[object]:
    """Values of one column with None where there is nothing to write."""
    if one.kind in EMPTY:
        return [None] * len(rows)
    values = rows[one.key]
    if one.kind in NUMBERS:
        return [number if np.isfinite(number) else None for number in values.astype("float64").tolist()]
    if one.kind is Kind.DAY:
        return [None if pd.isna(day) else day.date() for day in values]
    return [text if isinstance(text, str) and text else None for text in values.tolist()]


class _Pen:
    """Writes cells of the kind, tone and row it is set to.

    Text is always written as text: what a file holds never becomes a formula, a number or a link.
    """

    def __init__(self, sheet: Worksheet, styles: Styles) -> None:
        self._sheet = sheet
        self._styles = styles
        self.kind, self.tone, self.row = Kind.TEXT, "", ""

    def write(self, at: tuple[int, int], value: object) -> None:
        """One cell; None is an empty cell that keeps its lines and colours."""
        is_risky = isinstance(value, str) and value.startswith(RISKY)
        style = self._styles.cell(self.kind, tone=self.tone, row=self.row, is_quoted=is_risky)
        if value is None:
            self._sheet.write_blank(*at, None, style)
        elif isinstance(value, str):
            self._sheet.write_string(*at, value, style)
        elif isinstance(value, date):
            self._sheet.write_datetime(*at, value, style)
        else:
            self._sheet.write_number(*at, value, style)


def _offer_choices(sheet: Worksheet, table: Table, first: int, last: int, labels: Labels) -> None:
    if table.rows.empty:
        return
    for number, one in enumerate(table.columns):
        if one.choices:
            sheet.data_validation(first, number, last, number, {"validate": "list", "source": list(one.choices)})
        elif one.kind is Kind.INPUT_DAY:
            sheet.data_validation(
                first,
                number,
                last,
                number,
                {
                    "validate": "date",
                    "criteria": ">=",
                    "value": date(2020, 1, 1),
                    "error_title": labels.pick(("Ngày", "Date")),
                    "error_message": labels.pick(
                        ("Ghi ngày theo dạng 21/11/2026.", "Write a date such as 21/11/2026.")
                    ),
                },
            )


def _set_up_print(sheet: Worksheet, table: Table, *, heads: tuple[int, int]) -> None:
    sheet.hide_gridlines(1 if len(table.rows) > LINED_ROWS else 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&8&A&R&8&P/&N")
    sheet.repeat_rows(*heads)
    starts = page_starts(table)
    if starts:
        sheet.repeat_columns(0, table.frozen - 1)
        sheet.set_v_pagebreaks(starts)
    sheet.set_print_scale(print_scale(table))


def page_starts(table: Table) -> list[int]:
    """Numbers of the columns at which a new printed page begins."""
    return [number for number, one in enumerate(table.columns) if one.key in table.pages]


def page_widths(table: Table) -> list[float]:
    """Pixels of each printed page across, with the columns repeated on it."""
    pixels = [7 * one.width + 5 for one in table.columns]
    edges = [0, *page_starts(table), len(pixels)]
    repeated = sum(pixels[: table.frozen])
    return [sum(pixels[begin:end]) + (repeated if begin else 0) for begin, end in pairwise(edges)]


def print_scale(table: Table) -> int:
    """Percent at which the widest printed page fits across the paper."""
    return int(np.clip(100 * PAGE_PIXELS / max(page_widths(table)), 30, 100))
