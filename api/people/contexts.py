"""What the pages of people show."""

from __future__ import annotations

from dataclasses import dataclass

from api.look.forms import Field
from api.look.tables import Table
from recommender.store.people import Person, PersonRow, StatementView
from recommender.store.plans import PlanView
from recommender.store.verdicts import EarlierVerdict


@dataclass(frozen=True, kw_only=True)
class PeopleContext:
    """The people of what the viewer may see."""

    table: Table[PersonRow]
    search: Field
    ranks: dict[str, str]
    """Code → name."""
    departments: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class FileContext:
    """One person's file: evidence, results, runs, plan."""

    person: Person
    department: str
    rank: str
    waiting: tuple[StatementView, ...]
    counting: tuple[StatementView, ...]
    runs: tuple[EarlierVerdict, ...]
    plan: PlanView | None
    can_judge: bool
    done: str
