"""Results of a table with one row a result: topic, method, score or level, scale, day."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pandas as pd

from recommender.readers.day_columns import field_days
from recommender.readers.picked import Objects, Picked, field_texts, joint_numbers, pick_field, places
from recommender.readers.problem_log import SheetLog
from recommender.readers.reading import Reading
from recommender.readers.result_columns import LEVELS, Scale, scale_in, scale_of
from recommender.readers.result_values import ResultValue, assumed_scale, on_scale
from recommender.readers.sheets import EMPTY, Cell, address, cell_text
from recommender.readers.table import Table
from recommender.readers.values import Score, read_number, read_score
from recommender.readers.wide_results import row_methods

VALUE_FIELDS = ("score", "level")


def long_results(table: Table, reading: Reading) -> pd.DataFrame:
    """RESULT_COLUMNS rows (see wide_results), one for each data row with a topic and a readable result."""
    spot = reading.log.sheet(table.sheet)
    methods = row_methods(table, reading)
    shown = table.column("score") or table.column("level") or table.column("topic")
    topics = field_texts(table, "topic")
    score, low, high, level = _values(table, methods, spot)
    at = np.nonzero((topics != "") & ~(np.isnan(score) & np.isnan(level)))[0]
    sheet = table.sheet
    column = shown.column if shown else 0
    return pd.DataFrame(
        {
            "at": at,
            "topic": pd.Series(topics[at], dtype="str").str.replace("\n", " "),
            "method": pd.Series(methods[at], dtype="str"),
            "score": score[at],
            "scale_min": low[at],
            "scale_max": high[at],
            "level": level[at],
            "dated_on": field_days(table, "dated_on", spot, today=reading.today)[at],
            "assessor": pd.Series(field_texts(table, "assessor")[at], dtype="str"),
            "place": places(table.rows[at], column, file=sheet.file, sheet=sheet.name),
        }
    )


def _values(table: Table, methods: Objects, spot: SheetLog) -> tuple[np.ndarray, ...]:
    """Score, its bounds and level of each data row: the level column first, then the score on its scale."""
    count = len(table.rows)
    found = [np.full(count, np.nan) for _ in range(4)]
    level = pick_field(table, "level")
    if level is not None:
        _fill(found, level, [_level_cell(value) for value in level.values], level.numbers, spot)
    score = pick_field(table, "score")
    if score is not None:
        numbers, values = _scored(table, score, methods, spot)
        _fill(found, score, values, numbers, spot)
    if level is None and score is None:
        spot.add("no_scores")
    return tuple(found)


def _level_cell(value: Cell) -> ResultValue:
    return on_scale(read_score(value), LEVELS)


def _fill(
    found: list[np.ndarray], picked: Picked, values: list[ResultValue], numbers: np.ndarray, spot: SheetLog
) -> None:
    """Put the values where nothing stands yet; say what cannot be read."""
    open_rows = np.isnan(found[0]) & np.isnan(found[3]) & (numbers != EMPTY)
    bad = [number for number, value in enumerate(values) if value.problem]
    for at in np.nonzero(open_rows & np.isin(numbers, bad))[0]:
        cell = address(int(picked.rows[at]), picked.head.column)
        text = cell_text(picked.values[picked.numbers[at]])
        spot.add(values[numbers[at]].problem, cell, value=text, topic="", heading=picked.head.heading)
    rows = [[value.score, value.low, value.high, value.level] for value in values]
    spread = np.array([*rows, [np.nan] * 4], dtype=float)[numbers]
    for index, column in enumerate(found):
        column[open_rows] = spread[open_rows, index]


def _scored(table: Table, score: Picked, methods: Objects, spot: SheetLog) -> tuple[np.ndarray, list[ResultValue]]:
    """Distinct combinations of score, scale columns and method, each read once on its scale."""
    sides = [picked for name in ("scale", "scale_min") if (picked := pick_field(table, name)) is not None]
    names, method_numbers = np.unique(methods.astype(str), return_inverse=True)
    method = Picked(
        head=score.head, rows=score.rows, numbers=method_numbers.astype(np.int32), values=list(map(str, names))
    )
    numbers, combinations = joint_numbers([score, method, *sides], len(table.rows))
    heading = scale_in(score.head.heading)
    scales = [heading or _row_scale(sides, cells[2:]) for cells in combinations]
    assumed = _assumed(combinations, scales)
    for group, (usual, count) in assumed.items():
        code = "scale_assumed_levels" if usual.is_level else "scale_assumed"
        cell = address(table.header.top, score.head.column)
        spot.add(code, cell, value=group, top=f"{usual.high:g}", count=str(count))
    values = []
    for cells, scale in zip(combinations, scales, strict=True):
        fallback = assumed.get(cell_text(cells[1]))
        value = cells[0]
        chosen = scale or (fallback[0] if fallback else None)
        values.append(on_scale(read_score(value), chosen) if value is not None else ResultValue())
    return np.where(score.numbers == EMPTY, EMPTY, numbers), values


def _row_scale(sides: list[Picked], cells: tuple[Cell, ...]) -> Scale | None:
    """The scale that a row's own cells name: 100, 0-10, thang 5."""
    given = {
        picked.head.meaning.field: cell for picked, cell in zip(sides, cells, strict=True) if picked.head.meaning
    }  # fmt: skip
    top, low = given.get("scale"), read_number(given.get("scale_min"))
    high = read_number(top)
    if high is not None:
        return scale_of(low or 0.0, high)
    text = cell_text(top)
    return (scale_in(text) or scale_in(f"({text})")) if text else None


def _assumed(
    combinations: list[tuple[Cell, ...]], scales: list[Scale | None]
) -> dict[str, tuple[Scale, int]]:  # fmt: skip
    """By method, the scale assumed for results that name none, and how many distinct results that concerns."""
    groups: dict[str, list[Score]] = defaultdict(list)
    for cells, scale in zip(combinations, scales, strict=True):
        score = read_score(cells[0]) if scale is None else None
        if score is not None and score.top is None and not score.is_level:
            groups[cell_text(cells[1])].append(score)
    found = {group: (assumed_scale(scores), len(scores)) for group, scores in groups.items()}
    return {group: (scale, count) for group, (scale, count) in found.items() if scale is not None}
