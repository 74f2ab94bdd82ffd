"""What the pages of a person's own result and plan show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from api.look.explained import Explained
from api.look.forms import Field
from api.look.tables import Table
from recommender.store.offerings import OfferingView
from recommender.store.people import AssessmentView, Person, PersonalView, StatementView
from recommender.store.plans import PlanView, StepView
from recommender.store.results.objections import ObjectionView
from recommender.store.results.runs import RunView


@dataclass(frozen=True, kw_only=True)
class MyPosition:
    """A position held, with the verdict on it and what was objected to it."""

    explained: Explained
    objection: ObjectionView | None
    """The newest one, whatever became of it."""


@dataclass(frozen=True, kw_only=True)
class EarlierResult:
    """What another published run said of the person, and what was objected to it."""

    run_id: str
    label: str
    today: date
    verdicts: tuple[str, ...]
    """Of each position held: the decision, or the proposal where nobody decided."""
    objections: tuple[ObjectionView, ...]


@dataclass(frozen=True, kw_only=True)
class MyResultContext:
    """The own result of the newest published run, or of an earlier one that is asked for; no run yet: None."""

    run: RunView | None
    is_newest: bool
    others: tuple[EarlierResult, ...]
    positions: tuple[MyPosition, ...]
    says: str
    """The result in a sentence."""
    is_proposal: bool
    """Whether a verdict waits for its decision."""
    answer_days: int
    done: str


@dataclass(frozen=True, kw_only=True)
class ObjectionFormContext:
    """An objection that is being written."""

    run: RunView
    position_id: str
    title_vi: str
    title_en: str
    field: Field
    problems: tuple[str, ...]
    answer_days: int


@dataclass(frozen=True, kw_only=True)
class Quarter:
    """The courses of one quarter."""

    label: str
    steps: tuple[MyStep, ...]


@dataclass(frozen=True, kw_only=True)
class Alternative:
    """A course that closes the same need as one of the plan, with the wish to take it instead."""

    name: str
    periods: int | None
    mode: str
    wish: str


@dataclass(frozen=True, kw_only=True)
class ClassOffer:
    """A class of a course of the plan that takes learners; `code` is the own learner code once there is a ticket."""

    view: OfferingView
    status: str
    code: str


@dataclass(frozen=True, kw_only=True)
class MyStep:
    """A course of the plan as the person follows it."""

    view: StepView
    is_done: bool
    is_ahead: bool
    """Planned for a quarter that is yet to come: it is done only on a day that is named."""
    is_besides: bool
    """Taken although it is not in the plan."""
    file_name: str
    """The certificate beside it; "" when there is none."""
    alternatives: tuple[Alternative, ...]
    offers: tuple[ClassOffer, ...]


@dataclass(frozen=True, kw_only=True)
class MyPlanContext:
    """The own plan of a year; none yet: `plan` is None."""

    plan: PlanView | None
    quarters: tuple[Quarter, ...]
    year: int
    planned_left: float
    done: str


@dataclass(frozen=True, kw_only=True)
class CertificateContext:
    """A course of the plan that was completed: when, how many periods, and the certificate."""

    step: StepView
    year: int
    fields: tuple[Field, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class StatementCard:
    """A statement as its owner sees it."""

    view: StatementView
    file_name: str
    """"" when no file lies beside it."""
    can_withdraw: bool


@dataclass(frozen=True, kw_only=True)
class MyEvidenceContext:
    """What the own result is judged by, those that wait first."""

    waiting: tuple[StatementCard, ...]
    counted: tuple[StatementCard, ...]
    shown_only: tuple[StatementCard, ...]
    """Kept and shown, but computed with nowhere: the yearly ratings."""
    ended: tuple[StatementCard, ...]
    assessments: tuple[AssessmentView, ...]
    done: str


@dataclass(frozen=True, kw_only=True)
class EvidenceFormContext:
    """Evidence that is being written, or corrected: then `replaced` is the statement it stands for."""

    fields: tuple[Field, ...]
    problems: tuple[str, ...]
    replaced: StatementView | None


@dataclass(frozen=True, kw_only=True)
class Look:
    """Somebody looked at the own data, or changed it."""

    at: datetime
    who: str
    did: str


@dataclass(frozen=True, kw_only=True)
class MyDataContext:
    """Everything kept about oneself, and who looked at it."""

    person: Person
    personal: PersonalView | None
    looks: Table[Look]
    contact: str
    notice_read_at: datetime | None
    """When the notice about personal data was read."""
