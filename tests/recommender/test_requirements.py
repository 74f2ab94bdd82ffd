"""Requirements: what each position asks, how much it weighs and what bars it, as the catalogue states."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from recommender.columns import REQUIREMENTS
from recommender.requirements import requirement_texts, requirements, short_name
from tests.recommender import factories as make
from training_catalog.types import CompetencyGroup, LevelRange, PositionGroup, TaskWeight

EVERY_DESK = "T.ALL"


def asked(weight: TaskWeight = TaskWeight.CORE, *, group: PositionGroup = PositionGroup.SPECIALIST) -> pd.DataFrame:
    """What A asks: C3 of management, C6 of everybody, a task of its own and one that every desk has, by requirement."""
    plain = make.catalogue()
    own = replace(make.task("A.T01", "đăng ký khai sinh; cấp trích lục", weight=weight), position_ids=("A",))
    shared = replace(make.task(EVERY_DESK, "tiếp công dân", weight=weight), position_ids=(str(group),), text_en="")
    catalogue = replace(
        plain,
        positions={"A": replace(plain.positions["A"], group=group, levels={"C3": LevelRange(minimum=3, maximum=5),
                                                                           "C6": LevelRange(minimum=1, maximum=2)})},
        competencies={
            "C3": replace(plain.competencies["C3"], group=CompetencyGroup.MANAGEMENT),
            "C6": plain.competencies["C6"],
        },
        tasks={own.task_id: own, shared.task_id: shared},
    )  # fmt: skip
    return requirements(catalogue).set_index("requirement_id")


def test_every_position_asks_its_competencies_and_tasks() -> None:
    rows = requirements(make.catalogue())
    assert rows[["position_id", "requirement_id", "kind"]].to_numpy().tolist() == [
        ["A", "A.T01", "task"], ["A", "A.T02", "task"], ["A", "C3", "competency"], ["A", "C6", "competency"],
        ["B", "B.T01", "task"], ["B", "C3", "competency"], ["B", "C6", "competency"],
    ]  # fmt: skip
    pd.testing.assert_frame_equal(rows, REQUIREMENTS.check(rows))


def test_ranges_are_those_of_the_position_and_of_the_task() -> None:
    levels = asked()[["min_level", "max_level"]]
    assert levels.loc["C3"].tolist() == [3, 5]
    assert levels.loc["C6"].tolist() == [1, 2]
    assert levels.loc["A.T01"].tolist() == [2, 3]


@pytest.mark.parametrize(
    ("weight", "own", "shared"),
    [(TaskWeight.CORE, 2.0, 1.0), (TaskWeight.REGULAR, 1.0, 0.5), (TaskWeight.RARE, 0.5, 0.25)],
)
def test_a_task_that_every_desk_has_weighs_half(weight: TaskWeight, own: float, shared: float) -> None:
    weights = asked(weight)["weight"]
    assert (weights["A.T01"], weights[EVERY_DESK]) == (own, shared)


@pytest.mark.parametrize("weight", list(TaskWeight))
def test_only_the_positions_own_core_tasks_are_gates(weight: TaskWeight) -> None:
    gates = asked(weight)["is_gate"]
    assert gates.loc[["C3", "C6", EVERY_DESK]].tolist() == [False, False, False]
    assert gates["A.T01"] == (weight is TaskWeight.CORE)


@pytest.mark.parametrize(
    ("group", "weight"),
    [(PositionGroup.LEADER, 1.0), (PositionGroup.MILITARY, 1.0), (PositionGroup.SPECIALIST, 0.5)],
)
def test_management_competencies_weigh_half_for_those_who_lead_nobody(group: PositionGroup, weight: float) -> None:
    weights = asked(group=group)["weight"]
    assert (weights["C3"], weights["C6"]) == (weight, 1.0)


def test_a_requirement_is_named_in_both_languages_in_short() -> None:
    names = asked()[["name_vi", "name_en", "domain"]]
    assert names.loc["C6"].tolist() == ["công nghệ thông tin", "công nghệ thông tin en", "digital"]
    assert names.loc["A.T01"].tolist() == ["đăng ký khai sinh", "đăng ký khai sinh", "professional"]
    assert names.loc[EVERY_DESK, "name_en"] == "tiếp công dân"


def test_texts_to_match_hold_each_wording_once() -> None:
    plain = make.catalogue()
    entry = replace(plain.competencies["C3"], aliases=("viết", "soạn thảo văn bản", ""))
    task = replace(plain.tasks["A.T01"], wordings=("khai sinh", "khai sinh"), text_en="")
    texts = requirement_texts(replace(plain, competencies={"C3": entry}, tasks={"A.T01": task}))
    assert texts.to_numpy().tolist() == [
        ["C3", "competency", "soạn thảo văn bản\nviết\nsoạn thảo văn bản en"],
        ["A.T01", "task", "đăng ký khai sinh\nkhai sinh"],
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Làm việc.", "Làm việc"),
        ("Tiếp nhận; trả kết quả: hồ sơ", "Tiếp nhận"),
        ("Tiếp nhận: hồ sơ; kết quả", "Tiếp nhận"),
        ("Tỷ lệ 1:2 và 3;4", "Tỷ lệ 1:2 và 3;4"),
        ("a" * 90, "a" * 90),
        (f"{'a' * 44} {'b' * 46}", f"{'a' * 44}…"),
        (f"{'a' * 50}, {'b' * 20}, {'c' * 30}", f"{'a' * 50}, {'b' * 20}"),
        (f"{'a' * 46}, {'b' * 60}", "a" * 46),
        (f"{'a' * 45}, {'b' * 20} {'c' * 30}", f"{'a' * 45}, {'b' * 20}…"),
        (f"{'a' * 20}, {'b' * 40} {'c' * 40}", f"{'a' * 20}, {'b' * 40}…"),
        (f"{'a' * 40} {'b' * 40} {'c' * 20}", f"{'a' * 40} {'b' * 40}…"),
    ],
)
def test_a_short_name_ends_at_a_colon_a_comma_in_the_second_half_or_a_space(text: str, name: str) -> None:
    assert short_name(text) == name
