"""Answer sheet: people × items of 0, 1 and missing (or of options chosen) from a CSV file or workbook, with problems.

A person one of whose cells cannot be read is not scored: a slip of the pen must not cost a point unseen. Everybody
else is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from models.testing import scored
from recommender.answers.grid import Grid, read_grid
from recommender.answers.problem_texts import AnswerProblems
from recommender.problems import Problem
from recommender.readers.files.sheets import address, column_letters

Codes = npt.NDArray[np.uint8]
WRONG, RIGHT, BLANK, UNREADABLE = 0, 1, 2, 255
MARKS = {
    "0": WRONG, "0.0": WRONG, "0,0": WRONG, "1": RIGHT, "1.0": RIGHT, "1,0": RIGHT,
    "": BLANK, "NA": BLANK, "na": BLANK, "NaN": BLANK, "nan": BLANK,
}  # fmt: skip
LETTERS = {letter: ord(letter.upper()) for letter in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ123456789"}
OPTIONS = {**LETTERS, "": BLANK, "NA": BLANK, "na": BLANK, "NaN": BLANK, "nan": BLANK}
MOSTLY = 0.5
"""A column with a smaller share of readable cells holds something other than answers."""


@dataclass(frozen=True, kw_only=True)
class AnswerSheet:
    """The people and items that can be used, in file order. `choices` only where a key was given."""

    file: str
    ids: tuple[str, ...]
    items: tuple[str, ...]
    answers: npt.NDArray[np.float64]
    choices: npt.NDArray[np.str_] | None
    key: tuple[str, ...]
    problems: tuple[Problem, ...]
    given: tuple[str, ...] = ()
    """Every person id of the file once, in its order, those whose row could not be read too."""


def read_answers(path: Path, *, key: Mapping[str, str] | None = None) -> AnswerSheet:
    """The answers in a file; with a key (item → option) the cells hold options chosen instead of 0 and 1."""
    grid = read_grid(path)
    problems = AnswerProblems(grid.file)
    rows = _whole_rows(grid, problems)
    columns = _named_columns(grid, problems)
    if key is not None:
        columns = _keyed_columns(grid, columns, key, problems)
    codes = _codes(grid, rows, columns, OPTIONS if key is not None else MARKS)
    wanted = "A, B, C…" if key is not None else "0, 1"
    columns, codes = _readable_columns(grid, rows, columns, codes, wanted=wanted, problems=problems)
    is_kept = _readable_people(grid, rows, columns, codes, wanted=wanted, problems=problems)
    kept, codes = [row for row, keep in zip(rows, is_kept, strict=True) if keep], codes[is_kept]
    for number in np.flatnonzero((codes == BLANK).all(axis=1)) if columns else []:
        problems.add(
            "person_without_answers",
            grid.cell(kept[number], grid.id_column),
            value=grid.rows[kept[number]][grid.id_column],
        )
    items = tuple(grid.head[column] for column in columns)
    asked = tuple(key[item] for item in items) if key is not None else ()
    choices = _chosen(codes) if key is not None else None
    marks = scored(choices, asked) if choices is not None else np.where(codes == BLANK, np.nan, codes)
    return AnswerSheet(
        file=grid.file, ids=tuple(grid.rows[row][grid.id_column] for row in kept), items=items,
        answers=marks.astype(np.float64), choices=choices, key=asked, problems=problems.all(),
        given=_given(grid),
    )  # fmt: skip


def _given(grid: Grid) -> tuple[str, ...]:
    place = grid.id_column
    return tuple(dict.fromkeys(cells[place] for cells in grid.rows if len(cells) > place and cells[place]))


def _whole_rows(grid: Grid, problems: AnswerProblems) -> list[int]:
    """Rows with an id of their own and as many cells as the heading row."""
    width, place = len(grid.head), grid.id_column
    seen: dict[str, int] = {}
    rows = []
    for row, cells in enumerate(grid.rows):
        if len(cells) > width and not any(cells[width:]):
            del cells[width:]
        name = cells[place] if len(cells) > place else ""
        if len(cells) != width:
            shown = "Tab" if grid.separator == "\t" else grid.separator
            problems.add(
                "row_ragged", grid.cell(row, place), value=name, n=str(len(cells)), wanted=str(width), separator=shown
            )
        elif not name:
            problems.add("id_missing", grid.cell(row, place))
        elif name in seen:
            problems.add("id_repeated", grid.cell(row, place), value=name, first=str(grid.places[seen[name]] + 1))
        else:
            seen[name] = row
            rows.append(row)
    return rows


def _named_columns(grid: Grid, problems: AnswerProblems) -> list[int]:
    """Columns with a name of their own, beside the id, row numbers and names of people."""
    seen: dict[str, int] = {}
    columns = []
    for column, name in enumerate(grid.head):
        if column in grid.aside:
            continue
        place = address(grid.head_place, column)
        if name and name not in seen:
            seen[name] = column
            columns.append(column)
        elif name:
            problems.add("item_repeated", place, value=name, first=column_letters(seen[name]))
        elif any(len(cells) > column and cells[column] for cells in grid.rows):
            problems.add("item_name_missing", place)
    return columns


def _keyed_columns(grid: Grid, columns: list[int], key: Mapping[str, str], problems: AnswerProblems) -> list[int]:
    for column in columns:
        if grid.head[column] not in key:
            problems.add("key_item_missing", address(grid.head_place, column), value=grid.head[column])
    named = {grid.head[column] for column in columns}
    for item in key:
        if item not in named:
            problems.add("key_item_unknown", value=item)
    return [column for column in columns if grid.head[column] in key]


def _codes(grid: Grid, rows: list[int], columns: list[int], meaning: Mapping[str, int]) -> Codes:
    codes = np.full((len(rows), len(columns)), UNREADABLE, dtype=np.uint8)
    for number, row in enumerate(rows):
        cells = grid.rows[row]
        codes[number] = [meaning.get(cells[column], UNREADABLE) for column in columns]
    return codes


def _readable_columns(
    grid: Grid, rows: list[int], columns: list[int], codes: Codes, *, wanted: str, problems: AnswerProblems
) -> tuple[list[int], Codes]:
    """Without the columns that hold something else; those without any answer stay and are told."""
    filled = (codes != BLANK).sum(axis=0)
    odd = (codes == UNREADABLE).sum(axis=0)
    is_kept = odd <= (1 - MOSTLY) * filled
    for number, column in enumerate(columns):
        place, name = address(grid.head_place, column), grid.head[column]
        if not is_kept[number]:
            first = int(np.flatnonzero(codes[:, number] == UNREADABLE)[0])
            sample = grid.rows[rows[first]][column][:40]
            problems.add("column_unreadable", place, value=name, sample=sample, wanted=wanted)
        elif filled[number] == 0:
            problems.add("item_without_answers", place, value=name)
    kept = [column for column, keep in zip(columns, is_kept, strict=True) if keep]
    return kept, codes[:, is_kept]


def _readable_people(
    grid: Grid, rows: list[int], columns: list[int], codes: Codes, *, wanted: str, problems: AnswerProblems
) -> npt.NDArray[np.bool_]:
    for number, column in np.argwhere(codes == UNREADABLE):
        row = rows[number]
        place = grid.cell(row, columns[column])
        problems.add("answer_unknown", place, value=grid.rows[row][columns[column]], wanted=wanted)
    is_kept: npt.NDArray[np.bool_] = (codes != UNREADABLE).all(axis=1)
    return is_kept


def _chosen(codes: Codes) -> npt.NDArray[np.str_]:
    letters = np.array([chr(code) if chr(code).isalnum() else "" for code in range(256)])
    letters[[WRONG, RIGHT, BLANK]] = ""
    chosen: npt.NDArray[np.str_] = letters[codes]
    return chosen
