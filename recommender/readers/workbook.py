"""Clean sheets of one file, whatever its kind; a file that cannot be read becomes a problem."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from recommender.readers.files.cleaned import cleaned_sheet
from recommender.readers.files.limits import Limits
from recommender.readers.files.refusal import FileRefused
from recommender.readers.files.sheets import Sheet, address
from recommender.readers.files.sheets_ahead import raw_sheets
from recommender.readers.long_cells import without_long_cells
from recommender.readers.problem_log import ProblemLog
from recommender.readers.reading import Reading
from recommender.readers.tables.header import names_no_table, spans
from recommender.readers.tables.headings import TableKind
from recommender.readers.tables.layouts import best_of
from recommender.readers.tables.table import Table, table_of

OWN_SHEETS = "_nangluc"
"""Start of the names of the hidden sheets in our own templates."""
NEEDING_ROWS = (TableKind.PEOPLE, TableKind.ASSESSMENTS, TableKind.QUOTAS)
"""Kinds of which a table without rows is a mistake; a sheet of decisions stays empty until somebody decides."""


def read_sheets(path: Path, log: ProblemLog, *, limits: Limits) -> list[Sheet]:
    """The visible sheets that carry anything, with clean text; none when the file is refused."""
    return _shown_sheets(path, log, raw=lambda wanted: raw_sheets(wanted, limits=limits))


def _shown_sheets(
    path: Path, log: ProblemLog, *, raw: Callable[[Path], list[Sheet]], name: str = ""
) -> list[Sheet]:  # fmt: skip
    file = name or path.name
    try:
        sheets = [_named(sheet, path, file) for sheet in raw(path)]
    except FileRefused as refusal:
        log.add(refusal.code, file, **refusal.words)
        return []
    except OSError as error:
        log.add("file_unreadable", file, reason=error.strerror or type(error).__name__)
        return []
    shown = []
    for sheet in sheets:
        if sheet.is_hidden:
            if not sheet.name.startswith(OWN_SHEETS):
                log.sheet(sheet).add("sheet_hidden")
        elif (sheet.numbers >= 0).any() and not names_no_table(sheet):
            shown.append(cleaned_sheet(sheet, log))
    if not shown:
        log.add("file_without_cells", file)
    return shown


def _named(sheet: Sheet, path: Path, file: str) -> Sheet:
    """The sheet of a file stored under another name; the one sheet of a CSV is called like its file."""
    if file == path.name:
        return sheet
    return replace(sheet, file=file, name=Path(file).stem if sheet.name == path.stem else sheet.name)


def read_tables(path: Path, kinds: tuple[TableKind, ...], *, reading: Reading) -> list[Table]:
    """Every table of the wanted kinds in a file; a sheet without one is said so."""
    tables = []
    log, layouts = reading.log, reading.layouts
    sheets = _shown_sheets(path, log, raw=reading.raw_sheets, name=reading.names.get(path, ""))
    for sheet in sheets:
        header = layouts.header(path, sheet, kinds) if layouts else best_of(spans(sheet), kinds)
        table = table_of(sheet, header, log=log) if header else None
        if layouts:
            layouts.note(path, sheet, kinds[0], table)
        if table:
            tables.append(without_long_cells(table, log))
    _say_empty(tables, kinds, log)
    found = {table.sheet.name for table in tables}
    for sheet in sheets:
        if sheet.name not in found and not (layouts and layouts.is_left_out(path, sheet)):
            log.sheet(sheet).add("sheet_without_table" if found else "sheet_unknown", kind=str(kinds[0]))
    return tables


def _say_empty(tables: Sequence[Table], kinds: tuple[TableKind, ...], log: ProblemLog) -> None:
    """Say which tables have a heading and no rows: an error when the file has no others of what it is read for."""
    mains = [table for table in tables if table.header.kind is kinds[0] and kinds[0] in NEEDING_ROWS]
    is_filled = any(len(table.rows) for table in mains)
    for table in mains:
        if not len(table.rows):
            cell = address(table.header.top, table.header.columns[0].column)
            log.sheet(table.sheet).add("sheet_without_rows" if is_filled else "no_rows", cell)
