"""Rows that are readable but say too little or the impossible: levels, standards, sources, tasks, English texts."""

from __future__ import annotations

from collections.abc import Iterator

from training_catalog.audience import tasks_of
from training_catalog.checks import places
from training_catalog.course_span import speaks_of_weeks
from training_catalog.problem_texts import catalogue_problem
from training_catalog.types import (
    MAX_LEVEL,
    MIN_LEVEL,
    Catalogue,
    CatalogueProblem,
    LevelRange,
    Origin,
    Position,
    StandardKind,
    StandardRule,
)


def content_problems(catalogue: Catalogue) -> list[CatalogueProblem]:
    """Problems of single rows that reading them cannot refuse."""
    return [
        *_levels(catalogue),
        *_lengths(catalogue),
        *_positions(catalogue),
        *_sources(catalogue),
        *_english(catalogue),
    ]


def _levels(catalogue: Catalogue) -> Iterator[CatalogueProblem]:
    for competency in catalogue.competencies.values():
        levels = [descriptor.level for descriptor in competency.descriptors]
        yield from _outside(levels, key="descriptors", file=places.FRAMEWORK, row=competency.competency_id)
    for position in catalogue.positions.values():
        file = places.position_file(position.position_id)
        for competency_id, level in position.levels.items():
            yield from _bad_range(level, key=f"levels.{competency_id}", file=file, row=position.position_id)
    for task in catalogue.tasks.values():
        yield from _bad_range(task.level, key="level", file=places.task_file(task), row=task.task_id)
    for course in catalogue.courses.values():
        levels = [outcome.level for outcome in course.outcomes]
        yield from _outside(levels, key="outcomes", file=places.COURSES, row=course.course_id)


def _lengths(catalogue: Catalogue) -> Iterator[CatalogueProblem]:
    for course in catalogue.courses.values():
        is_open = course.duration_periods is None and course.lasts is None
        if is_open and speaks_of_weeks(f"{course.name_vi}. {course.outline}. {course.origin.source}"):
            yield catalogue_problem("length_in_text", file=places.COURSES, row=course.course_id)


def _outside(levels: list[int], *, key: str, file: str, row: str) -> Iterator[CatalogueProblem]:
    for level in levels:
        if not MIN_LEVEL <= level <= MAX_LEVEL:
            yield catalogue_problem("level_out_of_range", file=file, row=row, key=key, value=level)


def _bad_range(level: LevelRange, *, key: str, file: str, row: str) -> Iterator[CatalogueProblem]:
    if not MIN_LEVEL <= level.minimum <= level.maximum <= MAX_LEVEL:
        value = f"{level.minimum}-{level.maximum}"
        yield catalogue_problem("bad_level", file=file, row=row, key=key, value=value)


def _positions(catalogue: Catalogue) -> Iterator[CatalogueProblem]:
    for position_id, position in catalogue.positions.items():
        file = places.position_file(position_id)
        if not tasks_of(catalogue, position_id):
            yield catalogue_problem("position_without_tasks", file=file, row=position_id)
        for rule in position.standards:
            yield from _standard(rule, file=file)


def _standard(rule: StandardRule, *, file: str) -> Iterator[CatalogueProblem]:
    needs_minimum = rule.kind in (StandardKind.DEGREE, StandardKind.POLITICAL_THEORY)
    if needs_minimum and not rule.minimum:
        yield catalogue_problem("standard_incomplete", file=file, row=rule.rule_id, value=rule.rule_id, key="minimum")
    if not needs_minimum and not rule.accepted:
        yield catalogue_problem("standard_incomplete", file=file, row=rule.rule_id, value=rule.rule_id, key="accepted")
    if rule.valid_from and rule.valid_to and rule.valid_to < rule.valid_from:
        yield catalogue_problem("dates_reversed", file=file, row=rule.rule_id, value=rule.rule_id)


def _sources(catalogue: Catalogue) -> Iterator[CatalogueProblem]:
    for file, row, origin in _origins(catalogue):
        if not origin.source.strip():
            yield catalogue_problem("without_source", file=file, row=row)


def _origins(catalogue: Catalogue) -> Iterator[tuple[str, str, Origin]]:
    for competency in catalogue.competencies.values():
        yield places.FRAMEWORK, competency.competency_id, competency.origin
    for position in catalogue.positions.values():
        yield from _origins_of_position(position)
    for task in catalogue.tasks.values():
        yield places.task_file(task), task.task_id, task.origin
    for course in catalogue.courses.values():
        yield places.COURSES, course.course_id, course.origin
    for name, terms in catalogue.vocabularies.items():
        for term in terms.values():
            yield places.vocabulary_file(name), term.term_id, term.origin
    for law in catalogue.laws.values():
        yield places.LAWS, law.law_id, law.origin
    for system in catalogue.systems.values():
        yield places.SYSTEMS, system.system_id, system.origin
    for blueprint in catalogue.blueprints.values():
        yield places.BLUEPRINTS, blueprint.blueprint_id, blueprint.origin


def _origins_of_position(position: Position) -> Iterator[tuple[str, str, Origin]]:
    file = places.position_file(position.position_id)
    yield file, position.position_id, position.origin
    for rule in position.standards:
        yield file, rule.rule_id, rule.origin


def _english(catalogue: Catalogue) -> Iterator[CatalogueProblem]:
    """A text that is the same in both languages was filled in from the Vietnamese when the English was missing."""
    for competency in catalogue.competencies.values():
        if competency.name_en == competency.name_vi:
            row = competency.competency_id
            yield catalogue_problem("without_english", file=places.FRAMEWORK, row=row, key="name_en")
    for position in catalogue.positions.values():
        if position.title_en == position.title_vi:
            file = places.position_file(position.position_id)
            yield catalogue_problem("without_english", file=file, row=position.position_id, key="title_en")
    for task in catalogue.tasks.values():
        if task.text_en == task.text_vi:
            file = places.task_file(task)
            yield catalogue_problem("without_english", file=file, row=task.task_id, key="text_en")
    for course in catalogue.courses.values():
        if course.name_en == course.name_vi:
            file = places.COURSES
            yield catalogue_problem("without_english", file=file, row=course.course_id, key="name_en")
