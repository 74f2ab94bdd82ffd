"""Workbooks of a class: the sheet an institute fills with results by code, and the list HR hands to its learners."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import xlsxwriter

from recommender.documents.labels import Pair, place_of
from recommender.documents.print_setup import row_points, set_print

CREATED: Final = datetime(2026, 1, 1)
"""Fixed, so that the same class gives the same bytes."""
HEADS: Final[tuple[tuple[Pair, int], ...]] = (
    (("Mã học viên", "Learner code"), 16), (("Kết quả", "Result"), 20), (("Điểm", "Score"), 10),
    (("Số tiết", "Periods"), 10), (("Xếp loại", "Grade"), 20),
)  # fmt: skip
RESULTS: Final[Mapping[str, Pair]] = {
    "passed": ("Hoàn thành", "Passed"), "failed": ("Chưa hoàn thành", "Not passed"), "absent": ("Vắng", "Absent"),
}  # fmt: skip
SHEET: Final[Pair] = ("Kết quả", "Results")
LEARNERS: Final[Pair] = ("Học viên", "Learners")
GUIDE: Final[Pair] = ("Hướng dẫn", "Guide")
STEPS: Final[tuple[Pair, ...]] = (
    ("Mỗi dòng một học viên, theo mã trên danh sách mà học viên mang đến.",
     "One row a learner, by the code on the list that learners bring."),
    ("Kết quả: Hoàn thành, Chưa hoàn thành hoặc Vắng. Để trống thì dòng được bỏ qua.",
     "Result: Passed, Not passed or Absent. A row without a result is left out."),
    ("Không ghi tên học viên; cột tên nếu có sẽ không được đọc.",
     "Do not write names; a column of names is not read."),
    ("Điểm, số tiết và xếp loại để trống được.", "Score, periods and grade may stay empty."),
)  # fmt: skip
LIST_HEADS: Final[tuple[tuple[Pair, int], ...]] = (
    (("Họ và tên", "Name"), 30), (("Đơn vị", "Unit"), 30), (("Mã học viên", "Learner code"), 16),
    (("Tình trạng", "State"), 20),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ResultRow:
    """A learner by code, with what is recorded already."""

    code: str
    status: str = ""
    score: float | None = None
    periods: float | None = None
    grade: str = ""


def results_sheet(rows: Sequence[ResultRow], *, title: str, language: str) -> bytes:
    """The sheet to fill: a row for each learner of the class, results to choose from, and a guide."""
    place = place_of(language)
    written = io.BytesIO()
    with _workbook(written, title) as book:
        head, text = _formats(book)
        sheet = book.add_worksheet(SHEET[place])
        _heads(sheet, HEADS, head, text, place)
        for number, row in enumerate(rows, 1):
            result = RESULTS[row.status][place] if row.status in RESULTS else ""
            for column, value in enumerate((row.code, result, row.score, row.periods, row.grade)):
                _write(sheet, number, column, value, text)
        choices = {"validate": "list", "source": [pair[place] for pair in RESULTS.values()]}
        sheet.data_validation(1, 1, max(len(rows), 1), 1, choices)
        guide = book.add_worksheet(GUIDE[place])
        guide.set_column(0, 0, 90)
        for number, step in enumerate(STEPS):
            guide.write_string(number, 0, f"{number + 1}. {step[place]}")
    return written.getvalue()


def learners_sheet(rows: Sequence[tuple[str, str, str, str]], *, title: str, language: str) -> bytes:
    """Name, unit, code and state of each learner, for HR and the learners; never for an institute."""
    place = place_of(language)
    written = io.BytesIO()
    with _workbook(written, title) as book:
        head, text = _formats(book)
        sheet = book.add_worksheet(LEARNERS[place])
        _heads(sheet, LIST_HEADS, head, text, place)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                _write(sheet, number, column, value, text)
    return written.getvalue()


def _workbook(target: io.BytesIO, title: str) -> Any:
    options = {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False
    }  # fmt: skip
    book = xlsxwriter.Workbook(target, options)
    book.set_properties({"title": title, "created": CREATED})
    return book


def _formats(book: Any) -> tuple[Any, Any]:
    head = book.add_format({"bold": True, "text_wrap": True, "border": 1, "bg_color": "#DDEBF7"})
    return head, book.add_format({"num_format": "@"})


def _heads(sheet: Any, heads: Sequence[tuple[Pair, int]], head: Any, text: Any, place: int) -> None:
    sheet.freeze_panes(1, 1)
    widths = [width for _, width in heads]
    set_print(sheet, widths, heads=0)
    sheet.set_row(0, row_points([pair[place] for pair, _ in heads], widths, is_bold=True))
    for column, (pair, width) in enumerate(heads):
        sheet.set_column(column, column, width, text if column == 0 else None)
        sheet.write_string(0, column, pair[place], head)


def _write(sheet: Any, row: int, column: int, value: str | float | None, text: Any) -> None:
    if isinstance(value, str):
        if value:
            sheet.write_string(row, column, value, text)
    elif value is not None:
        sheet.write_number(row, column, value)
