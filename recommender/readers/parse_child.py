"""Sheets of a workbook written as numbered cells and distinct values, run as a program of its own with hard limits.

Called as `parse_child.py WORKBOOK FOLDER MEMORY_BYTES CPU_SECONDS MOST_CELLS`. It imports nothing of this project, so
that a hostile workbook can at worst end this process. Output: `FOLDER/sheets.json` and one file of 32-bit numbers a
sheet, column by column: the number of the cell's value in the list of its column, -1 for an empty cell.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import python_calamine

TOO_MANY_CELLS = 40
UNREADABLE = 41
ENCRYPTED = 42


def main(arguments: list[str]) -> int:
    """Parse the workbook under the limits given; the exit code says what went wrong."""
    workbook, folder, memory, seconds, cells = arguments
    limit(int(memory), int(seconds))
    try:
        book = python_calamine.load_workbook(workbook)
        described = [
            _sheet(book, index, Path(folder), int(cells)) for index in range(len(book.sheet_names))
        ]  # fmt: skip
    except python_calamine.PasswordError:
        return ENCRYPTED
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return ENCRYPTED if "password" in str(error).lower() else UNREADABLE
    except _TooManyCellsError:
        return TOO_MANY_CELLS
    (Path(folder) / "sheets.json").write_text(json.dumps(described, ensure_ascii=False), encoding="utf-8")
    return 0


class _TooManyCellsError(Exception):
    """A sheet with more cells than allowed."""


def limit(memory: int, seconds: int) -> None:
    """Bounds for the rest of this process: address space in bytes, seconds of work."""
    try:
        import resource
    except ImportError:  # not on Windows: the wall clock of the parent is the only limit there
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _sheet(book: Any, index: int, folder: Path, most_cells: int) -> dict[str, object]:
    about = book.sheets_metadata[index]
    described: dict[str, object] = {
        "name": about.name,
        "is_hidden": about.visible != python_calamine.SheetVisibleEnum.Visible,
        "first_column": 0, "rows": 0, "columns": 0, "merged": [], "values": [], "file": "",
    }  # fmt: skip
    if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
        return described
    sheet = book.get_sheet_by_index(index)
    if sheet.start is None:
        return described
    if (sheet.end[0] + 1) * sheet.width > most_cells:
        raise _TooManyCellsError
    numbers, values = _columns(sheet.iter_rows(), sheet.width)
    name = f"{index}.cells"
    with (folder / name).open("wb") as stream:
        for column in numbers:
            column.tofile(stream)
    merged = [[*start, *end] for start, end in (sheet.merged_cell_ranges or [])]
    return {
        **described, "first_column": sheet.start[1], "rows": len(numbers[0]) if numbers else 0,
        "columns": len(numbers), "merged": merged, "values": values, "file": name,
    }  # fmt: skip


def _columns(rows: Iterable[list[object]], width: int) -> tuple[list[array[int]], list[list[object]]]:
    numbers = [array("i") for _ in range(width)]
    seen: list[dict[tuple[type, object], int]] = [{} for _ in range(width)]
    adders = [column.append for column in numbers]
    for row in rows:
        for add, known, value in zip(adders, seen, row, strict=True):
            if value == "":
                add(-1)
                continue
            key = (type(value), value)
            number = known.get(key)
            if number is None:
                number = known[key] = len(known)
            add(number)
    return numbers, [[_plain(value) for _, value in known] for known in seen]


def _plain(value: object) -> object:
    """The value as JSON: text, number and truth as they are, days and times as {"kind": text}."""
    if isinstance(value, (str, bool, float, int)):
        return value
    if isinstance(value, datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, time):
        return {"time": value.isoformat()}
    if isinstance(value, timedelta):
        return {"time": str(value)}
    return str(value)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
