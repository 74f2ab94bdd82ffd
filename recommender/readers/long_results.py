"""Results of a table with one row a result: topic, method, score or level, scale, day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from recommender.readers.cells.result_words import LEVELS, Scale, scale_in
from recommender.readers.cells.values import DASHES, Score, read_number, read_score
from recommender.readers.fields.day_columns import field_days
from recommender.readers.fields.level_beside_score import say_disagreement
from recommender.readers.fields.result_values import ResultValue, assumed_scale, on_scale
from recommender.readers.fields.scale_columns import row_scales
from recommender.readers.files.sheets import EMPTY, Cell, address, cell_text
from recommender.readers.problem_log import SheetLog
from recommender.readers.reading import Reading
from recommender.readers.tables.picked import Objects, Picked, field_texts, pick_field, places
from recommender.readers.tables.table import Table
from recommender.readers.wide_results import row_methods
from recommender.settings import Settings

Flags = npt.NDArray[np.bool_]
VALUE_FIELDS = ("score", "level")
LARGEST_DEVIATION = 4.0
"""In levels: the scale has five."""


def long_results(table: Table, reading: Reading) -> pd.DataFrame:
    """RESULT_COLUMNS rows (see wide_results), one for each data row with a topic and a readable result."""
    spot = reading.log.sheet(table.sheet)
    methods = row_methods(table, reading)
    shown = table.column("score") or table.column("level") or table.column("topic")
    topics = field_texts(table, "topic")
    score, low, high, level = _values(table, methods, reading)
    at = np.nonzero((topics != "") & ~(np.isnan(score) & np.isnan(level)))[0]
    blank = (topics != "") & np.isnan(score) & np.isnan(level) & ~_is_filled(table)
    if blank.any():
        first = address(int(table.rows[blank][0]), shown.column if shown else 0)
        spot.add("results_blank", first, count=str(int(blank.sum())))
    _say_topicless(table, (topics == "") & ~(np.isnan(score) & np.isnan(level)), spot)
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
            "sd": _stated_deviations(table)[at],
            "dated_on": field_days(table, "dated_on", spot=spot, today=reading.today)[at],
            "assessor": pd.Series(field_texts(table, "assessor")[at], dtype="str"),
            "place": places(table.rows[at], column, file=sheet.file, sheet=sheet.name),
        }
    )


def _say_topicless(table: Table, is_lost: Flags, spot: SheetLog) -> None:
    """Say which rows have a result and no topic; nobody can tell what it is a result of."""
    topic = table.column("topic")
    level, score = (field_texts(table, name) for name in ("level", "score"))
    values = np.where(level == "", score, level)
    for row, value in zip(table.rows[is_lost], values[is_lost], strict=True):
        cell = address(int(row), topic.column if topic else 0)
        spot.add("result_without_topic", cell, value=str(value))


def _stated_deviations(table: Table) -> np.ndarray:
    """The standard deviation in levels that each row states of itself; NaN where it states none that can be one."""
    picked = pick_field(table, "deviation")
    if picked is None:
        return np.full(len(table.rows), np.nan)
    read = [read_number(value) for value in picked.values]
    sound = [value if value is not None and 0 < value <= LARGEST_DEVIATION else np.nan for value in read]
    return np.asarray(picked.spread(sound, np.nan), dtype=np.float64)


def _is_filled(table: Table) -> np.ndarray:
    """Whether a data row has anything in a result column."""
    filled = np.zeros(len(table.rows), dtype=bool)
    for name in VALUE_FIELDS:
        picked = pick_field(table, name)
        if picked is not None:
            filled |= picked.numbers != EMPTY
    return filled


def _values(table: Table, methods: Objects, reading: Reading) -> tuple[np.ndarray, ...]:
    """Score, its bounds and level of each data row: the level column first, then the score on its scale."""
    spot = reading.log.sheet(table.sheet)
    count = len(table.rows)
    found = [np.full(count, np.nan) for _ in range(4)]
    level = pick_field(table, "level")
    if level is not None:
        _fill(found, level, [_level_cell(value) for value in level.values], level.numbers, spot)
    score = pick_field(table, "score")
    if score is not None:
        numbers, values = _scored(table, score, methods, spot)
        settings = Settings(today=reading.today)
        say_disagreement(found[3], score, numbers, values, settings=settings, spot=spot)
        _fill(found, score, values, numbers, spot)
    if level is None and score is None:
        spot.add("no_scores")
    return tuple(found)


def _level_cell(value: Cell) -> ResultValue:
    return ResultValue() if value in DASHES else on_scale(read_score(value), LEVELS)


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
    """Distinct combinations of score, scale and method, each read once on its scale."""
    names, method_numbers = np.unique(methods.astype(str), return_inverse=True)
    scale_numbers, scales = row_scales(table)
    stacked = np.stack([score.numbers, scale_numbers, method_numbers.astype(np.int32)], axis=1)
    distinct, numbers = np.unique(stacked, axis=0, return_inverse=True)
    heading = scale_in(score.head.heading)
    read = [
        _Combination(
            value=None if cell == EMPTY else score.values[cell],
            scale=heading or (scales[scale] if scale != EMPTY else None),
            method=str(names[method]),
        )
        for cell, scale, method in distinct.tolist()
    ]
    assumed = _assumed(read)
    for group, (usual, count) in assumed.items():
        code = "scale_assumed_levels" if usual.is_level else "scale_assumed"
        spot.add(
            code, address(table.header.top, score.head.column), value=group, top=f"{usual.high:g}", count=str(count)
        )
    values = [_on_scale(one, assumed) for one in read]
    return np.where(score.numbers == EMPTY, EMPTY, numbers.reshape(-1)), values


@dataclass(frozen=True, kw_only=True)
class _Combination:
    """One distinct result with the scale written for it and its method."""

    value: Cell
    scale: Scale | None
    method: str


def _on_scale(one: _Combination, assumed: dict[str, tuple[Scale, int]]) -> ResultValue:
    if one.value is None or one.value in DASHES:
        return ResultValue()
    usual = assumed.get(one.method)
    return on_scale(read_score(one.value), one.scale or (usual[0] if usual else None))


def _assumed(read: list[_Combination]) -> dict[str, tuple[Scale, int]]:
    """By method, the scale assumed for results that name none, and how many distinct results that concerns."""
    groups: dict[str, list[Score]] = defaultdict(list)
    for one in read:
        score = read_score(one.value) if one.scale is None else None
        if score is not None and score.top is None and not score.is_level:
            groups[one.method].append(score)
    found = {group: (assumed_scale(scores), len(scores)) for group, scores in groups.items()}
    return {group: (scale, count) for group, (scale, count) in found.items() if scale is not None}
