"""Where a row of a catalogue is to be corrected: the documented file of each table."""

from __future__ import annotations

from training_catalog.types import Task

FRAMEWORK = "framework.yaml"
BLUEPRINTS = "blueprints.yaml"
COMMON_TASKS = "tasks_common.yaml"
COURSES = "courses/*.yaml"
UNITS = "units.csv"
LAWS = "laws.csv"
SYSTEMS = "systems.csv"


def position_file(position_id: str) -> str:
    return f"positions/{position_id}.yaml"


def task_file(task: Task) -> str:
    """The file of the task's one position, or that of the shared tasks."""
    if len(task.position_ids) == 1 and task.task_id.startswith(f"{task.position_ids[0]}."):
        return position_file(task.position_ids[0])
    return COMMON_TASKS


def vocabulary_file(name: str) -> str:
    return f"vocabularies/{name}.csv"
