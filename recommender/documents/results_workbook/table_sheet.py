"""One worksheet from one table: title, answer, notes, heads, rows, filters, frozen panes, print set-up."""

from __future__ import annotations

import textwrap
from datetime import date
from itertools import pairwise

import numpy as np
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from recommender.documents.labels import Labels
from recommender.documents.results_workbook.row_heights import (
    LINE_POINTS,
    ONE_LINE,
    PIXELS_PER_SIGN,
    lines_of,
    row_heights,
)
from recommender.documents.results_workbook.row_sheet import RowSheet
from recommender.documents.results_workbook.styles import Kind, Styles
from recommender.documents.results_workbook.table import Table
from recommender.documents.results_workbook.table_rows import LINED_ROWS, cell_columns

PAGE_PIXELS = 945
"""Printable width of A4 across, between margins of 0.4 inch, less what other programs take more."""


def write_table(book: Workbook, table: Table, styles: Styles, labels: Labels) -> Worksheet:
    """The worksheet of this table, written."""
    sheet = book.add_worksheet(table.tab, worksheet_class=RowSheet)
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


def _write_rows(sheet: RowSheet, table: Table, styles: Styles, row: int) -> None:
    if table.rows.empty:
        sheet.write_string(row, 0, table.empty, styles.named("answer"))
        return
    heights = row_heights(table)
    sheet.set_rows(row, cell_columns(sheet, table, styles), np.where(heights > ONE_LINE, heights, np.nan))


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
