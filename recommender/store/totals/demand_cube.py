"""Demand by course, province and term at once: the small cells of it hidden together with those of its two sums.

The tables course × province and course × term are shown elsewhere with cells of their own hidden. What is hidden there
is hidden here in every part; and where a sum is shown, none or at least two of its parts are hidden.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from recommender.store.totals.hidden_demand import Counts, Hidden, hidden_learners

Course = tuple[str, str, str, str]
"""Id, Vietnamese name, English name, field."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CubeCell:
    """Learners of one course in one province and one term."""

    course: Course
    province: str
    quarter: str
    learners: int
    periods: float


def with_hidden(
    cells: Sequence[CubeCell], *, in_provinces: Collection[tuple[str, str]], in_quarters: Collection[tuple[str, str]]
) -> list[tuple[CubeCell, bool]]:
    """Every cell that has learners or is hidden, with whether it is hidden.

    `in_provinces` and `in_quarters` are the courses with a province, or a term, whose sum is hidden.
    """
    courses = {course[0]: course for course in sorted({cell.course for cell in cells})}
    axes = (
        {key: at for at, key in enumerate(courses)},
        {key: at for at, key in enumerate(sorted({cell.province for cell in cells}))},
        {key: at for at, key in enumerate(sorted({cell.quarter for cell in cells}))},
    )
    counts: Counts = np.zeros([len(axis) for axis in axes], dtype=np.int64)
    by_place = {}
    for cell in cells:
        place = (axes[0][cell.course[0]], axes[1][cell.province], axes[2][cell.quarter])
        counts[place] += cell.learners
        by_place[place] = cell
    seeds: Hidden = np.zeros(counts.shape, dtype=np.bool_)
    for course, province in in_provinces:
        if course in axes[0] and province in axes[1]:
            seeds[axes[0][course], axes[1][province], :] = True
    for course, quarter in in_quarters:
        if course in axes[0] and quarter in axes[2]:
            seeds[axes[0][course], :, axes[2][quarter]] = True
    hidden = hidden_learners(counts, already=seeds)
    names = tuple(tuple(axis) for axis in axes)
    listed = []
    for one, two, three in np.argwhere(hidden | (counts > 0)).tolist():
        empty = CubeCell(
            course=courses[names[0][one]], province=names[1][two], quarter=names[2][three], learners=0, periods=0.0
        )
        listed.append((by_place.get((one, two, three), empty), bool(hidden[one, two, three])))
    return listed
