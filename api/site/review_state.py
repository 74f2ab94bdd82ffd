"""How far the newest review is for a viewer: verdicts decided and left, in all and by unit, from the store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from recommender.permissions import Action, Viewer
from recommender.store.engine import Store
from recommender.store.results import runs
from recommender.store.results.not_screened import Coverage, coverage
from recommender.store.results.runs import CountBy, RunView, VerdictCount

MOST_UNITS: Final = 10


@dataclass(frozen=True, kw_only=True)
class UnitState:
    """The review of a unit directly below; `url` lists what is left there, or tells its totals."""

    label: str
    total: int
    needs_review: int
    decided: int
    url: str

    @property
    def left(self) -> int:
        """Verdicts without a decision."""
        return self.total - self.decided


@dataclass(frozen=True, kw_only=True)
class ReviewState:
    """The newest review: how many verdicts, how many are decided, and the units with most left to decide."""

    run: RunView
    found: Coverage
    newer: tuple[RunView, ...]
    """Later runs over a part of the units, or not published yet."""
    total: int
    decided: int
    units: tuple[UnitState, ...]
    n_units: int
    """How many units there are below; only those with most left are listed."""
    url: str

    @property
    def left(self) -> int:
        """Verdicts without a decision."""
        return self.total - self.decided


def review_state(store: Store, viewer: Viewer) -> ReviewState | None:
    """None for those who see no totals, and before the first review."""
    if not viewer.roots(Action.SEE_TOTALS):
        return None
    with store.reading() as conn:
        run = runs.run_in_force(conn, viewer)
        if run is None:
            return None
        top = runs.unit_to_open(conn, viewer, run)
        fields = runs.count_verdicts(conn, viewer, run.run_id, by=CountBy.FIELD, unit_id=top)
        newer = runs.newer_runs(conn, viewer, run)
        found = coverage(conn, viewer, run, unit_id=top)
        below = runs.count_verdicts(conn, viewer, run.run_id, by=CountBy.UNIT, unit_id=top)
    listed = f"/runs/{run.run_id}/verdicts" if viewer.may(Action.SEE_PEOPLE) else ""
    units = sorted((_unit(one, listed) for one in below), key=lambda one: -one.left)
    return ReviewState(
        run=run, found=found, newer=newer, total=sum(one.total for one in fields),
        decided=sum(one.decided for one in fields),
        units=tuple(units[:MOST_UNITS]), n_units=len(units), url=f"{listed}?decided=no" if listed else "/dashboard",
    )  # fmt: skip


def _unit(one: VerdictCount, listed: str) -> UnitState:
    return UnitState(
        label=one.name_vi, total=one.total, needs_review=one.needs_review, decided=one.decided,
        url=f"{listed}?unit={one.key}&decided=no" if listed else f"/dashboard?unit={one.key}",
    )  # fmt: skip
