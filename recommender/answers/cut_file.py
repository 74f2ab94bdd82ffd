"""Judges' ratings or given cut scores between levels, from a CSV file or workbook, with problems.

The headings tell which of three forms it is, in Vietnamese or English:

- ``judge, item, 2, 3, …``: an Angoff table, the chance that a person just at level 2, 3, … answers the item right;
- ``judge, level, item``: a bookmark table on the item map, the last item a person just at that level masters;
- ``level, theta`` and perhaps ``se``: cut scores set before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from models.testing import CutScore, Rating
from recommender.answers.grid import Grid, decimal, read_grid
from recommender.answers.problem_texts import AnswerProblems
from recommender.errors import InputError
from recommender.problems import Problem
from training_catalog import fold

JUDGE = frozenset({"judge", "rater", "giam khao", "nguoi cham", "chuyen gia", "thanh vien"})
ITEM = frozenset({"item", "question", "cau", "cau hoi", "ma cau", "ma cau hoi"})
LEVEL = frozenset({"level", "cap do", "muc", "bac"})
THETA = frozenset({"theta", "cut", "ability", "diem cat", "nang luc"})
SE = frozenset({"se", "standard error", "sai so", "sai so chuan"})
_LEVEL_HEADING = re.compile(r"(?:(?:level|cap do|cap|muc|bac) )?([1-9]\d?)")
MOST_PERCENT = 100.0
LEVEL_WANTED = ("Cấp độ là số nguyên dương.", "A level is a positive whole number.")
CHANCE_WANTED = ("Xác suất từ 0 đến 1, ví dụ 0,65.", "A probability from 0 to 1, such as 0.65.")
NUMBER_WANTED = ("Ghi một số; sai số không âm.", "Write a number; an error is not negative.")


class CutKind(StrEnum):
    """Which form a file of cut scores has."""

    ANGOFF = "angoff"
    """Probabilities by judge and item."""
    BOOKMARK = "bookmark"
    """An item by judge and level."""
    GIVEN = "given"
    """Cut scores with or without their standard errors."""


@dataclass(frozen=True, kw_only=True)
class CutRatings:
    """What the file says: ratings for the first two forms (items by their number), or the cut scores themselves."""

    file: str
    kind: CutKind
    ratings: tuple[Rating, ...]
    given: tuple[CutScore, ...]
    problems: tuple[Problem, ...]


class _Reading:
    """The columns found in one file and what has been read of it so far."""

    def __init__(self, grid: Grid, items: Sequence[str]) -> None:
        self.grid = grid
        self.head = [fold(text) for text in grid.head]
        self.items = {name: number for number, name in enumerate(items)}
        self.problems = AnswerProblems(grid.file)
        self.seen: dict[tuple[str, int, int], int] = {}

    def column(self, names: frozenset[str]) -> int | None:
        """Number of the first heading that is one of the names."""
        return next((number for number, text in enumerate(self.head) if text in names), None)

    def text(self, row: int, column: int | None) -> str:
        """A cell's text; "" beyond the end of a short row."""
        cells = self.grid.rows[row]
        return cells[column] if column is not None and column < len(cells) else ""

    def is_first(self, row: int, judge: str, level: int, item: int) -> bool:
        """Whether this rating has not been read before; told when it has."""
        first = self.seen.setdefault((judge, level, item), row)
        if first != row:
            self.problems.add(
                "cut_repeated", self.grid.cell(row, 0), value=judge, first=str(self.grid.places[first] + 1)
            )
        return first == row

    def item(self, row: int, column: int) -> int | None:
        """The item's number; told when there is no such item."""
        name = self.text(row, column)
        if name not in self.items:
            self.problems.add("cut_item_unknown", self.grid.cell(row, column), value=name)
        return self.items.get(name)

    def level(self, row: int, column: int) -> int | None:
        """The level; told when it is not a positive whole number."""
        text = self.text(row, column)
        found = _LEVEL_HEADING.fullmatch(fold(text))
        if found is None:
            self.unreadable(row, column, LEVEL_WANTED)
        return int(found[1]) if found else None

    def unreadable(self, row: int, column: int, wanted: tuple[str, str]) -> None:
        """Write down that a cell holds no valid value."""
        self.problems.add(
            "cut_value_unreadable", self.grid.cell(row, column), value=self.text(row, column),
            wanted_vi=wanted[0], wanted_en=wanted[1],
        )  # fmt: skip


