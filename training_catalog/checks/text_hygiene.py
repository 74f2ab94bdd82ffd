"""Texts that look right but compare wrong: not NFC, spaces too many, hidden signs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from training_catalog.checks import places
from training_catalog.problem_texts import catalogue_problem
from training_catalog.types import Catalogue, CatalogueProblem

_SPACES = re.compile(r"^\s|\s$|\s{2,}")
_HIDDEN = re.compile(r"[\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060\ufeff\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SHOWN = 60


def hygiene_problems(catalogue: Catalogue) -> list[CatalogueProblem]:
    """Problems of every text field of every row."""
    return [problem for file, row, thing in _rows(catalogue) for problem in _of_thing(thing, file, row)]


def _rows(catalogue: Catalogue) -> Iterator[tuple[str, str, object]]:
    for competency_id, competency in catalogue.competencies.items():
        yield places.FRAMEWORK, competency_id, competency
    for position_id, position in catalogue.positions.items():
        yield places.position_file(position_id), position_id, position
    for task_id, task in catalogue.tasks.items():
        yield places.task_file(task), task_id, task
    for course_id, course in catalogue.courses.items():
        yield places.COURSES, course_id, course
    for unit_id, unit in catalogue.units.items():
        yield places.UNITS, unit_id, unit
    for name, terms in catalogue.vocabularies.items():
        for term_id, term in terms.items():
            yield places.vocabulary_file(name), term_id, term
    for law_id, law in catalogue.laws.items():
        yield places.LAWS, law_id, law
    for system_id, system in catalogue.systems.items():
        yield places.SYSTEMS, system_id, system
    for blueprint_id, blueprint in catalogue.blueprints.items():
        yield places.BLUEPRINTS, blueprint_id, blueprint


def _of_thing(thing: object, file: str, row: str) -> Iterator[CatalogueProblem]:
    for key, text in _texts(thing, ""):
        shown = repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")
        if not text.isascii() and not unicodedata.is_normalized("NFC", text):
            yield catalogue_problem("text_not_nfc", file=file, row=row, key=key, value=shown)
        if _SPACES.search(text):
            yield catalogue_problem("text_spaces", file=file, row=row, key=key, value=shown)
        hidden = _HIDDEN.search(text)
        if hidden:
            sign = f"U+{ord(hidden[0]):04X}"
            yield catalogue_problem("text_hidden_sign", file=file, row=row, key=key, value=shown, sign=sign)


def _texts(thing: object, key: str) -> Iterator[tuple[str, str]]:
    """Every text inside a row with the key that leads to it."""
    if isinstance(thing, str):
        yield key, thing
    elif isinstance(thing, tuple):
        for item in thing:
            yield from _texts(item, key)
    elif isinstance(thing, dict):
        for name, item in thing.items():
            yield from _texts(name, key)
            yield from _texts(item, key)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from _texts(getattr(thing, field.name), f"{key}.{field.name}".lstrip("."))
