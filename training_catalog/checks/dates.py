"""Legal acts that rows name although they are not in force on a given day, and acts with impossible or no dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from training_catalog.checks import places
from training_catalog.problem_texts import catalogue_problem
from training_catalog.types import Catalogue, CatalogueProblem, Law, Task

_ACT = re.compile(r"\b\d+(?:/\d{4})?/[A-ZĐ][\w-]*")
_SAID_SO = re.compile(r"trước đây|khi mở lớp|thay thế|thay cho|hết hiệu lực|bãi bỏ|sửa đổi bởi", re.IGNORECASE)
"""Words that tell a reader that an act named is history."""
_SAID_FROM = re.compile(r"\btừ (?:ngày )?\d|chưa có hiệu lực|sẽ có hiệu lực", re.IGNORECASE)
"""Words that tell a reader from when an act applies."""
_SHOWN = 3


def date_problems(catalogue: Catalogue, *, today: date) -> list[CatalogueProblem]:
    """A problem for every use of an act not in force on `today`, and one for all acts whose effect nobody dated.

    An act is out of force from its `ended_on`.
    """
    problems: list[CatalogueProblem] = []
    for law in catalogue.laws.values():
        starts_on = law.effective_from or law.issued_on
        if starts_on and law.ended_on and law.ended_on < starts_on:
            problems.append(catalogue_problem("dates_reversed", file=places.LAWS, row=law.law_id, value=law.law_id))
    for task in catalogue.tasks.values():
        for law_id in task.laws:
            if law_id in catalogue.laws:
                problems.extend(_not_in_force(task, catalogue.laws[law_id], today))
    return [*problems, *_ended_in_texts(catalogue, today), *_future_in_texts(catalogue, today), *_undated(catalogue)]


def _undated(catalogue: Catalogue) -> Iterator[CatalogueProblem]:
    """How many acts are taken for in force only because no date of effect is known; those that tasks name first."""
    used = {law_id for task in catalogue.tasks.values() for law_id in task.laws}
    undated = [key for key, law in catalogue.laws.items() if law.effective_from is None and law.ended_on is None]
    named = [key for key in undated if key in used]
    if undated:
        first = ", ".join((named or undated)[:_SHOWN])
        values = {"count": str(len(undated)), "used": str(len(named)), "value": first}
        yield catalogue_problem("laws_undated", file=places.LAWS, row="", **values)


def _ended_in_texts(catalogue: Catalogue, today: date) -> Iterator[CatalogueProblem]:
    """Acts out of force that documents of courses and legal bases of standards cite as if they were in force."""
    ended = {key: law.ended_on for key, law in catalogue.laws.items() if law.ended_on and law.ended_on <= today}
    for file, row, key, text in _citing_texts(catalogue):
        if _SAID_SO.search(text):
            continue
        for law_id in dict.fromkeys(_ACT.findall(text)):
            if law_id in ended:
                values = {"key": key, "value": law_id, "date": ended[law_id].isoformat()}
                yield catalogue_problem("ended_law_in_text", file=file, row=row, **values)


def _future_in_texts(catalogue: Catalogue, today: date) -> Iterator[CatalogueProblem]:
    """Acts not yet in force that those texts cite without saying from when."""
    starts = {
        key: law.effective_from
        for key, law in catalogue.laws.items()
        if law.effective_from and law.effective_from > today
    }
    for file, row, key, text in _citing_texts(catalogue):
        for law_id in dict.fromkeys(_ACT.findall(text)):
            if law_id in starts and not _SAID_FROM.search(text):
                values = {"key": key, "value": law_id, "date": starts[law_id].isoformat()}
                yield catalogue_problem("future_law_in_text", file=file, row=row, **values)


def _citing_texts(catalogue: Catalogue) -> Iterator[tuple[str, str, str, str]]:
    for course in catalogue.courses.values():
        yield places.COURSES, course.course_id, "document", course.document
        yield places.COURSES, course.course_id, "outline", course.outline
    for position in catalogue.positions.values():
        for rule in position.standards:
            yield places.position_file(position.position_id), position.position_id, "legal_basis", rule.legal_basis


def _not_in_force(task: Task, law: Law, today: date) -> Iterator[CatalogueProblem]:
    where = {"file": places.task_file(task), "row": task.task_id}
    if law.ended_on and law.ended_on <= today:
        yield catalogue_problem("law_ended", value=law.law_id, date=law.ended_on.isoformat(), **where)
    if law.effective_from and law.effective_from > today:
        yield catalogue_problem("law_not_yet", value=law.law_id, date=law.effective_from.isoformat(), **where)
