"""Lines of one kind of row for other programs: an id, a text to compare with, and the further fields."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from training_catalog.audience import positions_meant, tasks_of
from training_catalog.types import Blueprint, Catalogue, Competency, Course, Law, Position, System, Task, Unit


class ExportKind(StrEnum):
    """What can be exported."""

    POSITIONS = "positions"
    """Text: title, goal and tasks."""
    TASKS = "tasks"
    """Text: the task; `position_ids` are ids of positions, groups resolved."""
    COMPETENCIES = "competencies"
    """Text: name, aliases and descriptors."""
    COURSES = "courses"
    """Text: name and outline."""
    LAWS = "laws"
    """Text: number and title."""
    SYSTEMS = "systems"
    """Text: name, aliases and what a desk does in it."""
    UNITS = "units"
    """Text: name."""
    BLUEPRINTS = "blueprints"
    """Text: what the test asks."""


def export_lines(catalogue: Catalogue, what: ExportKind) -> Iterator[dict[str, object]]:
    """One line per row in catalogue order; every value is text, number, truth value, list, mapping or None."""
    match what:
        case ExportKind.POSITIONS:
            return (_position_line(catalogue, position) for position in catalogue.positions.values())
        case ExportKind.TASKS:
            return (_task_line(catalogue, task) for task in catalogue.tasks.values())
        case ExportKind.COMPETENCIES:
            return (_competency_line(competency) for competency in catalogue.competencies.values())
        case ExportKind.COURSES:
            return (_course_line(catalogue, course) for course in catalogue.courses.values())
        case ExportKind.LAWS:
            return (_law_line(law) for law in catalogue.laws.values())
        case ExportKind.SYSTEMS:
            return (_system_line(system) for system in catalogue.systems.values())
        case ExportKind.UNITS:
            return (_unit_line(unit) for unit in catalogue.units.values())
        case ExportKind.BLUEPRINTS:
            return (_blueprint_line(blueprint) for blueprint in catalogue.blueprints.values())


def _joined(*parts: str) -> str:
    """The parts as sentences of one text, without doubled full stops."""
    return ". ".join(part.strip().rstrip(".") for part in parts if part.strip())


def _position_line(catalogue: Catalogue, position: Position) -> dict[str, object]:
    tasks = tasks_of(catalogue, position.position_id)
    return {
        "id": position.position_id,
        "text": _joined(position.title_vi, position.goal_vi, *(task.text_vi for task in tasks)),
        "text_en": _joined(position.title_en, position.goal_en, *(task.text_en for task in tasks)),
        "title_vi": position.title_vi,
        "title_en": position.title_en,
        "aliases": list(position.aliases),
        "group": str(position.group),
        "department": position.department,
        "rank": position.rank,
        "field": position.field,
        "levels": {key: f"{level.minimum}-{level.maximum}" for key, level in position.levels.items()},
        "task_ids": [task.task_id for task in tasks],
        "standards": [rule.text_vi for rule in position.standards if rule.is_enabled],
        "source": position.origin.source,
        "trust": str(position.origin.trust),
    }


def _task_line(catalogue: Catalogue, task: Task) -> dict[str, object]:
    return {
        "id": task.task_id,
        "text": task.text_vi,
        "text_en": task.text_en,
        "wordings": list(task.wordings),
        "position_ids": list(positions_meant(catalogue, task.position_ids)),
        "kind": str(task.kind),
        "weight": str(task.weight),
        "level_minimum": task.level.minimum,
        "level_maximum": task.level.maximum,
        "laws": list(task.laws),
        "systems": list(task.systems),
        "source": task.origin.source,
        "trust": str(task.origin.trust),
    }


def _competency_line(competency: Competency) -> dict[str, object]:
    texts = (descriptor.text_vi for descriptor in competency.descriptors)
    texts_en = (descriptor.text_en for descriptor in competency.descriptors)
    return {
        "id": competency.competency_id,
        "text": _joined(competency.name_vi, *competency.aliases, *texts),
        "text_en": _joined(competency.name_en, *texts_en),
        "name_vi": competency.name_vi,
        "name_en": competency.name_en,
        "aliases": list(competency.aliases),
        "group": str(competency.group),
        "domain": str(competency.domain),
        "descriptors": [
            {
                "group": str(each.group),
                "level": each.level,
                "text_vi": each.text_vi,
                "text_en": each.text_en,
                "examples_vi": list(each.examples_vi),
                "examples_en": list(each.examples_en),
            }
            for each in competency.descriptors
        ],
        "source": competency.origin.source,
        "trust": str(competency.origin.trust),
    }


def _blueprint_line(blueprint: Blueprint) -> dict[str, object]:
    return {
        "id": blueprint.blueprint_id,
        "text": blueprint.asks_vi,
        "text_en": blueprint.asks_en,
        "competency_id": blueprint.competency_id,
        "group": str(blueprint.group),
        "level": blueprint.level,
        "form": str(blueprint.form),
        "minutes": blueprint.minutes,
        "evidence_vi": blueprint.evidence_vi,
        "evidence_en": blueprint.evidence_en,
        "source": blueprint.origin.source,
        "trust": str(blueprint.origin.trust),
    }


def _course_line(catalogue: Catalogue, course: Course) -> dict[str, object]:
    return {
        "id": course.course_id,
        "text": _joined(course.name_vi, course.outline),
        "name_vi": course.name_vi,
        "name_en": course.name_en,
        "outline": course.outline,
        "domain": str(course.domain),
        "provider": course.provider,
        "position_ids": list(positions_meant(catalogue, course.positions or catalogue.positions)),
        "ranks": list(course.ranks),
        "mode": str(course.mode),
        "duration_periods": course.duration_periods,
        "lasts": str(course.lasts or ""),
        "language": course.language,
        "prerequisites": list(course.prerequisites),
        "outcomes": {outcome.requirement_id: outcome.level for outcome in course.outcomes},
        "grants": list(course.grants),
        "mandatory_for": list(positions_meant(catalogue, course.mandatory_for)),
        "decree171_group": course.decree171_group,
        "status": str(course.status),
        "document": course.document,
        "source": course.origin.source,
        "trust": str(course.origin.trust),
    }


def _law_line(law: Law) -> dict[str, object]:
    return {
        "id": law.law_id,
        "text": _joined(law.number, law.title_vi),
        "number": law.number,
        "title_vi": law.title_vi,
        "title_en": law.title_en,
        "issued_on": _iso(law.issued_on),
        "effective_from": _iso(law.effective_from),
        "ended_on": _iso(law.ended_on),
        "replaces": list(law.replaces),
        "field": law.field,
        "source": law.origin.source,
        "trust": str(law.origin.trust),
    }


def _system_line(system: System) -> dict[str, object]:
    return {
        "id": system.system_id,
        "text": _joined(system.name_vi, *system.aliases, system.skill),
        "name_vi": system.name_vi,
        "name_en": system.name_en,
        "owner": system.owner,
        "aliases": list(system.aliases),
        "skill": system.skill,
        "source": system.origin.source,
        "trust": str(system.origin.trust),
    }


def _unit_line(unit: Unit) -> dict[str, object]:
    return {
        "id": unit.unit_id,
        "text": unit.name,
        "name": unit.name,
        "kind": unit.kind,
        "parent_id": unit.parent_id,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def flat_cells(line: dict[str, object]) -> dict[str, str]:
    """An export line as cells of a spreadsheet: lists and mappings in one cell, ` | ` between their items."""
    return {key: _flat(value) for key, value in line.items()}


def _flat(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return " | ".join(_flat(item) for item in value)
    if isinstance(value, dict):
        return " | ".join(f"{key} {_flat(item)}".rstrip() for key, item in value.items())
    return str(value)
