"""A JobDescription and its problems, from the parts of one description."""

from __future__ import annotations

from training_catalog.types import CatalogueProblem
from training_catalog.word_form.duties import read_duties
from training_catalog.word_form.form import Label, Section, heading_of
from training_catalog.word_form.levels import read_levels
from training_catalog.word_form.problems import form_problem
from training_catalog.word_form.relations import read_authority, read_inside, read_outside
from training_catalog.word_form.sections import Parts
from training_catalog.word_form.shapes import JobDescription, RequiredLevel
from training_catalog.word_form.standards import read_standards
from training_catalog.word_form.wording import join_lines, tidy


def describe(parts: Parts, *, file: str, order: int) -> JobDescription:
    """The description as written; absent parts are empty."""
    rows, lines = parts.rows, parts.lines
    head = {label: join_lines(text.split("\n")) for label, text in parts.head.items()}
    return JobDescription(
        file=file,
        order=order,
        title=tidy(head.get(Label.TITLE, "")),
        code=tidy(head.get(Label.CODE, "")),
        start_date=tidy(head.get(Label.START_DATE, "")),
        workplace=tidy(head.get(Label.WORKPLACE, "")),
        processes=head.get(Label.PROCESSES, ""),
        goal=goal_of(lines.get(Section.GOAL, [])),
        duties=read_duties(rows.get(Section.DUTIES, [])),
        relations=(*read_inside(rows.get(Section.INSIDE, [])), *read_outside(rows.get(Section.OUTSIDE, []))),
        authority=read_authority(rows.get(Section.AUTHORITY, []), lines.get(Section.AUTHORITY, [])),
        standards=read_standards(rows.get(Section.STANDARDS, [])),
        levels=read_levels(rows.get(Section.LEVELS, [])),
        place=parts.place,
    )


def goal_of(lines: list[str]) -> str:
    """The goal without a heading of the next section pasted behind its last sentence."""
    text = join_lines(lines)
    before, stop, last = text.rstrip(".").rpartition(". ")
    return f"{before}." if stop and heading_of(last) is not None else text


def check(description: JobDescription) -> list[CatalogueProblem]:
    """What is absent or unreadable in a description, in the order of the form."""
    absent = (
        ("title_missing", not description.title),
        ("code_missing", not description.code),
        ("goal_missing", not description.goal),
        ("duties_missing", not description.duties),
    )
    problems = [form_problem(description, code) for code, is_absent in absent if is_absent]
    problems += check_standards(description)
    if not description.levels:
        problems.append(form_problem(description, "levels_missing"))
    for level in description.levels:
        problems += check_level(description, level)
    return problems


def check_standards(description: JobDescription) -> list[CatalogueProblem]:
    """Absent standards: the whole section, or the education that every position must name."""
    standards = description.standards
    texts = (standards.education, standards.certificates, standards.experience, standards.qualities, standards.other)
    if not any(texts):
        return [form_problem(description, "standards_missing")]
    if not standards.education:
        return [form_problem(description, "education_missing", place=standards.certificates_place)]
    return []


def check_level(description: JobDescription, level: RequiredLevel) -> list[CatalogueProblem]:
    """A level that a person must fill in or correct."""
    if not level.name:
        return [form_problem(description, "level_without_name", level.text, level.place)]
    if not level.text:
        return [form_problem(description, "level_empty", level.name, level.place)]
    if level.level is None:
        return [form_problem(description, "level_unreadable", level.text, level.place)]
    return []
