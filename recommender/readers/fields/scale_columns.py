"""Scale of each data row of a result table, where the table has columns for it."""

from __future__ import annotations

import numpy as np

from recommender.readers.cells.result_words import Scale, scale_in, scale_of
from recommender.readers.cells.values import read_number
from recommender.readers.files.sheets import Cell, Numbers, cell_text
from recommender.readers.tables.picked import Picked, joint_numbers, pick_field
from recommender.readers.tables.table import Table


def row_scales(table: Table) -> tuple[Numbers, list[Scale | None]]:
    """Number of each data row's scale, and the distinct scales; None = the row names none."""
    sides = [picked for name in ("scale", "scale_min") if (picked := pick_field(table, name)) is not None]
    if not sides:
        return np.zeros(len(table.rows), dtype=np.int32), [None]
    numbers, combinations = joint_numbers(sides, len(table.rows))
    return numbers, [_scale(sides, cells) for cells in combinations]


def _scale(sides: list[Picked], cells: tuple[Cell, ...]) -> Scale | None:
    """The scale that a row's own cells name: 100, 0-10, Thang điểm 5, Mức 1-5."""
    given = {
        picked.head.meaning.field: cell for picked, cell in zip(sides, cells, strict=True) if picked.head.meaning
    }  # fmt: skip
    top, low = given.get("scale"), read_number(given.get("scale_min"))
    high = read_number(top)
    if high is not None:
        return scale_of(low or 0.0, high)
    text = cell_text(top)
    return (scale_in(text) or scale_in(f"({text})")) if text else None
