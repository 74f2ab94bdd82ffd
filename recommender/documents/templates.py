"""Empty workbooks for people, assessments, quotas and decisions, with lists to choose from, an example and a guide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from recommender.documents.template_columns import TITLES, Choice, TemplateColumn, TemplateKind, template_columns
from training_catalog.types import Catalogue

VERSION = "1"
CREATED = datetime(2026, 1, 1)
"""Fixed, so that the same catalogue gives the same bytes."""
EXAMPLE_MARK = "VÍ DỤ (xóa dòng này) / EXAMPLE"
ROWS = 5_000
"""Rows that get drop-downs."""
LISTS_SHEET, VERSION_SHEET = "_nangluc_lists", "_nangluc_version"
_FIXED_CHOICES = {
    Choice.METHODS: ("Sát hạch", "Cấp trên", "Đồng nghiệp", "Tự đánh giá"),
    Choice.LEVELS: ("Mức 1", "Mức 2", "Mức 3", "Mức 4", "Mức 5"),
    Choice.SEXES: ("Nam", "Nữ"),
    Choice.YES: ("x",),
    Choice.LABELS: ("Đáp ứng", "Cần xem xét", "Chưa đáp ứng"),
    Choice.POLITICAL_THEORY: ("Chưa", "Sơ cấp", "Trung cấp", "Cao cấp", "Cử nhân"),
}
_HEADS_VI = ("Tên cột", "Bắt buộc", "Cách ghi", "Mẫu ghi")
_HEADS_EN = ("Heading", "Required", "What to write", "Sample")
_STEPS = (
    ("Nhập từ dòng 3 của trang đầu; xóa dòng ví dụ. Không đổi tên cột.",
     "Enter rows from row 3 of the first sheet; delete the example row. Keep the headings."),
    ("Cột tiêu đề đậm là bắt buộc; các cột khác để trống nếu chưa có thông tin.",
     "Columns with dark headings are required; leave others empty when nothing is known."),
    ("Cột mã và cột ngày để định dạng Văn bản để không mất số 0 và không đổi ngày.",
     "Columns of codes and days are text, so that no zero is lost and no day is changed."),
    ("Để trống là chưa có thông tin; ghi Chưa là không có. Hai điều này khác nhau.",
     "Empty means not known; Chưa means that there is none. They are not the same."),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class _Formats:
    """Cell formats of one workbook."""

    required: Any
    optional: Any
    example: Any
    text: Any
    wrapped: Any
    bold: Any


def write_templates(folder: Path, catalogue: Catalogue) -> tuple[Path, ...]:
    """The four files `people-template.xlsx` and so on in `folder`, which is made when it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(write_template(folder, kind, catalogue) for kind in TemplateKind)


def write_template(folder: Path, kind: TemplateKind, catalogue: Catalogue) -> Path:
    """One of them in a folder that is there."""
    return _write(folder / f"{kind}-template.xlsx", kind, catalogue)


def _write(path: Path, kind: TemplateKind, catalogue: Catalogue) -> Path:
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        title_vi, title_en = TITLES[kind]
        book.set_properties({"title": f"{title_vi} / {title_en}", "created": CREATED})
        formats = _formats(book)
        columns = template_columns()[kind]
        sheet = book.add_worksheet(title_vi[:31])
        _guide(book, "Hướng dẫn", columns, formats, language="vi")
        _guide(book, "Guide", columns, formats, language="en")
        sources = _lists(book, columns, catalogue)
        _data_sheet(sheet, columns, sources, formats)
        _version(book, kind, catalogue)
    return path


def _formats(book: Any) -> _Formats:
    head = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1}
    return _Formats(
        required=book.add_format({**head, "bg_color": "#1F4E79", "font_color": "#FFFFFF"}),
        optional=book.add_format({**head, "bg_color": "#DDEBF7"}),
        example=book.add_format({"italic": True, "font_color": "#7F7F7F", "num_format": "@", "text_wrap": True}),
        text=book.add_format({"num_format": "@"}),
        wrapped=book.add_format({"text_wrap": True, "valign": "top"}),
        bold=book.add_format({"bold": True, "text_wrap": True}),
    )


