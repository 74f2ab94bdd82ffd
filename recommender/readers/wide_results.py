"""Results of a table with one row an officer and one column a topic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pandas as pd

from recommender.readers.cells.result_words import Scale, method_in, scale_in
from recommender.readers.cells.values import DASHES, Score, is_tick, read_number, read_score
from recommender.readers.fields.day_columns import field_days
from recommender.readers.fields.result_columns import ResultHeading, result_heading
from recommender.readers.fields.result_values import ResultValue, assumed_scale, on_scale
from recommender.readers.fields.scale_columns import row_scales
from recommender.readers.files.sheets import EMPTY, Cell, Numbers, address, cell_text
from recommender.readers.reading import Reading
from recommender.readers.tables.header import HeadedColumn
from recommender.readers.tables.picked import Objects, Picked, Words, field_texts, pick, pick_field, place_texts
from recommender.readers.tables.table import Table
from recommender.types import Method

LEAST_READABLE = 0.5
"""Part of a column's distinct values that must read as scores for it to be a topic."""
RESULT_COLUMNS = ["at", "topic", "method", "score", "scale_min", "scale_max", "level", "dated_on", "assessor", "place"]
TEXT_COLUMNS = ("topic", "method", "assessor", "place")


@dataclass(frozen=True, kw_only=True)
class TopicColumn:
    """A column of results with its heading understood."""

    head: HeadedColumn
    said: ResultHeading


def topic_columns(table: Table, reading: Reading) -> list[TopicColumn]:
    """Columns whose heading means no field and whose cells are scores; the others are said to be unknown."""
    spot = reading.log.sheet(table.sheet)
    topics = []
    for head in table.header.columns:
        name = head.meaning.field if head.meaning else ""
        option = head.meaning.option if head.meaning else ""
        if name not in ("", "score", "level", "total", "unused") or (
            name and not option and name not in ("score", "level")
        ):
            continue
        said = result_heading(head)
        picked = pick(table, head)
        if not (picked.numbers != EMPTY).any():
            continue
        cell = address(table.header.top, head.column)
        if said.topic and _reads_as_scores(picked, said):
            topics.append(TopicColumn(head=head, said=said))
        else:
            spot.add("column_unknown", cell, value=head.heading)
    if not topics:
        spot.add("no_topics")
    return topics


def _reads_as_scores(picked: Picked, said: ResultHeading) -> bool:
    read = [value for value in picked.read(lambda value: value) if value is not None]
    good = sum(read_score(value) is not None or (said.tick_level is not None and is_tick(value)) for value in read)
    numbers = [number for value in read if (number := read_number(value)) is not None]
    return good >= LEAST_READABLE * len(read) and max(numbers, default=0) <= 1_000


def wide_results(table: Table, topics: Sequence[TopicColumn], *, reading: Reading) -> pd.DataFrame:
    """RESULT_COLUMNS rows: each filled cell of each topic column."""
    spot = reading.log.sheet(table.sheet)
    shared = _shared_columns(table, reading)
    parts = []
    scales = _assumed(table, topics, reading) if None in shared.scales else {}
    for topic in topics:
        picked = pick(table, topic.head)
        for number, row_scale in enumerate(shared.scales):
            here = replace(picked, numbers=np.where(shared.scale_numbers == number, picked.numbers, EMPTY))
            scale = topic.said.scale or row_scale or scales.get(_group(topic))
            values = here.read(partial(_value, said=topic.said, scale=scale))
            words = {"topic": topic.said.topic}
            here.report(spot, {at: (value.problem, words) for at, value in enumerate(values) if value.problem})
            parts.append(_columns(table, topic, here, values, shared))
    return _frame([part for part in parts if len(part["at"])])


@dataclass(frozen=True, kw_only=True)
class _Shared:
    """What the columns beside the topics say about every result of a row."""

    methods: np.ndarray
    days: np.ndarray
    assessors: np.ndarray
    scale_numbers: Numbers
    scales: list[Scale | None]


def _shared_columns(table: Table, reading: Reading) -> _Shared:
    spot = reading.log.sheet(table.sheet)
    spoken = [scale for text in table.titles if (scale := _title_scale(text)) is not None]
    title = spoken[0] if len(spoken) == 1 else None
    numbers, scales = row_scales(table)
    return _Shared(
        methods=row_methods(table, reading),
        days=field_days(table, "dated_on", spot=spot, today=reading.today),
        assessors=field_texts(table, "assessor"),
        scale_numbers=numbers,
        scales=[scale or title for scale in scales],
    )


