"""Rows of a CSV file or of a workbook's first sheet as stripped texts, each with its number in the file."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from recommender.errors import InputError
from recommender.readers.files.csv_text import LONGEST_FIELD, decoded, separator
from recommender.readers.files.limits import Limits
from recommender.readers.files.refusal import FileRefused
from recommender.readers.files.sheets import address
from recommender.readers.problem_log import ProblemLog
from recommender.readers.workbook import read_sheets
from training_catalog import fold

ORDINALS = frozenset({"stt", "tt", "so tt", "so thu tu", "thu tu"})
NAMES = frozenset({"ho va ten", "ho ten", "ho va ten dem", "ten", "ho", "name", "full name"})
NOTES = frozenset({"ghi chu", "chu thich", "ky ten", "chu ky", "don vi", "note", "remarks", "signature", "unit"})
IDS = frozenset({
    "id", "code", "person", "so bao danh", "sbd", "so hieu", "so hieu cong chuc", "so dinh danh", "cccd", "ma", "ma so",
    "ma cb", "ma can bo", "ma cbcc", "ma cong chuc", "ma cc", "ma nv", "ma nhan vien", "ma vien chuc", "ma nguoi",
    "ma thi sinh", "ma du thi",
})  # fmt: skip
WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A heading row and the rows below it that carry anything. `places[k]` is the number of row k, from 0."""

    file: str
    head: list[str]
    head_place: int
    rows: list[list[str]]
    places: list[int]
    separator: str = ""
    """Of a CSV file; "" of a workbook, whose rows all have the same width."""

    @cached_property
    def id_column(self) -> int:
        """The first column, unless it numbers or names the rows and a column with ids stands further on."""
        heads = [fold(text) for text in self.head]
        if heads[0] not in ORDINALS | NAMES:
            return 0
        return next((column for column, text in enumerate(heads) if text in IDS), 0)

    @cached_property
    def aside(self) -> frozenset[int]:
        """Columns beside the results: the id, row numbers, names, units and notes."""
        told = {column for column, text in enumerate(self.head) if fold(text) in ORDINALS | NAMES | NOTES}
        return frozenset({self.id_column, *told})

    def cell(self, row: int, column: int) -> str:
        """Address of a cell of data row `row`, such as D17."""
        return address(self.places[row], column)


def read_grid(path: Path, *, limits: Limits | None = None) -> Grid:
    """The file's rows, or InputError when it cannot be read or holds no data row."""
    bounds = limits or Limits()
    if path.suffix.lower() in WORKBOOKS:
        rows, sign = _workbook_rows(path, limits=bounds), ""
    else:
        rows, sign = _csv_rows(path, limits=bounds)
    filled = [place for place, row in enumerate(rows) if any(row)]
    if len(filled) < 2:
        raise InputError(
            f"Tệp {path.name} không có dòng dữ liệu nào dưới dòng tiêu đề.",
            f"File {path.name} has no data row below its heading row.",
        )
    head, places = filled[0], filled[1:]
    return Grid(
        file=path.name, head=rows[head], head_place=head, rows=[rows[place] for place in places], places=places,
        separator=sign,
    )  # fmt: skip


def _csv_rows(path: Path, *, limits: Limits) -> tuple[list[list[str]], str]:
    if path.stat().st_size > limits.file_bytes:
        raise _unreadable(path, "tệp quá lớn", "the file is too large")
    try:
        text = decoded(path.read_bytes())
        sign = separator(text)
        csv.field_size_limit(LONGEST_FIELD)
        rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=sign)]
    except (FileRefused, csv.Error) as error:
        raise _unreadable(path, "tệp hỏng hoặc sai mã ký tự", "damaged, or not text") from error
    return _bounded(path, rows, limits=limits), sign


def _workbook_rows(path: Path, *, limits: Limits) -> list[list[str]]:
    log = ProblemLog()
    sheets = read_sheets(path, log, limits=limits)
    if not sheets:
        first = log.problems[0] if log.problems else None
        raise _unreadable(path, first.message_vi if first else "tệp trống", first.message_en if first else "empty")
    sheet = sheets[0]
    return _bounded(path, [sheet.row_texts(row) for row in range(sheet.row_count)], limits=limits)


def _bounded(path: Path, rows: list[list[str]], *, limits: Limits) -> list[list[str]]:
    if len(rows) > limits.rows or max(map(len, rows), default=0) > limits.columns:
        raise _unreadable(path, "quá nhiều dòng hoặc cột", "too many rows or columns")
    return rows


def _unreadable(path: Path, reason_vi: str, reason_en: str) -> InputError:
    return InputError(f"Không đọc được {path.name}: {reason_vi}.", f"Cannot read {path.name}: {reason_en}.")


def decimal(text: str) -> float | None:
    """A number written with a point or a comma, or None; infinities and NaN are no numbers here."""
    try:
        value = float(text.replace(",", ".")) if text.count(",") + text.count(".") <= 1 else float("nan")
    except ValueError:
        return None
    return value if abs(value) < float("inf") else None
