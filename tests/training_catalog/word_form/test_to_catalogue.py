"""Positions made from descriptions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.training_catalog.word_form.forms import LEVELS, Form, write_form
from tests.training_catalog.word_form.small_catalogue import catalogue, description
from training_catalog import read_position_file
from training_catalog.types import LevelRange, PositionGroup, Trust
from training_catalog.word_form import read_job_descriptions, to_position
from training_catalog.write import write_position

NAMED = (*LEVELS, ("Nhóm năng lực chung", "Tổ chức thực hiện công việc", "2-3"))


def codes(title: str, code: str = "") -> list[str]:
    return [problem.code for problem in to_position(description(title=title, code=code), catalogue()).problems]


def test_a_known_title_takes_the_catalogue_s_id_and_words() -> None:
    position = to_position(description(title="Chuyên viên y tế"), catalogue()).position
    assert (position.position_id, position.title_vi, position.field) == ("II.24", "Chuyên viên y tế", "agriculture")
    assert position.aliases == ("Chuyên viên về lĩnh vực y tế", "Cán bộ y tế xã")


def test_a_foreign_code_is_reported_and_kept() -> None:
    reading = to_position(description(code="TP-NVCN-05"), catalogue())
    assert [problem.code for problem in reading.problems] == ["code_foreign"]
    assert "TP-NVCN-05" in reading.position.origin.source
    assert reading.position.origin.trust is Trust.SECONDARY


def test_an_official_code_alone_is_enough() -> None:
    reading = to_position(description(title="Người trồng cây", code="NA-NLâ-II.13"), catalogue())
    assert (reading.position.position_id, reading.problems) == ("II.13", [])


def test_a_code_against_the_title_is_a_conflict_and_neither_is_taken() -> None:
    reading = to_position(description(title="Kế toán viên", code="II.24"), catalogue())
    assert reading.position.position_id == "X.ke-toan-vien"
    assert [problem.code for problem in reading.problems] == ["code_conflict"]


def test_an_unknown_title_must_be_chosen_by_a_person() -> None:
    reading = to_position(description(title="Người trồng cây"), catalogue())
    assert (reading.position.position_id, reading.position.title_en) == ("X.nguoi-trong-cay", "")
    assert [(each.code, each.severity) for each in reading.problems] == [("position_unknown", "error")]


def test_a_title_matched_by_its_fields_is_to_be_confirmed() -> None:
    assert codes("Chuyên viên nông nghiệp; thủy lợi") == ["fields_matched"]


@pytest.mark.parametrize(
    ("title", "group"),
    [
        ("Nhân viên lái thuyền", PositionGroup.SUPPORT),
        ("Phó Trưởng ban", PositionGroup.LEADER),
        ("Phó Chỉ huy trưởng", PositionGroup.MILITARY),
        ("Người trồng cây", PositionGroup.SPECIALIST),
    ],
)
def test_an_unknown_title_still_says_its_group(title: str, group: PositionGroup) -> None:
    assert to_position(description(title=title), catalogue()).position.group is group


def test_a_whole_form_becomes_a_position_with_tasks(tmp_path: Path) -> None:
    path = write_form(tmp_path / "f.docx", Form(title="Kế toán viên", levels=NAMED))
    reading = to_position(read_job_descriptions(path).descriptions[0], catalogue())
    two_three, one = LevelRange(minimum=2, maximum=3), LevelRange(minimum=1, maximum=1)
    assert reading.position.levels == {"C1": two_three, "C2": two_three, "C6": two_three, "P5": two_three, "M2": one}
    assert [each.rule_id for each in reading.position.standards] == ["degree", "major", "certificate"]
    assert [each.text_vi for each in reading.tasks] == ["Trồng cây trong sân.", "Tưới cây buổi sáng."]
    assert [each.code for each in reading.problems] == [
        "code_foreign", "qualities_unused", "other_unused", "work_common", "weights_unsaid"
    ]  # fmt: skip


def test_without_a_professional_level_there_are_no_tasks(tmp_path: Path) -> None:
    path = write_form(tmp_path / "f.docx", Form(title="Kế toán viên", levels=LEVELS[:1]))
    reading = to_position(read_job_descriptions(path).descriptions[0], catalogue())
    assert reading.tasks == ()
    assert "task_level_missing" in [each.code for each in reading.problems]


def test_a_position_file_gives_the_same_position_back(tmp_path: Path) -> None:
    path = write_form(tmp_path / "f.docx", Form(levels=NAMED))
    made = to_position(read_job_descriptions(path).descriptions[0], catalogue())
    position, tasks, problems = read_position_file(write_position(made.position, made.tasks, tmp_path))
    assert (position, tasks, problems) == (made.position, made.tasks, [])


def test_the_title_of_a_file_without_one_is_its_id() -> None:
    assert to_position(replace(description(title=""), order=4), catalogue()).position.title_vi == "X.4"
