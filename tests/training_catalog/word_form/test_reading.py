"""Whole small files: every part found, nothing guessed, every problem with its place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

from tests.training_catalog.word_form.forms import (
    DUTY_HEAD,
    LEVEL_HEAD,
    LEVELS,
    Form,
    add_table,
    mark_merge,
    write_form,
)
from training_catalog.types import LevelRange
from training_catalog.word_form import JobDescription, WordLimits, WordReading, read_job_descriptions

TWO_THREE = LevelRange(minimum=2, maximum=3)


def read_one(path: Path) -> JobDescription:
    reading = read_job_descriptions(path)
    assert len(reading.descriptions) == 1
    return reading.descriptions[0]


def codes(reading: WordReading) -> list[str]:
    return [problem.code for problem in reading.problems]


def test_a_complete_form_has_no_problems(tmp_path: Path) -> None:
    assert read_job_descriptions(write_form(tmp_path / "f.docx", Form())).problems == ()


def test_the_head_of_the_form_is_read(tmp_path: Path) -> None:
    found = read_one(write_form(tmp_path / "f.docx", Form()))
    assert (found.title, found.code, found.workplace, found.processes, found.goal) == (
        "Người trồng cây",
        "TP-NVCN-05",
        "Ủy ban nhân dân xã Vườn Xanh",
        "Nội quy của vườn",
        "Giữ cho sân xanh.",
    )


@pytest.mark.parametrize("label", ["Tên VTVL:", "Tên Vị trí việc làm:", "TÊN VỊ TRÍ VIỆC LÀM:", "Tên vị trí việc làm"])
def test_every_spelling_of_the_title_label_opens_a_description(label: str, tmp_path: Path) -> None:
    assert read_one(write_form(tmp_path / "f.docx", Form(title_label=label))).title == "Người trồng cây"


def test_every_description_of_a_file_is_read_in_order(tmp_path: Path) -> None:
    path = write_form(tmp_path / "f.docx", Form(title="Một"), Form(title="Hai"), Form(title="Ba"))
    assert [(each.order, each.title) for each in read_job_descriptions(path).descriptions] == [
        (1, "Một"),
        (2, "Hai"),
        (3, "Ba"),
    ]


def test_the_parts_of_one_description_do_not_run_into_the_next(tmp_path: Path) -> None:
    path = write_form(tmp_path / "f.docx", Form(), Form(levels=LEVELS[:1], duties=(("1", "Một", "Hai", "Ba"),)))
    found = read_job_descriptions(path).descriptions
    assert [(len(each.duties), len(each.levels), len(each.authority)) for each in found] == [(2, 4, 1), (1, 1, 1)]


def test_standards_are_kept_as_written(tmp_path: Path) -> None:
    standards = read_one(write_form(tmp_path / "f.docx", Form())).standards
    assert standards.education.startswith("Tốt nghiệp đại học")
    assert (standards.experience, standards.qualities, standards.other) == (
        "Không yêu cầu",
        "Trung thực.",
        "Biết làm vườn.",
    )


def test_relations_and_authority_are_read(tmp_path: Path) -> None:
    found = read_one(write_form(tmp_path / "f.docx", Form()))
    assert [(each.scope.value, each.nature) for each in found.relations] == [
        ("inside", "A"),
        ("inside", "B"),
        ("outside", "D"),
    ]
    assert found.authority == ("Được chọn giống cây.",)


def test_an_empty_level_is_a_problem_with_its_place_in_both_languages(tmp_path: Path) -> None:
    levels = [*LEVELS[:3], ("Nhóm năng lực quản lý", "- Quản lý sự thay đổi", "")]
    (problem,) = read_job_descriptions(write_form(tmp_path / "f.docx", Form(levels=levels))).problems
    assert (problem.code, problem.severity, problem.row) == ("level_empty", "error", "7:5")
    assert "Bảng 7, dòng 5" in problem.message_vi
    assert "Table 7, row 5" in problem.message_en


def test_an_unreadable_level_is_a_problem_and_no_level(tmp_path: Path) -> None:
    path = write_form(
        tmp_path / "f.docx", Form(levels=[*LEVELS[:3], ("Nhóm năng lực quản lý", "Ra quyết định", "khá")])
    )
    reading = read_job_descriptions(path)
    assert codes(reading) == ["level_unreadable"]
    assert reading.descriptions[0].levels[-1].level is None


def test_a_level_merged_over_two_rows_counts_for_both(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Tên vị trí việc làm: Người trồng cây")
    document.add_paragraph("5.2. Các năng lực")
    table = add_table(document, LEVEL_HEAD, *LEVELS)
    table.cell(1, 2).merge(table.cell(2, 2))
    document.save(str(tmp_path / "f.docx"))
    found = read_one(tmp_path / "f.docx").levels
    assert [(each.level, each.is_merged) for each in found[:2]] == [(TWO_THREE, False), (TWO_THREE, True)]


def test_a_merged_level_goes_on_in_the_next_page_piece(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Tên vị trí việc làm: Người trồng cây")
    document.add_paragraph("5.2. Các năng lực")
    upper = add_table(document, LEVEL_HEAD, LEVELS[0])
    document.add_paragraph("")
    lower = add_table(document, (*LEVELS[1][:2], ""), (*LEVELS[2][:2], ""))
    mark_merge(upper.cell(1, 2), "restart")
    mark_merge(lower.cell(0, 2), "restart")
    mark_merge(lower.cell(1, 2), None)
    document.save(str(tmp_path / "f.docx"))
    found = read_one(tmp_path / "f.docx").levels
    assert [(each.level, each.is_merged) for each in found] == [
        (TWO_THREE, False),
        (TWO_THREE, True),
        (TWO_THREE, True),
    ]


def test_a_duty_table_split_over_pages_is_one_table(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Tên vị trí việc làm: Người trồng cây")
    add_table(document, DUTY_HEAD, ("2.1", "Vườn", "Trồng cây", "Cây sống"))
    document.add_paragraph("")
    add_table(document, ("2.2", "Sân", "Quét lá", "Sân sạch"))
    document.save(str(tmp_path / "f.docx"))
    assert [duty.area for duty in read_one(tmp_path / "f.docx").duties] == ["Vườn", "Sân"]


def test_a_head_repeated_on_the_next_page_is_not_a_row(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Tên vị trí việc làm: Người trồng cây")
    add_table(document, DUTY_HEAD, ("2.1", "Vườn", "Trồng cây", "Cây sống"))
    document.add_paragraph("")
    add_table(document, DUTY_HEAD, ("2.2", "Sân", "Quét lá", "Sân sạch"))
    document.save(str(tmp_path / "f.docx"))
    assert [duty.number for duty in read_one(tmp_path / "f.docx").duties] == ["2.1", "2.2"]


def test_authority_written_in_paragraphs_is_read(tmp_path: Path) -> None:
    document = Document()
    for line in ("Tên VTVL: Người trồng cây", "4. Phạm vi quyền hạn", "- Được chọn giống cây.", "- Được nghỉ trưa."):
        document.add_paragraph(line)
    document.save(str(tmp_path / "f.docx"))
    assert read_one(tmp_path / "f.docx").authority == ("- Được chọn giống cây.", "- Được nghỉ trưa.")


def test_a_goal_on_the_line_of_its_heading_is_read(tmp_path: Path) -> None:
    document = Document()
    for line in ("Tên VTVL: Người trồng cây", "1. Mục tiêu vị trí việc làm: Giữ sân xanh"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "f.docx"))
    assert read_one(tmp_path / "f.docx").goal == "Giữ sân xanh"


def test_absent_parts_are_problems(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Tên VTVL: Người trồng cây")
    document.save(str(tmp_path / "f.docx"))
    assert codes(read_job_descriptions(tmp_path / "f.docx")) == [
        "code_missing",
        "goal_missing",
        "duties_missing",
        "standards_missing",
        "levels_missing",
    ]


def test_a_form_without_a_title_is_read_and_reported(tmp_path: Path) -> None:
    reading = read_job_descriptions(write_form(tmp_path / "f.docx", Form(title="")))
    assert codes(reading) == ["title_missing"]
    assert len(reading.descriptions[0].levels) == 4


def test_standards_without_education_are_a_problem(tmp_path: Path) -> None:
    path = write_form(tmp_path / "f.docx", replace(Form(), standards=(("Kinh nghiệm", "1 năm"),)))
    assert codes(read_job_descriptions(path)) == ["education_missing"]


def test_a_letter_is_not_a_job_description(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Kính gửi: Ủy ban nhân dân xã")
    document.save(str(tmp_path / "f.docx"))
    assert codes(read_job_descriptions(tmp_path / "f.docx")) == ["no_description"]


def test_the_same_file_reads_the_same_twice(tmp_path: Path) -> None:
    path = write_form(tmp_path / "f.docx", Form(), Form(levels=()))
    assert read_job_descriptions(path) == read_job_descriptions(path)


def test_more_rows_than_allowed_are_refused(tmp_path: Path) -> None:
    path = write_form(tmp_path / "f.docx", Form())
    assert codes(read_job_descriptions(path, limits=WordLimits(max_rows=20))) == ["file_too_big"]
