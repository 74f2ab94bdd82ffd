"""Pairs of texts of the catalogue that mean the same, for adapting an encoder; no query of a benchmark."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from training_catalog.types import Catalogue, Course

FOCUSED_COURSE = 6
"""Outcomes of a course that is still about what each of its outcomes says."""
_STRUCK = str.maketrans("đĐ", "dD")


@dataclass(frozen=True, kw_only=True)
class TextPair:
    """Two texts about one thing. `group` names the thing: pairs of one group are never each other's negatives."""

    query: str
    passage: str
    group: str


def text_pairs(catalogue: Catalogue) -> list[TextPair]:
    """All pairs in a fixed order: wordings with and without marks, translations, titles, courses, names."""
    parts = (_tasks, _courses, _positions, _competencies, _names)
    found = [pair for part in parts for pair in part(catalogue)]
    return [pair for pair in found if pair.query.strip() and pair.passage.strip() and pair.query != pair.passage]


def pairs_digest(pairs: Sequence[TextPair]) -> str:
    """SHA-256 over all pairs: tells which texts a map was learned from."""
    lines = "\n".join(f"{pair.group}\t{pair.query!r}\t{pair.passage!r}" for pair in pairs)
    return hashlib.sha256(lines.encode("utf-8")).hexdigest()


def unmarked(text: str) -> str:
    """The text as typed without Vietnamese marks, case kept."""
    apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(sign for sign in apart if not unicodedata.combining(sign))).translate(
        _STRUCK
    )


def _tasks(catalogue: Catalogue) -> Iterator[TextPair]:
    for key, task in sorted(catalogue.tasks.items()):
        yield TextPair(query=task.text_en, passage=task.text_vi, group=key)
        for wording in task.wordings:
            yield TextPair(query=wording, passage=task.text_vi, group=key)
            yield TextPair(query=unmarked(wording), passage=task.text_vi, group=key)
            yield TextPair(query=task.text_en, passage=wording, group=key)
        for first, second in zip(task.wordings, task.wordings[1:], strict=False):
            yield TextPair(query=first, passage=second, group=key)


def _courses(catalogue: Catalogue) -> Iterator[TextPair]:
    for key, course in sorted(catalogue.courses.items()):
        whole = f"{course.name_vi}\n{course.outline}"
        yield TextPair(query=course.name_en, passage=whole, group=key)
        yield TextPair(query=course.name_vi, passage=course.outline or course.name_vi, group=key)
        if len(course.outcomes) <= FOCUSED_COURSE:
            yield from _outcomes(catalogue, course, whole)


def _outcomes(catalogue: Catalogue, course: Course, whole: str) -> Iterator[TextPair]:
    for number, outcome in enumerate(course.outcomes):
        task = catalogue.tasks.get(outcome.requirement_id)
        if task is None:
            continue
        wording = task.wordings[number % len(task.wordings)] if task.wordings else task.text_vi
        yield TextPair(query=wording, passage=whole, group=task.task_id)
        yield TextPair(query=task.text_en, passage=whole, group=task.task_id)


def _positions(catalogue: Catalogue) -> Iterator[TextPair]:
    for key, position in sorted(catalogue.positions.items()):
        for alias in position.aliases:
            yield TextPair(query=alias, passage=position.title_vi, group=key)
            yield TextPair(query=unmarked(alias), passage=position.title_vi, group=key)
            yield TextPair(query=position.title_en, passage=alias, group=key)
        for _, task in sorted(catalogue.tasks.items()):
            if task.position_ids == (key,):
                yield TextPair(query=task.text_vi, passage=position.title_vi, group=key)
                yield TextPair(query=task.text_en, passage=position.title_vi, group=key)


def _competencies(catalogue: Catalogue) -> Iterator[TextPair]:
    for key, entry in sorted(catalogue.competencies.items()):
        names = "\n".join((entry.name_vi, *entry.aliases))
        yield TextPair(query=entry.name_en, passage=entry.name_vi, group=key)
        for alias in entry.aliases:
            yield TextPair(query=alias, passage=entry.name_vi, group=key)
        for descriptor in entry.descriptors:
            told = (
                *(descriptor.text_vi, descriptor.text_en),
                *(*descriptor.examples_vi, *descriptor.examples_en),
            )
            for text in told:
                yield TextPair(query=text, passage=names, group=key)
    for _, blueprint in sorted(catalogue.blueprints.items()):
        entry = catalogue.competencies[blueprint.competency_id]
        names = "\n".join((entry.name_vi, *entry.aliases))
        yield TextPair(query=blueprint.asks_vi, passage=names, group=blueprint.competency_id)


def _names(catalogue: Catalogue) -> Iterator[TextPair]:
    for key, system in sorted(catalogue.systems.items()):
        for alias in system.aliases:
            yield TextPair(query=alias, passage=system.name_vi, group=key)
    for key, law in sorted(catalogue.laws.items()):
        yield TextPair(query=law.title_en, passage=law.title_vi, group=key)
    for key, term in sorted(catalogue.vocabularies.get("abbreviations", {}).items()):
        yield TextPair(query=key, passage=term.name_vi, group=key)
