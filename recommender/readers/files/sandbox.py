"""Raw sheets of a workbook, parsed by a child process whose memory and seconds are bounded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import cast

import numpy as np

from recommender.readers.files import parse_child
from recommender.readers.files.limits import Limits
from recommender.readers.files.refusal import FileRefused
from recommender.readers.files.sheets import Cell, Sheet, cell_from_plain

STAYING_ENVIRONMENT = ("SYSTEMROOT", "TMPDIR", "TEMP", "TMP", "LD_LIBRARY_PATH")
"""The child gets nothing else of the environment."""


def parsed_sheets(path: Path, *, limits: Limits) -> list[Sheet]:
    """Every worksheet of an xlsx, xlsb, xls or ods file; raises FileRefused when the child could not read it."""
    with tempfile.TemporaryDirectory(prefix="nangluc-") as name:
        folder = Path(name)
        _run_child(path, folder, limits=limits)
        described = json.loads((folder / "sheets.json").read_text(encoding="utf-8"))
        if len(described) > limits.sheets:
            raise FileRefused("file_many_sheets", count=str(len(described)), most=str(limits.sheets))
        return [_sheet(entry, folder, path.name) for entry in described]


def run_limited(script: Path, arguments: list[str], *, wall_seconds: float) -> int:
    """Exit code of a script of this project run by itself with almost no environment; FileRefused when it is slow."""
    environment = {name: os.environ[name] for name in STAYING_ENVIRONMENT if name in os.environ}
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(script.resolve()), *arguments],
            env={**environment, "PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=wall_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise FileRefused("file_slow", seconds=f"{wall_seconds:g}") from error
    return done.returncode


def _run_child(path: Path, folder: Path, *, limits: Limits) -> None:
    bounds = [str(limits.memory_bytes), str(limits.cpu_seconds), str(limits.cells)]
    arguments = [str(path.resolve()), str(folder), *bounds]
    code = run_limited(Path(parse_child.__file__), arguments, wall_seconds=limits.wall_seconds)
    if code == parse_child.ENCRYPTED:
        raise FileRefused("file_encrypted")
    if code == parse_child.TOO_MANY_CELLS:
        raise FileRefused("file_many_cells", most=str(limits.cells))
    if code == parse_child.UNREADABLE:
        raise FileRefused("file_damaged")
    if code != 0:
        raise FileRefused("file_crashes")


def _sheet(described: dict[str, object], folder: Path, file: str) -> Sheet:
    rows, columns = cast(int, described["rows"]), cast(int, described["columns"])
    first = cast(int, described["first_column"])
    numbers = np.full((rows, first + columns), -1, dtype=np.int32)
    if described["file"]:
        flat = np.fromfile(folder / str(described["file"]), dtype=np.int32)
        numbers[:, first:] = flat.reshape(columns, rows).T
    lists = cast(list[list[object]], described["values"])
    values: list[list[Cell]] = [[] for _ in range(first)] + [[cell_from_plain(one) for one in part] for part in lists]
    merged = tuple(tuple(entry) for entry in cast(list[list[int]], described["merged"]))
    uncalculated = cast(list[list[int]], described["uncalculated"])
    return Sheet(
        file=file,
        name=str(described["name"]),
        is_hidden=bool(described["is_hidden"]),
        numbers=np.asfortranarray(numbers),
        values=tuple(values),
        merged=cast(tuple[tuple[int, int, int, int], ...], merged),
        uncalculated=tuple((row, column) for row, column in uncalculated),
        hidden_rows=_runs(described["hidden_rows"]),
        hidden_columns=_runs(described["hidden_columns"]),
    )


def _runs(described: object) -> tuple[tuple[int, int], ...]:
    return tuple((first, last) for first, last in cast(list[list[int]], described))
