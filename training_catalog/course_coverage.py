"""Which courses cover what: per task and per step of a competency level, from the outcomes of all courses."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from training_catalog.audience import is_open_to, positions_meant
from training_catalog.types import Catalogue, Task


@dataclass(frozen=True, kw_only=True)
class TaskCoverage:
    """The courses of one task; `level` is the lowest level its holder must have."""

    task_id: str
    level: int
    course_ids: tuple[str, ...]
    """Courses that lead to `level` or higher."""
    lower_course_ids: tuple[str, ...]
    """Courses on the task that stop below `level`."""
    uncovered_position_ids: tuple[str, ...]
    """Positions of the task to which none of `course_ids` is open; all of them when there is no course."""


@dataclass(frozen=True, kw_only=True)
class StepCoverage:
    """The courses that take a competency to one level."""

    competency_id: str
    level: int
    course_ids: tuple[str, ...]
    """Courses that lead to this very level."""
    higher_course_ids: tuple[str, ...]
    """Courses that lead beyond it."""
    is_required: bool
    """Some position asks for at least this level; else it is only the upper part of a range: development."""


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """All tasks in catalogue order, then all competency steps by competency and level."""

    tasks: tuple[TaskCoverage, ...]
    steps: tuple[StepCoverage, ...]


def coverage(catalogue: Catalogue) -> Coverage:
    """What the courses of the catalogue cover."""
    reached: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for course in catalogue.courses.values():
        for outcome in course.outcomes:
            reached[outcome.requirement_id].append((course.course_id, outcome.level))
    tasks = tuple(_task_row(catalogue, task, reached.get(task.task_id, [])) for task in catalogue.tasks.values())
    steps = tuple(
        row for competency_id in catalogue.competencies for row in _step_rows(catalogue, competency_id, reached)
    )
    return Coverage(tasks=tasks, steps=steps)


def _task_row(catalogue: Catalogue, task: Task, reached: list[tuple[str, int]]) -> TaskCoverage:
    minimum = task.level.minimum
    course_ids = tuple(course_id for course_id, level in reached if level >= minimum)
    courses = [catalogue.courses[course_id] for course_id in course_ids]
    uncovered = tuple(
        position_id
        for position_id in positions_meant(catalogue, task.position_ids)
        if not any(is_open_to(course, catalogue.positions[position_id]) for course in courses)
    )
    return TaskCoverage(
        task_id=task.task_id,
        level=minimum,
        course_ids=course_ids,
        lower_course_ids=tuple(course_id for course_id, level in reached if level < minimum),
        uncovered_position_ids=uncovered,
    )


def _step_rows(
    catalogue: Catalogue, competency_id: str, reached: defaultdict[str, list[tuple[str, int]]]
) -> list[StepCoverage]:
    """One row per level, from 1 up to the highest that some position's range names."""
    ranges = [
        position.levels[competency_id] for position in catalogue.positions.values() if competency_id in position.levels
    ]
    top = max((level.maximum for level in ranges), default=0)
    required = max((level.minimum for level in ranges), default=0)
    courses = reached.get(competency_id, [])
    return [
        StepCoverage(
            competency_id=competency_id,
            level=level,
            course_ids=tuple(course_id for course_id, to in courses if to == level),
            higher_course_ids=tuple(course_id for course_id, to in courses if to > level),
            is_required=level <= required,
        )
        for level in range(1, top + 1)
    ]
