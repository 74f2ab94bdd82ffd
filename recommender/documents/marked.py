"""The workbook an office sent, with coloured cells and comments at its problems, and the list of all of them.

Only xlsx can be marked in place, by openpyxl; for other files, files that were refused and very large ones the list of
problems alone is written. Formulas that reach outside the workbook come back as text: who opens it need not be who
made it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import pandas as pd
import xlsxwriter

from recommender.columns import PROBLEMS
from recommender.documents.print_setup import A4, row_points, set_print
from recommender.types import Severity

MOST_BYTES = 30 * 1024 * 1024
"""Larger workbooks are not opened to be marked: openpyxl keeps every cell as an object."""
LIST_SHEET = "Vấn đề"
AUTHOR = "Năng Lực"
COLOURS = {Severity.ERROR: "FFFFC7CE", Severity.WARNING: "FFFFEB9C", Severity.NOTE: "FFDDEBF7"}
SEVERITIES_VI = {Severity.ERROR: "Lỗi", Severity.WARNING: "Cảnh báo", Severity.NOTE: "Ghi chú"}
HEADS = ("Tệp", "Trang", "Ô", "Mức", "Giá trị", "Vấn đề", "Cách sửa", "Problem", "Suggestion")
PRINTED = 7
"""Columns that are printed: the English ones are for the screen."""
WIDTHS = (22, 22, 8, 10, 24, 60, 44, 60, 44)
REACHES_OUT: Final = re.compile(
    r"\||\[[^\[\]]*\][^\[\]!(]*!|://|\\\\|"
    r"\b(?:WEBSERVICE|HYPERLINK|DDE\w*|RTD|CALL|REGISTER(?:\.ID)?|EXEC|IMPORT\w+|IMAGE)\s*\(",
    re.IGNORECASE,
)
"""Formulas that start programs or fetch and send data: DDE, links to other files, the web."""
_ILLEGAL = dict.fromkeys([*range(0x20)], " ") | {0x0A: "\n", 0x09: "\t"}


def marked_workbook(
    path: Path, problems: pd.DataFrame, out: Path, *, name: str = "", language: str = "vi", most_bytes: int = MOST_BYTES
) -> Path:  # fmt: skip
    """`out` as an xlsx: the file with its problems marked where that can be done, else the list of its problems.

    `name`: what problems call the file, where it is stored under another name.
    """
    own = PROBLEMS.check(problems)[problems["file"] == (name or path.name)]
    out = out.with_suffix(".xlsx")
    out.parent.mkdir(parents=True, exist_ok=True)
    if can_be_marked(path, own, most_bytes=most_bytes):
        _mark(path, own, out, language)
    else:
        _list_only(own, out)
    return out


def can_be_marked(path: Path, own: pd.DataFrame, *, most_bytes: int = MOST_BYTES) -> bool:
    """Whether the workbook itself can come back: an xlsx that was not refused and is not too large."""
    is_refused = own["code"].str.startswith("file_").any()
    return path.suffix.lower() == ".xlsx" and not is_refused and path.stat().st_size <= most_bytes


def _mark(path: Path, own: pd.DataFrame, out: Path, language: str) -> None:
    # Imported here: opening a workbook to be changed is the one thing openpyxl is needed for.
    import openpyxl
    from openpyxl.utils import get_column_letter

    book = openpyxl.load_workbook(path, keep_links=False)
    for sheet in book.worksheets:
        _disarm(sheet)
    placed = own[(own["cell"] != "") & own["sheet"].isin(book.sheetnames)]
    for (name, cell), part in placed.groupby(["sheet", "cell"], sort=False):
        _mark_cell(book[str(name)], str(cell), part, language)
    listed = book.create_sheet(_free_name(book.sheetnames))
    for row, texts in enumerate(_list_rows(own), 1):
        for column, text in enumerate(texts, 1):
            entry = listed.cell(row=row, column=column, value=text)
            entry.data_type = "s"  # text that begins with = must not become a formula
    for column, width in enumerate(WIDTHS, 1):
        listed.column_dimensions[get_column_letter(column)].width = width
    _set_print(listed, len(own) + 1)
    book.save(out)


def _set_print(listed: Any, rows: int) -> None:
    """The list as `set_print` prepares one, in a workbook of openpyxl."""
    from openpyxl.styles import Alignment, Font, PatternFill

    for cell in listed[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill(fill_type="solid", fgColor=COLOURS[Severity.NOTE])
    for row in listed.iter_rows(min_row=2):
        listed.row_dimensions[row[0].row].height = row_points([cell.value for cell in row], WIDTHS)
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    listed.freeze_panes = "A2"
    listed.page_setup.orientation, listed.page_setup.paperSize = "landscape", A4
    listed.page_setup.fitToHeight = 0
    listed.sheet_properties.pageSetUpPr.fitToPage = True
    listed.print_title_rows = "1:1"
    listed.print_area = f"A1:G{rows}"


def _disarm(sheet: Any) -> None:
    """Formulas that reach outside the workbook become the text they were typed as."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                text = str(getattr(cell.value, "text", cell.value) or "")
                if REACHES_OUT.search(text):
                    cell.value = text
                    cell.data_type = "s"


def _mark_cell(sheet: Any, cell: str, part: pd.DataFrame, language: str) -> None:
    """Colour by the worst problem of the cell and a comment with all of them."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    anchor = next((area.start_cell.coordinate for area in sheet.merged_cells.ranges if cell in area), cell)
    target = sheet[anchor]
    severities = set(part["severity"])
    worst = next(severity for severity in Severity if severity in severities)
    target.fill = PatternFill(fill_type="solid", fgColor=COLOURS[worst])
    pairs = zip(part[f"message_{language}"], part[f"suggestion_{language}"], strict=True)
    words = [" ".join(text for text in pair if text) for pair in pairs]
    before = f"{target.comment.text}\n" if target.comment else ""
    target.comment = Comment(_clean(before + "\n".join(words)), AUTHOR, height=120, width=360)


def _free_name(taken: list[str]) -> str:
    """The name of the list sheet, numbered when the workbook has such a sheet already."""
    name, number = LIST_SHEET, 2
    while name in taken:
        name, number = f"{LIST_SHEET} {number}", number + 1
    return name


def _list_rows(own: pd.DataFrame) -> list[tuple[str, ...]]:
    severities = own["severity"].map({str(severity): word for severity, word in SEVERITIES_VI.items()})
    names = ("value", "message_vi", "suggestion_vi", "message_en", "suggestion_en")
    columns = (own["file"], own["sheet"], own["cell"], severities, *(own[name] for name in names))
    rows = [tuple(str(text) for text in row) for row in zip(*columns, strict=True)]
    return [HEADS, *(tuple(_clean(text) for text in row) for row in rows)]


def _list_only(own: pd.DataFrame, out: Path) -> None:
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(out), options) as book:
        sheet = book.add_worksheet(LIST_SHEET)
        bold = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        for row, texts in enumerate(_list_rows(own)):
            sheet.set_row(row, row_points(texts, WIDTHS))
            for column, text in enumerate(texts):
                sheet.write_string(row, column, text, bold if row == 0 else wrapped)
        sheet.freeze_panes(1, 0)
        set_print(sheet, WIDTHS[:PRINTED], heads=0)
        sheet.print_area(0, 0, len(own), PRINTED - 1)


def _clean(text: str) -> str:
    """Text without the control signs that a workbook cannot hold."""
    return text.translate(_ILLEGAL)
