"""Results of a class from the file of an institute: one row a learner by code, and what is wrong in which cell.

Only columns with a known heading are read. A column of names is never read, and the caller is told that it was there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from recommender.learner_codes import read_code
from recommender.problems import Problem
from recommender.readers.cells.values import read_number
from recommender.readers.files.limits import MEGABYTE, Limits
from recommender.readers.files.refusal import FileRefused
from recommender.readers.files.sheets import Cell, Sheet, address, cell_text, sheet_from_rows
from recommender.readers.files.sheets_ahead import raw_sheets
from recommender.readers.problem_log import ProblemLog
from recommender.readers.tables.header import find_header
from recommender.readers.tables.headings import TableKind
from recommender.types import Severity
from training_catalog.folding import fold

LIMITS: Final = Limits(
    file_bytes=2 * MEGABYTE, unpacked_bytes=40 * MEGABYTE, rows=12_000, columns=100, cells=600_000, sheets=20,
    cpu_seconds=20, wall_seconds=30.0,
)  # fmt: skip
"""A class is a short list: what is larger is another file."""
PASTED: Final = ("learner", "outcome", "score", "periods", "grade")
"""The columns of rows that are pasted without a heading."""
NAMES: Final = ("full_name", "family_middle", "given_name")
STATUSES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("passed", "pass", "hoan thanh", "dat", "da hoan thanh"), "passed"),
    **dict.fromkeys(("failed", "not passed", "fail", "chua hoan thanh", "khong hoan thanh", "khong dat", "chua dat"),
                    "failed"),
    **dict.fromkeys(("absent", "vang", "khong tham gia", "bo hoc", "vang mat"), "absent"),
}  # fmt: skip
MOST: Final[Mapping[str, tuple[str, int]]] = {
    "score": ("class_score_unread", 1000), "periods": ("class_periods_unread", 2000),
}  # fmt: skip
"""What is said of a number that is none or too large, and the largest."""
LONGEST_GRADE, LONGEST_SHOWN = 200, 60


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
    """The rows that can be kept, and all problems by row; an error keeps every row out."""

    lines: tuple[ResultLine, ...]
    problems: tuple[Problem, ...]

    @property
    def has_errors(self) -> bool:
        """Whether something must be mended first."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


@dataclass(kw_only=True)
class _Reading:
    sheet: Sheet
    columns: dict[str, int]
    tickets: Mapping[str, str]
    log: ProblemLog = field(default_factory=ProblemLog)
    seen: set[str] = field(default_factory=set)

    def cell(self, row: int, name: str) -> Cell:
        column = self.columns.get(name)
        if column is None or column >= self.sheet.column_count:
            return None
        return self.sheet.cell(row, column)

    def say(self, code: str, row: int, name: str, value: str = "", **words: str) -> None:
        cell = address(row, self.columns[name])
        self.log.sheet(self.sheet).add(code, cell, value=_short(value), **words)


def read_results_file(path: Path, *, tickets: Mapping[str, str]) -> ReadResults:
    """Results in an xlsx, xls, ods or csv file; `tickets` is code → ticket of the learners of the class."""
    try:
        sheets = [sheet for sheet in raw_sheets(path, limits=LIMITS) if not sheet.is_hidden]
    except FileRefused as refusal:
        return _nothing(refusal.code, path.name, **refusal.words)
    found = next((reading for sheet in sheets if (reading := _headed(sheet, tickets)) is not None), None)
    return _nothing("class_without_head", path.name) if found is None else _read(*found)


def read_results_text(text: str, *, tickets: Mapping[str, str]) -> ReadResults:
    """Results pasted from a sheet: code, result, score, periods, grade; a heading row may stand on top."""
    rows = [[part.strip() for part in line.replace(";", "\t").split("\t")] for line in text.splitlines()]
    sheet = sheet_from_rows(rows[: LIMITS.rows], file="", name="")
    found = _headed(sheet, tickets)
    if found is None:
        columns = {name: place for place, name in enumerate(PASTED) if place < max(sheet.column_count, 2)}
        found = _Reading(sheet=sheet, columns=columns, tickets=tickets), 0
    return _read(*found)


