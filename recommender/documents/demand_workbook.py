"""Training demand as a workbook: courses, courses by group, and needs without a course; hidden counts stay hidden.

Text is written as text, so that no cell can act as a formula.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import xlsxwriter

from recommender.documents.labels import Pair, place_of
from recommender.documents.print_setup import row_points, set_print

CREATED: Final = datetime(2026, 1, 1)
"""Fixed, so that the same demand gives the same bytes."""
SHEETS: Final[tuple[Pair, ...]] = (
    ("Theo chương trình", "By course"), ("Chia nhỏ", "Cut"), ("Chưa có chương trình", "Without a course"),
)  # fmt: skip
COURSE_HEADS: Final[tuple[Pair, ...]] = (
    ("Mã", "Code"), ("Chương trình", "Course"), ("Lĩnh vực", "Field"), ("Lượt học", "Learners"),
    ("Số lớp (ước tính)", "Classes (estimate)"), ("Tổng số tiết", "Periods"),
    ("Căn cứ số tiết", "Periods from"),
)  # fmt: skip
NEED_HEADS: Final[tuple[Pair, ...]] = (
    ("Yêu cầu", "Requirement"), ("Lĩnh vực", "Field"), ("Số người", "People"), ("Vì sao", "Why"),
)  # fmt: skip
ESTIMATED: Final[Pair] = ("ước tính", "estimate")
"""What stands beside periods that no source states."""
HIDDEN: Final[Pair] = ("ẩn", "hidden")
ABOUT: Final[Pair] = (
    "Số dưới 5 người được ẩn, cùng các ô có thể suy ra từ đó; không có tên ai.",
    "Counts below 5 people are hidden, with the cells they could be found from; nobody is named.",
)
_WIDTHS: Final = {**dict.fromkeys(NEED_HEADS[3], 28), **dict.fromkeys(COURSE_HEADS[2], 24)}
"""By heading: columns of words."""
Cell = str | float | int | None


@dataclass(frozen=True, kw_only=True)
class CourseLine:
    """Demand of one course; learners None: hidden."""

    code: str
    name: str
    domain: str
    learners: int | None
    classes: float | None
    periods: float | None
    is_estimated: bool
    groups: tuple[int | None, ...]
    """Learners by group, in the order of the headings; None: hidden."""


@dataclass(frozen=True, kw_only=True)
class NeedLine:
    """A need that no course closes; people None: hidden."""

    name: str
    domain: str
    people: int | None
    why: str


@dataclass(frozen=True, kw_only=True)
class DemandBook:
    """What stands in the workbook, in the reader's words."""

    title: str
    groups: tuple[str, ...]
    courses: tuple[CourseLine, ...]
    needs: tuple[NeedLine, ...]
    hides: bool
    language: str


def demand_workbook(book: DemandBook) -> bytes:
    """The workbook."""
    place = place_of(book.language)
    written = io.BytesIO()
    options = {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False
    }  # fmt: skip
    with xlsxwriter.Workbook(written, options) as made:
        made.set_properties({"title": book.title, "created": CREATED})
        courses = [
            (
                one.code,
                one.name,
                one.domain,
                _shown(one.learners, place),
                one.classes,
                one.periods,
                ESTIMATED[place] if one.is_estimated else "",
            )
            for one in book.courses
        ]
        note = f"{book.title}. {ABOUT[place]}" if book.hides else book.title
        _sheet(made, SHEETS[0][place], [pair[place] for pair in COURSE_HEADS], courses, note)
        cut = [(one.code, one.name, *[_shown(count, place) for count in one.groups]) for one in book.courses]
        _sheet(made, SHEETS[1][place], [pair[place] for pair in COURSE_HEADS[:2]] + list(book.groups), cut, note)
        needs = [(one.name, one.domain, _shown(one.people, place), one.why) for one in book.needs]
        _sheet(made, SHEETS[2][place], [pair[place] for pair in NEED_HEADS], needs, note)
    return written.getvalue()


def _shown(count: int | None, place: int) -> Cell:
    return HIDDEN[place] if count is None else count


def _sheet(made: Any, name: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]], note: str) -> None:
    """A sheet with a line on what it is, its headings and rows."""
    bold = made.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#DDEBF7"})
    line = {"valign": "top", "bottom": 4, "bottom_color": "#A6A6A6"}
    text = made.add_format({"text_wrap": True, "indent": 1, **line})
    whole, part = (made.add_format({"num_format": code, **line}) for code in ("#,##0", "#,##0.0"))
    sheet = made.add_worksheet(name)
    wide = 0 if len(heads) == len(NEED_HEADS) and heads[0] in NEED_HEADS[0] else 1
    widths = [60 if column == wide else _WIDTHS.get(head, 14) for column, head in enumerate(heads)]
    set_print(sheet, widths, heads=1, named=2)
    sheet.write_string(0, 0, note)
    sheet.freeze_panes(2, 2)
    for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(1, column, head, bold)
    sheet.set_row(1, row_points(heads, widths, is_bold=True))
    forms = [part if head in COURSE_HEADS[4] else whole for head in heads]
    for number, row in enumerate(rows, 2):
        sheet.set_row(number, row_points(row, widths))
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(number, column, cell, text)
            elif cell is not None:
                sheet.write_number(number, column, cell, forms[column])
    sheet.autofilter(1, 0, max(len(rows) + 1, 2), len(heads) - 1)
