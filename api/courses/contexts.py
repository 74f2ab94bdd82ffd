"""What the pages of an institute's courses and classes show."""

from __future__ import annotations

from dataclasses import dataclass

from api.look.forms import Field
from api.look.tables import Table
from recommender.store.offerings import OfferingView, OwnCourse, TicketView


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


@dataclass(frozen=True, kw_only=True)
class ClassContext:
    """One class with its learners by ticket; `tickets` is None for who does not hold it."""

    offering: OfferingView
    tickets: tuple[TicketView, ...] | None
    results: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]
    done: str
