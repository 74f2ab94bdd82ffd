"""How many rows of each kind a catalogue has, split by what tells them apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from training_catalog.types import Catalogue


def split_counts(catalogue: Catalogue) -> dict[str, dict[str, int]]:
    """Numbers of rows by table and property, such as `courses by mode` → `online` → 187; most frequent first."""
    positions, tasks, courses = catalogue.positions.values(), catalogue.tasks.values(), catalogue.courses.values()
    lengths = (course.duration_periods for course in courses)
    return {
        "positions by group": _counted(str(position.group) for position in positions),
        "tasks by kind": _counted(str(task.kind) for task in tasks),
        "tasks by weight": _counted(str(task.weight) for task in tasks),
        "courses by status": _counted(str(course.status) for course in courses),
        "courses by mode": _counted(str(course.mode) for course in courses),
        "courses by domain": _counted(str(course.domain) for course in courses),
        "courses by content group": _counted(str(course.decree171_group) for course in courses),
        "courses by length": _counted(_length(periods) for periods in lengths),
        "courses by trust": _counted(str(course.origin.trust) for course in courses),
        "tasks by trust": _counted(str(task.origin.trust) for task in tasks),
        "laws by trust": _counted(str(law.origin.trust) for law in catalogue.laws.values()),
        "units by kind": _counted(unit.kind for unit in catalogue.units.values()),
    }


def _length(periods: int | None) -> str:
    if periods is None:
        return "unknown"
    return "up to 8" if periods <= 8 else "9 to 40" if periods <= 40 else "over 40"


def _counted(names: Iterable[str]) -> dict[str, int]:
    counts = Counter(names)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
