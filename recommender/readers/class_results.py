"""Results of a class from the file of an institute: one row a learner by code, and what is wrong in which cell.

Only columns with a known heading are read. A column of names is never read, and the caller is told that it was there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from recommender.learner_codes import read_code
from recommender.readers.limits import MEGABYTE, Limits
from recommender.readers.problem_words import problem_words
from recommender.readers.refusal import FileRefused
from recommender.readers.sheets import Cell, Sheet, address, cell_text, sheet_from_rows
from recommender.readers.sheets_ahead import raw_sheets
from recommender.readers.values import read_number
from recommender.types import Severity
from training_catalog.folding import fold

LIMITS: Final = Limits(
    file_bytes=2 * MEGABYTE, unpacked_bytes=40 * MEGABYTE, rows=12_000, columns=100, cells=600_000, sheets=20,
    cpu_seconds=20, wall_seconds=30.0,
)  # fmt: skip
"""A class is a short list: what is larger is another file."""
HEADINGS: Final[Mapping[str, frozenset[str]]] = {
    "code": frozenset({"ma hoc vien", "ma hv", "ma", "learner code", "code", "ticket"}),
    "status": frozenset({"ket qua", "ket qua hoc tap", "result", "outcome"}),
    "score": frozenset({"diem", "diem so", "diem tong ket", "score", "mark"}),
    "periods": frozenset({"so tiet", "so tiet da hoc", "periods"}),
    "grade": frozenset({"xep loai", "grade"}),
}
NAMES: Final = frozenset({"ho va ten", "ho ten", "ten", "ten hoc vien", "name", "full name", "hoc vien"})
STATUSES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("passed", "pass", "hoan thanh", "dat", "da hoan thanh"), "passed"),
    **dict.fromkeys(("failed", "not passed", "fail", "chua hoan thanh", "khong hoan thanh", "khong dat", "chua dat"),
                    "failed"),
    **dict.fromkeys(("absent", "vang", "khong tham gia", "bo hoc", "vang mat"), "absent"),
}  # fmt: skip
HEAD_ROWS: Final = 20
MOST_SCORE, MOST_PERIODS, LONGEST_GRADE = 1000, 2000, 200
WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "no_head": (
        "Không thấy dòng tiêu đề có cột Mã học viên và Kết quả.", "No heading row with Learner code and Result.",
    ),
    "no_rows": ("Dưới tiêu đề không có dòng nào.", "There is no row below the headings."),
    "names_left": (
        "Cột {value} không được đọc: chỉ dùng mã học viên.", "Column {value} was not read: codes are enough.",
    ),
    "twice": ("Mã {value} có ở dòng khác của tệp.", "Code {value} stands in another row too."),
    "no_code": ("Dòng có kết quả nhưng chưa có mã học viên.", "The row has a result but no learner code."),
    "slip": ("Mã {value} ghi sai: kiểm tra từng chữ.", "Code {value} is misspelt: check each letter."),
    "stranger": ("Mã {value} không thuộc lớp này.", "Code {value} is not of this class."),
    "no_status": ("Chưa ghi kết quả; dòng này được bỏ qua.", "No result yet; the row is left out."),
    "bad_status": (
        "“{value}” không phải kết quả. Ghi Hoàn thành, Chưa hoàn thành hoặc Vắng.",
        "“{value}” is no result. Write Passed, Not passed or Absent.",
    ),
    "bad_score": ("Điểm “{value}” không phải số từ 0 đến 1000.", "Score “{value}” is no number from 0 to 1000."),
    "bad_periods": ("Số tiết “{value}” không phải số từ 0 đến 2000.", "“{value}” is no number of periods up to 2000."),
    "long_grade": ("Xếp loại dài hơn 200 ký tự.", "The grade is longer than 200 characters."),
}  # fmt: skip
WARNINGS: Final = frozenset({"names_left", "no_status"})


@dataclass(frozen=True, kw_only=True)
class CellProblem:
    """What is wrong in one cell; `cell` is "" for the whole file. An error keeps every row out."""

    cell: str
    severity: Severity
    vi: str
    en: str


@dataclass(frozen=True, kw_only=True)
class ResultLine:
    """One learner's result as the file has it."""

    code: str
    ticket: str
    status: str
    score: float | None
    periods: float | None
    grade: str


