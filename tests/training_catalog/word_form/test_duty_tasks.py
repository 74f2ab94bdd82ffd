"""Tasks from duties."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.training_catalog.word_form.small_catalogue import ORIGIN, catalogue, description
from training_catalog.types import LevelRange, Task, TaskKind
from training_catalog.word_form import Duty, Place, RequiredLevel
from training_catalog.word_form.duty_tasks import concrete_work, duty_tasks, kind_of, level_of_duties

LEVEL = LevelRange(minimum=2, maximum=3)


def duty(area: str, work: str = "") -> Duty:
    return Duty(number="2.1", area=area, work=work, criteria="", place=Place())


def tasks(*duties: Duty, known: dict[str, Task] | None = None) -> tuple[Task, ...]:
    found = replace(description(), duties=duties)
    return duty_tasks(found, position_id="II.32", catalogue=catalogue(tasks=known), level=LEVEL, origin=ORIGIN)


def test_each_line_of_work_is_a_task() -> None:
    made = tasks(duty("Vườn", "- Trồng cây.\n- Tưới cây."))
    assert [(each.task_id, each.text_vi) for each in made] == [
        ("II.32.T01", "Trồng cây."),
        ("II.32.T02", "Tưới cây."),
    ]


def test_a_duty_without_work_is_its_area() -> None:
    assert [each.text_vi for each in tasks(duty("Quản lý vườn"))] == ["Quản lý vườn"]


@pytest.mark.parametrize(
    "area",
    [
        "Việc chung, hội họp",
        "Họp, hội nghị, hội thảo",
        "Kế hoạch công tác tuần, tháng của cá nhân",
        "Thực hiện nhiệm vụ khác do lãnh đạo giao",
    ],
)
def test_what_every_position_has_is_no_task(area: str) -> None:
    assert list(concrete_work(duty(area, "Tham dự đầy đủ"))) == []


def test_an_empty_formula_is_no_task_but_one_with_a_field_is() -> None:
    formula = "Tham gia các hoạt động chuyên môn, nghiệp vụ theo nhiệm vụ được phân công"
    lines = list(concrete_work(duty("Chuyên môn", f"{formula}.\n{formula} lĩnh vực vườn cây.")))
    assert lines == [f"{formula} lĩnh vực vườn cây."]


def test_a_short_line_is_read_with_the_line_that_opens_its_list() -> None:
    assert list(concrete_work(duty("Vườn", "Trồng các loại:\n- cam\n- chanh"))) == [
        "Trồng các loại: cam",
        "Trồng các loại: chanh",
    ]


def test_the_same_line_twice_is_one_task() -> None:
    assert len(tasks(duty("Vườn", "Trồng cây."), duty("Sân", "trồng cây"))) == 1


def test_numbers_go_on_after_those_the_catalogue_uses() -> None:
    (known,) = tasks(duty("Vườn", "Trồng cây."))
    used = replace(known, task_id="II.32.T14")
    assert tasks(duty("Vườn", "Trồng cây."), known={"II.32.T14": used})[0].task_id == "II.32.T15"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Triển khai chuyển đổi số", TaskKind.DIGITAL),
        ("Phổ biến, giáo dục pháp luật", TaskKind.LAW),
        ("Giải quyết thủ tục hành chính", TaskKind.ADMINISTRATION),
        ("Trồng cây", TaskKind.PROFESSIONAL),
    ],
)
def test_the_kind_follows_clear_words(text: str, kind: TaskKind) -> None:
    assert kind_of(text) is kind


def professional(*levels: LevelRange | None) -> tuple[RequiredLevel, ...]:
    return tuple(
        RequiredLevel(group="Nhóm năng lực chuyên môn", name="x", level=level, text="", is_merged=False, place=Place())
        for level in levels
    )


def test_the_level_of_duties_is_that_of_professional_work() -> None:
    assert level_of_duties(description(), {"P5": LEVEL}) == LEVEL


def test_without_it_the_one_level_of_all_professional_rows_counts() -> None:
    assert level_of_duties(replace(description(), levels=professional(LEVEL, LEVEL)), {}) == LEVEL


def test_different_or_empty_professional_rows_give_no_level() -> None:
    other = LevelRange(minimum=1, maximum=1)
    assert level_of_duties(replace(description(), levels=professional(LEVEL, other)), {}) is None
    assert level_of_duties(replace(description(), levels=professional(LEVEL, None)), {}) is None
