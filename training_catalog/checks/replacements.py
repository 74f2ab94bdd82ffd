"""Acts and what took their place: dates that cannot be, acts never closed, and tasks that name the act replaced."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from training_catalog.checks import places
from training_catalog.problem_texts import catalogue_problem
from training_catalog.types import Catalogue, CatalogueProblem, Law


def replacement_problems(catalogue: Catalogue, *, today: date) -> list[CatalogueProblem]:
    """A problem for each break of the chain from an act to the one in its place, on `today`.

    An act whose date of effect is not known replaces nothing yet: it is counted among the undated ones.
    """
    laws = catalogue.laws
    problems: list[CatalogueProblem] = []
    replaced: dict[str, Law] = {}
    for law in laws.values():
        if law.issued_on and law.effective_from and law.effective_from < law.issued_on:
            values = {"value": law.law_id, "date": law.issued_on.isoformat()}
            problems.append(catalogue_problem("effect_before_issue", file=places.LAWS, row=law.law_id, **values))
        for older in (laws[key] for key in law.replaces if key in laws):
            problems += _of_pair(older, law, today)
            if law.effective_from and law.effective_from <= today:
                replaced[older.law_id] = law
    return [*problems, *_uses(catalogue, replaced, today)]


def _of_pair(older: Law, newer: Law, today: date) -> Iterator[CatalogueProblem]:
    """What is wrong between an act and the one that takes its place."""
    began, begins = older.effective_from or older.issued_on, newer.effective_from or newer.issued_on
    values = {"value": older.law_id, "other": newer.law_id}
    if began and begins and begins <= began:
        yield catalogue_problem("replaced_by_earlier", file=places.LAWS, row=newer.law_id, **values)
    starts = newer.effective_from
    if starts is None:
        return
    if older.ended_on is None:
        if starts <= today:
            day = starts.isoformat()
            yield catalogue_problem("replaced_still_open", file=places.LAWS, row=older.law_id, date=day, **values)
    elif older.ended_on != starts:
        dates = {"date": older.ended_on.isoformat(), "start": starts.isoformat()}
        yield catalogue_problem("replaced_ends_apart", file=places.LAWS, row=older.law_id, **dates, **values)


def _uses(catalogue: Catalogue, replaced: dict[str, Law], today: date) -> Iterator[CatalogueProblem]:
    """Tasks that name an act while another is in force in its place; `law_ended` speaks of those already closed."""
    for task in catalogue.tasks.values():
        for law_id in task.laws:
            newer = replaced.get(law_id)
            end = catalogue.laws[law_id].ended_on if newer else None
            if newer and (end is None or end > today):
                values = {"value": law_id, "other": newer.law_id}
                yield catalogue_problem("law_replaced", file=places.task_file(task), row=task.task_id, **values)