def _nothing(code: str, file: str, **words: str) -> ReadResults:
    log = ProblemLog()
    log.add(code, file, **words)
    return ReadResults(lines=(), problems=tuple(log.problems))


def _headed(sheet: Sheet, tickets: Mapping[str, str]) -> tuple[_Reading, int] | None:
    """The columns of a sheet by its heading rows, and the first row below; None without code and result."""
    header = find_header(sheet, TableKind.RESULTS)
    if header is None:
        return None
    reading = _Reading(sheet=sheet, columns={}, tickets=tickets)
    for entry in header.columns:
        if entry.meaning is None:
            continue
        reading.columns.setdefault(entry.meaning.field, entry.column)
        if entry.meaning.field in NAMES:
            cell = address(header.top, entry.column)
            reading.log.sheet(sheet).add("class_names_left", cell, value=_short(entry.heading))
    return reading, header.first_row


def _read(reading: _Reading, first: int) -> ReadResults:
    rows = [row for row in range(first, reading.sheet.row_count) if reading.sheet.filled(row)]
    lines = [line for row in rows if (line := _line(reading, row)) is not None]
    if not rows:
        reading.log.sheet(reading.sheet).add("no_rows")
    return ReadResults(lines=tuple(lines), problems=tuple(reading.log.problems))


def _line(reading: _Reading, row: int) -> ResultLine | None:
    before = len(reading.log.problems)
    status = _status(reading, row)
    if status is None and not _text(reading, row, "learner"):
        return None
    code = _code(reading, row)
    score = _number(reading, row, "score")
    periods = _number(reading, row, "periods")
    grade = " ".join(_text(reading, row, "grade").replace(";", ",").split())
    if len(grade) > LONGEST_GRADE:
        reading.say("class_grade_long", row, "grade", most=str(LONGEST_GRADE))
    if code is None or status is None or len(reading.log.problems) > before:
        return None
    ticket = reading.tickets.get(code, code)
    return ResultLine(code=code, ticket=ticket, status=status, score=score, periods=periods, grade=grade)


def _code(reading: _Reading, row: int) -> str | None:
    """A code of the class, by code or by the whole ticket; None with a problem."""
    text = _text(reading, row, "learner")
    code = read_code(text)
    if not text:
        reading.say("class_code_blank", row, "learner")
        return None
    if text in reading.tickets.values():
        code = next(key for key, ticket in reading.tickets.items() if ticket == text)
    elif code is None:
        reading.say("class_code_misspelt", row, "learner", text)
        return None
    if code not in reading.tickets:
        reading.say("class_code_unknown", row, "learner", text)
        return None
    if code in reading.seen:
        reading.say("class_code_again", row, "learner", text)
        return None
    reading.seen.add(code)
    return code


def _status(reading: _Reading, row: int) -> str | None:
    text = _text(reading, row, "outcome")
    if not text:
        if _text(reading, row, "learner"):
            reading.say("class_result_blank", row, "outcome")
        return None
    known = STATUSES.get(fold(text))
    if known is None:
        reading.say("class_result_unread", row, "outcome", text)
    return known


def _number(reading: _Reading, row: int, name: str) -> float | None:
    value = reading.cell(row, name)
    if value is None or not cell_text(value).strip():
        return None
    number, (code, most) = read_number(value), MOST[name]
    if number is None or not 0 <= number <= most:
        reading.say(code, row, name, cell_text(value), most=str(most))
        return None
    return number


def _text(reading: _Reading, row: int, name: str) -> str:
    return cell_text(reading.cell(row, name)).strip()


def _short(value: str) -> str:
    return value if len(value) <= LONGEST_SHOWN else f"{value[: LONGEST_SHOWN - 1]}…"


def accepted_endings() -> Sequence[str]:
    """Endings of files that are read."""
    return (".xlsx", ".xls", ".ods", ".csv")
