"""Legal acts that tasks name although they are not in force on a given day, and acts with impossible dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from training_catalog.checks import places
from training_catalog.problem_texts import catalogue_problem
from training_catalog.types import Catalogue, CatalogueProblem, Law, Task


def date_problems(catalogue: Catalogue, *, today: date) -> list[CatalogueProblem]:
    """A problem for every use of an act not in force on `today`; an act is out of force from its `ended_on`."""
    problems: list[CatalogueProblem] = []
    for law in catalogue.laws.values():
        starts_on = law.effective_from or law.issued_on
        if starts_on and law.ended_on and law.ended_on < starts_on:
            problems.append(catalogue_problem("dates_reversed", file=places.LAWS, row=law.law_id, value=law.law_id))
    for task in catalogue.tasks.values():
        for law_id in task.laws:
            if law_id in catalogue.laws:
                problems.extend(_not_in_force(task, catalogue.laws[law_id], today))
    return problems


def _not_in_force(task: Task, law: Law, today: date) -> Iterator[CatalogueProblem]:
    where = {"file": places.task_file(task), "row": task.task_id}
    if law.ended_on and law.ended_on <= today:
        yield catalogue_problem("law_ended", value=law.law_id, date=law.ended_on.isoformat(), **where)
    if law.effective_from and law.effective_from > today:
        yield catalogue_problem("law_not_yet", value=law.law_id, date=law.effective_from.isoformat(), **where)
