"""Frames and tables of the same shape: a FrameSpec as columns, a frame written as the rows of a run, and read back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pandas as pd
from sqlalchemy import Column, Connection, ForeignKey, Select, Table, insert, select
from sqlalchemy.schema import SchemaItem
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.types import TypeDecorator

from recommender.columns import DAY, FLAG, NUMBER, TEXT, WHOLE, FrameSpec
from recommender.store.metadata import Day, Flag, Id, Number, Text, Whole, table

KINDS: Final[dict[str, type[TypeDecorator[Any]]]] = {TEXT: Text, NUMBER: Number, WHOLE: Whole, FLAG: Flag, DAY: Day}
MAY_BE_UNKNOWN: Final = (NUMBER, DAY)
ROWS_AT_ONCE: Final = 20_000
NUMBER_COLUMN: Final = "number"
"""Order of the rows of a frame that has no key."""


def frame_columns(spec: FrameSpec, *, is_key: bool = False, but: tuple[str, ...] = ()) -> list[Column[Any]]:
    """One column a frame column, in order; the key columns are the primary key when asked for."""
    return [
        Column(
            name, Id if name.endswith("_id") else KINDS[kind], primary_key=is_key and name in spec.key,
            nullable=kind in MAY_BE_UNKNOWN and name not in spec.key,
        )
        for name, kind in spec.columns.items()
        if name not in but
    ]  # fmt: skip


def result_table(name: str, spec: FrameSpec, *more: SchemaItem) -> Table:
    """The table of a result frame: `run_id` before the frame's own key, or a row number when it has none."""
    run = Column("run_id", Id, ForeignKey("run.run_id"), primary_key=True)
    numbers = [] if spec.key else [Column(NUMBER_COLUMN, Whole, primary_key=True)]
    return table(name, run, *numbers, *frame_columns(spec, is_key=True), *more, is_clustered=True)


def write_frame(
    connection: Connection,
    spec: FrameSpec,
    into: Table,
    *,
    frame: pd.DataFrame,
    owner: Mapping[str, object],
    extra: Mapping[str, list[Any]] | None = None,
) -> None:
    """The rows of a frame into a table: `owner` (run_id …) before each, `extra` are columns of the same order."""
    columns = {name: plain_values(frame[name], kind) for name, kind in spec.columns.items()}
    if not spec.key:
        columns = {NUMBER_COLUMN: list(range(1, len(frame) + 1)), **columns}
    columns |= dict(extra or {})
    names = [*owner, *columns]
    fixed = tuple(owner.values())
    lists = list(columns.values())
    for start in range(0, len(frame), ROWS_AT_ONCE):
        parts = [values[start : start + ROWS_AT_ONCE] for values in lists]
        rows = [dict(zip(names, (*fixed, *row), strict=True)) for row in zip(*parts, strict=True)]
        connection.execute(insert(into), rows)


def plain_values(column: pd.Series, kind: str) -> list[Any]:
    """Values of a frame column as Python values: unknown numbers and days are None."""
    if kind == DAY:
        return [None if stamp != stamp else stamp.date() for stamp in column]
    if kind == NUMBER:
        values: list[Any] = column.astype("float64").tolist()
        return [None if value != value else value for value in values]
    plain: list[Any] = column.tolist()
    return plain


def read_frame(connection: Connection, spec: FrameSpec, source: Table, *where: ColumnElement[bool]) -> pd.DataFrame:
    """The rows that meet the conditions, as a frame of this shape ordered by its key."""
    order = list(spec.key) or [NUMBER_COLUMN]
    wanted = [source.c[name] for name in spec.columns]
    query = select(*wanted).where(*where).order_by(*[source.c[name] for name in order])
    return frame_of(connection, spec, query)


def frame_of(connection: Connection, spec: FrameSpec, query: Select[Any]) -> pd.DataFrame:
    """The answer of a query with exactly the columns of a spec, in their order, as a frame of that shape."""
    parts = [
        pd.DataFrame(dict(zip(spec.columns, zip(*rows, strict=True), strict=True)))
        for rows in _parts(connection, query)
    ]
    if not parts:
        return spec.empty()
    return spec.conform(pd.concat(parts, ignore_index=True), sort=False)


def _parts(connection: Connection, query: Select[Any]) -> Iterator[list[Any]]:
    result = connection.execute(query)
    while rows := result.fetchmany(ROWS_AT_ONCE):
        yield [tuple(row) for row in rows]
