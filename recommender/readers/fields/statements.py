"""Statement rows of a table: every profile column read once a distinct value and spread over its officers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeAlias

import numpy as np
import pandas as pd

from recommender.readers.cells.degrees import DEGREE_FIELDS, degrees
from recommender.readers.cells.held_words import Unheld, unheld_document
from recommender.readers.cells.position_cells import PastPost
from recommender.readers.cells.rating_words import is_rating
from recommender.readers.cells.statement_cells import (
    Said,
    career,
    certificates,
    defence_security,
    duties,
    ethnic_language,
    foreign_language,
    informatics,
    political_theory,
    state_management,
    trainings,
)
from recommender.readers.cells.values import is_tick, says_none
from recommender.readers.files.sheets import EMPTY, Cell, Numbers, address, cell_text, column_letters
from recommender.readers.problem_log import ProblemLog
from recommender.readers.tables.header import HeadedColumn
from recommender.readers.tables.picked import Words, joint_numbers, pick
from recommender.readers.tables.table import Table
from recommender.types import EvidenceKind

RAW_COLUMNS = ["at", "kind", "text", "subject", "grade", "started_on", "dated_on", "periods", "cell"]
"""`at` = number of the data row in its table; `cell` = address of the cell the statement stands in."""
_TEXTS = ("kind", "text", "subject", "grade", "cell")
Columns: TypeAlias = dict[str, np.ndarray]
"""Arrays of one length by RAW_COLUMNS; a frame for each column of each sheet would cost more than reading it."""


def statement_rows(table: Table, log: ProblemLog, *, today: date) -> pd.DataFrame:
    """RAW_COLUMNS rows of a people table."""
    readers = _readers(today)
    parts = _degree_rows(table, log, today=today)
    for head in table.header.columns:
        name = head.meaning.field if head.meaning else ""
        if name in readers:
            parts.append(_column_rows(table, head, readers[name], log))
        elif name == "rating":
            parts.append(_rating_rows(table, head, log, today=today))
    return _frame(parts)


def _frame(parts: Sequence[Columns]) -> pd.DataFrame:
    joined = {name: np.concatenate([part[name] for part in parts]) for name in RAW_COLUMNS}
    return pd.DataFrame({**joined, **{name: pd.Series(joined[name], dtype="str") for name in _TEXTS}})


def _readers(today: date) -> dict[str, Callable[[str], list[Said]]]:
    return {
        "political_theory": lambda text: political_theory(text, today=today),
        "state_management": lambda text: state_management(text, today=today),
        "informatics": lambda text: informatics(text, today=today),
        "foreign_language": lambda text: foreign_language(text, language="Ngoại ngữ", today=today),
        "english": lambda text: foreign_language(text, language="Tiếng Anh", today=today),
        "ethnic_language": lambda text: ethnic_language(text, today=today),
        "defence_security": lambda text: defence_security(text, today=today),
        "certificates": lambda text: certificates(text, today=today),
        "trainings": lambda text: trainings(text, today=today),
        "duties": duties,
        "career": lambda text: career(text, today=today),
    }


def _column_rows(table: Table, head: HeadedColumn, reader: Callable[[str], list[Said]], log: ProblemLog) -> Columns:
    option = head.meaning.option if head.meaning else ""

    def read(value: Cell) -> list[Said]:
        text = cell_text(value)
        if not text:
            return []
        if option:
            return reader(option) if is_tick(value) else [] if says_none(text) else reader(f"{option} {text}")
        return reader(text)

    picked = pick(table, head)
    said = picked.read(read)
    for words in unheld_words(said):
        picked.report(log.sheet(table.sheet), words)
    return expanded(picked.numbers, said, table=table, column=head.column)


def unheld_words(said: Sequence[Sequence[Said]]) -> list[Words]:
    """By value number the entries that say that something is not yet held, and then those that it is not."""
    told = []
    for why in Unheld:
        entries = {number: [one.text for one in parts if one.unheld is why] for number, parts in enumerate(said)}
        told.append({number: (str(why), {"entry": "”, “".join(texts)}) for number, texts in entries.items() if texts})
    return told


def _degree_rows(table: Table, log: ProblemLog, *, today: date) -> list[Columns]:
    heads = [head for name in DEGREE_FIELDS for head in table.columns(name)[:1] if not _option(head)]
    ticked = [head for head in table.columns("degree") if _option(head)]
    fields = [head.meaning.field for head in heads if head.meaning]
    if ticked and "major" in fields and "degree" not in fields:
        heads, fields = [*ticked, *heads], ["degree", *fields]
        ticked, levels = [], [_option(head) for head in ticked]
    else:
        levels = []
    parts = [_column_rows(table, head, _ticked_degree, log) for head in ticked]
    if {"degree", "major"} & set(fields):
        numbers, combinations = joint_numbers([pick(table, head) for head in heads], len(table.rows))
        combinations = (
            [(_ticked_levels(cells, levels), *cells[len(levels) :]) for cells in combinations]
            if (levels)
            else combinations
        )
        read = [degrees(cells, fields, today=today) for cells in combinations]
        uneven = [number for number, (_, is_uneven) in enumerate(read) if is_uneven]
        for at in np.nonzero(np.isin(numbers, uneven))[0]:
            cell = address(int(table.rows[at]), heads[0].column)
            value = " | ".join(cell_text(one) for one in combinations[numbers[at]])
            log.sheet(table.sheet).add("degrees_uneven", cell, value=value)
        said = [said for said, _ in read]
        for number, (code, words) in (pair for told in unheld_words(said) for pair in told.items()):
            cells = [address(int(table.rows[at]), heads[0].column) for at in np.nonzero(numbers == number)[0]]
            log.sheet(table.sheet).add_all(code, cells, value=words["entry"], **words)
        parts.append(expanded(numbers, said, table=table, column=heads[0].column))
    return parts or [expanded(np.zeros(0, dtype=np.int32), [], table=table, column=0)]


def past_post_rows(table: Table, past: Mapping[int, Sequence[Sequence[PastPost]]], log: ProblemLog) -> pd.DataFrame:
    """RAW_COLUMNS rows of the posts of before that position cells name, where the table tells work history at all.

    A list without such a column says nothing of work history, and one post of it would pass for the whole.
    """
    said = {
        column: [[_past_post(post) for post in posts] for posts in rows] for column, rows in sorted(past.items())
    } if table.column("career") else {}  # fmt: skip
    parts = [expanded(np.zeros(0, dtype=np.int32), [], table=table, column=0)]
    for column, rows in said.items():
        parts.append(expanded(np.arange(len(rows), dtype=np.int32), rows, table=table, column=column))
        named = [(at, one.text) for at, entries in enumerate(rows) for one in entries]
        cells = [address(int(table.rows[at]), column) for at, _ in named]
        log.sheet(table.sheet).add_all("position_past_to_career", cells, value=named[0][1])
    return _frame(parts)


def _past_post(post: PastPost) -> Said:
    return Said(kind=EvidenceKind.PAST_POST, text=post.text, started_on=post.started_on, dated_on=post.ended_on)


def _ticked_levels(cells: Sequence[Cell], levels: Sequence[str]) -> Cell:
    """The levels whose columns are ticked, each with what else its cell says; None when none is."""
    said = []
    for cell, level in zip(cells, levels, strict=False):
        text = cell_text(cell)
        if text and not says_none(text):
            said.append(level if is_tick(cell) else f"{level} {text}")
    return "; ".join(said) or None


def _ticked_degree(text: str) -> list[Said]:
    return [Said(kind=EvidenceKind.DEGREE, text=text, grade=text, unheld=unheld_document(text))]


def _option(head: HeadedColumn) -> str:
    return head.meaning.option if head.meaning else ""


def _rating_rows(table: Table, head: HeadedColumn, log: ProblemLog, *, today: date) -> Columns:
    year = head.meaning.year if head.meaning else None
    if year is None:
        log.sheet(table.sheet).add("rating_without_year", address(table.header.top, head.column), value=head.heading)
    dated = min(date(year, 12, 31), today) if year else None
    name = f"Xếp loại chất lượng năm {year}" if year else "Xếp loại chất lượng"
    picked = pick(table, head)

    def read(value: Cell) -> list[Said]:
        text = cell_text(value)
        return [Said(kind=EvidenceKind.RATING, text=name, grade=text, dated_on=dated)] if text else []

    strange = [number for number, is_known in enumerate(picked.read(is_rating)) if not is_known]
    picked.report(log.sheet(table.sheet), {number: ("rating_unknown", {}) for number in strange})
    return expanded(picked.numbers, picked.read(read), table=table, column=head.column)


def expanded(numbers: Numbers, said: Sequence[Sequence[Said]], *, table: Table, column: int) -> Columns:
    """One entry for each statement of each data row that is evidence, from those of each value, by RAW_COLUMNS."""
    said = [[one for one in entries if not one.unheld] for entries in said]
    counts = np.array([*[len(entry) for entry in said], 0], dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    own = np.where(numbers == EMPTY, len(said), numbers)
    repeat = counts[own]
    at = np.repeat(np.arange(len(own)), repeat)
    first = np.repeat(np.cumsum(repeat) - repeat, repeat)
    entry = np.repeat(starts[own], repeat) + np.arange(len(at)) - first
    flat = [one for entries in said for one in entries]
    letters = column_letters(column)
    return {
        "at": at,
        "kind": _taken([str(one.kind) for one in flat], entry),
        "text": _taken([one.text for one in flat], entry),
        "subject": _taken([one.subject for one in flat], entry),
        "grade": _taken([one.grade for one in flat], entry),
        "started_on": _days([one.started_on for one in flat], entry),
        "dated_on": _days([one.dated_on for one in flat], entry),
        "periods": np.array([np.nan if one.periods is None else one.periods for one in flat], dtype=float)[entry],
        "cell": np.array([f"{letters}{row + 1}" for row in table.rows[at].tolist()], dtype=object),
    }


def _taken(texts: list[str], entry: np.ndarray) -> np.ndarray:
    return np.array(texts, dtype=object).take(entry)


def _days(days: list[date | None], entry: np.ndarray) -> np.ndarray:
    known = np.array([np.datetime64("NaT" if day is None else day, "s") for day in days], dtype="datetime64[s]")
    return known.take(entry)
