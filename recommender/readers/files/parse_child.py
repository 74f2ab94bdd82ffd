"""Sheets of a workbook written as numbered cells and distinct values, run as a program of its own with hard limits.

Called as `parse_child.py WORKBOOK FOLDER MEMORY_BYTES CPU_SECONDS MOST_CELLS`. It imports nothing of this project, so
that a hostile workbook can at worst end this process. Output: `FOLDER/sheets.json` and one file of 32-bit numbers a
sheet, column by column: the number of the cell's value in the list of its column, -1 for an empty cell.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from array import array
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import python_calamine

TOO_MANY_CELLS = 40
UNREADABLE = 41
ENCRYPTED = 42
RELATIONS = "xl/_rels/workbook.xml.rels"
CHUNK = 1 << 20
MOST_UNCALCULATED = 10_000
LARGEST_CONTENT = 64 << 20
_NO_VALUE = re.compile(
    rb"""<c\s(?:[^>]*\s)?r="([A-Z]{1,3}\d{1,7})"[^>]*>\s*<f(?:\s[^>]*)?(?:/>|(?<!/)>[^<]*</f>)"""
    rb"""\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"""
)
"""A cell with a formula and no value; a formula whose value is an empty text has t="str"."""


def main(arguments: list[str]) -> int:
    """Parse the workbook under the limits given; the exit code says what went wrong."""
    workbook, folder, memory, seconds, cells = arguments
    limit(int(memory), int(seconds))
    try:
        book = python_calamine.load_workbook(workbook)
        described = [
            _sheet(book, index, Path(folder), int(cells)) for index in range(len(book.sheet_names))
        ]  # fmt: skip
        for index, seen in _seen_in_xml(workbook).items():
            described[index].update(seen)
        for entry, runs in zip(described, _hidden_in_ods(workbook), strict=False):
            entry["hidden_rows"] = runs
    except python_calamine.PasswordError:
        return ENCRYPTED
    except (python_calamine.CalamineError, OSError, ValueError, zipfile.BadZipFile) as error:
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
        "uncalculated": [], "hidden_rows": [], "hidden_columns": [],
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


def _seen_in_xml(workbook: str) -> dict[int, dict[str, list[list[int]]]]:
    """By sheet number of an xlsx file: formulas without a value (nobody opened it), and hidden rows and columns."""
    if not zipfile.is_zipfile(workbook):
        return {}
    with zipfile.ZipFile(workbook) as archive:
        if "xl/workbook.xml" not in (names := set(archive.namelist())) or RELATIONS not in names:
            return {}
        targets = {
            found["Id"]: found.get("Target", "")
            for found in _tags(archive.read(RELATIONS), b"Relationship") if "Id" in found
        }  # fmt: skip
        parts = [
            targets.get(next((value for name, value in found.items() if name.endswith(":id")), ""), "")
            for found in _tags(archive.read("xl/workbook.xml"), b"sheet")
        ]
        paths = [part.lstrip("/") if part.startswith("/") else f"xl/{part}" for part in parts]
        return {index: _seen(archive, path) for index, path in enumerate(paths) if path in names}


def _tags(xml: bytes, name: bytes) -> list[dict[str, str]]:
    """The attributes of each such tag, whatever its name space."""
    tags = re.finditer(rb"<(?:\w+:)?" + name + rb"\s([^>]*)>", xml)
    attribute = re.compile(r"""([\w:]+)\s*=\s*["']([^"']*)["']""")
    return [dict(attribute.findall(tag[1].decode("utf-8", "replace"))) for tag in tags]


def _seen(archive: zipfile.ZipFile, path: str) -> dict[str, list[list[int]]]:
    cells: list[list[int]] = []
    rows: list[list[int]] = []
    columns: list[list[int]] = []
    rest = b""
    with archive.open(path) as stream:
        while chunk := stream.read(CHUNK):
            whole, end, rest = (rest + chunk).rpartition(b"</c>")
            if not end:
                rest = rest[-CHUNK:]
                continue
            if b"<f" in whole and len(cells) < MOST_UNCALCULATED:
                cells += [_place(found[1]) for found in _NO_VALUE.finditer(whole + end) if b't="str"' not in found[0]]
            if b"hidden=" in whole:
                columns += [[int(tag["min"]) - 1, int(tag["max"]) - 1] for tag in _hidden(whole, b"col")]
                for tag in _hidden(whole, b"row"):
                    _add(rows, int(tag["r"]) - 1)
    return {"uncalculated": cells[:MOST_UNCALCULATED], "hidden_rows": rows, "hidden_columns": columns}


def _hidden(xml: bytes, name: bytes) -> list[dict[str, str]]:
    wanted = {b"row": ("r",), b"col": ("min", "max")}[name]
    return [
        tag for tag in _tags(xml, name)
        if tag.get("hidden") in ("1", "true") and all(tag.get(one, "").isdigit() for one in wanted)
    ]  # fmt: skip


def _add(runs: list[list[int]], row: int, count: int = 1) -> None:
    """Takes rows from `row` on into the runs, which grow downwards."""
    if runs and runs[-1][1] + 1 == row:
        runs[-1][1] += count
    else:
        runs.append([row, row + count - 1])


def _hidden_in_ods(workbook: str) -> list[list[list[int]]]:
    """The runs of hidden rows of each sheet of an ods file; none of one whose content is very large."""
    if not zipfile.is_zipfile(workbook):
        return []
    with zipfile.ZipFile(workbook) as archive:
        if "content.xml" not in archive.namelist() or archive.getinfo("content.xml").file_size > LARGEST_CONTENT:
            return []
        content = archive.read("content.xml")
    if b"table:visibility=" not in content:
        return []
    sheets: list[list[list[int]]] = []
    at = 0
    for tag in re.finditer(rb"<table:table(-row)?(?=[\s>/])([^>]*)>", content):
        if not tag[1]:
            sheets.append([])
            at = 0
        elif sheets:
            repeated = re.search(rb'table:number-rows-repeated="(\d+)"', tag[2])
            count = int(repeated[1]) if repeated else 1
            if re.search(rb'table:visibility="(?:collapse|filter)"', tag[2]):
                _add(sheets[-1], at, count)
            at += count
    return sheets


def _place(reference: bytes) -> list[int]:
    letters = reference.rstrip(b"0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return [int(reference[len(letters) :]) - 1, column - 1]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
