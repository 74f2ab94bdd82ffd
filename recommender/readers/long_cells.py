"""A table without the cells that are too long to be what their column says: each is told, none is cut short."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

import numpy as np

from recommender.readers.files.sheets import EMPTY
from recommender.readers.problem_log import ProblemLog
from recommender.readers.tables.header import HeadedColumn
from recommender.readers.tables.picked import pick
from recommender.readers.tables.table import IDENTITY, Table

MOST: Final = 300
"""Letters of a cell whose column is not named below: a name, a place, one answer."""
MOST_OF: Final[Mapping[str, int]] = MappingProxyType({
    "officer_id": 50, "citizen_id": 50, "unit_id": 50,
    "full_name": 100, "family_middle": 100, "given_name": 100,
    "position": 1_000, "title": 1_000, "degree": 1_000, "major": 1_000, "school": 1_000,
    "reason": 2_000,
    "duties": 8_000, "career": 8_000, "certificates": 8_000, "trainings": 8_000,
})  # fmt: skip
"""Field → letters: the longest name of the country's staff has some 40, a cell that lists duties some thousands."""
UNREAD: Final = frozenset({"unused", "number", "note"})


def without_long_cells(table: Table, log: ProblemLog) -> Table:
    """The table where an over-long cell counts as empty; a row whose person or position is over-long is left out."""
    spot = log.sheet(table.sheet)
    numbers, is_kept = table.numbers, np.ones(len(table.rows), dtype=bool)
    for head in table.header.columns:
        field = head.meaning.field if head.meaning else ""
        most = MOST_OF.get(field, MOST)
        long = [] if not field or field in UNREAD else _long_values(table, head, most)
        here = np.isin(table.numbers_of(head.column), long) if long else np.zeros(0, dtype=bool)
        if not here.any():
            continue
        is_identity = field in IDENTITY[table.header.kind]
        picked = pick(table, head)
        for number in long:
            cells = [cell for cell, _ in picked.cells_of([number])]
            value = str(picked.values[number])
            words = {"heading": head.heading, "length": str(len(value)), "most": str(most)}
            if is_identity:
                spot.add_all("row_too_long", cells, value=value, **words)
            else:
                spot.add_all("column_too_long", cells, value=value, **words)
        if is_identity:
            is_kept &= ~here
        else:
            numbers = numbers.copy(order="F") if numbers is table.numbers else numbers
            numbers[table.rows[here], head.column] = EMPTY
    return replace(table, numbers=numbers, rows=table.rows[is_kept], group_of=table.group_of[is_kept])


def _long_values(table: Table, head: HeadedColumn, most: int) -> list[int]:
    """Numbers of the values of a column that are longer than so many letters."""
    return [
        number for number, value in enumerate(table.sheet.values[head.column])
        if isinstance(value, str) and len(value) > most
    ]  # fmt: skip
