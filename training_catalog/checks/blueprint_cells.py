"""Blueprints of tests that fit no cell of the frame: blank or unknown cells, cells with two, no English text."""

from __future__ import annotations

from collections.abc import Iterator

from training_catalog.checks import places
from training_catalog.problem_texts import catalogue_problem, suggestion
from training_catalog.types import Catalogue, CatalogueProblem


def blueprint_problems(catalogue: Catalogue) -> list[CatalogueProblem]:
    """Each blueprint must belong to a filled cell (competency, group, level) of the frame and be its only one."""
    return [*_cells(catalogue), *_english(catalogue)]


def _cells(catalogue: Catalogue) -> Iterator[CatalogueProblem]:
    first: dict[tuple[str, str, int], str] = {}
    for row, blueprint in catalogue.blueprints.items():
        competency = catalogue.competencies.get(blueprint.competency_id)
        if competency is None:
            hints = suggestion(blueprint.competency_id, list(catalogue.competencies))
            what = {"what_vi": "năng lực", "what_en": "a competency"}
            yield _problem("unknown_reference", row, key="competency", value=blueprint.competency_id, **what, **hints)
            continue
        cell = (blueprint.competency_id, str(blueprint.group), blueprint.level)
        shown = ".".join(map(str, cell))
        if not any((each.group, each.level) == (blueprint.group, blueprint.level) for each in competency.descriptors):
            yield _problem("blueprint_of_blank", row, value=shown)
        earlier = first.setdefault(cell, row)
        if earlier != row:
            yield _problem("blueprint_twice", row, value=shown, other=earlier)


def _english(catalogue: Catalogue) -> Iterator[CatalogueProblem]:
    for row, blueprint in catalogue.blueprints.items():
        if blueprint.asks_en == blueprint.asks_vi:
            yield _problem("without_english", row, key="asks_en")
        if blueprint.evidence_en == blueprint.evidence_vi:
            yield _problem("without_english", row, key="evidence_en")


def _problem(code: str, row: str, **values: object) -> CatalogueProblem:
    return catalogue_problem(code, file=places.BLUEPRINTS, row=row, **values)
