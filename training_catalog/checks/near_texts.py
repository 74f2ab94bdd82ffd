"""Rows that say nearly the same by their letters: tasks, courses of one mode, and wordings that two tasks share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from training_catalog.checks import places
from training_catalog.folding import fold
from training_catalog.problem_texts import catalogue_problem
from training_catalog.types import Catalogue, CatalogueProblem, Course, Task

SAME_THING = 0.75
"""Cosine of character n-grams from which two rows are taken for one; in the shipped pack the nearest reach 0.72."""


def near_problems(catalogue: Catalogue) -> list[CatalogueProblem]:
    """Each pair once, at its first row; then each shared wording."""
    return [*_tasks(catalogue), *_courses(catalogue), *_wordings(catalogue)]


def course_text(course: Course) -> str:
    """What a reader is told of a course."""
    return f"{course.name_vi}. {course.outline}"


def task_lines(task: Task) -> list[str]:
    """The text of a task and its other wordings."""
    return [task.text_vi, *task.wordings]


def _tasks(catalogue: Catalogue) -> Iterator[CatalogueProblem]:
    from training_catalog.likeness import near_pairs  # needs scipy: only a check pays for it

    tasks = list(catalogue.tasks.values())
    for pair in near_pairs([task.text_vi for task in tasks], least=SAME_THING):
        first, second = tasks[pair.first], tasks[pair.second]
        values = {"value": second.task_id, "percent": round(100 * pair.cosine)}
        yield catalogue_problem("near_duplicate_tasks", file=places.task_file(first), row=first.task_id, **values)


def _courses(catalogue: Catalogue) -> Iterator[CatalogueProblem]:
    """A class and its online or on-the-job alternative may well be one thing; two of one mode may not."""
    from training_catalog.likeness import near_pairs

    courses = list(catalogue.courses.values())
    for pair in near_pairs([course_text(course) for course in courses], least=SAME_THING):
        first, second = courses[pair.first], courses[pair.second]
        if first.mode is second.mode:
            values = {"value": second.course_id, "percent": round(100 * pair.cosine)}
            yield catalogue_problem("near_duplicate_courses", file=places.COURSES, row=first.course_id, **values)


def _wordings(catalogue: Catalogue) -> Iterator[CatalogueProblem]:
    """A wording of two tasks leaves a look-up without a choice."""
    owners: dict[str, list[tuple[Task, str]]] = {}
    for task in catalogue.tasks.values():
        for wording in task.wordings:
            owners.setdefault(fold(wording), []).append((task, wording))
    for held in owners.values():
        if len(_ids(held)) > 1:
            first, wording = held[0]
            values = {"value": wording, "others": ", ".join(_ids(held))}
            yield catalogue_problem("shared_wording", file=places.task_file(first), row=first.task_id, **values)


def _ids(held: Sequence[tuple[Task, str]]) -> list[str]:
    return list(dict.fromkeys(task.task_id for task, _ in held))
