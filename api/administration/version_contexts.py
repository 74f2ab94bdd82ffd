"""What the pages of the versions of a catalogue show."""

from __future__ import annotations

from dataclasses import dataclass

from api.look.tables import Table
from recommender.store.catalogue_versions import CatalogueVersion
from recommender.store.results.runs import RunView
from recommender.store.units import UnitView


@dataclass(frozen=True, kw_only=True)
class VersionRow:
    """A version with what changed in words."""

    version: CatalogueVersion
    order: int
    """1 for the first version, the one before any change."""
    what: str


@dataclass(frozen=True, kw_only=True)
class DiffLine:
    """A row that differs, or one field of it, in words."""

    kind: str
    table: str
    row_id: str
    name: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class VersionsContext:
    """What a unit changed in the catalogue, newest first."""

    unit: UnitView
    table: Table[VersionRow]
    runs: tuple[RunView, ...]
    """Reviews of the unit, each with the catalogue that it used."""
    done: str


@dataclass(frozen=True, kw_only=True)
class VersionContext:
    """An earlier version beside the one in force, and the step back to it."""

    unit: UnitView
    version: CatalogueVersion
    order: int
    table: Table[DiffLine]
    n_rows: int
    last: int
    can_restore: bool


@dataclass(frozen=True, kw_only=True)
class RunVersionContext:
    """The version that a review used beside the one in force."""

    unit: UnitView
    label: str
    table: Table[DiffLine]
    n_rows: int
