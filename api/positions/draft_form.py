"""The form of a description that was read: its fields, and what was typed as a correction of the draft."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from api.look.forms import Choice, Field, filled
from api.look.words import word
from api.positions.asked import weight_words
from api.positions.contexts import LevelField, StandardField, TaskField
from recommender.workflows.keep_positions import Correction
from training_catalog import LaidPosition
from training_catalog.types import (
    Catalogue,
    LevelRange,
    Position,
    PositionGroup,
    StandardKind,
    StandardRule,
    Task,
    TaskWeight,
    Term,
)
from training_catalog.word_form import read_level

Words = Callable[[str], str]
Values = Mapping[str, str]
ORDERED: Final = {StandardKind.DEGREE: "degrees", StandardKind.POLITICAL_THEORY: "political_theory"}
"""Kinds of standards that ask for a least term, and the vocabulary it is of."""
PLAIN: Final = ("position_id", "title", "group", "department", "rank", "field", "goal")
"""Names of the fields that say which position it is."""
NOT_A_LEVEL: Final = LevelRange(minimum=0, maximum=0)


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What a form sent: the correction, and what could not be read by the name of its field."""

    correction: Correction
    errors: dict[str, str]


def values_of(laid: LaidPosition) -> dict[str, str]:
    """What stands in the form of a draft."""
    position = laid.position
    values = {
        "position_id": position.position_id, "title": position.title_vi, "goal": position.goal_vi,
        "group": str(position.group), "department": position.department, "rank": position.rank,
        "field": position.field, "replaces": "yes" if laid.replaces_tasks else "",
    }  # fmt: skip
    values |= {f"level-{key}": range_text(level) for key, level in position.levels.items()}
    for rule in position.standards:
        values[f"on-{rule.rule_id}"] = "yes" if rule.is_enabled else ""
        values[f"minimum-{rule.rule_id}"] = rule.minimum or ""
    for number, task in enumerate(laid.tasks):
        values |= {
            f"task-{number}": "yes", f"text-{number}": task.text_vi, f"range-{number}": range_text(task.level),
            f"weight-{number}": str(task.weight),
        }  # fmt: skip
    return values


def range_text(level: LevelRange) -> str:
    """2-3, or 2 when both ends are one."""
    return f"{level.minimum}-{level.maximum}" if level.minimum != level.maximum else str(level.minimum)


def plain_fields(
    catalogue: Catalogue, _: Words, language: str, *, values: Values, errors: Values
) -> tuple[Field, ...]:  # fmt: skip
    """Which position it is."""

    def terms(vocabulary: str) -> tuple[Choice, ...]:
        return (Choice(value="", label=_("Chưa chọn")), *_choices(catalogue.vocabularies[vocabulary], language))

    groups = tuple(Choice(value=str(one), label=word(one, "group", language)) for one in PositionGroup)
    fields = (
        Field(
            name="position_id", label=_("Mã vị trí"), is_required=True, max_length=60, width="medium",
            hint=_("Mã của danh mục (như II.04) thì bản này thay vị trí đó tại đơn vị; mã khác là vị trí riêng."),
        ),
        Field(name="title", label=_("Tên vị trí"), is_required=True, max_length=300),
        Field(name="group", label=_("Nhóm vị trí"), is_required=True, choices=groups),
        Field(name="department", label=_("Phòng, ban"), choices=terms("departments"), width="wide"),
        Field(name="rank", label=_("Ngạch"), choices=terms("ranks")),
        Field(name="field", label=_("Lĩnh vực"), choices=terms("fields")),
        Field(name="goal", label=_("Mục tiêu"), rows=4, max_length=5_000),
    )  # fmt: skip
    return filled(fields, values, errors)


def level_fields(catalogue: Catalogue, _: Words, *, values: Values, errors: Values) -> tuple[LevelField, ...]:
    """Every competency of the frame with the range asked; blank: not asked."""
    return tuple(
        LevelField(competency=one, field=Field(
            name=f"level-{key}", label=_("Cấp độ cần có"), width="short", max_length=5,
            value=values.get(f"level-{key}", ""), error=errors.get(f"level-{key}", ""),
        ))
        for key, one in catalogue.competencies.items()
    )  # fmt: skip


