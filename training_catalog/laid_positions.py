"""The catalogue with positions of an office laid over it, from the positions and tasks of its job descriptions."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, replace

from training_catalog.digest import catalogue_digest
from training_catalog.types import Catalogue, Position, Task


@dataclass(frozen=True, kw_only=True)
class LaidPosition:
    """A position with its tasks as an office describes it."""

    position: Position
    tasks: tuple[Task, ...]
    replaces_tasks: bool = False
    """Tasks that the catalogue has for this position alone no longer count."""


def with_positions(catalogue: Catalogue, laid: Iterable[LaidPosition]) -> Catalogue:
    """The catalogue in which each description takes the place of the position of its id, or adds one.

    What a description never says (rank, field, English) stays as the catalogue has it. Tasks of the catalogue stay
    beside those described, because courses name them, unless the description replaces them.
    """
    positions, tasks = dict(catalogue.positions), dict(catalogue.tasks)
    for one in laid:
        key = one.position.position_id
        base = positions.get(key)
        position = completed(one.position, base)
        known = {name: level for name, level in position.levels.items() if name in catalogue.competencies}
        positions[key] = position if known == position.levels else replace(position, levels=known)
        if one.replaces_tasks:
            tasks = {task_id: task for task_id, task in tasks.items() if task.position_ids != (key,)}
        tasks.update({task.task_id: task for task in one.tasks})
    changed = replace(catalogue, positions=positions, tasks=tasks, digest="")
    return replace(changed, digest=catalogue_digest(changed))


def completed(position: Position, base: Position | None) -> Position:
    """The position as described, with what a job description never says (rank, field, English) from the base.

    A new position has its Vietnamese title and goal for English ones until somebody writes them.
    """
    if base is None:
        return replace(
            position,
            title_en=position.title_en or position.title_vi,
            goal_en=position.goal_en or position.goal_vi,
        )
    return replace(
        position,
        title_en=position.title_en or base.title_en,
        goal_en=position.goal_en or base.goal_en,
        department=position.department or base.department,
        rank=position.rank or base.rank,
        field=position.field or base.field,
        aliases=tuple(dict.fromkeys((*base.aliases, *position.aliases))),
        levels=position.levels or base.levels,
        standards=position.standards or base.standards,
    )


def under_own_id(laid: LaidPosition, taken: Set[str]) -> LaidPosition:
    """The description under an id of its own: two descriptions of one position in a file both survive."""
    key = laid.position.position_id
    number = 2
    while key in taken:
        key = f"{laid.position.position_id}-{number}"
        number += 1
    return laid if key == laid.position.position_id else under_id(laid, key)


def under_id(laid: LaidPosition, position_id: str, *, mark: str = "") -> LaidPosition:
    """The description as that of another position; `mark` goes before the numbers of its tasks."""
    before = f"{position_id}.{mark}." if mark else f"{position_id}."
    tasks = tuple(
        replace(task, task_id=before + task.task_id.rsplit(".", 1)[-1], position_ids=(position_id,))
        for task in laid.tasks
    )
    return replace(laid, position=replace(laid.position, position_id=position_id), tasks=tasks)
