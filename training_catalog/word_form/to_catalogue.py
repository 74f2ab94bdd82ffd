"""A catalogue position with its tasks, from one job description and the catalogue whose words it uses."""

from __future__ import annotations

import re
from typing import NamedTuple

from training_catalog.folding import fold
from training_catalog.types import Catalogue, CatalogueProblem, Origin, Position, PositionGroup, Task, Trust
from training_catalog.word_form.competency_names import required_levels
from training_catalog.word_form.duty_tasks import duty_tasks, level_of_duties
from training_catalog.word_form.left_out import left_out
from training_catalog.word_form.problems import form_problem
from training_catalog.word_form.shapes import JobDescription
from training_catalog.word_form.standard_rules import StandardReader
from training_catalog.word_form.template_traces import template_traces
from training_catalog.word_form.title_matching import Found, PositionChoice, TitleMatcher, unknown_id

GROUPS: tuple[tuple[PositionGroup, re.Pattern[str]], ...] = (
    (PositionGroup.MILITARY, re.compile(r"\b(?:quan su|chi huy truong)\b")),
    (PositionGroup.SUPPORT, re.compile(r"^nhan vien\b")),
    (PositionGroup.LEADER, re.compile(r"^(?:pho )?(?:chanh|truong|giam doc|chu tich)\b|^cap (?:truong|pho)\b")),
)


class PositionReading(NamedTuple):
    """A position, its tasks, and everything a person must look at before using them."""

    position: Position
    tasks: tuple[Task, ...]
    problems: list[CatalogueProblem]


def to_position(description: JobDescription, catalogue: Catalogue) -> PositionReading:
    """The description in the catalogue's words. English texts are empty: the file has none.

    Nothing is guessed: what the vocabularies do not name is a problem, and an unknown title gets an id `X.…` that a
    person must replace.
    """
    position, problems = chosen_position(description, catalogue)
    position_id = position.position_id if position else unknown_id(description.title, description.order)
    group = position.group if position else group_of_title(description.title)
    origin = origin_of(description)
    levels, level_problems = required_levels(description, catalogue.competencies, group)
    standards, standard_problems = StandardReader(catalogue).rules(description, origin)
    problems += [*level_problems, *standard_problems, *template_traces(description)]
    level = level_of_duties(description, levels)
    tasks: tuple[Task, ...] = ()
    if level is not None:
        tasks = duty_tasks(description, position_id=position_id, catalogue=catalogue, level=level, origin=origin)
    elif description.duties:
        problems.append(form_problem(description, "task_level_missing", place=description.duties[0].place))
    problems += left_out(description, base=position, standards=standards, tasks=tasks)
    made = Position(
        position_id=position_id,
        title_vi=description.title or position_id,
        title_en=position.title_en if position else "",
        aliases=aliases_of(position, description.title),
        group=group,
        department=position.department if position else "",
        rank=position.rank if position else "",
        field=position.field if position else "",
        goal_vi=description.goal,
        goal_en="",
        levels=levels,
        standards=standards,
        origin=origin,
    )
    return PositionReading(position=made, tasks=tasks, problems=problems)


def chosen_position(
    description: JobDescription, catalogue: Catalogue
) -> tuple[Position | None, list[CatalogueProblem]]:
    """The catalogue's position by official code and title; None with a problem when they name none or disagree."""
    matcher = TitleMatcher(catalogue)
    coded = matcher.by_code(description.code)
    titled = matcher.by_title(description.title)
    problems = []
    if description.code and coded is None:
        problems.append(form_problem(description, "code_foreign", description.code))
    if coded is not None and titled.position is not None and coded.position_id != titled.position.position_id:
        detail = f"{named(coded)} / {named(titled.position)}"
        return None, [*problems, form_problem(description, "code_conflict", detail)]
    if coded is None and titled.found is Found.FIELDS and titled.position is not None:
        problems.append(form_problem(description, "fields_matched", named(titled.position)))
    position = coded or titled.position
    if position is None:
        problems.append(form_problem(description, "position_unknown", unknown_detail(description, titled)))
    return position, problems


def unknown_detail(description: JobDescription, choice: PositionChoice) -> str:
    """The temporary id, and the catalogue's positions with the nearest titles."""
    near = "; ".join(named(each) for each in choice.candidates)
    own = unknown_id(description.title, description.order)
    return f"{own} (≈ {near})." if near else f"{own}."


def named(position: Position) -> str:
    """Id and title."""
    return f"{position.position_id} {position.title_vi}"


def aliases_of(position: Position | None, title: str) -> tuple[str, ...]:
    """The catalogue's names of the position, which stay valid when the form's title takes their place."""
    if position is None:
        return ()
    names = dict.fromkeys((position.title_vi, *position.aliases))
    return tuple(name for name in names if fold(name) != fold(title))


def group_of_title(title: str) -> PositionGroup:
    """The group that a title's first words say; specialist when they say nothing else."""
    folded = fold(title)
    return next((group for group, pattern in GROUPS if pattern.search(folded)), PositionGroup.SPECIALIST)


def origin_of(description: JobDescription) -> Origin:
    """The file, the description's place in it and its code as written."""
    code = f", mã {description.code}" if description.code else ""
    return Origin(source=f"{description.file}, bản mô tả {description.order}{code}", trust=Trust.SECONDARY)
