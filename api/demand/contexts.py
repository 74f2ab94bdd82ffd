"""What the page of training demand shows: totals, never a person."""

from __future__ import annotations

from dataclasses import dataclass

from api.look.tables import Facet, Table
from recommender.store.demand import DemandCell, UncoveredNeed
from recommender.store.runs import RunView


@dataclass(frozen=True, kw_only=True)
class HeatRow:
    """A course with its learners in each group; None = hidden, or none."""

    label: str
    url: str
    values: tuple[int | None, ...]


@dataclass(frozen=True, kw_only=True)
class DemandContext:
    """How much training to organise, where."""

    run: RunView
    learners: int
    n_courses: int
    hides: bool
    says: str
    columns: tuple[str, ...]
    heat: tuple[HeatRow, ...]
    table: Table[DemandCell]
    facets: tuple[Facet, ...]
    uncovered: tuple[UncoveredNeed, ...]
    class_size: int
