"""What the pages of positions show."""

from __future__ import annotations

from dataclasses import dataclass

from api.look.forms import Choice, Field
from api.look.tables import Facet, Table
from recommender.store.jobs import JobView
from recommender.store.own_positions import OwnPositionView
from training_catalog.types import Competency, Course, LevelRange, Position, StandardRule, Task


@dataclass(frozen=True, kw_only=True)
class PositionRow:
    """A position in the list."""

    position: Position
    department: str
    rank: str
    n_tasks: int
    n_holders: int | None
    """None: the viewer may not count people."""
    own_unit: str
    """The unit whose own description holds here; "" for the national pack."""


@dataclass(frozen=True, kw_only=True)
class PositionsContext:
    """The positions that runs of the unit are made with."""

    table: Table[PositionRow]
    groups: tuple[Facet, ...]
    search: Field
    unit_name: str
    n_own: int
    n_drafts: int
    can_change: bool


@dataclass(frozen=True, kw_only=True)
class AskedLevel:
    """A competency with the range that the position asks and what that looks like."""

    competency: Competency
    level: LevelRange
    looks: tuple[tuple[int, str], ...]
    """Level and what it looks like for this group of positions."""


@dataclass(frozen=True, kw_only=True)
class AskedTask:
    """A task with the laws and systems it needs by name."""

    task: Task
    weight: str
    laws: tuple[tuple[str, str], ...]
    """Number and title."""
    systems: tuple[str, ...]
    is_own: bool
    """Of this position alone; others belong to every position of the group."""


@dataclass(frozen=True, kw_only=True)
class ClosingCourse:
    """A course with what it leads to of this position."""

    course: Course
    closes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PositionContext:
    """One position: all that it asks, what teaches it, where it comes from."""

    position: Position
    facts: tuple[tuple[str, str], ...]
    levels: Table[AskedLevel]
    standards: Table[StandardRule]
    tasks: Table[AskedTask]
    courses: Table[ClosingCourse]
    n_more_courses: int
    untaught: tuple[Task, ...]
    seen_by: tuple[str, ...]
    changed_by: tuple[str, ...]
    past: Table[OwnPositionView]
    unit_id: str
    n_holders: int | None
    can_change: bool
    done: str


@dataclass(frozen=True, kw_only=True)
class ReadingContext:
    """A description that the worker is reading, or has just read."""

    job: JobView
    drafts: str
    """The page of what was read; "" until then."""


@dataclass(frozen=True, kw_only=True)
class UploadContext:
    """The form that takes a job description."""

    fields: tuple[Field, ...]
    problems: tuple[str, ...]
    has_office: bool
    """Whether old .doc files can be read on this machine."""


@dataclass(frozen=True, kw_only=True)
class DraftsContext:
    """Descriptions that were read and wait for a look."""

    table: Table[OwnPositionView]
    done: str


@dataclass(frozen=True, kw_only=True)
class DraftProblem:
    """Something to look at: where in the file, what, and the part of the form that mends it."""

    place: str
    severity: str
    text: str
    anchor: str


@dataclass(frozen=True, kw_only=True)
class LevelField:
    """A competency with its field."""

    competency: Competency
    field: Field


@dataclass(frozen=True, kw_only=True)
class StandardField:
    """A standard with the field that turns it on, and the one of its least degree where it has one."""

    rule: StandardRule
    field: Field
    minimum: Field | None


@dataclass(frozen=True, kw_only=True)
class TaskField:
    """A task with its fields."""

    number: int
    task_id: str
    is_kept: bool
    text: str
    level: str
    weight: str


@dataclass(frozen=True, kw_only=True)
class DraftContext:
    """A description as read, to be corrected and taken over."""

    own: OwnPositionView
    shipped_title: str
    """Title of the national position whose place it takes here; "" for a new one."""
    in_force: str
    """The id of the office's own description that it follows; "" for none."""
    fields: tuple[Field, ...]
    levels: tuple[LevelField, ...]
    standards: tuple[StandardField, ...]
    tasks: tuple[TaskField, ...]
    weights: tuple[Choice, ...]
    replaces: Field
    looked: Field
    found: Table[DraftProblem]
    n_errors: int
    problems: tuple[str, ...]
    done: str


@dataclass(frozen=True, kw_only=True)
class ConfirmContext:
    """The step before a position leaves or comes back."""

    own: OwnPositionView
    is_retired: bool
    """Whether it is to leave; otherwise it is to come back."""
    then: str
    """What holds afterwards."""
    n_holders: int | None
