"""Result frames as files, Parquet and CSV side by side, from the frames of a run.

The same frames give the same bytes. A file appears whole or not at all: it is written under another name first.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from training_catalog.formula_guard import ACTS_AS_FORMULA, PLAIN_NUMBER

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Without it spreadsheets read a CSV in the local code page and Vietnamese turns to noise."""


def write_tables(frames: Mapping[str, pd.DataFrame], folder: Path) -> tuple[Path, ...]:
    """`<name>.parquet` and `<name>.csv` of every frame in `folder`; the paths written, in the order of the frames."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for name, frame in frames.items():
        table = arrow_table(frame)
        written.append(write_whole(folder / f"{name}.parquet", partial(_write_parquet, table)))
        written.append(write_whole(folder / f"{name}.csv", partial(_write_csv, table)))
    return tuple(written)


def arrow_table(frame: pd.DataFrame) -> pa.Table:
    """The frame as an Arrow table: days as dates, missing numbers as null, no index and no metadata of pandas."""
    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    for number, column in enumerate(table.schema):
        if pa.types.is_timestamp(column.type):
            day = pc.cast(table.column(number), pa.date32(), safe=False)
            table = table.set_column(number, column.name, day)
    return table


def write_whole(path: Path, write: Callable[[Path], object]) -> Path:
    """`path`, after `write` has filled a file beside it that then takes its name."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        write(beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return path


def guarded(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    """The texts with an apostrophe before each that a spreadsheet would run as a formula; plain numbers stay."""
    runs = pc.and_not(pc.match_substring_regex(texts, ACTS_AS_FORMULA), pc.match_substring_regex(texts, PLAIN_NUMBER))
    if not pc.any(runs).as_py():
        return texts
    apostrophe = pa.scalar("'", type=texts.type)
    empty = pa.scalar("", type=texts.type)
    return pc.if_else(runs, pc.binary_join_element_wise(apostrophe, texts, empty), texts)


def _write_parquet(table: pa.Table, path: Path) -> None:
    pq.write_table(table, path, compression="zstd", store_schema=False)


def _write_csv(table: pa.Table, path: Path) -> None:
    for number, column in enumerate(table.schema):
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            table = table.set_column(number, column.name, guarded(table.column(number)))
    with path.open("wb") as file:
        file.write(BYTE_ORDER_MARK)
        pa_csv.write_csv(table, file)
