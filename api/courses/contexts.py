"""What the pages of an institute's courses, classes and results show."""

from __future__ import annotations

from dataclasses import dataclass

from api.look.forms import Field
from api.look.tables import Table
from recommender.store.offerings import Candidate, LearnerView, OfferingView, OwnCourse, TicketView


@dataclass(frozen=True, kw_only=True)
class CoursesContext:
    """Courses that institutes wrote."""

    table: Table[OwnCourse]
    viewer_id: str
    done: str


@dataclass(frozen=True, kw_only=True)
class CourseFormContext:
    """A course that is being written; `course` is the one that is changed."""

    fields: tuple[Field, ...]
    problems: tuple[str, ...]
    course: OwnCourse | None


@dataclass(frozen=True, kw_only=True)
class OfferingsContext:
    """Classes of institutes."""

    table: Table[OfferingView]


@dataclass(frozen=True, kw_only=True)
class ClassFormContext:
    """A class that is being announced or changed."""

    fields: tuple[Field, ...]
    problems: tuple[str, ...]
    offering: OfferingView | None
    page: str
    """The address of the form, where courses are sought."""
    search: Field
    sought: tuple[tuple[str, str], ...]
    """What the address says beside the words sought: name and value."""
    n_found: int
    """How many courses the words found; -1 where nothing was sought."""
    n_shown: int


@dataclass(frozen=True, kw_only=True)
class Learner:
    """A learner of a class: a code and what became of him, never a name."""

    code: str
    ticket: TicketView


@dataclass(frozen=True, kw_only=True)
class ClassContext:
    """One class with its learners by code; `learners` is None for who does not hold it."""

    offering: OfferingView
    learners: tuple[Learner, ...] | None
    n_wishes: int
    """People who wish for a seat and have none yet."""
    done: str


@dataclass(frozen=True, kw_only=True)
class ResultsFormContext:
    """Where results of a class are sent: as a file, or pasted."""

    offering: OfferingView
    n_learners: int
    fields: tuple[Field, ...]


@dataclass(frozen=True, kw_only=True)
class ResultShown:
    """A result as it would be kept, with what is kept now."""

    code: str
    status: str
    score: float | None
    periods: float | None
    grade: str
    before: str
    """Status that is kept now."""


@dataclass(frozen=True, kw_only=True)
class ProblemShown:
    """What is wrong in a cell, in the reader's words."""

    cell: str
    severity: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ResultsPreviewContext:
    """What would be kept, and what is wrong; nothing is kept before it is confirmed."""

    offering: OfferingView
    rows: tuple[ResultShown, ...]
    problems: tuple[ProblemShown, ...]
    has_errors: bool
    n_missing: int
    """Learners of the class of whom the file says nothing."""
    lines: str
    """The rows again, to be sent when they are confirmed."""


@dataclass(frozen=True, kw_only=True)
class OpenClassesContext:
    """Classes that take learners, for the HR of a unit."""

    table: Table[OfferingView]


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A person of the unit in a class, with the code to bring."""

    learner: LearnerView
    unit_name: str
    code: str


@dataclass(frozen=True, kw_only=True)
class SendingContext:
    """Who of the viewer's units is in a class, and who could be sent."""

    offering: OfferingView
    sent: tuple[Sent, ...]
    candidates: tuple[Candidate, ...]
    may_send: bool
    left: int
    """Seats that are free."""
    problems: tuple[str, ...]
    n_sent: int
    """How many were sent just now."""
