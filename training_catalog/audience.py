"""Who is meant: the positions behind ids and groups, the tasks of a position, and everything a position asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from training_catalog.types import Catalogue, Course, LevelRange, Position, PositionGroup, StandardRule, Task

GROUP_NAMES = frozenset(str(group) for group in PositionGroup)


@dataclass(frozen=True, kw_only=True)
class PositionRequirements:
    """What one position asks for: its standards, competency levels and tasks (own ones first, then shared ones)."""

    position: Position
    standards: tuple[StandardRule, ...]
    levels: dict[str, LevelRange]
    tasks: tuple[Task, ...]


def positions_meant(catalogue: Catalogue, names: Iterable[str]) -> tuple[str, ...]:
    """Ids, in catalogue order, of the positions that the names (ids or groups such as "specialist") stand for."""
    wanted = frozenset(names)
    return tuple(
        position_id
        for position_id, position in catalogue.positions.items()
        if position_id in wanted or position.group in wanted
    )


def tasks_of(catalogue: Catalogue, position_id: str) -> tuple[Task, ...]:
    """The tasks of one position: those that name it, then those that name its group. KeyError for an unknown id."""
    position = catalogue.positions[position_id]
    own = [task for task in catalogue.tasks.values() if position_id in task.position_ids]
    shared = [
        task
        for task in catalogue.tasks.values()
        if position.group in task.position_ids and position_id not in task.position_ids
    ]
    return (*own, *shared)


def requirements_of(catalogue: Catalogue, position_id: str) -> PositionRequirements:
    """Everything one position asks for. KeyError for an unknown id."""
    position = catalogue.positions[position_id]
    return PositionRequirements(
        position=position,
        standards=position.standards,
        levels=position.levels,
        tasks=tasks_of(catalogue, position_id),
    )


def is_open_to(course: Course, position: Position) -> bool:
    """Whether the position is in the course's audience; an empty audience is everyone."""
    return not course.positions or position.position_id in course.positions or position.group in course.positions
