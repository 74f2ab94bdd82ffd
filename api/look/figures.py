"""Geometry of the figures of pages: places of marks in viewBox units from levels, counts and shares."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

CELL: Final = 40.0
"""Width of one of the five cells of a level strip."""
EDGE: Final = 6.0
"""Free space left and right, so that a mark at the end is not cut."""


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A source's own level on the strip: kind = test, supervisor, peer or self; x in viewBox units."""

    kind: str
    x: float
    level: float


@dataclass(frozen=True, kw_only=True)
class Strip:
    """A level strip: five cells 1-5, the required range, the estimate with its whisker, marks of the sources."""

    range_x: float
    range_width: float
    dot: float | None
    low: float
    high: float
    marks: tuple[Mark, ...]
    cells: tuple[tuple[int, float], ...]
    width: float = EDGE * 2 + CELL * 5
    state: str = "unknown"
    """met, unsure, below or unknown: how sure it is that the minimum is reached."""


def place(level: float) -> float:
    """Where a level lies: level k covers k − 0.5 to k + 0.5, so 1 is the middle of the first cell."""
    return EDGE + (min(max(level, 0.5), 5.5) - 0.5) * CELL


def strip(
    minimum: float,
    maximum: float,
    *,
    level: float | None = None,
    sd: float | None = None,
    p_meets: float | None = None,
    sources: Sequence[tuple[str, float | None]] = (),
) -> Strip:
    """The places of everything on the strip. The whisker is one standard deviation to either side."""
    known = level is not None and not math.isnan(level)
    spread = sd if sd is not None and not math.isnan(sd) else 0.0
    at = level if known and level is not None else 0.0
    marks = tuple(
        Mark(kind=kind, x=place(value), level=value)
        for kind, value in sources
        if value is not None and not math.isnan(value)
    )
    start = place(minimum - 0.5)
    return Strip(
        range_x=start,
        range_width=place(max(maximum, minimum) + 0.5) - start,
        dot=place(at) if known else None,
        low=place(at - spread),
        high=place(at + spread),
        marks=marks,
        cells=tuple((number, EDGE + (number - 1) * CELL) for number in range(1, 6)),
        state=state_of(minimum, level, sd, p_meets),
    )


def chance(minimum: float, level: float, sd: float) -> float:
    """P(level ≥ minimum) of a normal estimate, where a level k begins at k − 0.5."""
    if sd <= 0:
        return 1.0 if level >= minimum - 0.5 else 0.0
    return 0.5 * (1 + math.erf((level - minimum + 0.5) / (sd * math.sqrt(2))))


def state_of(minimum: float, level: float | None, sd: float | None, p_meets: float | None) -> str:
    """met from 0.8 on, below up to 0.2, unsure between; unknown without an estimate."""
    if level is None or math.isnan(level):
        return "unknown"
    known = p_meets is not None and not math.isnan(p_meets)
    p = (
        p_meets
        if known and p_meets is not None
        else chance(minimum, level, 0.0 if sd is None or math.isnan(sd) else sd)
    )
    return "met" if p >= 0.8 else "below" if p <= 0.2 else "unsure"


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of a bar: its kind (a class), value, and where it starts and how wide it is in percent."""

    kind: str
    value: float
    start: float
    width: float


def parts(values: Sequence[tuple[str, float]], most: float) -> tuple[Part, ...]:
    """The parts of a stacked bar one after another, `most` being the full width."""
    at, found = 0.0, []
    for kind, value in values:
        width = 100 * value / most if most > 0 else 0.0
        found.append(Part(kind=kind, value=value, start=round(at, 2), width=round(width, 2)))
        at += width
    return tuple(found)


def shade(value: float | None, most: float, steps: int = 5) -> int:
    """The step of a heat map, 0 for nothing, 1 to `steps` for more; the root keeps small numbers apart."""
    if value is None or math.isnan(value) or value <= 0 or most <= 0:
        return 0
    return max(1, math.ceil(steps * math.sqrt(min(value / most, 1.0)) - 1e-9))
