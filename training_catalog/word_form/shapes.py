"""The shapes of a read form: job descriptions as written, with the place each part stands in the file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from training_catalog.types import CatalogueProblem, LevelRange


@dataclass(frozen=True, kw_only=True)
class WordLimits:
    """What a file may cost before it is refused."""

    max_file_bytes: int = 50_000_000
    max_entries: int = 5_000
    """Files packed inside the .docx."""
    max_unpacked_bytes: int = 100_000_000
    """Really unpacked bytes of the document text, and declared bytes of the whole package."""
    max_rows: int = 20_000
    """Table rows and paragraphs outside tables."""
    max_cell_letters: int = 50_000
    """Length of one cell or paragraph."""
    office_seconds: float = 120.0
    """How long LibreOffice may take to convert one .doc."""


DEFAULT_LIMITS = WordLimits()


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where something stands: table and row, both counted from 1 over the file; 0 when it is not in a table."""

    table: int = 0
    row: int = 0

    def __str__(self) -> str:
        return f"{self.table}:{self.row}"


class Scope(StrEnum):
    """With whom a work relation is."""

    INSIDE = "inside"
    """Bên trong cơ quan."""
    OUTSIDE = "outside"
    """Bên ngoài cơ quan."""


@dataclass(frozen=True, kw_only=True)
class Duty:
    """One row of section 2: an area of work, the concrete work and how its completion is judged."""

    number: str
    area: str
    work: str
    criteria: str
    place: Place


@dataclass(frozen=True, kw_only=True)
class Relation:
    """One work relation of section 3: a party (or the column's name) and what is written about it."""

    scope: Scope
    party: str
    nature: str


@dataclass(frozen=True, kw_only=True)
class WrittenStandards:
    """Section 5.1 as written, one text per group; "" when the form has none."""

    education: str = ""
    certificates: str = ""
    experience: str = ""
    qualities: str = ""
    other: str = ""
    education_place: Place = Place()
    certificates_place: Place = Place()
    qualities_place: Place = Place()
    other_place: Place = Place()


@dataclass(frozen=True, kw_only=True)
class RequiredLevel:
    """One row of section 5.2. `level` is None when the cell is empty or unreadable; `text` is the cell as written."""

    group: str
    name: str
    level: LevelRange | None
    text: str
    is_merged: bool
    """The level was written once in a cell merged over several rows."""
    place: Place


@dataclass(frozen=True, kw_only=True)
class JobDescription:
    """One job description of the official form, nothing interpreted."""

    file: str
    order: int
    """Counted from 1 in the file."""
    title: str
    code: str
    start_date: str
    workplace: str
    processes: str
    goal: str
    duties: tuple[Duty, ...]
    relations: tuple[Relation, ...]
    authority: tuple[str, ...]
    standards: WrittenStandards
    levels: tuple[RequiredLevel, ...]
    place: Place


@dataclass(frozen=True, kw_only=True)
class WordReading:
    """What a file gave."""

    descriptions: tuple[JobDescription, ...]
    problems: tuple[CatalogueProblem, ...]