def standard_fields(
    laid: LaidPosition, catalogue: Catalogue, _: Words, language: str, *, values: Values
) -> tuple[StandardField, ...]:
    """Every standard of the file: whether it decides, and the least degree where it asks one."""
    made = []
    for rule in laid.position.standards:
        on = Field(name=f"on-{rule.rule_id}", label=_("Xét tiêu chuẩn này"), value=values.get(f"on-{rule.rule_id}", ""))
        least = None
        if rule.kind in ORDERED:
            choices = _choices(catalogue.vocabularies[ORDERED[rule.kind]], language)
            least = Field(
                name=f"minimum-{rule.rule_id}", label=_("Tối thiểu"), value=values.get(f"minimum-{rule.rule_id}", ""),
                choices=(Choice(value="", label=_("Chưa xác định")), *choices),
            )  # fmt: skip
        made.append(StandardField(rule=rule, field=on, minimum=least))
    return tuple(made)


def task_fields(laid: LaidPosition, *, values: Values) -> tuple[TaskField, ...]:
    """Every task of the file with what was typed."""
    return tuple(
        TaskField(
            number=number, task_id=task.task_id, is_kept=values.get(f"task-{number}", "") == "yes",
            text=values.get(f"text-{number}", ""), level=values.get(f"range-{number}", ""),
            weight=values.get(f"weight-{number}", ""),
        )
        for number, task in enumerate(laid.tasks)
    )  # fmt: skip


def weight_choices(_: Words) -> tuple[Choice, ...]:
    """How central a task can be."""
    return tuple(Choice(value=str(one), label=label) for one, label in weight_words(_).items())


def typed(sent: Values, laid: LaidPosition, catalogue: Catalogue, _: Words) -> Typed:
    """The draft as typed; what the form does not show stays as it was read."""
    errors: dict[str, str] = {}

    def level(name: str) -> LevelRange:
        found = read_level(sent.get(name, ""))
        if found is None:
            errors[name] = _("Cấp độ cần là một số hoặc khoảng từ 1 đến 5, như 2-3.")
        return found or NOT_A_LEVEL

    levels = {key: level(f"level-{key}") for key in catalogue.competencies if sent.get(f"level-{key}", "").strip()}
    tasks = tuple(
        _task(task, sent, number, level(f"range-{number}"))
        for number, task in enumerate(laid.tasks) if sent.get(f"task-{number}") == "yes"
    )  # fmt: skip
    version = sent.get("version", "")
    correction = Correction(
        position=replace(_position(laid.position, sent), levels=levels, standards=_standards(laid.position, sent)),
        tasks=tasks, replaces_tasks=sent.get("replaces") == "yes",
        version=int(version) if version.isdecimal() and len(version) < 10 else 0,
    )  # fmt: skip
    return Typed(correction=correction, errors=errors)


def _position(position: Position, sent: Values) -> Position:
    group = sent.get("group", "")
    return replace(
        position, position_id=sent.get("position_id", "").strip(), title_vi=" ".join(sent.get("title", "").split()),
        goal_vi=sent.get("goal", "").strip(), department=sent.get("department", ""), rank=sent.get("rank", ""),
        field=sent.get("field", ""), group=PositionGroup(group) if group in set(PositionGroup) else position.group,
    )  # fmt: skip


def _standards(position: Position, sent: Values) -> tuple[StandardRule, ...]:
    return tuple(
        replace(
            rule, is_enabled=sent.get(f"on-{rule.rule_id}") == "yes",
            minimum=sent.get(f"minimum-{rule.rule_id}") or None if rule.kind in ORDERED else rule.minimum,
        )
        for rule in position.standards
    )  # fmt: skip


def _task(task: Task, sent: Values, number: int, level: LevelRange) -> Task:
    weight = sent.get(f"weight-{number}", "")
    return replace(
        task, text_vi=" ".join(sent.get(f"text-{number}", "").split()), level=level,
        weight=TaskWeight(weight) if weight in set(TaskWeight) else task.weight,
    )  # fmt: skip


def _choices(terms: Mapping[str, Term], language: str) -> tuple[Choice, ...]:
    ordered = sorted(terms.values(), key=lambda one: one.order)
    return tuple(Choice(value=one.term_id, label=one.name_en if language == "en" else one.name_vi) for one in ordered)
