"""Posts per unit and position by the three baselines, from quota workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from recommender.columns import QUOTAS
from recommender.readers.headings import TableKind
from recommender.readers.people_table import report_columns
from recommender.readers.picked import Picked, pick_field, places
from recommender.readers.problem_log import SheetLog
from recommender.readers.reading import Reading
from recommender.readers.single_positions import single_positions
from recommender.readers.table import Table
from recommender.readers.units import UnitReader, UnitRows
from recommender.readers.values import DASHES, read_number
from recommender.readers.workbook import read_tables

BASELINES = ("norm", "quota", "plan")
MOST_POSTS = 10_000


def read_quotas(paths: Sequence[Path], reading: Reading) -> pd.DataFrame:
    """QUOTAS rows of all files; rows without unit or position are kept out and said."""
    frames = [QUOTAS.empty()]
    for path in paths:
        tables = read_tables(path, (TableKind.QUOTAS,), reading=reading)
        units = UnitReader(names=reading.units, departments=reading.departments, log=reading.log).rows_of(tables)
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
    frame = pd.DataFrame(
        {
            "unit_id": pd.Series(units.unit_ids, dtype="str"),
            "position_id": pd.Series(single_positions(table, units.departments, reading=reading), dtype="str"),
            **{name: _posts(pick_field(table, name), len(table.rows), spot) for name in BASELINES},
            "place": places(table.rows, head.column, file=sheet.file, sheet=sheet.name),
        }
    )
    return frame[(frame["unit_id"] != "") & (frame["position_id"] != "")]


def _posts(picked: Picked | None, count: int, spot: SheetLog) -> np.ndarray:
    """Numbers of posts; NaN where the cell is empty or no number of posts."""
    if picked is None:
        return np.full(count, np.nan)
    read = [read_number(value) for value in picked.values]
    good = [number is not None and 0 <= number <= MOST_POSTS for number in read]
    bad = [number for number, is_good in enumerate(good) if not is_good and picked.values[number] not in DASHES]
    picked.report(spot, {number: ("posts_unreadable", {}) for number in bad})
    table = [number if is_good else np.nan for number, is_good in zip(read, good, strict=True)]
    return np.array([*table, np.nan], dtype=float)[picked.numbers]
