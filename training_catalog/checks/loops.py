"""Rows that lead back to themselves: prerequisites of courses, broader terms, parents of units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from training_catalog.checks import places
from training_catalog.problem_texts import catalogue_problem
from training_catalog.types import Catalogue, CatalogueProblem


def loop_problems(catalogue: Catalogue) -> list[CatalogueProblem]:
    """One problem for every loop, at its first row in catalogue order."""
    problems: list[CatalogueProblem] = []
    courses = {course_id: course.prerequisites for course_id, course in catalogue.courses.items()}
    problems += _problems(courses, key="prerequisites", file=places.COURSES)
    for name, terms in catalogue.vocabularies.items():
        parents = {term_id: (term.parent,) for term_id, term in terms.items() if term.parent}
        problems += _problems(parents, key="parent", file=places.vocabulary_file(name))
    units = {unit_id: (unit.parent_id,) for unit_id, unit in catalogue.units.items() if unit.parent_id}
    problems += _problems(units, key="parent_id", file=places.UNITS)
    return problems


def _problems(leads_to: Mapping[str, Sequence[str]], *, key: str, file: str) -> list[CatalogueProblem]:
    return [
        catalogue_problem("loop", file=file, row=loop[0], key=key, path=" → ".join((*loop, loop[0])))
        for loop in found_loops(leads_to)
    ]


def found_loops(leads_to: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """The loops met by a depth-first walk in the given order; empty exactly when there is none."""
    loops: list[tuple[str, ...]] = []
    done: set[str] = set()
    for start in leads_to:
        if start not in done:
            _walk(start, leads_to, done, loops)
    return loops


def _walk(start: str, leads_to: Mapping[str, Sequence[str]], done: set[str], loops: list[tuple[str, ...]]) -> None:
    """Walk without recursion, so that a chain of any length is fine."""
    path = [start]
    open_at = {start: 0}
    branches = [iter(leads_to.get(start, ()))]
    while branches:
        following = next(branches[-1], None)
        if following is None:
            branches.pop()
            last = path.pop()
            del open_at[last]
            done.add(last)
        elif following in open_at:
            loops.append(tuple(path[open_at[following] :]))
        elif following not in done and following in leads_to:
            open_at[following] = len(path)
            path.append(following)
            branches.append(iter(leads_to[following]))
