"""Requirements: one row per position and competency or task it asks, with range, weight and gate."""

from __future__ import annotations

import re

import pandas as pd

from recommender.columns import REQUIREMENTS
from training_catalog import tasks_of
from training_catalog.types import Catalogue, Competency, CompetencyGroup, Position, PositionGroup, Task, TaskWeight

COMPETENCY = "competency"
TASK = "task"
TASK_WEIGHTS = {TaskWeight.CORE: 2.0, TaskWeight.REGULAR: 1.0, TaskWeight.RARE: 0.5}
COMPETENCY_WEIGHT = 1.0
SPECIALIST_MANAGEMENT_WEIGHT = 0.5
"""Management competencies of those who lead nobody: asked by the frame, decisive for none of their daily work."""
SHARED_TASK_SCALE = 0.5
"""Tasks that every desk has weigh half and are no gates: they do not tell one position from another."""
NAME_LENGTH = 90


def requirements(catalogue: Catalogue) -> pd.DataFrame:
    """REQUIREMENTS rows of every position. Its own core tasks are gates: who cannot do them does not meet it."""
    rows = []
    for position in catalogue.positions.values():
        rows += [_competency_row(position, catalogue.competencies[key]) for key in position.levels]
        rows += [_task_row(position, task) for task in tasks_of(catalogue, position.position_id)]
    return REQUIREMENTS.conform(REQUIREMENTS.frame(rows))


def requirement_texts(catalogue: Catalogue) -> pd.DataFrame:
    """The text of each requirement for matching: requirement_id, kind, text with one wording a line."""
    rows = [(key, COMPETENCY, _competency_lines(entry)) for key, entry in catalogue.competencies.items()]
    rows += [(key, TASK, (task.text_vi, *task.wordings, task.text_en)) for key, task in catalogue.tasks.items()]
    lines = [(key, kind, "\n".join(line for line in dict.fromkeys(texts) if line)) for key, kind, texts in rows]
    return pd.DataFrame(lines, columns=["requirement_id", "kind", "text"], dtype="str")


def _competency_lines(entry: Competency) -> tuple[str, ...]:
    return (entry.name_vi, *entry.aliases, entry.name_en)


def _competency_row(position: Position, entry: Competency) -> dict[str, object]:
    leads = position.group in (PositionGroup.LEADER, PositionGroup.MILITARY)
    light = entry.group == CompetencyGroup.MANAGEMENT and not leads
    levels = position.levels[entry.competency_id]
    return {
        "position_id": position.position_id,
        "requirement_id": entry.competency_id,
        "kind": COMPETENCY,
        "domain": str(entry.domain),
        "weight": SPECIALIST_MANAGEMENT_WEIGHT if light else COMPETENCY_WEIGHT,
        "is_gate": False,
        "min_level": levels.minimum,
        "max_level": levels.maximum,
        "name_vi": entry.name_vi,
        "name_en": entry.name_en,
    }


def short_name(text: str) -> str:
    """The text up to the first colon or semicolon, or to the last comma or space before NAME_LENGTH characters."""
    head = re.split(r"[:;]\s", text, maxsplit=1)[0].rstrip(".")
    if len(head) <= NAME_LENGTH:
        return head
    cut = head[:NAME_LENGTH]
    comma = cut.rfind(", ")
    return cut[:comma] if comma > NAME_LENGTH // 2 else cut[: cut.rfind(" ")] + "…"


def _task_row(position: Position, task: Task) -> dict[str, object]:
    own = position.position_id in task.position_ids
    return {
        "position_id": position.position_id,
        "requirement_id": task.task_id,
        "kind": TASK,
        "domain": str(task.kind),
        "weight": TASK_WEIGHTS[task.weight] * (1.0 if own else SHARED_TASK_SCALE),
        "is_gate": own and task.weight is TaskWeight.CORE,
        "min_level": task.level.minimum,
        "max_level": task.level.maximum,
        "name_vi": short_name(task.text_vi),
        "name_en": short_name(task.text_en or task.text_vi),
    }
