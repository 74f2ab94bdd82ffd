"""What the pages of imports show."""

from __future__ import annotations

from dataclasses import dataclass

from api.imports.layouts import ColumnView, SheetView
from api.look.counts import Figure
from api.look.forms import Field
from api.look.tables import Facet, Table
from recommender.store.importing.absent_people import AbsentPeople
from recommender.store.importing.headings import HeadingView
from recommender.store.importing.imports import ImportView, ProblemView
from recommender.store.jobs import JobView


@dataclass(frozen=True, kw_only=True)
class ImportsContext:
    """The imports made so far, and the form of a new one."""

    table: Table[ImportView]
    fields: tuple[Field, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ImportContext:
    """One import: being read, to be confirmed, or done."""

    entry: ImportView
    work: ImportWork
    figures: tuple[Figure, ...]
    tallies: Table[Tally]
    takes_nothing: bool
    """Every row is refused, so there is nothing to confirm."""
    refusals: tuple[tuple[str, int], ...]
    """Why, in words, and how many of the rows that are shown."""
    problems: Table[ProblemView]
    changes: Table[ChangeLine]
    returned: tuple[ChangeLine, ...]
    """People of whom it brings back what an import had replaced."""
    n_returned: int
    absent: AbsentPeople | None
    """Who is in the store and not in the list; None once nothing is to be confirmed."""
    sheets: Table[SheetView]
    marked: tuple[MarkedFile, ...]
    is_file_gone: bool
    """Files with problems are not on the server any more: their time was over, or a person in them was erased."""
    done: str


@dataclass(frozen=True, kw_only=True)
class ImportWork:
    """What the worker does with an import, or did last."""

    state: str
    """The status of the import, or confirm, undo while the worker is at it."""
    job: JobView | None
    """The job that reads, applies or undoes it; None when there is none, or it is not to be seen."""
    done: str = ""
    """What the job that is looked at has done: applied, undone."""
    is_broken: bool = False
    """Whether the job that was to apply or undo it did not."""
    is_stuck: bool = False
    """Whether it waits to be read and no job is on it any more."""
    n_tries: int = 0
    """How often the job that waits was begun before."""


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How much of one thing the files held and what becomes of it; `taken` is the sum of what is named behind it."""

    label: str
    n_read: int
    n_taken: int
    n_refused: int
    parts: tuple[tuple[str, int], ...]
    """In words, and how many."""


@dataclass(frozen=True, kw_only=True)
class ChangeLine:
    """What happens to one person or quota: who or what, what is done, and field, before and after in words."""

    name: str
    code: str
    change: str
    fields: tuple[tuple[str, str, str], ...]
    refusal: str = ""
    """Why the row is not taken, in words."""
    number: int = 0
    returns: tuple[tuple[str, str, str, str], ...] = ()
    """Fields whose value comes back, with what is there, what comes, and the day on which that was replaced."""


@dataclass(frozen=True, kw_only=True)
class MarkedFile:
    """A file with problems that can be taken back: with them in its cells, or as a list of them."""

    name: str
    url: str
    comes: str
    """A word of `MarkedAs`."""


@dataclass(frozen=True, kw_only=True)
class SheetContext:
    """How one sheet was read, and the form that says otherwise."""

    entry: ImportView
    sheet: SheetView
    shown: tuple[ColumnView, ...]
    fields: dict[int, Field]
    """Column → the question what it is."""
    start: int
    starts: tuple[int, ...]
    """Where each page of columns begins."""
    needs: tuple[str, ...]
    """What the table lacks to be read: one of the fields in each."""
    kind_field: Field
    row_fields: tuple[Field, Field]
    can_correct: bool
    problems: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class HeadingsContext:
    """What is remembered of headings."""

    table: Table[HeadingView]
    pairs: dict[str, tuple[tuple[str, str], ...]]
    """Mapping → heading and what it is read as."""
    mine: frozenset[str]
    """What the viewer may forget."""
    done: str


@dataclass(frozen=True, kw_only=True)
class ChangesContext:
    """All that one import changes, row by row."""

    entry: ImportView
    table: Table[ChangeLine]
    facets: tuple[Facet, ...]
