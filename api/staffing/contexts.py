"""What the pages of surplus and shortage, moves and fairness show."""

from __future__ import annotations

from dataclasses import dataclass

from api.look.forms import Field
from api.look.tables import Facet, Table
from recommender.store.results.not_screened import Coverage
from recommender.store.results.runs import RunView
from recommender.store.totals.balance import BalanceRow
from recommender.store.totals.staffing import FairnessRow, MoveRow


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A surplus (above nought) or a shortage (below) of a position."""

    label: str
    value: float
    url: str


@dataclass(frozen=True, kw_only=True)
class BalanceContext:
    """Where posts are over or short, against one baseline."""

    run: RunView
    found: Coverage
    unit_name: str
    """The unit that is looked at; "" for all that the viewer may see."""
    sees_moves: bool
    baseline: str
    """What posts are compared with, in words."""
    over: float
    short: float
    says: str
    bars: tuple[Bar, ...]
    table: Table[BalanceRow]
    facets: tuple[Facet, ...]


@dataclass(frozen=True, kw_only=True)
class MovesContext:
    """Proposed redeployments."""

    run: RunView
    table: Table[MoveRow]
    n_all: int
    """Of all kinds and units that the viewer may see."""
    facets: tuple[Facet, ...]


@dataclass(frozen=True, kw_only=True)
class Group:
    """A group in words with its rates, and the field of the reason that may be asked for."""

    words: str
    row: FairnessRow
    field: Field


@dataclass(frozen=True, kw_only=True)
class Dimension:
    """The groups of one way to tell people apart."""

    name: str
    label: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, kw_only=True)
class FairnessContext:
    """How often each group meets its position, and the reasons that were asked for."""

    run: RunView
    dimensions: tuple[Dimension, ...]
    n_missing: int
    can_give: bool
    fields: tuple[Field, ...]
    """The field of every group, for the summary of what is wrong."""
    problems: tuple[str, ...]
    done: str


@dataclass(frozen=True, kw_only=True)
class ReviewRow:
    """A review, and how many of its differences still ask for a reason."""

    run: RunView
    n_missing: int


@dataclass(frozen=True, kw_only=True)
class FairnessListContext:
    """Reviews whose groups can be compared; of those listed, how many still ask for a reason."""

    table: Table[ReviewRow]
    n_open: int
