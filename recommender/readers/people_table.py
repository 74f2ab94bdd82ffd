"""The officers, positions and statements of one people table, row by row, before rows of one person are joined."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from recommender.readers.cells.values import read_yes_no
from recommender.readers.fields.day_columns import field_days
from recommender.readers.fields.person_columns import PersonColumns, person_columns
from recommender.readers.fields.position_columns import held_positions
from recommender.readers.fields.statements import past_post_rows, statement_rows
from recommender.readers.fields.status_remarks import say_status_remarks
from recommender.readers.fields.units import UnitRows
from recommender.readers.files.sheets import EMPTY, address, cell_text
from recommender.readers.problem_log import SheetLog
from recommender.readers.reading import Reading
from recommender.readers.tables.header import HeadedColumn
from recommender.readers.tables.headings import alike_heading
from recommender.readers.tables.picked import Objects, Words, field_texts, pick_field, places
from recommender.readers.tables.table import Table
from training_catalog import VocabularyIndex, fold

MANY_VALUED = frozenset({"rating", "certificates", "trainings", "duties", "note", "unused", "number", "career"})
"""Fields of which a table may have several columns."""


@dataclass(frozen=True, kw_only=True)
class PeopleTable:
    """Rows of one table. `rows` has one row a data row; the others point to it by `at`."""

    table: Table
    rows: pd.DataFrame
    """Columns of OFFICERS and PERSONAL but the id, with code, citizen_id and cell."""
    holdings: pd.DataFrame
    """HELD_COLUMNS rows."""
    statements: pd.DataFrame


def people_table(table: Table, units: UnitRows, *, reading: Reading) -> PeopleTable:
    """Everything one people table says; problems go to the log of the reading."""
    spot = reading.log.sheet(table.sheet)
    report_columns(table, spot)
    say_status_remarks(table, spot)
    person = person_columns(table, spot, today=reading.today)
    departments = _departments(table, units, reading)
    rows = _rows(table, person, units, reading).assign(department=pd.Series(departments, dtype="str"))
    posts = held_positions(table, departments, reading=reading)
    said = [statement_rows(table, reading.log, today=reading.today), past_post_rows(table, posts.past, reading.log)]
    return PeopleTable(
        table=table,
        rows=rows,
        holdings=posts.held,
        statements=pd.concat([frame for frame in said if len(frame)] or said[:1], ignore_index=True),
    )


def report_columns(table: Table, spot: SheetLog) -> None:
    """Say which columns are not understood, not used, or second ones of a field."""
    seen: dict[str, HeadedColumn] = {}
    again: dict[tuple[str, str], list[str]] = {}
    for head in table.header.columns:
        cell = address(table.header.top, head.column)
        if head.meaning is None:
            if (table.numbers_of(head.column) != EMPTY).any():
                alike = alike_heading(head.parts, table.header.kind)
                spot.add("column_alike" if alike else "column_unknown", cell, value=head.heading, known=alike)
            continue
        name = head.meaning.field
        if head.meaning.assumed:
            is_part = fold(head.meaning.assumed) in fold(head.heading)
            code = "column_read_as" if is_part else "column_assumed"
            spot.add(code, cell, value=head.heading, known=head.meaning.assumed)
        if name == "unused":
            spot.add("column_unused", cell, value=head.heading)
        elif name in seen and name not in MANY_VALUED and not head.meaning.option:
            again.setdefault((head.heading, seen[name].heading), []).append(cell)
        seen.setdefault(name, head)
    for (heading, first), cells in again.items():
        spot.add_all("column_twice", cells, value=heading, first=first)


def _rows(table: Table, person: PersonColumns, units: UnitRows, reading: Reading) -> pd.DataFrame:
    spot = reading.log.sheet(table.sheet)
    joined = field_days(table, "joined_on", spot=spot, today=reading.today)
    hired = field_days(table, "hired_on", spot=spot, today=reading.today)
    sheet = table.sheet
    return pd.DataFrame(
        {
            "code": pd.Series(person.codes, dtype="str"),
            "citizen_id": pd.Series(person.citizen_ids, dtype="str"),
            "name": pd.Series(person.names, dtype="str"),
            "birth_date": person.births,
            "sex": pd.Series(person.sexes, dtype="str"),
            "ethnicity": pd.Series(field_texts(table, "ethnicity"), dtype="str"),
            "religion": pd.Series(field_texts(table, "religion"), dtype="str"),
            "party": pd.Series(_party(table, spot), dtype="str"),
            "unit_id": pd.Series(units.unit_ids, dtype="str"),
            "rank": pd.Series(_ranks(table, spot, reading.ranks), dtype="str"),
            "started_on": np.where(np.isnat(joined), hired, joined),
            "place": places(table.rows, person.shown_column, file=sheet.file, sheet=sheet.name),
            "cell": [address(int(row), person.shown_column) for row in table.rows],
        }
    )


def _party(table: Table, spot: SheetLog) -> Objects:
    member = np.full(len(table.rows), "", dtype=object)
    joined = pick_field(table, "party_joined")
    if joined is not None:
        member = np.where(joined.numbers != EMPTY, "yes", member)
    picked = pick_field(table, "party")
    if picked is None:
        return member
    read = [_membership(cell_text(value), read_yes_no(value)) for value in picked.values]
    picked.report(spot, {number: ("party_unreadable", {}) for number, text in enumerate(read) if text is None})
    said = picked.spread([text or "" for text in read], "")
    return np.where(said != "", said, member)


def _membership(text: str, answer: bool | None) -> str | None:
    """yes, no, or None; a day in the column says yes."""
    if answer is not None:
        return "yes" if answer else "no"
    return "yes" if any(sign.isdigit() for sign in text) or "dang vien" in fold(text) else None


def _ranks(table: Table, spot: SheetLog, index: VocabularyIndex) -> Objects:
    ranks = np.full(len(table.rows), "", dtype=object)
    for name in ("rank_code", "rank"):
        picked = pick_field(table, name)
        if picked is None:
            continue
        terms = [index.find(_rank_text(cell_text(value))) for value in picked.values]
        unknown: Words = {number: ("rank_unknown", {}) for number, term in enumerate(terms) if term is None}
        if not (name == "rank" and (ranks != "").all()):
            picked.report(spot, unknown)
        found = picked.spread([term.term_id if term else "" for term in terms], "")
        ranks = np.where(ranks == "", found, ranks)
    return ranks


def _rank_text(text: str) -> str:
    """A rank code with its leading zero: 1.003 is 01.003."""
    return f"0{text}" if text[:2] in {"1.", "2.", "6."} else text


def _departments(table: Table, units: UnitRows, reading: Reading) -> Objects:
    own = np.full(len(table.rows), "", dtype=object)
    picked = pick_field(table, "department")
    if picked is not None:
        texts = [cell_text(value) for value in picked.values]
        found = [reading.departments.find(text) for text in texts]
        unknown: Words = {number: ("department_unknown", {}) for number, term in enumerate(found) if term is None}
        picked.report(reading.log.sheet(table.sheet), unknown)
        own = picked.spread([term.term_id if term else text for term, text in zip(found, texts, strict=True)], "")
    return np.where(own == "", units.departments, own)
