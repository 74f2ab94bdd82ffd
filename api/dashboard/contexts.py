"""What the overview shows."""

from __future__ import annotations

from dataclasses import dataclass

from recommender.store.plans import PlanTotal
from recommender.store.runs import RunView


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number with what it counts."""

    label: str
    value: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Mix:
    """Verdicts of a group, as a bar."""

    label: str
    meets: int
    needs_review: int
    does_not_meet: int
    url: str


@dataclass(frozen=True, kw_only=True)
class HeatRow:
    """A unit with its surplus or shortage in each field."""

    label: str
    url: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, kw_only=True)
class DashboardContext:
    """The newest review by unit and field, posts over and short, training hours. No review yet: `run` is None."""

    run: RunView | None
    figures: tuple[Figure, ...]
    by_unit: tuple[Mix, ...]
    by_field: tuple[Mix, ...]
    fields: tuple[str, ...]
    matrix: tuple[HeatRow, ...]
    training: tuple[PlanTotal, ...]
    year: int
