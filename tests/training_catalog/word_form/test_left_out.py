"""What a form says and its position does not take over."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.training_catalog.word_form.forms import DUTIES, LEVELS, Form, write_form
from tests.training_catalog.word_form.small_catalogue import catalogue
from training_catalog.types import CatalogueProblem, StandardKind, TaskWeight
from training_catalog.word_form import read_job_descriptions, to_position
from training_catalog.word_form.standard_rules import written
from training_catalog.word_form.to_catalogue import PositionReading

NAMED = (*LEVELS, ("Nhóm năng lực chung", "Tổ chức thực hiện công việc", "2-3"))


def read(folder: Path, form: Form) -> PositionReading:
    return to_position(read_job_descriptions(write_form(folder / "f.docx", form)).descriptions[0], catalogue())


def said(reading: PositionReading, code: str) -> list[CatalogueProblem]:
    return [each for each in reading.problems if each.code == code]


def test_qualities_and_other_requirements_are_said_with_their_rows(tmp_path: Path) -> None:
    reading = read(tmp_path, Form(title="Kế toán viên", levels=NAMED))
    (qualities,), (other,) = said(reading, "qualities_unused"), said(reading, "other_unused")
    assert "Trung thực." in qualities.message_vi
    assert "Biết làm vườn." in other.message_en
    assert int(other.row.split(":")[1]) == int(qualities.row.split(":")[1]) + 1


def test_work_of_every_position_is_said_to_be_no_task(tmp_path: Path) -> None:
    (common,) = said(read(tmp_path, Form(title="Kế toán viên", levels=NAMED)), "work_common")
    assert "Tham dự họp" in common.message_vi
    assert common.severity == "note"


def test_a_duty_without_detail_is_a_task(tmp_path: Path) -> None:
    duties = (
        *DUTIES,
        ("2.3", "Chăm hoa", "", ""),
        ("2.4", "Nuôi ong:", "", ""),
        ("2.5", "Cắt cỏ", "Cắt cỏ sau nhà:", ""),
    )
    reading = read(tmp_path, Form(title="Kế toán viên", levels=NAMED, duties=duties))
    assert [task.text_vi for task in reading.tasks[-3:]] == ["Chăm hoa", "Nuôi ong", "Cắt cỏ sau nhà"]


def test_weights_that_the_form_does_not_say_must_be_set_by_a_person(tmp_path: Path) -> None:
    reading = read(tmp_path, Form(title="Kế toán viên", levels=NAMED))
    assert {task.weight for task in reading.tasks} == {TaskWeight.REGULAR}
    assert len(said(reading, "weights_unsaid")) == 1


def test_duties_that_the_form_calls_main_ones_are_core(tmp_path: Path) -> None:
    duties = (("2.1", "Nhiệm vụ chính: trồng cây", "Trồng cây trong sân.", ""), ("2.2", "Tưới", "Tưới cây.", ""))
    reading = read(tmp_path, Form(title="Kế toán viên", levels=NAMED, duties=duties))
    assert [task.weight for task in reading.tasks] == [TaskWeight.CORE, TaskWeight.REGULAR]
    assert said(reading, "weights_unsaid") == []


def test_standards_of_the_catalogue_that_the_form_does_not_give_are_named(tmp_path: Path) -> None:
    own = catalogue()
    base = own.positions["II.32"]
    rule = written(StandardKind.POLITICAL_THEORY, "Trung cấp lý luận chính trị", base.origin)
    own = replace(own, positions={**own.positions, "II.32": replace(base, standards=(rule,))})
    path = write_form(tmp_path / "f.docx", Form(title="Kế toán viên", levels=NAMED))
    reading = to_position(read_job_descriptions(path).descriptions[0], own)
    (dropped,) = said(reading, "standards_dropped")
    assert "Trung cấp lý luận chính trị" in dropped.message_vi
    assert "political_theory" not in [rule.rule_id for rule in reading.position.standards]
