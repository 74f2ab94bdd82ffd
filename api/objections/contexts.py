"""What the pages of objections show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from api.look.forms import Field
from api.look.tables import Facet, Table
from recommender.store.results.objections import ObjectionView


@dataclass(frozen=True, kw_only=True)
class ObjectionsContext:
    """Objections with the nearest deadline first."""

    table: Table[ObjectionView]
    n_open: int
    n_late: int
    today: date
    facets: tuple[Facet, ...]
    done: str


@dataclass(frozen=True, kw_only=True)
class ObjectionContext:
    """One objection with the form of its answer."""

    objection: ObjectionView
    is_late: bool
    field: Field
    can_answer: bool
    problems: tuple[str, ...]
