"""Labels and headings of the form, in the spellings offices use."""

from __future__ import annotations

import pytest

from training_catalog.word_form.form import Label, Section, heading_of, headings_of, is_form_name, label_of


@pytest.mark.parametrize(
    "line",
    [
        "Tên VTVL: Kế toán",
        "Tên vị trí việc làm: Kế toán",
        "TÊN VỊ TRÍ VIỆC LÀM: Kế toán",
        "- Tên Vị trí việc làm Kế toán",
        "Vị trí việc làm: Kế toán",
        "Chức danh: Kế toán",
    ],
)
def test_the_title_label_is_known_in_every_spelling(line: str) -> None:
    assert label_of(line) == (Label.TITLE, "Kế toán")


@pytest.mark.parametrize("line", ["Mã VTVL: A-01", "Mã vị trí việc làm: A-01", "Mã số vị trí việc làm: A-01"])
def test_the_code_label_is_known_in_every_spelling(line: str) -> None:
    assert label_of(line) == (Label.CODE, "A-01")


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("1. Mục tiêu vị trí việc làm:", Section.GOAL),
        ("- Mục tiêu vị trí việc làm", Section.GOAL),
        ("2. Nhiệm vụ", Section.DUTIES),
        ("II. Nhiệm vụ chính", Section.DUTIES),
        ("Các công việc cụ thể", Section.DUTIES),
        ("3.2- Bên ngoài", Section.OUTSIDE),
        ("a. Bên ngoài", Section.OUTSIDE),
        ("3.2. Phạm vi quyền hạn", Section.AUTHORITY),
        ("5- Các yêu cầu về trình độ, kinh nghiệm, năng lực và phẩm chất cá nhân", Section.REQUIREMENTS),
        ("5.1 Yêu cầu về trình độ, phẩm chất", Section.STANDARDS),
        ("5.2- Các năng lực", Section.LEVELS),
        ("Yêu cầu về năng lực", Section.LEVELS),
    ],
)
def test_headings_are_known_with_any_number(line: str, section: Section) -> None:
    assert heading_of(line) is section


def test_two_headings_on_one_line_are_both_read() -> None:
    assert headings_of("3. Các mối quan hệ công việc 3.1- Bên trong") == (Section.RELATIONS, Section.INSIDE)


def test_a_sentence_is_no_heading() -> None:
    assert heading_of("Mục tiêu là giữ cho sân luôn xanh") is None


def test_both_names_of_the_form_open_a_description() -> None:
    assert is_form_name("BẢN MÔ TẢ CÔNG VIỆC ")
    assert is_form_name("Bản mô tả vị trí việc làm")
