"""A catalogue without references to rows that a later folder removed, so that removing one row needs one line."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import replace

from training_catalog.rows import COMPETENCIES, COURSES, LAWS, POSITIONS, SYSTEMS, TASKS
from training_catalog.types import Catalogue, Course, Position, Task

NOTHING: Set[str] = frozenset()


def without_removed(catalogue: Catalogue, removed: Mapping[str, Set[str]]) -> Catalogue:
    """The catalogue with levels, outcomes, prerequisites and audiences naming only rows that were not removed.

    A task or a course whose whole audience was removed goes too: an empty audience of a course would mean everyone.
    """
    if not any(removed.values()):
        return catalogue
    gone = {table: frozenset(ids) for table, ids in removed.items()}
    tasks = _tasks(catalogue, gone)
    gone_tasks = gone.get(TASKS, NOTHING) | (catalogue.tasks.keys() - tasks.keys())
    courses = _courses(catalogue, gone, gone_tasks | gone.get(COMPETENCIES, NOTHING))
    competencies = gone.get(COMPETENCIES, NOTHING)
    blueprints = {key: each for key, each in catalogue.blueprints.items() if each.competency_id not in competencies}
    return replace(
        catalogue, positions=_positions(catalogue, gone), tasks=tasks, courses=courses, blueprints=blueprints
    )


def _positions(catalogue: Catalogue, gone: Mapping[str, Set[str]]) -> dict[str, Position]:
    competencies = gone.get(COMPETENCIES, NOTHING)
    return {
        position_id: replace(
            position, levels={key: level for key, level in position.levels.items() if key not in competencies}
        )
        for position_id, position in catalogue.positions.items()
    }


def _tasks(catalogue: Catalogue, gone: Mapping[str, Set[str]]) -> dict[str, Task]:
    kept: dict[str, Task] = {}
    for task_id, task in catalogue.tasks.items():
        position_ids = _without(task.position_ids, gone.get(POSITIONS, NOTHING))
        if position_ids:
            kept[task_id] = replace(
                task,
                position_ids=position_ids,
                laws=_without(task.laws, gone.get(LAWS, NOTHING)),
                systems=_without(task.systems, gone.get(SYSTEMS, NOTHING)),
            )
    return kept


def _courses(catalogue: Catalogue, gone: Mapping[str, Set[str]], requirements: Set[str]) -> dict[str, Course]:
    kept: dict[str, Course] = {}
    for course_id, course in catalogue.courses.items():
        positions = _without(course.positions, gone.get(POSITIONS, NOTHING))
        if course.positions and not positions:
            continue
        kept[course_id] = replace(
            course,
            positions=positions,
            mandatory_for=_without(course.mandatory_for, gone.get(POSITIONS, NOTHING)),
            prerequisites=_without(course.prerequisites, gone.get(COURSES, NOTHING)),
            outcomes=tuple(outcome for outcome in course.outcomes if outcome.requirement_id not in requirements),
        )
    dropped = catalogue.courses.keys() - kept.keys()
    return {
        course_id: replace(course, prerequisites=_without(course.prerequisites, dropped))
        for course_id, course in kept.items()
    }


def _without(names: tuple[str, ...], gone: Set[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in gone)
