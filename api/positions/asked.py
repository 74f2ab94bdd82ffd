"""What one position asks and what teaches it, as rows of its page, from the catalogue in force."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from api.look.translations import pair_of
from api.positions.contexts import AskedLevel, AskedTask, ClosingCourse
from training_catalog import is_open_to, tasks_of
from training_catalog.types import Catalogue, Position, Task, TaskWeight

Words = Callable[[str], str]
MOST_COURSES: Final = 60


def weight_words(_: Words) -> Mapping[TaskWeight, str]:
    """How central a task is, in words."""
    return {
        TaskWeight.CORE: _("cốt lõi"),
        TaskWeight.REGULAR: _("thường xuyên"),
        TaskWeight.RARE: _("thỉnh thoảng"),
    }


def levels_of(catalogue: Catalogue, position: Position, language: str) -> list[AskedLevel]:
    """The competencies asked, in the order of the frame, with what the asked levels look like for its group."""
    return [
        AskedLevel(
            competency=competency, level=position.levels[key],
            looks=tuple(
                (one.level, pair_of(one.text_vi, one.text_en, language)) for one in competency.descriptors
                if one.group is position.group
                and position.levels[key].minimum <= one.level <= position.levels[key].maximum
            ),
        )
        for key, competency in catalogue.competencies.items() if key in position.levels
    ]  # fmt: skip


def tasks_asked(catalogue: Catalogue, position: Position, _: Words, language: str) -> list[AskedTask]:
    """The tasks with the laws and systems they need; own ones first."""
    weights = weight_words(_)
    laws, systems = catalogue.laws, catalogue.systems
    return [
        AskedTask(
            task=task, weight=weights[task.weight], is_own=position.position_id in task.position_ids,
            laws=tuple(
                (laws[key].number, pair_of(laws[key].title_vi, laws[key].title_en, language)) if key in laws
                else (key, "")
                for key in task.laws
            ),
            systems=tuple(
                pair_of(systems[key].name_vi, systems[key].name_en, language) if key in systems else key
                for key in task.systems
            ),
        )
        for task in tasks_of(catalogue, position.position_id)
    ]  # fmt: skip


def courses_closing(catalogue: Catalogue, position: Position, language: str) -> list[ClosingCourse]:
    """Courses open to the position that lead to one of its own tasks or grant a document it asks; widest first."""
    own = {
        task.task_id: pair_of(task.text_vi, task.text_en, language)
        for task in catalogue.tasks.values() if position.position_id in task.position_ids
    }  # fmt: skip
    rules = {term: pair_of(rule.text_vi, rule.text_en, language)
             for rule in position.standards for term in (*rule.accepted, rule.minimum or "")}  # fmt: skip
    found = []
    for course in catalogue.courses.values():
        if not is_open_to(course, position):
            continue
        closes = [own[one.requirement_id] for one in course.outcomes if one.requirement_id in own]
        closes += [rules[term] for term in course.grants if term in rules]
        if closes:
            found.append(ClosingCourse(course=course, closes=tuple(dict.fromkeys(closes))))
    return sorted(found, key=lambda one: (-len(one.closes), one.course.course_id))


def untaught_tasks(catalogue: Catalogue, position: Position) -> tuple[Task, ...]:
    """Own tasks that no course of the catalogue names."""
    taught = {one.requirement_id for course in catalogue.courses.values() for one in course.outcomes}
    return tuple(
        task for task in catalogue.tasks.values()
        if position.position_id in task.position_ids and task.task_id not in taught
    )  # fmt: skip