@dataclass(frozen=True, kw_only=True)
class ReadResults:
    """The rows that can be kept, and all problems by row."""

    lines: tuple[ResultLine, ...]
    problems: tuple[CellProblem, ...]

    @property
    def has_errors(self) -> bool:
        """Whether something must be mended first."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


@dataclass(kw_only=True)
class _Reading:
    sheet: Sheet
    columns: dict[str, int]
    tickets: Mapping[str, str]
    problems: list[CellProblem] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def cell(self, row: int, name: str) -> Cell:
        column = self.columns.get(name)
        if column is None or column >= self.sheet.column_count:
            return None
        return self.sheet.cell(row, column)

    def say(self, code: str, row: int, name: str, value: str = "") -> None:
        self.problems.append(_problem(code, address(row, self.columns[name]), value))


def read_results_file(path: Path, *, tickets: Mapping[str, str]) -> ReadResults:
    """Results in an xlsx, xls, ods or csv file; `tickets` is code → ticket of the learners of the class."""
    try:
        sheets = [sheet for sheet in raw_sheets(path, limits=LIMITS) if not sheet.is_hidden]
    except FileRefused as refusal:
        words = problem_words()[refusal.code]
        said = words.vi.format_map(_Blank(refusal.words)), words.en.format_map(_Blank(refusal.words))
        return ReadResults(lines=(), problems=(
            CellProblem(cell="", severity=Severity.ERROR, vi=said[0], en=said[1]),
        ))  # fmt: skip
    found = next((reading for sheet in sheets if (reading := _headed(sheet, tickets)) is not None), None)
    if found is None:
        return ReadResults(lines=(), problems=(_problem("no_head", ""),))
    return _read(*found)


def read_results_text(text: str, *, tickets: Mapping[str, str]) -> ReadResults:
    """Results pasted from a sheet: code, result, score, periods, grade; a heading row may stand on top."""
    rows = [[part.strip() for part in line.replace(";", "\t").split("\t")] for line in text.splitlines()]
    sheet = sheet_from_rows(rows[: LIMITS.rows], file="", name="")
    found = _headed(sheet, tickets)
    if found is None:
        columns = {name: place for place, name in enumerate(HEADINGS) if place < max(sheet.column_count, 2)}
        found = _Reading(sheet=sheet, columns=columns, tickets=tickets), 0
    return _read(*found)


def _headed(sheet: Sheet, tickets: Mapping[str, str]) -> tuple[_Reading, int] | None:
    """The columns of a sheet by its heading row, and the first row below; None without code and result."""
    for row in range(min(sheet.row_count, HEAD_ROWS)):
        texts = [fold(text) for text in sheet.row_texts(row)]
        columns = {
            name: next(place for place, text in enumerate(texts) if text in known)
            for name, known in HEADINGS.items() if any(text in known for text in texts)
        }  # fmt: skip
        if "code" in columns and "status" in columns:
            reading = _Reading(sheet=sheet, columns=columns, tickets=tickets)
            for place, text in enumerate(texts):
                if text in NAMES:
                    reading.problems.append(_problem("names_left", address(row, place), sheet.text(row, place)))
            return reading, row + 1
    return None


def _read(reading: _Reading, first: int) -> ReadResults:
    rows = [row for row in range(first, reading.sheet.row_count) if reading.sheet.filled(row)]
    lines = [line for row in rows if (line := _line(reading, row)) is not None]
    if not rows:
        reading.problems.append(_problem("no_rows", ""))
    return ReadResults(lines=tuple(lines), problems=tuple(reading.problems))


def _line(reading: _Reading, row: int) -> ResultLine | None:
    before = len(reading.problems)
    status = _status(reading, row)
    if status is None and not _text(reading, row, "code"):
        return None
    code = _code(reading, row)
    score = _number(reading, row, "score", MOST_SCORE)
    periods = _number(reading, row, "periods", MOST_PERIODS)
    grade = " ".join(_text(reading, row, "grade").replace(";", ",").split())
    if len(grade) > LONGEST_GRADE:
        reading.say("long_grade", row, "grade")
    if code is None or status is None or len(reading.problems) > before:
        return None
    ticket = reading.tickets.get(code, code)
    return ResultLine(code=code, ticket=ticket, status=status, score=score, periods=periods, grade=grade)


def _code(reading: _Reading, row: int) -> str | None:
    """A code of the class, by code or by the whole ticket; None with a problem."""
    text = _text(reading, row, "code")
    code = read_code(text)
    if not text:
        reading.say("no_code", row, "code")
        return None
    if text in reading.tickets.values():
        code = next(key for key, ticket in reading.tickets.items() if ticket == text)
    elif code is None:
        reading.say("slip", row, "code", text)
        return None
    if code not in reading.tickets:
        reading.say("stranger", row, "code", text)
        return None
    if code in reading.seen:
        reading.say("twice", row, "code", text)
        return None
    reading.seen.add(code)
    return code


def _status(reading: _Reading, row: int) -> str | None:
    text = _text(reading, row, "status")
    if not text:
        if _text(reading, row, "code"):
            reading.say("no_status", row, "status")
        return None
    known = STATUSES.get(fold(text))
    if known is None:
        reading.say("bad_status", row, "status", text)
    return known


def _number(reading: _Reading, row: int, name: str, most: float) -> float | None:
    value = reading.cell(row, name)
    if value is None or not cell_text(value).strip():
        return None
    number = read_number(value)
    if number is None or not 0 <= number <= most:
        reading.say(f"bad_{name}", row, name, cell_text(value))
        return None
    return number


def _text(reading: _Reading, row: int, name: str) -> str:
    return cell_text(reading.cell(row, name)).strip()


def _problem(code: str, cell: str, value: str = "") -> CellProblem:
    vi, en = WORDS[code]
    severity = Severity.WARNING if code in WARNINGS else Severity.ERROR
    shown = value if len(value) <= 60 else f"{value[:59]}…"
    return CellProblem(
        cell=cell, severity=severity, vi=vi.replace("{value}", shown), en=en.replace("{value}", shown)
    )  # fmt: skip


class _Blank(dict[str, str]):
    """Words to fill in; one that is missing stays empty."""

    def __missing__(self, key: str) -> str:
        return ""


def accepted_endings() -> Sequence[str]:
    """Endings of files that are read."""
    return (".xlsx", ".xls", ".ods", ".csv")
