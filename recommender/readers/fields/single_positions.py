"""The one position that each data row of a quota or decision table names."""

from __future__ import annotations

import numpy as np

from recommender.readers.cells.position_cells import PositionCell
from recommender.readers.files.sheets import EMPTY, address, cell_text
from recommender.readers.reading import Reading
from recommender.readers.tables.picked import Objects, pick_field
from recommender.readers.tables.table import Table


def single_positions(table: Table, departments: Objects, *, reading: Reading) -> Objects:
    """Position id of each data row; "" when its cell names none or several, which is said."""
    picked = pick_field(table, "position")
    found = np.full(len(table.rows), "", dtype=object)
    if picked is None:
        return found
    spot = reading.log.sheet(table.sheet)
    read: dict[tuple[int, str], PositionCell] = {}
    for at, number in enumerate(picked.numbers):
        if number == EMPTY:
            continue
        key = (int(number), str(departments[at]))
        text = cell_text(picked.values[number])
        if key not in read:
            read[key] = reading.positions.read(text, key[1])
        cell = address(int(picked.rows[at]), picked.head.column)
        for code, words in read[key].problems:
            spot.add(code, cell, value=text, **words)
        held = read[key].held
        if len(held) == 1:
            found[at] = held[0].position_id
        elif held:
            spot.add("position_several", cell, value=text)
    return found