def read_cuts(path: Path, items: Sequence[str]) -> CutRatings:
    """Ratings or cut scores in a file; InputError when its headings are none of the three forms."""
    reading = _Reading(read_grid(path), items)
    judge, item, level = reading.column(JUDGE), reading.column(ITEM), reading.column(LEVEL)
    theta = reading.column(THETA)
    ratings: list[Rating] = []
    given: list[CutScore] = []
    if level is not None and theta is not None:
        kind, given = CutKind.GIVEN, _given(reading, level, theta)
    elif item is not None and level is not None:
        kind, ratings = CutKind.BOOKMARK, _bookmarks(reading, judge, level, item)
    elif item is not None and any(map(_LEVEL_HEADING.fullmatch, reading.head)):
        kind, ratings = CutKind.ANGOFF, _angoff(reading, judge, item)
    else:
        raise InputError(
            f"Không hiểu dòng tiêu đề của {path.name}.",
            f"The headings of {path.name} are not understood.",
            hint_vi="Cần: giám khảo, câu, 2, 3, … hoặc giám khảo, cấp độ, câu hoặc cấp độ, theta, se.",
            hint_en="Needed: judge, item, 2, 3, … or judge, level, item or level, theta, se.",
        )
    return CutRatings(
        file=path.name, kind=kind, ratings=tuple(ratings), given=tuple(given), problems=reading.problems.all()
    )


def _angoff(reading: _Reading, judge: int | None, item: int) -> list[Rating]:
    columns = [
        (number, int(found[1]))
        for number, text in enumerate(reading.head)
        if number not in (judge, item) and (found := _LEVEL_HEADING.fullmatch(text))
    ]
    whole = _whole(reading, [number for number, _ in columns])
    ratings = []
    for row in range(len(reading.grid.rows)):
        number = reading.item(row, item)
        name = reading.text(row, judge)
        if number is None or not reading.is_first(row, name, 0, number):
            continue
        for column, level in columns:
            text = reading.text(row, column)
            chance = _chance(text, whole)
            if chance is not None:
                ratings.append(Rating(judge=name, level=level, item=number, probability=chance))
            elif text:
                reading.unreadable(row, column, CHANCE_WANTED)
    return ratings


def _whole(reading: _Reading, columns: Sequence[int]) -> float:
    """What a sure answer is written as: 1; or 100, and told, where most numbers lie above 1 and none above 100."""
    given = [decimal(reading.text(row, column)) for row in range(len(reading.grid.rows)) for column in columns]
    known = [value for value in given if value is not None]
    if not known or max(known) > MOST_PERCENT or 2 * sum(value > 1 for value in known) <= len(known):
        return 1.0
    reading.problems.add("cut_percent")
    return MOST_PERCENT


def _chance(text: str, whole: float) -> float | None:
    value = decimal(text.removesuffix("%").strip())
    if value is not None:
        value /= MOST_PERCENT if text.endswith("%") else whole
    return value if value is not None and 0 <= value <= 1 else None


def _bookmarks(reading: _Reading, judge: int | None, level: int, item: int) -> list[Rating]:
    ratings = []
    for row in range(len(reading.grid.rows)):
        number, step, name = reading.item(row, item), reading.level(row, level), reading.text(row, judge)
        if number is not None and step is not None and reading.is_first(row, name, step, 0):
            ratings.append(Rating(judge=name, level=step, item=number))
    return ratings


def _given(reading: _Reading, level: int, theta: int) -> list[CutScore]:
    error = reading.column(SE)
    cuts = []
    for row in range(len(reading.grid.rows)):
        step, place = reading.level(row, level), decimal(reading.text(row, theta))
        spread = decimal(reading.text(row, error) or "0")
        if place is None:
            reading.unreadable(row, theta, NUMBER_WANTED)
        elif spread is None or spread < 0:
            reading.unreadable(row, theta if error is None else error, NUMBER_WANTED)
        elif step is not None and reading.is_first(row, "", step, 0):
            cuts.append(CutScore(level=step, theta=place, se=spread, n_judges=0))
    return sorted(cuts, key=lambda cut: cut.level)
