"""What the pages of people show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from api.look.forms import Field
from api.look.tables import Table
from api.people.evidence_cards import WaitingCard
from recommender.store.people import Person, PersonRow, StatementView
from recommender.store.plans import PlanView
from recommender.store.results.verdicts import EarlierVerdict
from recommender.store.service_ends import ServiceEnd
from recommender.store.unused_people import UnusedPerson


@dataclass(frozen=True, kw_only=True)
class PeopleContext:
    """The people of what the viewer may see."""

    table: Table[PersonRow]
    search: Field
    ranks: dict[str, str]
    """Code → name."""
    departments: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class RetentionRow:
    """Somebody whose data have been kept for the whole period, since when, and when it was over."""

    person: UnusedPerson
    kept_until: datetime


@dataclass(frozen=True, kw_only=True)
class RetentionContext:
    """People past the period of the office."""

    table: Table[RetentionRow]
    years: int
    """0 where the office set no period."""
    problems: tuple[str, ...]
    done: str
    n_erased: int
    n_kept: int
    """Of those chosen, who had been used again and stayed."""


@dataclass(frozen=True, kw_only=True)
class EraseContext:
    """Who is to be erased, and the reason that is written down."""

    people: tuple[UnusedPerson, ...]
    reason: Field
    problems: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class WaitingContext:
    """Evidence that waits in the viewer's units."""

    table: Table[WaitingCard]
    search: Field
    can_judge: bool
    done: str
    """confirmed or refused after a word on one of them."""


@dataclass(frozen=True, kw_only=True)
class FileContext:
    """One person's file: evidence, results, runs, plan."""

    person: Person
    department: str
    rank: str
    waiting: tuple[WaitingCard, ...]
    counting: tuple[StatementView, ...]
    refused: tuple[StatementView, ...]
    file_names: dict[str, str]
    """File → its name."""
    topics: dict[str, str]
    """Topic of a result as it was given → its name, where it is the code of a competency."""
    runs: tuple[EarlierVerdict, ...]
    plan: PlanView | None
    can_judge: bool
    is_from_list: bool
    """Whether a form that was sent back goes on to the list of all that waits."""
    ended: ServiceEnd | None
    """The note that the person no longer serves."""
    ending: tuple[Field, Field, Field] | None
    """The form of that note: day, reason, what else is to be known; None for who may not make it."""
    done: str
