"""Officers, personal fields, holdings and statements from the people files, with the sheets beside them joined in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from recommender.columns import HOLDINGS, OFFICERS, PERSONAL, STATEMENTS
from recommender.readers.beside import beside_rows
from recommender.readers.fields.units import UnitReader
from recommender.readers.future_days import with_posts_until_today, without_future_days
from recommender.readers.officer_ids import with_officer_ids
from recommender.readers.people_table import PeopleTable, people_table
from recommender.readers.person_index import PersonIndex
from recommender.readers.problem_log import ProblemLog
from recommender.readers.reading import Reading
from recommender.readers.tables.headings import TableKind
from recommender.readers.tables.table import Table
from recommender.readers.workbook import read_tables

KINDS = (TableKind.PEOPLE, TableKind.CAREERS, TableKind.STUDIES)
SHARES_SLACK = 0.011


@dataclass(frozen=True, kw_only=True)
class People:
    """Frames of the shapes OFFICERS, PERSONAL, HOLDINGS and STATEMENTS, and the index other tables are joined by."""

    officers: pd.DataFrame
    personal: pd.DataFrame
    holdings: pd.DataFrame
    statements: pd.DataFrame
    index: PersonIndex


def read_people(paths: Sequence[Path], reading: Reading) -> People:
    """All people files together; what is wrong in them is in the log of the reading."""
    tables: list[PeopleTable] = []
    beside: list[Table] = []
    for path in paths:
        found = read_tables(path, KINDS, reading=reading)
        lists = [table for table in found if table.header.kind is TableKind.PEOPLE]
        beside += [table for table in found if table.header.kind is not TableKind.PEOPLE]
        units = UnitReader(
            names=reading.units, departments=reading.departments, log=reading.log, home=reading.home_unit
        ).rows_of(lists)  # fmt: skip
        tables += [people_table(table, rows, reading=reading) for table, rows in zip(lists, units, strict=True)]
    rows = with_officer_ids(_joined_rows(tables), reading.log)
    index = PersonIndex(rows[rows["officer_id"] != ""].drop_duplicates("officer_id"))
    statements = [_statements(tables, rows), *(beside_rows(table, index, reading=reading) for table in beside)]
    first = rows[rows["officer_id"] != ""].drop_duplicates("officer_id")
    return People(
        officers=OFFICERS.conform(first),
        personal=PERSONAL.conform(first),
        holdings=_holdings(tables, rows, reading.log),
        statements=_numbered(_until_today(pd.concat(statements, ignore_index=True), reading)),
        index=index,
    )


def _joined_rows(tables: Sequence[PeopleTable]) -> pd.DataFrame:
    """Rows of all tables with their file and sheet, in file order."""
    frames = [
        part.rows.assign(
            file=pd.Series(part.table.sheet.file, index=part.rows.index, dtype="str"),
            sheet=pd.Series(part.table.sheet.name, index=part.rows.index, dtype="str"),
        )
        for part in tables
    ]
    if not frames:
        text = ["code", "citizen_id", "name", "unit_id", "place", "cell", "file", "sheet"]
        empty = {name: pd.Series([], dtype="str") for name in text}
        return pd.DataFrame({**empty, "birth_date": pd.Series([], dtype="datetime64[s]")})
    return pd.concat(frames, ignore_index=True)


def _owners(tables: Sequence[PeopleTable], rows: pd.DataFrame) -> list[np.ndarray]:
    """Officer ids of the data rows of each table."""
    ends = np.cumsum([len(part.rows) for part in tables])
    return np.split(rows["officer_id"].to_numpy(dtype=object), ends[:-1]) if tables else []


def _statements(tables: Sequence[PeopleTable], rows: pd.DataFrame) -> pd.DataFrame:
    frames = [STATEMENTS.empty()]
    for part, owners in zip(tables, _owners(tables, rows), strict=True):
        sheet = part.table.sheet
        said = part.statements
        named = said.assign(
            officer_id=pd.Series(owners[said["at"].to_numpy(dtype=np.int64)], index=said.index, dtype="str"),
            place=f"{sheet.file}!{sheet.name}!" + said["cell"].astype("str"),
        )
        frames.append(named[named["officer_id"] != ""])
    return pd.concat([frame for frame in frames if len(frame)] or frames[:1], ignore_index=True)


def _until_today(said: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Statements without days to come."""
    said = with_posts_until_today(said, today=reading.today)
    return without_future_days(said, "statement_future", reading.log, today=reading.today)


def _numbered(said: pd.DataFrame) -> pd.DataFrame:
    """STATEMENTS in reading order; the same statement of an officer on two rows counts once."""
    said = said.drop_duplicates(["officer_id", "kind", "text", "subject", "grade", "started_on", "dated_on"])
    ids = "S" + pd.Series(np.arange(1, len(said) + 1), index=said.index).astype("str").str.zfill(8)
    return STATEMENTS.conform(said.assign(statement_id=ids))


def _holdings(tables: Sequence[PeopleTable], rows: pd.DataFrame, log: ProblemLog) -> pd.DataFrame:
    """Holdings of each officer; several rows of one officer share equally unless told.

    The shares sum to 1, less what stands in posts that could not be read.
    """
    frames = []
    for part, owners in zip(tables, _owners(tables, rows), strict=True):
        held = part.holdings
        frames.append(held.assign(officer_id=owners[held["at"].to_numpy(dtype=np.int64)]))
    frames = [frame for frame in frames if len(frame)]
    if not frames:
        return HOLDINGS.empty()
    held = pd.concat(frames, ignore_index=True)
    held = held[held["officer_id"] != ""].drop_duplicates(["officer_id", "position_id"])
    held = held.astype({"share": "float64", "whole": "float64", "is_share_given": "bool"})
    by_officer = held.groupby("officer_id", sort=False)
    total, told = by_officer["whole"].transform("sum"), by_officer["is_share_given"].transform("all").astype("bool")
    wrong = held.assign(total=total)[told & ((total - 1).abs() > SHARES_SLACK)]
    for _, row in wrong.drop_duplicates("officer_id").iterrows():
        file, sheet, cell = str(row["place"]).rsplit("!", 2)
        log.add("shares_sum", file, sheet, cell, value=str(row["officer_id"]), total=f"{row['total']:.0%}")
    shared = held.assign(share=held["share"] / total)
    some = by_officer["is_share_given"].transform("any").astype("bool") & ~told & ((total - 1).abs() > SHARES_SLACK)
    _say_rows_together(shared[some], total, log)
    return HOLDINGS.conform(shared)


def _say_rows_together(shared: pd.DataFrame, total: pd.Series, log: ProblemLog) -> None:
    """Say how the work of officers is shared whose rows name shares on one row and none on another."""
    for officer_id, part in shared.groupby("officer_id", sort=False):
        file, sheet, cell = str(part["place"].iloc[-1]).rsplit("!", 2)
        positions = zip(part["position_id"], part["share"], strict=True)
        words = {
            "total": f"{total[part.index[0]]:.0%}",
            "shares": "; ".join(f"{position} {share:.0%}" for position, share in positions),
        }
        log.add("shares_of_rows", file, sheet, cell, value=str(officer_id), **words)
