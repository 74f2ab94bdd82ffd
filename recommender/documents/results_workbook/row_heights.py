"""Height of each row of a table, from how its texts break into lines: only Excel finds it by itself."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from recommender.documents.results_workbook.styles import Kind
from recommender.documents.results_workbook.table import Table

PIXELS_PER_SIGN = {Kind.WRAP: 6.1, Kind.CENTRE: 6.4, Kind.SMALL: 4.9}
"""Width of an ordinary character of the kinds that take several lines."""
POINTS_PER_LINE = {Kind.WRAP: 12.9, Kind.CENTRE: 12.9, Kind.SMALL: 10.4}
LINE_POINTS, ONE_LINE, TALLEST = 12.9, 15.0, 400.0
BOLD_SHARE = 0.92
"""Bold letters are wider: so much of an ordinary line fits on one."""
Points = npt.NDArray[np.float64]


@lru_cache(maxsize=1 << 16)
def lines_of(text: str, capacity: float) -> int:
    """Lines that a text takes where `capacity` characters fit on one, broken between words."""
    if len(text) <= capacity and "\n" not in text:
        return 1
    lines = 0
    for part in text.split("\n"):
        lines, free = lines + 1, capacity
        for signs in map(len, part.split(" ")):
            if signs > free:
                if free < capacity:
                    lines, free = lines + 1, capacity
                if signs > free:
                    lines += int((signs - free) // capacity) + 1
            free -= signs + 1
    return lines


def capacity(width: float, kind: Kind = Kind.WRAP) -> float:
    """Characters that fit on one line of a column of this width."""
    return (7 * width - 10) / PIXELS_PER_SIGN[kind]


def row_heights(table: Table) -> Points:
    """Points of each row, at least one line and at most TALLEST; each distinct text is broken once."""
    rows = table.rows
    tall = np.full(len(rows), ONE_LINE)
    is_bold = (rows["row"] != "").to_numpy(dtype=bool) if "row" in rows else np.zeros(len(rows), dtype=bool)
    for one in table.columns:
        if one.kind not in PIXELS_PER_SIGN:
            continue
        fits, points = capacity(one.width, one.kind), POINTS_PER_LINE[one.kind]
        codes, texts = table.distinct(one.key)
        for bold, share in ((False, 1.0), (True, BOLD_SHARE)):
            here = is_bold == bold
            if here.any():
                lines = np.array([lines_of(text, fits * share) for text in texts])
                tall[here] = np.maximum(tall[here], points * lines[codes[here]] + 2.1)
    shown: Points = np.minimum(tall, TALLEST)
    return shown
