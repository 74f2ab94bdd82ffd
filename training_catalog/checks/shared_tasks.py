"""Tasks that name several positions of different fields one by one: nearly always a slip, never the common set."""

from __future__ import annotations

from training_catalog.checks import places
from training_catalog.problem_texts import catalogue_problem
from training_catalog.types import Catalogue, CatalogueProblem


def shared_task_problems(catalogue: Catalogue) -> list[CatalogueProblem]:
    """A warning for each task whose named positions lie in more than one field; groups are meant for all."""
    problems = []
    for task in catalogue.tasks.values():
        named = [catalogue.positions[name] for name in task.position_ids if name in catalogue.positions]
        fields = list(dict.fromkeys(position.field for position in named))
        if len(fields) > 1:
            values = {"others": ", ".join(position.position_id for position in named)}
            file = places.task_file(task)
            problems.append(catalogue_problem("shared_across_fields", file=file, row=task.task_id, **values))
    return problems
