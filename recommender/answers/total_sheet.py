"""Total scores of people from a CSV file or workbook with an id and a score a row, with problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from recommender.answers.grid import Grid, decimal, read_grid
from recommender.answers.problem_texts import AnswerProblems
from recommender.problems import Problem
from training_catalog import fold

SCORES = frozenset({
    "diem", "diem so", "tong diem", "tong so diem", "diem tong", "diem thi", "diem kiem tra", "diem sat hach", "score",
    "total", "total score", "raw", "points",
})  # fmt: skip
FAR = 3.0
"""So many quartile ranges outside the middle half of the scores a score is asked about (Tukey's outer fences)."""
FEWEST_FOR_FAR = 10


@dataclass(frozen=True, kw_only=True)
class TotalSheet:
    """People with a total score, in file order; NaN where the cell is blank."""

    file: str
    ids: tuple[str, ...]
    scores: npt.NDArray[np.float64]
    problems: tuple[Problem, ...]


def read_totals(path: Path, *, highest: float | None = None) -> TotalSheet:
    """Scores in a file, decimal point or comma: the id, and the column headed as a score or else the next one.

    With `highest` a score below 0 or above it is an error; without, scores far from all others are asked about.
    """
    grid = read_grid(path)
    problems = AnswerProblems(grid.file)
    column = _score_column(grid)
    scores: dict[str, float] = {}
    first: dict[str, int] = {}
    for row, cells in enumerate(grid.rows):
        name = cells[grid.id_column] if len(cells) > grid.id_column else ""
        text = cells[column] if len(cells) > column else ""
        value = decimal(text) if text else float("nan")
        if not name:
            problems.add("id_missing", grid.cell(row, grid.id_column))
        elif name in first:
            place = str(grid.places[first[name]] + 1)
            problems.add("id_repeated", grid.cell(row, grid.id_column), value=name, first=place)
        elif value is None:
            problems.add("total_unknown", grid.cell(row, column), value=text)
        elif highest is not None and not 0 <= value <= highest and text:
            problems.add("total_outside", grid.cell(row, column), value=text, highest=f"{highest:g}")
        else:
            first[name] = row
            scores[name] = value
            if not text:
                problems.add("person_without_answers", grid.cell(row, column), value=name)
    if highest is None:
        _ask_about_far(grid, column, {first[name]: value for name, value in scores.items()}, problems)
    return TotalSheet(
        file=grid.file, ids=tuple(scores), scores=np.array(list(scores.values())), problems=problems.all()
    )


def _score_column(grid: Grid) -> int:
    """The column headed as a score; else the first that neither names nor numbers people."""
    heads = [fold(text) for text in grid.head]
    named = [column for column, text in enumerate(heads) if text in SCORES]
    others = [column for column in range(len(heads)) if column not in grid.aside]
    return next(iter([*named, *others]), 1)


def _ask_about_far(grid: Grid, column: int, scores: Mapping[int, float], problems: AnswerProblems) -> None:
    """Ask about scores far from all the others, or negative as no others; `scores` by the number of their row."""
    values = np.array(list(scores.values()))
    known = values[~np.isnan(values)]
    if len(known) < FEWEST_FOR_FAR:
        return
    low, high = np.quantile(known, [0.25, 0.75])
    reach = FAR * (high - low)
    for row, value in scores.items():
        if value < 0 < low:
            problems.add("total_negative", grid.cell(row, column), value=grid.rows[row][column])
        elif reach > 0 and (value < low - reach or value > high + reach):
            problems.add("total_far", grid.cell(row, column), value=grid.rows[row][column])
