"""Assessment results from tables with one row a result or one column a topic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from recommender.columns import ASSESSMENTS
from recommender.readers.cells.dates import WITHHELD, read_day
from recommender.readers.fields.joining import joined_ids
from recommender.readers.fields.units import UnitReader, report_doubts
from recommender.readers.files.sheets import EMPTY
from recommender.readers.future_days import without_future_days
from recommender.readers.long_results import long_results
from recommender.readers.odd_scores import say_odd_scores
from recommender.readers.people_table import report_columns
from recommender.readers.person_index import PersonIndex
from recommender.readers.reading import Reading
from recommender.readers.tables.headings import TableKind
from recommender.readers.tables.picked import pick_field
from recommender.readers.tables.table import Table
from recommender.readers.wide_results import topic_columns, usual_method, wide_results
from recommender.readers.workbook import read_tables

_TITLE_DAY = re.compile(
    r"ngày\s+(?:\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})", re.IGNORECASE
)


def read_assessments(paths: Sequence[Path], index: PersonIndex, *, reading: Reading) -> pd.DataFrame:
    """ASSESSMENTS rows of all files; results of nobody known are kept out and said."""
    frames = [ASSESSMENTS.empty()]
    for path in paths:
        tables = read_tables(path, (TableKind.ASSESSMENTS,), reading=reading)
        reader = UnitReader(names=reading.units, departments=reading.departments, log=reading.log, among=index.unit_ids)
        units = reader.rows_of(tables)
        for table, rows in zip(tables, units, strict=True):
            ids = joined_ids(table, index, reading=reading, unit_ids=rows.unit_ids)
            report_doubts(table, rows, ids, reading.log)
            frames.append(_results(table, ids, reading))
    filled = [frame for frame in frames if len(frame)]
    if not filled:
        return frames[0]
    results = pd.concat(filled, ignore_index=True)
    results = _without_repeats(results, reading)
    numbers = pd.Series(np.arange(1, len(results) + 1), index=results.index)
    return ASSESSMENTS.conform(results.assign(assessment_id="A" + numbers.astype("str").str.zfill(8)))


def _without_repeats(results: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """The results without those that say the same of the same officer on the same day twice."""
    same = ["officer_id", "topic", "method", "dated_on", "assessor", "score", "level"]
    again = results.duplicated(same) & results["dated_on"].notna()
    for place in results["place"][again]:
        file, sheet, cell = str(place).rsplit("!", 2)
        reading.log.add("result_again", file, sheet, cell)
    return results[~again]


def _results(table: Table, ids: np.ndarray, reading: Reading) -> pd.DataFrame:
    """Results of one table; method and day that no column gives come from the words above the table, and are said."""
    if table.column("topic") is not None:
        report_columns(table, reading.log.sheet(table.sheet))
        results = long_results(table, reading)
    else:
        topics = topic_columns(table, reading)
        results = wide_results(table, topics, reading=reading)
    results = results.assign(officer_id=ids[results["at"].to_numpy(dtype=np.int64)])
    results = results[results["officer_id"] != ""]
    if results.empty:
        return results
    results = _with_method(results, table, reading)
    say_odd_scores(results, reading.log.sheet(table.sheet))
    return without_future_days(_with_day(results, table, reading), "result_future", reading.log, today=reading.today)


def _with_method(results: pd.DataFrame, table: Table, reading: Reading) -> pd.DataFrame:
    """Methods that no column names, or only in a word nobody knows (said where it stands), as `usual_method` has it."""
    blank = results["method"] == ""
    if not blank.any():
        return results
    usual, text = usual_method(table)
    picked = pick_field(table, "method")
    at = results["at"].to_numpy(dtype=np.int64)
    is_silent = blank if picked is None else blank & (picked.numbers[at] == EMPTY)
    if is_silent.any():
        spot, count = reading.log.sheet(table.sheet), str(int(is_silent.sum()))
        if text:
            spot.add("method_from_title", value=text, method=usual, count=count)
        else:
            spot.add("method_assumed", count=count)
    return results.assign(method=results["method"].where(~blank, str(usual)))


def _with_day(results: pd.DataFrame, table: Table, reading: Reading) -> pd.DataFrame:
    blank = results["dated_on"].isna()
    if not blank.any():
        return results
    spot = reading.log.sheet(table.sheet)
    for text in table.titles:
        found = _TITLE_DAY.search(text)
        read = read_day(found[0].removeprefix("ngày").removeprefix("Ngày"), today=reading.today) if found else None
        if read is not None and read.day is not None and read.note not in WITHHELD:
            spot.add("day_from_title", value=text, count=str(int(blank.sum())))
            return results.assign(dated_on=results["dated_on"].where(~blank, pd.Timestamp(read.day)))
    spot.add("results_undated", count=str(int(blank.sum())))
    return results
