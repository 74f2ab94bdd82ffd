"""Courses whose text does not speak of what they state as outcome: the task's words do not find the course."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from training_catalog.checks import places
from training_catalog.checks.near_texts import course_text, task_lines
from training_catalog.problem_texts import catalogue_problem
from training_catalog.types import Catalogue, CatalogueProblem

FAR = 20
"""A course that no outcome's words rank among so many of all courses has a text of something else."""


@dataclass(frozen=True, slots=True)
class OutcomeRank:
    """The rank of a course among all courses for the words of one task it leads to; 1 is best."""

    course_id: str
    task_id: str
    rank: int


def course_text_problems(catalogue: Catalogue) -> list[CatalogueProblem]:
    """A warning for each course that is far from every task it leads to."""
    return list(_far_courses(outcome_ranks(catalogue)))


def outcome_ranks(catalogue: Catalogue) -> list[OutcomeRank]:
    """The best rank over the wordings of a task, for every course and task it leads to, in catalogue order."""
    from training_catalog.likeness import ranks_of_right  # needs scipy: only a check pays for it

    courses = list(catalogue.courses.values())
    asked: list[tuple[str, str]] = []
    queries: list[str] = []
    right: list[int] = []
    for at, course in enumerate(courses):
        for outcome in course.outcomes:
            task = catalogue.tasks.get(outcome.requirement_id)
            for line in task_lines(task) if task else ():
                asked.append((course.course_id, outcome.requirement_id))
                queries.append(line)
                right.append(at)
    best: dict[tuple[str, str], int] = {}
    for key, rank in zip(asked, ranks_of_right(queries, [course_text(each) for each in courses], right), strict=True):
        best[key] = min(int(rank), best.get(key, int(rank)))
    return [OutcomeRank(course_id, task_id, rank) for (course_id, task_id), rank in best.items()]


def _far_courses(ranks: list[OutcomeRank]) -> Iterator[CatalogueProblem]:
    nearest: dict[str, OutcomeRank] = {}
    for each in ranks:
        known = nearest.get(each.course_id)
        if known is None or each.rank < known.rank:
            nearest[each.course_id] = each
    for course_id, each in nearest.items():
        if each.rank > FAR:
            values = {"value": each.task_id, "rank": each.rank}
            yield catalogue_problem("course_text_apart", file=places.COURSES, row=course_id, **values)
