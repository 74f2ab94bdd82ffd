"""Tasks and required competency levels that no course covers, from the coverage of a catalogue."""

from __future__ import annotations

from collections.abc import Iterator

from training_catalog.checks import places
from training_catalog.course_coverage import TaskCoverage, coverage
from training_catalog.problem_texts import catalogue_problem
from training_catalog.types import Catalogue, CatalogueProblem


def cover_problems(catalogue: Catalogue) -> list[CatalogueProblem]:
    """A warning for each task and each required step without a course. Level 1 is where everyone starts."""
    covered = coverage(catalogue)
    problems = [problem for row in covered.tasks for problem in _of_task(catalogue, row)]
    for step in covered.steps:
        if step.is_required and step.level > 1 and not step.course_ids and not step.higher_course_ids:
            row, file = step.competency_id, places.FRAMEWORK
            problems.append(catalogue_problem("level_not_covered", file=file, row=row, level=step.level))
    return problems


def _of_task(catalogue: Catalogue, row: TaskCoverage) -> Iterator[CatalogueProblem]:
    file = places.task_file(catalogue.tasks[row.task_id])
    if not row.course_ids:
        yield catalogue_problem("task_not_covered", file=file, row=row.task_id, level=row.level)
    elif row.uncovered_position_ids:
        positions = ", ".join(row.uncovered_position_ids)
        yield catalogue_problem("task_not_covered_for", file=file, row=row.task_id, positions=positions)
