"""Competency names as forms write them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.training_catalog.word_form.small_catalogue import COMPETENCIES, description
from training_catalog.types import CatalogueProblem, LevelRange, PositionGroup
from training_catalog.word_form import Place, RequiredLevel
from training_catalog.word_form.competency_names import CompetencyNames, required_levels

NAMES = CompetencyNames(COMPETENCIES)
TWO_THREE = LevelRange(minimum=2, maximum=3)
FULL = tuple(competency.name_vi for competency in COMPETENCIES.values())


def row(name: str, group: str = "", level: LevelRange | None = TWO_THREE) -> RequiredLevel:
    return RequiredLevel(group=group, name=name, level=level, text="x", is_merged=False, place=Place(table=7, row=2))


def levels(*rows: RequiredLevel) -> tuple[dict[str, LevelRange], list[CatalogueProblem]]:
    return required_levels(replace(description(), levels=rows), COMPETENCIES, PositionGroup.SPECIALIST)


@pytest.mark.parametrize(
    "name",
    [
        "Khả năng thực hiện hoạt động chuyên môn, nghiệp vụ (của vườn)",
        "thực hiện các hoạt động chuyên môn, nghiệp vụ.",
    ],
)
def test_words_that_come_and_go_do_not_hide_a_name(name: str) -> None:
    assert NAMES.find(name) == "P5"


def test_the_group_decides_between_equal_names() -> None:
    assert NAMES.find("Tổ chức thực hiện", "Nhóm năng lực chuyên môn") == "P5"
    assert NAMES.find("Tổ chức thực hiện", "Nhóm năng lực chung") == "C2"


def test_without_its_group_an_equal_name_is_not_guessed() -> None:
    assert NAMES.find("Tổ chức thực hiện") is None


def test_levels_come_in_the_order_of_the_frame() -> None:
    found, problems = levels(*(row(name) for name in reversed(FULL)))
    assert list(found) == list(COMPETENCIES)
    assert problems == []


def test_an_unknown_name_is_a_problem_with_its_place() -> None:
    _, problems = levels(row("Bay lượn"), *(row(name) for name in FULL))
    assert [(each.code, each.row) for each in problems] == [("competency_unknown", "7:2")]


def test_an_empty_level_gives_none_and_no_second_problem() -> None:
    found, problems = levels(*(row(name, level=None if name == FULL[0] else TWO_THREE) for name in FULL))
    assert "C1" not in found
    assert problems == []


def test_a_name_written_twice_with_another_level_is_a_problem() -> None:
    again = row(FULL[0], level=LevelRange(minimum=4, maximum=4))
    found, problems = levels(*(row(name) for name in FULL), again)
    assert found["C1"] == TWO_THREE
    assert [each.code for each in problems] == ["competency_twice"]


def test_competencies_that_are_not_listed_are_named() -> None:
    (problem,) = levels(*(row(name) for name in FULL[:-1]))[1]
    assert problem.code == "competency_absent"
    assert "M2" in problem.message_vi
