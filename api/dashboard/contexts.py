"""What the overview shows."""

from __future__ import annotations

from dataclasses import dataclass

from api.look.counts import Figure, HeatRow, Mix
from recommender.store.plans import PlanTotal
from recommender.store.runs import RunView


@dataclass(frozen=True, kw_only=True)
class DashboardContext:
    """The newest review by unit and field, posts over and short, training hours. No review yet: `run` is None."""

    run: RunView | None
    figures: tuple[Figure, ...]
    by_unit: tuple[Mix, ...]
    by_field: tuple[Mix, ...]
    fields: tuple[str, ...]
    matrix: tuple[HeatRow[float], ...]
    training: tuple[PlanTotal, ...]
    year: int