def _data_sheet(
    sheet: Any, columns: tuple[TemplateColumn, ...], sources: dict[Choice, str], formats: _Formats
) -> None:  # fmt: skip
    sheet.freeze_panes(1, 2)
    sheet.set_row(0, 36)
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width, formats.text if column.is_text else None)
        sheet.write_string(0, index, column.heading, formats.required if column.is_required else formats.optional)
        example = EXAMPLE_MARK if index == 0 else column.example
        if example:
            sheet.write_string(1, index, example, formats.example)
        rule: dict[str, Any] = {
            "validate": "any", "input_title": column.heading[:32], "input_message": column.meaning_vi[:255],
        }  # fmt: skip
        if column.choice is not None:
            rule |= {"validate": "list", "source": sources[column.choice], "error_type": "information"}
            rule |= {"error_title": "Ngoài danh sách", "error_message": "Giá trị không có trong danh sách; vẫn nhập?"}
        sheet.data_validation(1, index, ROWS, index, rule)


def _lists(book: Any, columns: tuple[TemplateColumn, ...], catalogue: Catalogue) -> dict[Choice, str]:
    """The hidden sheet of lists; by list, the range to choose from."""
    sheet = book.add_worksheet(LISTS_SHEET)
    sheet.very_hidden()
    sources: dict[Choice, str] = {}
    wanted = dict.fromkeys(column.choice for column in columns if column.choice is not None)
    for index, choice in enumerate(wanted):
        values = _choices(choice, catalogue)
        for row, value in enumerate(values):
            sheet.write_string(row, index, value)
        letter = xlsxwriter.utility.xl_col_to_name(index)
        sources[choice] = f"={LISTS_SHEET}!${letter}$1:${letter}${max(len(values), 1)}"
    return sources


def _choices(choice: Choice, catalogue: Catalogue) -> tuple[str, ...]:
    if choice is Choice.POSITIONS:
        return tuple(f"{key} {position.title_vi}" for key, position in catalogue.positions.items())
    if choice is Choice.RANKS:
        return tuple(term.name_vi for term in catalogue.vocabularies.get("ranks", {}).values())
    return _FIXED_CHOICES[choice]


def _guide(book: Any, name: str, columns: tuple[TemplateColumn, ...], formats: _Formats, *, language: str) -> None:
    is_vi = language == "vi"
    sheet = book.add_worksheet(name)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 12)
    sheet.set_column(2, 3, 58, formats.wrapped)
    for row, (vi, en) in enumerate(_STEPS):
        sheet.write_string(row, 0, f"{row + 1}. {vi if is_vi else en}")
    start = len(_STEPS) + 1
    heads = (
        ("Tên cột", "Bắt buộc", "Cách ghi", "Mẫu ghi") if is_vi else ("Heading", "Required", "What to write", "Sample")
    )
    for index, head in enumerate(heads):
        sheet.write_string(start, index, head, formats.bold)
    for row, column in enumerate(columns, start + 1):
        required = ("x" if column.is_required else "") if is_vi else ("yes" if column.is_required else "")
        heading = column.heading if is_vi else f"{column.heading} ({column.heading_en})"
        for index, text in enumerate(
            (heading, required, column.meaning_vi if is_vi else column.meaning_en, column.example)
        ):
            sheet.write_string(row, index, text)


def _version(book: Any, kind: TemplateKind, catalogue: Catalogue) -> None:
    sheet = book.add_worksheet(VERSION_SHEET)
    sheet.very_hidden()
    told = (("template", str(kind)), ("version", VERSION), ("catalogue", catalogue.name), ("digest", catalogue.digest))
    for row, (name, value) in enumerate(told):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, value)
