"""What the pages of imports show."""

from __future__ import annotations

from dataclasses import dataclass

from api.look.counts import Figure
from api.look.forms import Field
from api.look.tables import Table
from recommender.store.imports import ImportView, ProblemView
from recommender.store.jobs import JobView
from recommender.store.staging import ChangeView


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
    job: JobView | None
    figures: tuple[Figure, ...]
    problems: Table[ProblemView]
    changes: Table[ChangeView]
    done: str
