"""Every problem of a whole catalogue, from all checks in a fixed order."""

from __future__ import annotations

from datetime import date

from training_catalog.checks.blueprint_cells import blueprint_problems
from training_catalog.checks.course_texts import course_text_problems
from training_catalog.checks.cover_gaps import cover_problems
from training_catalog.checks.dates import date_problems
from training_catalog.checks.loops import loop_problems
from training_catalog.checks.names import name_problems
from training_catalog.checks.near_texts import near_problems
from training_catalog.checks.references import reference_problems
from training_catalog.checks.replacements import replacement_problems
from training_catalog.checks.row_contents import content_problems
from training_catalog.checks.shared_tasks import shared_task_problems
from training_catalog.checks.text_hygiene import hygiene_problems
from training_catalog.checks.vietnamese import vietnamese_problems
from training_catalog.types import Catalogue, CatalogueProblem


def check_catalogue(catalogue: Catalogue, *, today: date) -> list[CatalogueProblem]:
    """All problems: dangling ids, loops, contents, names, doubles, laws out of force on `today`, courses, texts."""
    return [
        *reference_problems(catalogue),
        *loop_problems(catalogue),
        *content_problems(catalogue),
        *blueprint_problems(catalogue),
        *name_problems(catalogue),
        *near_problems(catalogue),
        *shared_task_problems(catalogue),
        *date_problems(catalogue, today=today),
        *replacement_problems(catalogue, today=today),
        *cover_problems(catalogue),
        *course_text_problems(catalogue),
        *hygiene_problems(catalogue),
        *vietnamese_problems(catalogue),
    ]
