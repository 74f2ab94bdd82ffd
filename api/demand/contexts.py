"""What the page of training demand shows: totals, never a person."""

from __future__ import annotations

from dataclasses import dataclass

from api.look.counts import HeatRow
from api.look.tables import Facet, Table
from recommender.store.results.runs import RunView
from recommender.store.totals.demand import DemandCell, UncoveredNeed


@dataclass(frozen=True, kw_only=True)
class Point:
    """Learners in a term."""

    label: str
    value: int


@dataclass(frozen=True, kw_only=True)
class PartChoice:
    """The one province, or the one term, to look at: a list with what all of them are called first."""

    name: str
    """Parameter of the address."""
    label: str
    whole: str
    value: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class DemandContext:
    """How much training to organise, where and when."""

    run: RunView
    learners: int
    n_courses: int
    n_hidden: int
    """Courses whose learners are too few to be told, left out of `learners` and `n_courses`."""
    hides: bool
    says: str
    columns: tuple[str, ...]
    heat: tuple[HeatRow[int], ...]
    table: Table[DemandCell]
    facets: tuple[Facet, ...]
    part: PartChoice | None
    """None where demand is not cut by province or term, or there is one only."""
    place: str
    """The province or the term that is looked at, in words; "" for all."""
    uncovered: tuple[UncoveredNeed, ...]
    """Those of most people; the files hold all."""
    n_uncovered: int
    class_size: int
    may_open: bool
    """Whether the viewer holds classes, so that a line leads to a proposal."""
    points: tuple[Point, ...]
    trend: str
    """What changed since the review before; "" without one."""
