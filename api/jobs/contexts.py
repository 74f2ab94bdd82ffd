"""What the pages of jobs show."""

from __future__ import annotations

from dataclasses import dataclass

from api.look.tables import Facet, Table
from recommender.store.jobs import JobView


@dataclass(frozen=True, kw_only=True)
class JobRow:
    """A job with who asked for it and where."""

    job: JobView
    who: str
    unit_name: str


@dataclass(frozen=True, kw_only=True)
class JobsContext:
    """Jobs, newest first."""

    table: Table[JobRow]
    facets: tuple[Facet, ...]
    can_adapt: bool
    """Whether the viewer may have the text encoder adapted."""


@dataclass(frozen=True, kw_only=True)
class JobContext:
    """One job: where it stands, what came of it."""

    job: JobView
    who: str
    unit_name: str
    is_over: bool
    is_own: bool
    results: tuple[tuple[str, str], ...]
    done: str


@dataclass(frozen=True, kw_only=True)
class JobProgressContext:
    """How far a job is."""

    job: JobView
    is_over: bool
