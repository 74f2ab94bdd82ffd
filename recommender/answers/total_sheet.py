"""Total scores of people from a two-column CSV file or workbook, with problems."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from recommender.answers.grid import decimal, read_grid
from recommender.answers.problem_texts import AnswerProblems
from recommender.problems import Problem


@dataclass(frozen=True, kw_only=True)
class TotalSheet:
    """People with a total score, in file order; NaN where the cell is blank."""

    ids: tuple[str, ...]
    scores: npt.NDArray[np.float64]
    problems: tuple[Problem, ...]


def read_totals(path: Path) -> TotalSheet:
    """Scores in a file: first column the id, second the total, decimal point or comma."""
    grid = read_grid(path)
    problems = AnswerProblems(grid.file)
    scores: dict[str, float] = {}
    first: dict[str, int] = {}
    for row, cells in enumerate(grid.rows):
        name, text = cells[0], cells[1] if len(cells) > 1 else ""
        value = decimal(text) if text else float("nan")
        if not name:
            problems.add("id_missing", grid.cell(row, 0))
        elif name in first:
            problems.add("id_repeated", grid.cell(row, 0), value=name, first=str(first[name] + 1))
        elif value is None:
            problems.add("total_unknown", grid.cell(row, 1), value=text)
        else:
            first[name] = grid.places[row]
            scores[name] = value
            if not text:
                problems.add("person_without_answers", grid.cell(row, 1), value=name)
    return TotalSheet(ids=tuple(scores), scores=np.array(list(scores.values())), problems=problems.all())
