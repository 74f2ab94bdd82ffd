"""Every text of every row of a catalogue, with the file, row and key where it is to be corrected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from training_catalog.checks import places
from training_catalog.types import Catalogue


@dataclass(frozen=True, slots=True)
class TextField:
    """One text and its place."""

    file: str
    row: str
    key: str
    text: str

    @property
    def name(self) -> str:
        """The last part of the key: what kind of text it is."""
        return self.key.rpartition(".")[2]


def text_fields(catalogue: Catalogue) -> Iterator[TextField]:
    """In the order of the tables and their rows."""
    for file, row, thing in _rows(catalogue):
        for key, text in _texts(thing, ""):
            yield TextField(file, row, key, text)


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
