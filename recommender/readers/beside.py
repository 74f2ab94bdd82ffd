"""Statements from the sheets beside the people: past posts, and degrees, certificates and classes, one a row."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

import numpy as np
import pandas as pd

from recommender.readers.cells.degrees import names_degree
from recommender.readers.cells.denied_clauses import without_denials
from recommender.readers.cells.held_words import Unheld, unheld_document
from recommender.readers.cells.statement_cells import PERIODS_PER_DAY, career, periods_in
from recommender.readers.cells.values import read_number
from recommender.readers.fields.day_columns import field_days
from recommender.readers.fields.joining import joined_ids
from recommender.readers.files.sheets import address
from recommender.readers.person_index import PersonIndex
from recommender.readers.reading import Reading
from recommender.readers.tables.headings import TableKind
from recommender.readers.tables.picked import Objects, field_texts, pick_field, places
from recommender.readers.tables.table import Table
from recommender.types import EvidenceKind
from training_catalog import fold

ONGOING = frozenset({"nay", "den nay", "hien nay", "hien tai", "now", "present"})
NOT_DEGREE_WORDS = ("chung chi", "chung nhan", "boi duong", "ly luan", "llct")


def beside_rows(table: Table, index: PersonIndex, *, reading: Reading) -> pd.DataFrame:
    """STATEMENTS rows without their ids, of one sheet of careers or studies.

    Rows of nobody, and rows that say that something is not held or not yet, are kept out and said.
    """
    is_career = table.header.kind is TableKind.CAREERS
    rows = _posts(table, reading) if is_career else _studies(table, reading)
    shown = table.column("post") or table.column("course") or table.column("degree") or table.header.columns[0]
    sheet = table.sheet
    rows["place"] = places(table.rows, shown.column, file=sheet.file, sheet=sheet.name)
    rows["officer_id"] = pd.Series(joined_ids(table, index, reading=reading), dtype="str")
    held = [_held_work(text) if is_career else _held_document(text) for text in rows["text"]]
    for at, (_, why, entry) in enumerate(held):
        if why and rows["officer_id"].iloc[at]:
            value, cell = rows["text"].iloc[at], address(int(table.rows[at]), shown.column)
            reading.log.sheet(sheet).add(why, cell, value=value, entry=entry)
    rows["text"] = pd.Series([text for text, _, _ in held], dtype="str")
    return rows[(rows["officer_id"] != "") & (rows["text"] != "")]


Held: TypeAlias = tuple[str, Unheld | None, str]
"""What of a text is evidence, why the rest is none, and the rest."""


def _held_work(text: str) -> Held:
    kept = without_denials(text)
    return kept.text, Unheld.DENIED if kept.left_out else None, "”, “".join(kept.left_out)


def _held_document(text: str) -> Held:
    why = unheld_document(text)
    return "" if why else text, why, text


def _posts(table: Table, reading: Reading) -> pd.DataFrame:
    spot = reading.log.sheet(table.sheet)
    post, place = field_texts(table, "post"), field_texts(table, "place")
    text = np.where((place != "") & (post != ""), post + ", " + place, post + place)
    start = field_days(table, "from", spot=spot, today=reading.today)
    end = _ends(table, reading)
    period = field_texts(table, "period")
    if (period != "").any():
        read = {one: career(f"{one}: x", today=reading.today)[0] for one in dict.fromkeys(period) if one}
        told = [read.get(one) for one in period]
        start = np.where(np.isnat(start), _days([one.started_on if one else None for one in told]), start)
        end = np.where(np.isnat(end), _days([one.dated_on if one else None for one in told]), end)
    return pd.DataFrame(
        {"kind": str(EvidenceKind.PAST_POST), "text": text, "started_on": start, "dated_on": end}
    )  # fmt: skip


def _ends(table: Table, reading: Reading) -> np.ndarray:
    """Last days; "nay" is the day of the reading."""
    texts = field_texts(table, "to")
    ongoing = np.array([fold(text) in ONGOING for text in texts], dtype=bool)
    quiet = reading.log.sheet(table.sheet)
    picked = pick_field(table, "to")
    if picked is None:
        return np.full(len(table.rows), np.datetime64("NaT", "s"))
    kept = Table(
        sheet=table.sheet, header=table.header, numbers=_blanked(table, picked.head.column, ongoing), rows=table.rows,
        groups=table.groups, group_of=table.group_of, titles=table.titles,
    )  # fmt: skip
    days = field_days(kept, "to", spot=quiet, today=reading.today)
    return np.where(ongoing, np.datetime64(reading.today, "s"), days)


def _blanked(table: Table, column: int, rows: np.ndarray) -> np.ndarray:
    numbers = table.numbers.copy(order="F")
    numbers[table.rows[rows], column] = -1
    return numbers


def _studies(table: Table, reading: Reading) -> pd.DataFrame:
    spot = reading.log.sheet(table.sheet)
    course, degree, major = (field_texts(table, name) for name in ("course", "degree", "major"))
    school = field_texts(table, "school")
    names_degree = np.array([_is_degree(text) for text in degree], dtype=bool)
    is_degree = names_degree | ((degree == "") & (course == "") & (major != ""))
    is_class = ~is_degree & (course != "")
    kind = np.where(is_degree, str(EvidenceKind.DEGREE), str(EvidenceKind.CERTIFICATE))
    kind = np.where(is_class, str(EvidenceKind.TRAINING), kind)
    text = np.where(is_degree, _together(degree, major, school), np.where(is_class, course, degree))
    start, end = field_days(table, "from", spot=spot, today=reading.today), _ends(table, reading)
    period = field_texts(table, "period")
    told = {one: career(f"{one}: x", today=reading.today)[0] for one in dict.fromkeys(period) if one}
    by_period = _days([told[one].dated_on if one else None for one in period])
    return pd.DataFrame(
        {
            "kind": kind,
            "text": text,
            "subject": np.where(is_degree, major, ""),
            "grade": np.where(is_degree, degree, ""),
            "started_on": start,
            "dated_on": np.where(np.isnat(end), by_period, end),
            "periods": _periods(table),
        }
    )


def _is_degree(text: str) -> bool:
    return names_degree(text) and not any(word in fold(text) for word in NOT_DEGREE_WORDS)


def _together(degree: Objects, major: Objects, school: Objects) -> Objects:
    return np.array(
        [
            ", ".join(text for text in (f"{one} ngành {two}" if one and two else one or two, three) if text)
            for one, two, three in zip(degree, major, school, strict=True)
        ],
        dtype=object,
    )


def _periods(table: Table) -> np.ndarray:
    periods = np.full(len(table.rows), np.nan)
    for name, factor in (("periods", 1), ("days", PERIODS_PER_DAY)):
        for at, text in enumerate(field_texts(table, name)):
            number = read_number(text)
            length = number * factor if number is not None else periods_in(text)
            if length is not None and np.isnan(periods[at]):
                periods[at] = length
    return periods


def _days(days: list[date | None]) -> np.ndarray:
    return np.array([np.datetime64("NaT" if day is None else day, "s") for day in days], dtype="datetime64[s]")
