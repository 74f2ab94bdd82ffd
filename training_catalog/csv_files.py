"""Raw rows from a CSV file of a catalogue: long lists such as units, vocabularies, laws and systems."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from training_catalog.file_texts import file_text
from training_catalog.problem_texts import catalogue_problem, suggestion
from training_catalog.rows import ROW_KEYS, Block, Raw, RawRow, RowKeys
from training_catalog.types import CatalogueProblem

LIST_COLUMNS = frozenset({"aliases", "replaces", "unit_ids"})
ITEM_SEPARATOR = " | "
_SEPARATOR = re.compile(r"\s*\|\s*")


def read_csv_file(path: Path, *, table: str, file: str, problems: list[CatalogueProblem]) -> list[RawRow]:
    """The rows of the file at `path`; a file without its needed columns gives none."""
    text = file_text(path, file=file, problems=problems)
    if text is None:
        return []
    text = _normalised(text, file=file, problems=problems)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        if not _accepts_header(header, keys=ROW_KEYS[table], file=file, problems=problems):
            return []
        records = ((reader.line_num, cells) for cells in reader)
        return list(_rows(records, header, table=table, file=file, problems=problems))
    except csv.Error as error:
        problems.append(catalogue_problem("bad_csv", file=file, line=reader.line_num, detail=str(error)))
        return []


def _rows(
    records: Iterable[tuple[int, list[str]]],
    header: list[str],
    *,
    table: str,
    file: str,
    problems: list[CatalogueProblem],
) -> Iterator[RawRow]:
    keys = ROW_KEYS[table]
    for line, cells in records:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(header):
            detail = f"{len(cells)} > {len(header)}"
            problems.append(catalogue_problem("bad_csv", file=file, line=line, detail=detail))
            continue
        block = Block()
        block.line = line
        for name, cell in zip(header, cells, strict=False):
            value = cell.strip()
            if name and value:
                block[name] = _items(value) if name in LIST_COLUMNS else value
        row_id = block.get(keys.id_key)
        if not isinstance(row_id, str):
            problems.append(catalogue_problem("missing_key", file=f"{file}:{line}", key=keys.id_key))
            continue
        yield RawRow(table=table, row_id=row_id, file=file, values=block)


def _items(value: str) -> list[Raw]:
    return [item for item in _SEPARATOR.split(value) if item]


def _accepts_header(header: list[str], *, keys: RowKeys, file: str, problems: list[CatalogueProblem]) -> bool:
    for name in header:
        if name and name not in keys.all:
            hints = suggestion(name, list(keys.all))
            problems.append(catalogue_problem("unknown_key", file=file, key=name, **hints))
    for name in dict.fromkeys(name for name in header if name and header.count(name) > 1):
        problems.append(catalogue_problem("duplicate_key", file=file, line=1, key=name))
    changes_rows = "remove" in header or "change" in header
    needed = (keys.id_key,) if changes_rows else (keys.id_key, *keys.required)
    missing = [name for name in needed if name not in header]
    problems.extend(catalogue_problem("missing_column", file=file, column=name) for name in missing)
    return not missing


def _delimiter(text: str) -> str:
    """The semicolon when the header has it and no comma, as spreadsheets with a decimal comma save it."""
    header = text.split("\n", 1)[0]
    return ";" if ";" in header and "," not in header else ","


def _normalised(text: str, *, file: str, problems: list[CatalogueProblem]) -> str:
    if unicodedata.is_normalized("NFC", text):
        return text
    lines = [
        str(number)
        for number, line in enumerate(text.split("\n"), start=1)
        if not unicodedata.is_normalized("NFC", line)
    ]
    problems.append(catalogue_problem("not_nfc", file=file, line=", ".join(lines[:20])))
    return unicodedata.normalize("NFC", text)
