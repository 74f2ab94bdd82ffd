"""What the pages of verdicts show."""

from __future__ import annotations

from dataclasses import dataclass

from api.look.addresses import Address
from api.look.forms import Field
from api.look.tables import Facet, Table
from recommender.store.people import Person
from recommender.store.runs import RunView
from recommender.store.verdict_detail import EstimateView, FullVerdict
from recommender.store.verdicts import VerdictRow


@dataclass(frozen=True, kw_only=True)
class VerdictListContext:
    """The verdicts of a run with filters."""

    run: RunView
    heading: str
    table: Table[VerdictRow]
    facets: tuple[Facet, ...]
    search: Field
    can_decide: bool
    done: str


@dataclass(frozen=True, kw_only=True)
class Quote:
    """A statement or result that an estimate rests on."""

    text: str
    kind: str
    dated_on: object
    source: str
    matched: str


@dataclass(frozen=True, kw_only=True)
class StandardLine:
    """One formal standard with why it is met or not, in words."""

    kind: str
    status: str
    why: str
    found: str
    wanted: str
    wanted_en: str
    legal_basis: str


@dataclass(frozen=True, kw_only=True)
class PositionPart:
    """One position of the person: the verdict with what explains it."""

    full: FullVerdict
    reasons: tuple[str, ...]
    change: str
    deciding: tuple[EstimateView, ...]
    """The requirements that weigh on the verdict most, worst first."""
    others: tuple[EstimateView, ...]
    standards: tuple[StandardLine, ...]
    quotes: tuple[Quote, ...]
    form: tuple[Field, ...]
    """Fields of the decision; empty when the viewer may not decide on this person."""


@dataclass(frozen=True, kw_only=True)
class ConfirmContext:
    """Proposals to be ticked and confirmed together."""

    run: RunView
    table: Table[VerdictRow]
    verdict: str
    unit: str
    address: Address
    n_done: int
    """How many were just confirmed; -1 when none were."""
    n_left: int
    most: int


@dataclass(frozen=True, kw_only=True)
class PersonContext:
    """One person in one run."""

    run: RunView
    person: Person
    parts: tuple[PositionPart, ...]
    done: str
    problems: tuple[str, ...]
