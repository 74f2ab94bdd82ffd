"""Decisions that named officers signed, from decision workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from recommender.columns import DECISIONS
from recommender.readers.fields.day_columns import field_days
from recommender.readers.fields.joining import joined_ids
from recommender.readers.fields.single_positions import single_positions
from recommender.readers.fields.units import UnitReader, UnitRows, report_doubts
from recommender.readers.files.sheets import address, cell_text
from recommender.readers.people_table import report_columns
from recommender.readers.person_index import PersonIndex
from recommender.readers.reading import Reading
from recommender.readers.signed_results import OF_OTHER_SHEETS, proposed_labels, signed_tables
from recommender.readers.tables.headings import TableKind
from recommender.readers.tables.picked import Objects, Words, field_texts, pick_field, places
from recommender.readers.tables.table import Table
from recommender.readers.workbook import read_tables
from recommender.types import VerdictLabel
from training_catalog import fold

LABELS = {
    VerdictLabel.MEETS: ("dap ung", "dat", "phu hop", "meets", "co", "dap ung yeu cau", "x", "yes"),
    VerdictLabel.NEEDS_REVIEW: ("can xem xet", "xem xet", "needs review", "dap ung mot phan", "can xem xet them"),
    VerdictLabel.DOES_NOT_MEET: (
        "chua dap ung", "khong dap ung", "chua dat", "khong dat", "khong phu hop", "chua phu hop", "does not meet",
        "chua dap ung yeu cau", "khong dap ung yeu cau", "khong", "chua", "no",
    ),
}  # fmt: skip


def read_decisions(
    paths: Sequence[Path], index: PersonIndex, *, holdings: pd.DataFrame, reading: Reading
) -> pd.DataFrame:  # fmt: skip
    """DECISIONS rows of all files; a decision that names no position means the only one held.

    Of decisions on one person, position and day that say different things none is used: nobody knows which holds.
    """
    held: dict[str, list[str]] = {}
    for officer_id, position_id in zip(holdings["officer_id"], holdings["position_id"], strict=True):
        held.setdefault(officer_id, []).append(position_id)
    frames = [DECISIONS.empty()]
    for path in paths:
        tables = _tables(path, reading)
        reader = UnitReader(names=reading.units, departments=reading.departments, log=reading.log, among=index.unit_ids)
        units = reader.rows_of(tables)
        for table, own in zip(tables, units, strict=True):
            frames.append(_decision_rows(table, own, index, held, reading))
    rows = pd.concat([frame for frame in frames if len(frame)] or frames[:1], ignore_index=True)
    keys = ["officer_id", "position_id", "decided_on"]
    again = rows.duplicated(keys)
    contradicts = rows.groupby(keys, dropna=False)["label"].transform("nunique") > 1
    for code, flags in (("decision_again", again & ~contradicts), ("decision_contradicts", contradicts)):
        for _, row in rows[flags].iterrows():
            file, sheet, cell = str(row["place"]).rsplit("!", 2)
            reading.log.add(code, file, sheet, cell, value=str(row["officer_id"]))
    return DECISIONS.conform(rows[~again & ~contradicts])


def _tables(path: Path, reading: Reading) -> list[Table]:
    """The tables of a file; of our own results workbook only what the authority wrote."""
    begin = len(reading.log.problems)
    tables = read_tables(path, (TableKind.DECISIONS,), reading=reading)
    signed = signed_tables(tables)
    if not signed:
        return tables
    reading.log.forget(begin, OF_OTHER_SHEETS)
    for table in signed:
        _report_signing(table, proposed_labels(table, tables), reading)
    return signed


def _report_signing(table: Table, proposed: Objects, reading: Reading) -> None:
    """Say which decisions nobody signed, and which differ from the proposal without a reason."""
    spot = reading.log.sheet(table.sheet)
    head = table.column("label") or table.header.columns[0]
    written = field_texts(table, "label")
    is_given = written != ""
    if not is_given.any():
        spot.add("decisions_blank")
    is_signed = (field_texts(table, "decided_by") != "") & (field_texts(table, "decided_on") != "")
    by_words = _by_words()
    differs = np.array(
        [by_words.get(fold(one)) != by_words.get(fold(other)) for one, other in zip(written, proposed, strict=True)],
        dtype=bool,
    )
    silent = is_given & differs & (proposed != "") & (field_texts(table, "reason") == "")
    for code, flags in (("decision_unsigned", is_given & ~is_signed), ("decision_without_reason", silent)):
        spot.add_all(code, [address(int(row), head.column) for row in table.rows[flags]])


def _by_words() -> dict[str, VerdictLabel]:
    return {words: label for label, all_words in LABELS.items() for words in all_words}


def _decision_rows(
    table: Table, units: UnitRows, index: PersonIndex, held: dict[str, list[str]], reading: Reading
) -> pd.DataFrame:
    spot = reading.log.sheet(table.sheet)
    report_columns(table, spot)
    officers = joined_ids(table, index, reading=reading, unit_ids=units.unit_ids)
    report_doubts(table, units, officers, reading.log)
    positions = single_positions(table, units.departments, reading=reading)
    stated = field_texts(table, "position") != ""
    for at in np.nonzero((positions == "") & ~stated & (officers != ""))[0]:
        only = held.get(officers[at], [])
        positions[at] = only[0] if len(only) == 1 else ""
    head = table.column("label") or table.header.columns[0]
    sheet = table.sheet
    frame = pd.DataFrame(
        {
            "officer_id": pd.Series(officers, dtype="str"),
            "position_id": pd.Series(positions, dtype="str"),
            "label": pd.Series(_labels(table, reading), dtype="str"),
            "decided_on": field_days(table, "decided_on", spot=spot, today=reading.today),
            "decided_by": pd.Series(field_texts(table, "decided_by"), dtype="str"),
            "reason": pd.Series(field_texts(table, "reason"), dtype="str"),
            "place": places(table.rows, head.column, file=sheet.file, sheet=sheet.name),
        }
    )
    without = (frame["officer_id"] != "") & (frame["position_id"] == "") & ~stated
    for place in frame["place"][without]:
        spot.add("decision_without_position", str(place).rsplit("!", 1)[-1])
    return frame[(frame["officer_id"] != "") & (frame["position_id"] != "") & (frame["label"] != "")]


def _labels(table: Table, reading: Reading) -> Objects:
    picked = pick_field(table, "label")
    if picked is None:
        return np.full(len(table.rows), "", dtype=object)
    by_words = _by_words()
    read = [by_words.get(fold(cell_text(value))) for value in picked.values]
    unknown: Words = {number: ("label_unknown", {}) for number, label in enumerate(read) if label is None}
    picked.report(reading.log.sheet(table.sheet), unknown)
    return picked.spread([str(label) if label else "" for label in read], "")