def _title_scale(text: str) -> Scale | None:
    """The scale a title spells out; a number after a slash or in brackets may be a date there."""
    return scale_in(text) if re.search(r"\bthang\b|mức 1|cấp độ 1|bậc 1", text.lower()) else None


def row_methods(table: Table, reading: Reading) -> np.ndarray:
    """Method of each data row by its own column, "" when the table has none or the cell names none."""
    picked = pick_field(table, "method")
    if picked is None:
        return np.full(len(table.rows), "", dtype=object)
    read = [method_in(cell_text(value)) for value in picked.values]
    usual, title = usual_method(table)
    code = "method_unknown_title" if title else "method_unknown"
    unknown: Words = {
        number: (code, {"title": title, "method": usual}) for number, method in enumerate(read) if method is None
    }
    picked.report(reading.log.sheet(table.sheet), unknown)
    return picked.spread([str(method) if method else "" for method in read], "")


def usual_method(table: Table) -> tuple[Method, str]:
    """The method of results that name none: what the words above the table or its name say, with those words."""
    for text in (*table.titles, table.sheet.name, table.sheet.file):
        spoken = method_in(text)
        if spoken is not None:
            return spoken, text
    return Method.SUPERVISOR, ""


def _group(topic: TopicColumn) -> str:
    return str(topic.said.method or "")


def _assumed(table: Table, topics: Sequence[TopicColumn], reading: Reading) -> dict[str, Scale]:
    """The scale assumed for the columns of each method that name none, said once."""
    spot = reading.log.sheet(table.sheet)
    scales: dict[str, Scale] = {}
    for group in dict.fromkeys(_group(topic) for topic in topics):
        members = [topic for topic in topics if _group(topic) == group and topic.said.scale is None]
        members = [topic for topic in members if topic.said.tick_level is None]
        scores: list[Score] = []
        for topic in members:
            scores += [score for score in pick(table, topic.head).read(read_score) if score is not None]
        scale = assumed_scale(scores)
        if scale is not None:
            scales[group] = scale
            cell = address(table.header.top, members[0].head.column)
            code = "scale_assumed_levels" if scale.is_level else "scale_assumed"
            spot.add(code, cell, value=members[0].said.topic, top=f"{scale.high:g}", count=str(len(members)))
    return scales


def _value(value: Cell, *, said: ResultHeading, scale: Scale | None) -> ResultValue:
    """One distinct cell; a result of nothing when it is empty or a tick column without tick."""
    if value is None or value in DASHES:
        return ResultValue()
    if said.tick_level is not None and not isinstance(value, float):
        return ResultValue(level=float(said.tick_level)) if is_tick(value) else ResultValue()
    return on_scale(read_score(value), scale)


def _columns(
    table: Table, topic: TopicColumn, picked: Picked, values: Sequence[ResultValue], shared: _Shared
) -> dict[str, Objects]:
    """The results of one topic column by RESULT_COLUMNS; a frame of each would cost more than all that is read."""
    score = np.array([*[value.score for value in values], np.nan])[picked.numbers]
    level = np.array([*[value.level for value in values], np.nan])[picked.numbers]
    at = np.nonzero(~(np.isnan(score) & np.isnan(level)))[0]
    numbers = picked.numbers[at]
    own = str(topic.said.method) if topic.said.method else ""
    sheet = table.sheet
    return {
        "at": at,
        "topic": np.full(len(at), topic.said.topic, dtype=object),
        "method": np.where(shared.methods[at] == "", own, shared.methods[at]),
        "score": score[at],
        "scale_min": np.array([value.low for value in values], dtype=float)[numbers],
        "scale_max": np.array([value.high for value in values], dtype=float)[numbers],
        "level": level[at],
        "dated_on": shared.days[at],
        "assessor": shared.assessors[at],
        "place": place_texts(table.rows[at], topic.head.column, file=sheet.file, sheet=sheet.name),
    }


def _frame(parts: Sequence[dict[str, Objects]]) -> pd.DataFrame:
    """RESULT_COLUMNS rows of all columns together."""
    if not parts:
        return pd.DataFrame({name: [] for name in RESULT_COLUMNS})
    joined = {name: np.concatenate([part[name] for part in parts]) for name in RESULT_COLUMNS}
    texts = {name: pd.Series(joined[name], dtype="str") for name in TEXT_COLUMNS}
    return pd.DataFrame({**joined, **texts})
