"""Answer key: item → right option, from a two-column CSV file or workbook, with problems."""

from __future__ import annotations

from pathlib import Path

from recommender.answers.answer_sheet import LETTERS
from recommender.answers.grid import read_grid
from recommender.answers.problem_texts import AnswerProblems
from recommender.problems import Problem


def read_key(path: Path) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Right option of each item, in file order: first column the item, second one letter or digit."""
    grid = read_grid(path)
    problems = AnswerProblems(grid.file)
    key: dict[str, str] = {}
    for row, cells in enumerate(grid.rows):
        item, option = cells[0], cells[1] if len(cells) > 1 else ""
        if option not in LETTERS or not item:
            problems.add("key_unreadable", grid.cell(row, 1), value=option)
        elif key.setdefault(item, option.upper()) != option.upper():
            problems.add("key_repeated", grid.cell(row, 1), value=item)
    return key, problems.all()
