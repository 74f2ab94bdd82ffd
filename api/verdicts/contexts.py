"""What the pages of verdicts show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from api.look.addresses import Address
from api.look.explained import Explained
from api.look.forms import Field
from api.look.tables import Facet, Table
from recommender.errors import UsageError
from recommender.store.people import Person
from recommender.store.results.not_screened import Coverage
from recommender.store.results.runs import RunView
from recommender.store.results.verdicts import VerdictRow


@dataclass(frozen=True, kw_only=True)
class VerdictListContext:
    """The verdicts of a run with filters."""

    run: RunView
    found: Coverage
    heading: str
    table: Table[VerdictRow]
    facets: tuple[Facet, ...]
    selects: tuple[Field, ...]
    """Lists to choose one of many from: field, position."""
    search: Field
    can_decide: bool
    done: str


@dataclass(frozen=True, kw_only=True)
class PositionPart:
    """One position of the person: the explained verdict, and the fields of a decision on it."""

    explained: Explained
    form: tuple[Field, ...]
    """Empty when the viewer may not decide on this person."""


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
    problems: tuple[str, ...]
    counts: dict[str, int]
    """Proposal → how many such wait, whichever are shown."""


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A decision that was not recorded: on which position, why, and what was sent, to be shown again."""

    position_id: str
    error: UsageError
    sent: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class PersonContext:
    """One person in one run."""

    run: RunView
    person: Person
    department: str
    positions: tuple[PositionPart, ...]
    form_fields: tuple[Field, ...]
    """Every field of every form, for the summary of what is wrong."""
    following: VerdictRow | None
    """Who comes next by name among those to be reviewed, for those who decide."""
    n_left: int
    """Positions of this run that are to be reviewed and not decided."""
    can_take: bool
    """Whether the viewer may take the result away as a file."""
    done: str
    problems: tuple[str, ...]
