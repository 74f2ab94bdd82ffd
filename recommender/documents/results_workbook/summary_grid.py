"""Blocks of the first sheet on its grid: written from the top down, two side by side where they fit, with charts."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.chart import Chart
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from recommender.documents.results_workbook.row_heights import LINE_POINTS, capacity, lines_of
from recommender.documents.results_workbook.styles import FONT, INK, LINE, Styles
from recommender.documents.results_workbook.summary_blocks import Block

FIRST_WIDTH, WIDTH, GAP_WIDTH = 40, 13, 3
LEFT, RIGHT, END = 0, 7, 13
"""First columns of both halves, and the column after the last."""
CHART_PIXELS = 574
ROW_PIXELS = 20
LEAST_CHART_ROWS = 9
PAGE_PIXELS = 950
"""Height of a printed page at the scale at which the grid fits across it."""


@dataclass(frozen=True, kw_only=True)
class _Half:
    """A block at its place: the columns its first column spans, and what fits in them."""

    block: Block
    start: int

    @property
    def capacity(self) -> float:
        """Characters of the first column on one line."""
        width = FIRST_WIDTH + WIDTH * (self.block.span - 1) if self.start == LEFT else WIDTH * self.block.span
        return capacity(width)


class Grid:
    """Where the next block begins, and where printed pages end."""

    def __init__(self, book: Workbook, sheet: Worksheet, styles: Styles) -> None:
        self._book, self._sheet, self._styles = book, sheet, styles
        self.row = 0
        self._used = 0.0
        self._breaks: list[int] = []

    def set_up(self) -> None:
        """Columns, before any row is written."""
        self._sheet.set_column(LEFT, LEFT, FIRST_WIDTH)
        self._sheet.set_column(LEFT + 1, RIGHT - 2, WIDTH)
        self._sheet.set_column(RIGHT - 1, RIGHT - 1, GAP_WIDTH)
        self._sheet.set_column(RIGHT, END - 1, WIDTH)

    def line(self, text: str, style: str, *, points: float = 15.0, is_wide: bool = False) -> None:
        """A line of text across the page."""
        self._sheet.set_row(self.row, points)
        if is_wide:
            self._sheet.merge_range(self.row, LEFT, self.row, END - 1, text, self._styles.named(style))
        else:
            self._sheet.write_string(self.row, LEFT, text, self._styles.named(style))
        self.next(points / 0.75)

    def next(self, pixels: float = ROW_PIXELS) -> None:
        """To the next row, after one of this height."""
        self.row += 1
        self._used += pixels

    def keep_together(self, rows: int) -> None:
        """Begin a new printed page when so many rows no longer fit on this one."""
        if self._used and self._used + rows * ROW_PIXELS > PAGE_PIXELS:
            self._breaks.append(self.row)
            self._used = 0.0

    def close(self) -> None:
        """Page breaks, once all rows are written."""
        self._sheet.set_h_pagebreaks(self._breaks)

    def section(self, title: str, beside: str = "") -> None:
        """A heading with a line under it, or one for each half."""
        style, gap = self._styles.named("section"), RIGHT - 1
        for column in range(END):
            text = {LEFT: title, RIGHT: beside}.get(column, "")
            if not (beside and column == gap):
                self._sheet.write_string(self.row, column, text, style)
        self.next()

    def block(self, left: Block, right: Block | None = None) -> None:
        """A block, with its chart or another block on the right."""
        halves = [_Half(block=left, start=LEFT)]
        if right:
            halves.append(_Half(block=right, start=RIGHT))
        charted = len(left.charted) > 0 and len(left.rows) > 0
        rows = max(len(half.block.rows) for half in halves) + 1
        tall = max(rows, LEAST_CHART_ROWS + 1) if charted else rows
        self.keep_together(tall + 4)
        self.section(left.title, right.title if right else "")
        self._sentences(halves)
        first = self.row
        if charted:
            self._insert_chart(left, first, tall)
        for number in range(-1, rows - 1):
            self._line_of(halves, number)
        while self.row < first + tall + 1:
            self.next()

    def _sentences(self, halves: list[_Half]) -> None:
        for half in halves:
            self._sheet.write_string(self.row, half.start, half.block.sentence, self._styles.named("answer"))
        self.next()

    def _line_of(self, halves: list[_Half], number: int) -> None:
        """Heads (number -1) or one row of every half."""
        tall = 2 if number < 0 else 1
        for half in halves:
            if 0 <= number < len(half.block.rows):
                tall = max(tall, lines_of(str(half.block.rows[number][0]), half.capacity))
        points = max(15.0, LINE_POINTS * tall + 3)
        self._sheet.set_row(self.row, points)
        for half in halves:
            if number < len(half.block.rows):
                self._cells(half, number)
        self.next(points / 0.75)

    def _cells(self, half: _Half, number: int) -> None:
        block = half.block
        is_sum = block.has_sum and number == len(block.rows) - 1
        values: tuple[object, ...] = block.heads if number < 0 else block.rows[number]
        for at, (value, kind) in enumerate(zip(values, block.kinds, strict=True)):
            style = self._styles.named("head") if number < 0 else self._styles.cell(kind, row="total" if is_sum else "")
            column = half.start + (at + block.span - 1 if at else 0)
            if at == 0 and block.span > 1:
                self._sheet.merge_range(self.row, column, self.row, column + block.span - 1, str(value), style)
            else:
                self._cell(column, value, style)

    def _cell(self, column: int, value: object, style: Format) -> None:
        if isinstance(value, int | float) and value == value:
            self._sheet.write_number(self.row, column, value, style)
        else:
            self._sheet.write_string(self.row, column, value if isinstance(value, str) else "–", style)

    def _insert_chart(self, block: Block, first: int, tall: int) -> None:
        shown = len(block.rows) - (1 if block.has_sum else 0)
        chart = self._chart(block, first + 1, first + shown)
        chart.set_size({"width": CHART_PIXELS, "height": ROW_PIXELS * tall + 20})
        self._sheet.insert_chart(first, RIGHT, chart, {"object_position": 2})

    def _chart(self, block: Block, first: int, last: int) -> Chart:
        """Bars of the charted columns, the first row on top; numbers are kept in the chart for previews."""
        chart = self._book.add_chart({"type": "bar", "subtype": "stacked"})
        name, count = self._sheet.name, last - first + 1
        font = {"name": FONT, "size": 9, "color": INK}
        for number, colour in block.charted.items():
            column = LEFT + number + block.span - 1
            chart.add_series(
                {
                    "name": [name, first - 1, column],
                    "categories": [name, first, LEFT, last, LEFT],
                    "values": [name, first, column, last, column],
                    "categories_data": [str(values[0]) for values in block.rows[:count]],
                    "values_data": [values[number] for values in block.rows[:count]],
                    "fill": {"color": colour}, "border": {"none": True}, "gap": 45,
                }
            )  # fmt: skip
        chart.set_title({"name": block.chart_title, "name_font": {**font, "size": 10, "bold": True}})
        chart.set_legend({"position": "bottom", "font": font})
        chart.set_y_axis(
            {"reverse": True, "num_font": font, "label_position": "low", "line": {"color": LINE}, "crossing": "max"}
        )
        grid = {"visible": True, "line": {"color": LINE}}
        chart.set_x_axis(
            {"num_font": font, "num_format": "#,##0;#,##0", "major_gridlines": grid, "line": {"none": True}}
        )
        chart.set_chartarea({"border": {"color": LINE}})
        return chart
