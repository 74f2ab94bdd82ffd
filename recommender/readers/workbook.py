"""Clean sheets of one file, whatever its kind; a file that cannot be read becomes a problem."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from recommender.readers.cleaned import cleaned_sheet
from recommender.readers.header import Header, best_header, names_no_table, spans
from recommender.readers.headings import TableKind
from recommender.readers.limits import Limits
from recommender.readers.problem_log import ProblemLog
from recommender.readers.reading import Reading
from recommender.readers.refusal import FileRefused
from recommender.readers.sheets import Sheet
from recommender.readers.sheets_ahead import raw_sheets
from recommender.readers.table import Table, table_of

OWN_SHEETS = "_nangluc"
"""Start of the names of the hidden sheets in our own templates."""


def read_sheets(path: Path, log: ProblemLog, *, limits: Limits) -> list[Sheet]:
    """The visible sheets that carry anything, with clean text; none when the file is refused."""
    return _shown_sheets(path, log, raw=lambda wanted: raw_sheets(wanted, limits=limits))


def _shown_sheets(path: Path, log: ProblemLog, *, raw: Callable[[Path], list[Sheet]]) -> list[Sheet]:
    try:
        sheets = raw(path)
    except FileRefused as refusal:
        log.add(refusal.code, path.name, **refusal.words)
        return []
    except OSError as error:
        log.add("file_unreadable", path.name, reason=error.strerror or type(error).__name__)
        return []
    shown = []
    for sheet in sheets:
        if sheet.is_hidden:
            if not sheet.name.startswith(OWN_SHEETS):
                log.sheet(sheet).add("sheet_hidden")
        elif (sheet.numbers >= 0).any() and not names_no_table(sheet):
            shown.append(cleaned_sheet(sheet, log))
    if not shown:
        log.add("file_without_cells", path.name)
    return shown


def read_tables(path: Path, kinds: tuple[TableKind, ...], *, reading: Reading) -> list[Table]:
    """Every table of the wanted kinds in a file; a sheet without one is said so."""
    tables = []
    log = reading.log
    sheets = _shown_sheets(path, log, raw=reading.raw_sheets)
    for sheet in sheets:
        header = _best_header(sheet, kinds)
        if header is not None:
            tables.append(table_of(sheet, header, log=log))
    found = {table.sheet.name for table in tables}
    for sheet in sheets:
        if sheet.name not in found:
            log.sheet(sheet).add("sheet_without_table" if found else "sheet_unknown", kind=str(kinds[0]))
    return tables


def _best_header(sheet: Sheet, kinds: tuple[TableKind, ...]) -> Header | None:
    """The heading of the kind that knows most of the columns; the first kind wins when equal."""
    candidates = spans(sheet)
    headers = [header for kind in kinds if (header := best_header(candidates, kind)) is not None]
    return max(headers, key=lambda header: header.known, default=None)
