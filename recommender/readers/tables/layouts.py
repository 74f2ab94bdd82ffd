"""How each sheet was read: which rows were its heading and what each column was taken as, found or as a person said."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import numpy as np

from recommender.readers.files.sheets import EMPTY, Sheet
from recommender.readers.tables.header import HeadedColumn, Header, Span, best_header, header_at, header_of, spans
from recommender.readers.tables.headings import YEAR, Meaning, TableKind, has_needed
from recommender.readers.tables.table import Table
from training_catalog import accented

UNUSED = "unused"
"""Field of a column that is left out on purpose."""
EXAMPLES, LOOKED_ROWS, LONGEST_EXAMPLE = 3, 200, 40
SHOWN_ROWS, SHOWN_CELLS = 8, 8
MOST_SHEETS, MOST_COLUMNS = 60, 300
"""Sheets and columns whose reading is kept to be shown."""
SEPARATOR = "\n"


class Source(StrEnum):
    """Where the reading of a sheet comes from."""

    FOUND = "found"
    """By the words of its headings."""
    CORRECTED = "corrected"
    """A person said so of this file."""
    REMEMBERED = "remembered"
    """A person said so of an earlier file with the same headings."""


@dataclass(frozen=True, kw_only=True)
class SheetChoice:
    """How a person wants a sheet read; `kind` None leaves it out. Columns not named mean what their heading says."""

    kind: TableKind | None
    top: int
    height: int
    fields: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class KnownHeadings:
    """What certain headings mean, as a person corrected it once: one field a column with a heading, left to right."""

    mapping_id: str
    kind: TableKind | None
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TakenColumn:
    """A column with its heading, the field it was taken as ("" = none), and the one its own heading means."""

    column: int
    heading: str
    field: str
    own: str
    examples: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SheetLayout:
    """How one sheet was read. `digest` is of its headings; `is_read`: rows below them were taken."""

    path: Path
    sheet: str
    file_kind: TableKind
    kind: TableKind | None
    source: Source
    mapping_id: str
    digest: str
    top: int
    height: int
    is_read: bool
    columns: tuple[TakenColumn, ...]
    first_rows: tuple[tuple[int, tuple[str, ...]], ...]
    """Number and texts of the first filled rows."""
    n_rows: int = 0
    """Rows below the heading that hold anything."""


@dataclass(frozen=True, kw_only=True)
class _Found:
    header: Header
    source: Source
    is_wanted: bool
    mapping_id: str = ""


class Layouts:
    """What is known before a reading of its sheets, and how each was read in the end (`taken`)."""

    def __init__(
        self, *, choices: Mapping[tuple[Path, str], SheetChoice] | None = None,
        known: Mapping[tuple[TableKind, str], KnownHeadings] | None = None,
    ) -> None:  # fmt: skip
        self._choices = choices or {}
        self._known = known or {}
        self._found: dict[tuple[Path, str], _Found] = {}
        self.taken: list[SheetLayout] = []

    def header(self, path: Path, sheet: Sheet, kinds: tuple[TableKind, ...]) -> Header | None:
        """The heading of a sheet: as chosen for it, else as remembered, else as found; None when it is no table."""
        candidates = spans(sheet)
        best = best_of(candidates, kinds)
        found = self._chosen(path, sheet, kinds, best) or self._remembered(candidates, kinds)
        if found is None and (best or candidates):
            header = best or _guess(candidates, kinds)
            found = _Found(header=header, source=Source.FOUND, is_wanted=best is not None)
        if found is None:
            return None
        self._found[path, sheet.name] = found
        return found.header if found.is_wanted and _is_enough(found.header) else None

    def is_left_out(self, path: Path, sheet: Sheet) -> bool:
        """Whether a person wants the sheet not read at all."""
        found = self._found.get((path, sheet.name))
        return found is not None and not found.is_wanted and found.source is not Source.FOUND

    def note(self, path: Path, sheet: Sheet, file_kind: TableKind, table: Table | None) -> None:
        """Keep how a sheet was read."""
        found = self._found.get((path, sheet.name))
        if len(self.taken) >= MOST_SHEETS:
            return
        header = found.header if found else None
        self.taken.append(SheetLayout(
            path=path, sheet=sheet.name, file_kind=file_kind,
            kind=header.kind if header and found and (found.is_wanted or found.source is Source.FOUND) else None,
            source=found.source if found else Source.FOUND, mapping_id=found.mapping_id if found else "",
            digest=heading_digest([entry.parts for entry in header.columns]) if header else "",
            top=header.top if header else 0, height=header.height if header else 1, is_read=table is not None,
            columns=_columns(sheet, header, table) if header else (), first_rows=_first_rows(sheet),
            n_rows=len(table.rows) if table else 0,
        ))  # fmt: skip

    def _chosen(self, path: Path, sheet: Sheet, kinds: tuple[TableKind, ...], best: Header | None) -> _Found | None:
        choice = self._choices.get((path, sheet.name))
        if choice is None or choice.top + choice.height > sheet.row_count:
            return None
        header = header_at(sheet, choice.top, choice.height, choice.kind or kinds[0])
        if choice.kind is None:
            return _Found(header=header, source=Source.CORRECTED, is_wanted=False)
        header = _with_fields(header, choice.fields)
        source = Source.FOUND if header == best else Source.CORRECTED
        return _Found(header=header, source=source, is_wanted=True)

    def _remembered(self, candidates: Sequence[Span], kinds: tuple[TableKind, ...]) -> _Found | None:
        if not self._known:
            return None
        for span in candidates:
            parts = [part for part in span.parts if part]
            known = self._known.get((kinds[0], heading_digest(parts)))
            if known is None or len(known.fields) != len(parts):
                continue
            header = header_of(span, known.kind or kinds[0])
            fields = {entry.column: name for entry, name in zip(header.columns, known.fields, strict=True)}
            return _Found(
                header=_with_fields(header, fields), source=Source.REMEMBERED, is_wanted=known.kind is not None,
                mapping_id=known.mapping_id,
            )  # fmt: skip
        return None


def best_of(candidates: Sequence[Span], kinds: tuple[TableKind, ...]) -> Header | None:
    """The heading of the kind that knows most of the columns; the first kind wins when equal."""
    headers = [header for kind in kinds if (header := best_header(candidates, kind)) is not None]
    return max(headers, key=lambda header: header.known, default=None)


def heading_digest(parts: Sequence[tuple[str, ...]]) -> str:
    """SHA-256 of headings from left to right, whatever their case and signs; another year is the same heading."""
    plain = ["/".join(accented(YEAR.sub(" year ", text)) for text in column) for column in parts]
    return hashlib.sha256(SEPARATOR.join(plain).encode()).hexdigest()


def _with_fields(header: Header, fields: Mapping[int, str]) -> Header:
    """The heading with columns meaning other fields; one that means its field already keeps all that it says."""
    return Header(
        kind=header.kind, top=header.top, height=header.height, first_row=header.first_row,
        columns=tuple(_with_field(entry, fields.get(entry.column)) for entry in header.columns),
    )  # fmt: skip


def _with_field(entry: HeadedColumn, wanted: str | None) -> HeadedColumn:
    if wanted is None or wanted == _field(entry):
        return entry
    year = next((int(found[0]) for part in entry.parts for found in YEAR.finditer(part)), None)
    meaning = Meaning(field=wanted, year=year) if wanted else None
    return HeadedColumn(column=entry.column, parts=entry.parts, meaning=meaning)


def _field(entry: HeadedColumn) -> str:
    return entry.meaning.field if entry.meaning else ""


def _is_enough(header: Header) -> bool:
    return has_needed({_field(entry) for entry in header.columns} - {""}, header.kind)


def _guess(candidates: Sequence[Span], kinds: tuple[TableKind, ...]) -> Header:
    """The rows that look most like a heading where no kind of table is known: most fields, then most columns."""
    headers = [header_of(span, kind) for kind in kinds for span in candidates]
    return max(headers, key=lambda header: (header.known, len(header.columns), -header.height, -header.top))


def _columns(sheet: Sheet, header: Header, table: Table | None) -> tuple[TakenColumn, ...]:
    own = {entry.column: _field(entry) for entry in header_at(sheet, header.top, header.height, header.kind).columns}
    rows = table.rows[:LOOKED_ROWS] if table else np.arange(header.first_row, sheet.row_count)[:LOOKED_ROWS]
    return tuple(
        TakenColumn(
            column=entry.column, heading=entry.heading, field=_field(entry), own=own[entry.column],
            examples=_examples(sheet, rows, entry.column),
        )
        for entry in header.columns[:MOST_COLUMNS]
    )  # fmt: skip


def _examples(sheet: Sheet, rows: np.ndarray, column: int) -> tuple[str, ...]:
    texts = (sheet.text(int(row), column) for row in rows if sheet.numbers[row, column] != EMPTY)
    return tuple(dict.fromkeys(_short(text) for text in texts))[:EXAMPLES]


def _first_rows(sheet: Sheet) -> tuple[tuple[int, tuple[str, ...]], ...]:
    filled = [row for row in range(min(sheet.row_count, LOOKED_ROWS)) if sheet.filled(row)][:SHOWN_ROWS]
    return tuple((row, tuple(map(_short, sheet.row_texts(row)[:SHOWN_CELLS]))) for row in filled)


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST_EXAMPLE else f"{plain[: LONGEST_EXAMPLE - 1]}…"
