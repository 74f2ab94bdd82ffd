"""Which cell of a row belongs to which named column, from a table's head row and the cells' edges."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from training_catalog.folding import fold
from training_catalog.word_form.blocks import Cell, Row

Patterns = Mapping[str, re.Pattern[str]]
MOSTLY = 0.5


def head_columns(rows: Iterable[Row], patterns: Patterns, *, needed: int = 2) -> tuple[dict[str, Cell], frozenset[int]]:
    """The head cell of each named column, left to right, and the indexes of the head rows.

    A head may stand in several rows; of two cells with the same name the narrower one counts.
    """
    columns: dict[str, Cell] = {}
    heads = set()
    for index, row in enumerate(rows):
        named = [(name, cell) for cell in row.cells for name in [column_name(cell.text, patterns)] if name]
        if len({name for name, cell in named if not cell.is_merged}) < min(needed, len(row.cells)):
            continue
        heads.add(index)
        for name, cell in named:
            if name not in columns or width(cell) < width(columns[name]):
                columns[name] = cell
    ordered = sorted(columns.items(), key=lambda item: item[1].left)
    return dict(ordered), frozenset(heads)


def column_name(text: str, patterns: Patterns) -> str:
    """The name of the column that a head cell opens, or ""."""
    folded = fold(text)
    return next((name for name, pattern in patterns.items() if pattern.search(folded)), "")


def by_column(row: Row, columns: Mapping[str, Cell]) -> dict[str, Cell]:
    """The row's cells by column name.

    As many cells as columns: in order. Otherwise a cell belongs to the first column that it mostly covers, so a cell
    over several columns is the leftmost one's.
    """
    if len(row.cells) == len(columns):
        return dict(zip(columns, row.cells, strict=True))
    placed: dict[str, Cell] = {}
    for cell in row.cells:
        free = [(name, head) for name, head in columns.items() if name not in placed and cell.overlap(head) > 0]
        covered = [name for name, head in free if cell.overlap(head) >= MOSTLY * width(head)]
        if covered:
            placed[covered[0]] = cell
        elif free:
            placed[max(free, key=lambda item: cell.overlap(item[1]))[0]] = cell
    return placed


def width(cell: Cell) -> float:
    """Width of a cell as part of the table's width."""
    return cell.right - cell.left
