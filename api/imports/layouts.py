"""How the sheets of an import were read, in the office's words, from what is kept with the import."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from api.look import words
from recommender.readers.files.sheets import column_letters
from recommender.readers.tables.layouts import UNUSED
from recommender.store.importing.imports import ImportView
from recommender.workflows.plan_reading import shown_names


@dataclass(frozen=True, kw_only=True)
class ColumnView:
    """A column of a sheet: where it stands, its heading, what it was taken as, and values of it."""

    column: int
    letter: str
    heading: str
    field: str
    """Code of the field; "" where the heading says nothing known."""
    words: str
    is_used: bool
    examples: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SheetView:
    """A sheet: which rows were its heading (counted from 1), what kind of table it is, and its columns."""

    number: int
    file: str
    sheet: str
    file_kind: str
    kind: str
    source: str
    is_read: bool
    first: int
    last: int
    columns: tuple[ColumnView, ...]
    first_rows: tuple[tuple[int, tuple[str, ...]], ...]
    n_rows: int
    """Rows below the heading; 0 where that was not noted."""
    n_told: int
    """Those of which anything was used."""

    @property
    def n_used(self) -> int:
        """How many columns are read."""
        return sum(one.is_used for one in self.columns)

    @property
    def n_unknown(self) -> int:
        """How many headings say nothing known; columns of results may be topics all the same."""
        return sum(not one.field and not one.is_used for one in self.columns)


def sheet_views(entry: ImportView, language: str) -> tuple[SheetView, ...]:
    """The sheets in the order of the files."""
    names = shown_names(entry.files)
    sheets: list[dict[str, Any]] = entry.mapping.get("sheets", [])
    return tuple(
        SheetView(
            number=number, file=names[one["file"]], sheet=one["sheet"], file_kind=one["file_kind"],
            kind=one["kind"], source=one["source"], is_read=one["is_read"], first=one["top"] + 1,
            last=one["top"] + one["height"],
            columns=tuple(_column(column, _kind_of_columns(one), language) for column in one["columns"]),
            first_rows=tuple((row + 1, tuple(texts)) for row, texts in one["first_rows"]),
            n_rows=one.get("n_rows", 0), n_told=one.get("n_told", 0),
        )
        for number, one in enumerate(sheets)
    )  # fmt: skip


def _kind_of_columns(sheet: dict[str, Any]) -> str:
    """The kind of the table; of results with a column of topics a heading that says nothing is no topic of its own."""
    has_topics = any(column["field"] == "topic" for column in sheet["columns"])
    return "" if sheet["kind"] == "assessments" and has_topics else sheet["kind"]


def words_of_field(field: str, kind: str, language: str) -> str:
    """What a column is taken as; in tables of results a heading that is no field is a topic."""
    unknown = "topic" if kind == "assessments" else "unknown"
    return words.word(field or unknown, "column", language)


def _column(one: dict[str, Any], kind: str, language: str) -> ColumnView:
    is_topic = kind == "assessments" and not one["field"]
    return ColumnView(
        column=one["column"], letter=column_letters(one["column"]), heading=one["heading"], field=one["field"],
        words=words_of_field(one["field"], kind, language),
        is_used=is_topic or one["field"] not in ("", UNUSED), examples=tuple(one["examples"]),
    )  # fmt: skip
