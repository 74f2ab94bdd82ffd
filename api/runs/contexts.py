"""What the pages of runs show."""

from __future__ import annotations

from dataclasses import dataclass

from api.look.counts import Figure, HeatRow, Mix
from api.look.forms import Field
from api.look.tables import Facet, Table
from recommender.store.jobs import JobView
from recommender.store.results.compared_runs import Compared
from recommender.store.results.not_screened import Coverage, NotScreened
from recommender.store.results.runs import RunView


@dataclass(frozen=True, kw_only=True)
class RunListContext:
    """Every review the viewer may see, newest first."""

    table: Table[RunView]
    can_screen: bool


@dataclass(frozen=True, kw_only=True)
class RunContext:
    """What one review found."""

    run: RunView
    found: Coverage
    figures: tuple[Figure, ...]
    by_unit: tuple[Mix, ...]
    by_field: tuple[Mix, ...]
    says_units: str
    says_fields: str
    n_review: int
    links: tuple[tuple[str, str], ...]
    others: tuple[RunView, ...]
    """Runs this one can be compared with."""
    signed: tuple[tuple[str, int], ...] = ()
    """Verdict → how many positions were decided so."""


@dataclass(frozen=True, kw_only=True)
class NotScreenedContext:
    """The people of whom a review has no verdict."""

    run: RunView
    table: Table[NotScreened]
    n: int


@dataclass(frozen=True, kw_only=True)
class Changed:
    """One position held in both runs, why its verdict changed, and the requirements that moved most."""

    row: Compared
    whys: tuple[str, ...]
    details: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class OnlyInOne:
    """A unit with positions held that only one of two runs has, and where to see them."""

    name: str
    n_before: int
    n_after: int
    url_before: str
    url_after: str


@dataclass(frozen=True, kw_only=True)
class CompareContext:
    """Two runs side by side."""

    before: RunView
    after: RunView
    n_changed: int
    n_both: int
    n_only_before: int
    n_only_after: int
    single: tuple[OnlyInOne, ...]
    """By unit, most of all first."""
    n_more_units: int
    """How many units more there are than are shown."""
    counts: tuple[HeatRow[int], ...]
    labels: tuple[str, ...]
    says: str
    run_differences: tuple[tuple[str, str, str], ...]
    settings: tuple[tuple[str, str, str], ...]
    facets: tuple[Facet, ...]
    table: Table[Changed]
    search: Field


@dataclass(frozen=True, kw_only=True)
class NewRunContext:
    """A run that is about to be asked for."""

    fields: tuple[Field, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class WaitingContext:
    """A run that a worker is making."""

    job: JobView
    run_id: str


@dataclass(frozen=True, kw_only=True)
class PublishContext:
    """A run that is about to be published."""

    run: RunView
    found: Coverage
    n_missing: int
    undecided: tuple[tuple[str, int], ...]
    """Proposal → how many positions with it nobody has decided on; those of which there are none are left out."""
    problems: tuple[str, ...]
