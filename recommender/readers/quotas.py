"""Posts per unit and position by the three baselines, from quota workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from recommender.columns import QUOTAS
from recommender.readers.cells.post_counts import is_plain, read_posts
from recommender.readers.cells.values import DASHES
from recommender.readers.fields.single_positions import single_positions
from recommender.readers.fields.units import UnitReader, UnitRows
from recommender.readers.files.sheets import EMPTY, address
from recommender.readers.people_table import report_columns
from recommender.readers.problem_log import SheetLog
from recommender.readers.reading import Reading
from recommender.readers.tables.headings import TableKind
from recommender.readers.tables.picked import Picked, Words, pick_field, places
from recommender.readers.tables.table import Table
from recommender.readers.workbook import read_tables

BASELINES = ("norm", "quota", "plan")


def read_quotas(paths: Sequence[Path], reading: Reading) -> pd.DataFrame:
    """QUOTAS rows of all files; rows without unit or position are kept out and said."""
    frames = [QUOTAS.empty()]
    for path in paths:
        tables = read_tables(path, (TableKind.QUOTAS,), reading=reading)
        units = UnitReader(
            names=reading.units, departments=reading.departments, log=reading.log, home=reading.home_unit
        ).rows_of(tables)  # fmt: skip
        frames += [_quota_rows(table, rows, reading) for table, rows in zip(tables, units, strict=True)]
    rows = pd.concat([frame for frame in frames if len(frame)] or frames[:1], ignore_index=True)
    again = rows.duplicated(["unit_id", "position_id"])
    for _, row in rows[again].iterrows():
        file, sheet, cell = str(row["place"]).rsplit("!", 2)
        reading.log.add("quota_again", file, sheet, cell, value=f"{row['unit_id']} {row['position_id']}")
    return QUOTAS.conform(rows[~again])


def _quota_rows(table: Table, units: UnitRows, reading: Reading) -> pd.DataFrame:
    spot = reading.log.sheet(table.sheet)
    report_columns(table, spot)
    head = table.column("position") or table.header.columns[0]
    sheet = table.sheet
    positions = single_positions(table, units.departments, reading=reading)
    is_named = positions != ""
    frame = pd.DataFrame(
        {
            "unit_id": pd.Series(units.unit_ids, dtype="str"),
            "position_id": pd.Series(positions, dtype="str"),
            **{name: _posts(pick_field(table, name), table, is_named, spot) for name in BASELINES},
            "place": places(table.rows, head.column, file=sheet.file, sheet=sheet.name),
        }
    )
    return frame[(frame["unit_id"] != "") & (frame["position_id"] != "")]


def _posts(picked: Picked | None, table: Table, is_named: np.ndarray, spot: SheetLog) -> np.ndarray:
    """Numbers of posts; NaN, which is not known and never 0, where the cell is empty or no number of posts."""
    if picked is None:
        return np.full(len(is_named), np.nan)
    read = picked.read(read_posts)
    said: Words = {}
    for number, (value, count) in enumerate(zip(picked.values, read, strict=True)):
        if count is not None and not is_plain(value):
            said[number] = ("posts_read", {"number": f"{count:g}"})
        elif count is None and value not in DASHES:
            said[number] = ("posts_unreadable", {})
    picked.report(spot, said)
    silent = [number for number, value in enumerate(picked.values) if value in DASHES]
    is_empty = is_named & np.isin(picked.numbers, [EMPTY, *silent]) & ~table.is_uncalculated(picked.head.column)
    if is_empty.any():
        cell = address(int(picked.rows[is_empty][0]), picked.head.column)
        spot.add("posts_empty", cell, heading=picked.head.heading, count=str(int(is_empty.sum())))
    posts = [np.nan if number is None else number for number in read]
    return np.array([*posts, np.nan], dtype=float)[picked.numbers]
