"""Traces of a template left in a job description: another unit's name, the abolished district level."""

from __future__ import annotations

import re
from collections.abc import Iterator

from training_catalog.folding import fold
from training_catalog.types import CatalogueProblem
from training_catalog.word_form.problems import form_problem, shorten
from training_catalog.word_form.shapes import JobDescription

CAPITAL = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠ-Ỹ"
KIND_OF_UNIT = r"\b(?:[Xx]ã|[Pp]hường|[Tt]hị trấn|[Đđ]ặc khu)"
NAME_OF_UNIT = re.compile(rf"{KIND_OF_UNIT} ((?:[{CAPITAL}]\w+)(?: [{CAPITAL}]\w+){{0,3}})")
DISTRICT = re.compile(r"\b(?:huyện|thị\s+trấn|thị\s+xã)\b", re.IGNORECASE)
NOT_NAMES = {"chu tich", "hoi", "uy ban", "hoi dong"}
BEFORE, AFTER = 25, 30


def template_traces(description: JobDescription) -> list[CatalogueProblem]:
    """One problem a kind of trace, with what was found."""
    text = "\n".join(texts_of(description))
    problems = []
    others = other_units(text, own=description.workplace)
    if others:
        problems.append(form_problem(description, "other_unit", "; ".join(others)))
    district = DISTRICT.search(text)
    if district is not None:
        around = text[max(0, district.start() - BEFORE) : district.end() + AFTER].replace("\n", " ")
        problems.append(form_problem(description, "district_level", shorten(around.strip())))
    return problems


def other_units(text: str, *, own: str) -> list[str]:
    """Names of communes in a text that are not the commune of the workplace; none when that one is not named."""
    owned = NAME_OF_UNIT.search(own)
    if owned is None:
        return []
    known = {fold(owned.group(1))} | NOT_NAMES
    names = dict.fromkeys(match.group(1) for match in NAME_OF_UNIT.finditer(text))
    return [name for name in names if not any(fold(name).startswith(each) for each in known)]


def texts_of(description: JobDescription) -> Iterator[str]:
    """Every text of a description."""
    yield from (description.title, description.processes, description.goal, *description.authority)
    for duty in description.duties:
        yield from (duty.area, duty.work, duty.criteria)
    for relation in description.relations:
        yield from (relation.party, relation.nature)
    standards = description.standards
    yield from (standards.education, standards.certificates, standards.experience, standards.qualities, standards.other)
