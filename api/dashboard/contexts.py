"""What the overview shows."""

from __future__ import annotations

from dataclasses import dataclass

from api.look.counts import Figure, HeatRow, Mix
from recommender.store.results.not_screened import Coverage
from recommender.store.results.runs import RunView
from recommender.store.totals.plan_totals import PlanTotal


@dataclass(frozen=True, kw_only=True)
class Training:
    """Training of a unit; `url` opens the overview of that unit, "" where there is none below."""

    total: PlanTotal
    url: str


@dataclass(frozen=True, kw_only=True)
class Posts:
    """Posts short and over against the posts given: sums of all, and the units and fields with most of either."""

    short: float
    over: float
    fields: tuple[str, ...]
    n_fields: int
    """Fields and units with any difference, of which those with most are shown."""
    n_units: int
    short_rows: tuple[HeatRow[float], ...]
    over_rows: tuple[HeatRow[float], ...]
    url: str
    """All of it, by unit and position."""

    @property
    def is_choice(self) -> bool:
        """Whether there are fields or units that are not shown."""
        return len(self.fields) < self.n_fields or len(self.short_rows or self.over_rows) < self.n_units


@dataclass(frozen=True, kw_only=True)
class DashboardContext:
    """The newest review by unit and field, posts over and short, training hours. No review yet: `run` is None."""

    run: RunView | None
    unit_name: str
    steps: tuple[tuple[str, str], ...]
    """Name and address of the units from the viewer's own down to the one that is looked at, which has no address."""
    figures: tuple[Figure, ...]
    found: Coverage
    newer: tuple[RunView, ...]
    """Later runs over a part of the units, or not published yet."""
    by_unit: tuple[Mix, ...]
    by_field: tuple[Mix, ...]
    says_units: str
    says_fields: str
    posts: Posts | None
    training: tuple[Training, ...]
    years: tuple[tuple[int, str, bool], ...]
    """Years training is counted in: the year, its address, whether it is shown."""
    year: int
    least: int
