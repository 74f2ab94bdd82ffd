"""What the overview shows."""

from __future__ import annotations

from dataclasses import dataclass

from api.look.counts import Figure, HeatRow, Mix
from recommender.store.plan_totals import PlanTotal
from recommender.store.runs import RunView


@dataclass(frozen=True, kw_only=True)
class Training:
    """Training of a unit; `url` opens the overview of that unit, "" where there is none below."""

    total: PlanTotal
    url: str


@dataclass(frozen=True, kw_only=True)
class DashboardContext:
    """The newest review by unit and field, posts over and short, training hours. No review yet: `run` is None."""

    run: RunView | None
    unit_name: str
    steps: tuple[tuple[str, str], ...]
    """Name and address of the units from the viewer's own down to the one that is looked at, which has no address."""
    figures: tuple[Figure, ...]
    by_unit: tuple[Mix, ...]
    by_field: tuple[Mix, ...]
    fields: tuple[str, ...]
    short: tuple[HeatRow[float], ...]
    over: tuple[HeatRow[float], ...]
    training: tuple[Training, ...]
    years: tuple[tuple[int, str, bool], ...]
    """Years training is counted in: the year, its address, whether it is shown."""
    year: int
    least: int
