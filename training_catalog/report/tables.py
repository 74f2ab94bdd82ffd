"""The shapes of the report: tables with titles, notes and columns in Vietnamese and English."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in both languages."""

    vi: str
    en: str


Cell: TypeAlias = str | int | float | Words
"""A float is a share from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in files, and its heading."""

    key: str
    vi: str
    en: str
    is_wide: bool = False
    """Holds sentences."""


@dataclass(frozen=True, kw_only=True)
class ReportTable:
    """One table; `key` names its file. A table without rows says `empty` instead."""

    key: str
    title: Words
    note: Words
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: Words = Words("Không có.", "None.")
    is_folded: bool = False
    """Long: shown closed on the page until it is opened."""

    def __post_init__(self) -> None:
        wrong = [row for row in self.rows if len(row) != len(self.columns)]
        if wrong:
            raise ValueError(f"{self.key}: a row of {len(wrong[0])} cells under {len(self.columns)} columns")


@dataclass(frozen=True, kw_only=True)
class CatalogueReport:
    """All tables in the order of the page, with what they are about."""

    name: str
    version: str
    digest: str
    today: date
    tables: tuple[ReportTable, ...]
    headline: tuple[tuple[Words, Cell], ...]
    """The few figures that a reader looks for first."""


def table(
    key: str,
    title: tuple[str, str],
    note: tuple[str, str],
    columns: tuple[Column, ...],
    rows: list[tuple[Cell, ...]],
    *,
    is_folded: bool = False,
) -> ReportTable:
    """A table from plain pairs of words."""
    return ReportTable(
        key=key, title=Words(*title), note=Words(*note), columns=columns, rows=tuple(rows), is_folded=is_folded
    )


def share(part: int, whole: int) -> float:
    """The share; 1 of nothing, so that "all of none" reads as all."""
    return part / whole if whole else 1.0
