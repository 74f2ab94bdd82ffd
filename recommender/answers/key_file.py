"""Answer key: item → right option, from a two-column CSV file or workbook, with problems."""

from __future__ import annotations

from pathlib import Path

from recommender.answers.answer_sheet import LETTERS
from recommender.answers.cut_file import ITEM
from recommender.answers.grid import read_grid
from recommender.answers.problem_texts import AnswerProblems
from recommender.problems import Problem
from training_catalog import fold

OPTION = frozenset({"dap an", "dap an dung", "phuong an dung", "key", "answer", "option", "right"})


def read_key(path: Path) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Right option of each item, in file order: item and letter or digit, by their headings or as they come."""
    grid = read_grid(path)
    heads = [fold(text) for text in grid.head]
    named = next((column for column, text in enumerate(heads) if text in ITEM), 0)
    told = next((column for column, text in enumerate(heads) if text in OPTION), named + 1)
    problems = AnswerProblems(grid.file)
    key: dict[str, str] = {}
    for row, cells in enumerate(grid.rows):
        item = cells[named] if len(cells) > named else ""
        option = cells[told] if len(cells) > told else ""
        if option not in LETTERS or not item:
            problems.add("key_unreadable", grid.cell(row, told), value=option)
        elif key.setdefault(item, option.upper()) != option.upper():
            problems.add("key_repeated", grid.cell(row, told), value=item)
    return key, problems.all()
