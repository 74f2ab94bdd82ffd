"""What a line says of responsibility: openings, classes, grades, and what must not be mistaken for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.responsibility.cues import cues, named_grade, says_nothing
from models.text import fold


def test_words_and_runs_of_three_count_once_and_sorted() -> None:
    found = cues("Tham gia soạn thảo")
    assert {"tham", "tham gia", "tham gia soan", "^tham", "^tham gia"} <= set(found)
    assert found == sorted(set(found))


def test_the_verb_a_line_opens_with_is_told_from_one_inside() -> None:
    assert "^@leads" in cues("Chủ trì xây dựng đề án")
    assert "^@leads" not in cues("Giúp việc cho người chủ trì đề án")


@pytest.mark.parametrize(
    "line",
    [
        "Pha chế dưới sự chỉ đạo của bác sĩ",
        "Quay phim theo chỉ đạo của đạo diễn",
        "Đo đạc theo sự hướng dẫn của tổ trưởng",
    ],
)
def test_to_be_directed_is_not_to_direct(line: str) -> None:
    assert "@leads" not in cues(line)
    assert "@follows" in cues(line)


def test_work_led_by_others_is_not_leading() -> None:
    assert "@leads" not in cues("Tham gia thiết kế do kiến trúc sư hạng cao hơn chủ trì")


def test_not_complex_is_not_complex() -> None:
    assert "@hard" not in cues("Xử lý việc không phức tạp")
    assert "@hard" in cues("Xử lý việc phức tạp")


def test_a_promotion_names_the_grade_reached() -> None:
    line = "Viên chức thăng hạng từ kế toán viên hạng III lên kế toán viên hạng II phải đủ thời gian"
    assert named_grade(cues(line)) == 2


def test_other_grades_in_a_line_do_not_name_its_own() -> None:
    assert named_grade(cues("Hướng dẫn kế toán viên hạng III")) is None


def test_a_statement_that_nothing_is_laid_down_says_nothing() -> None:
    assert says_nothing("This level is not defined.")
    assert not says_nothing("Define the level of service.")


@given(st.text(max_size=60))
def test_marks_and_case_do_not_change_the_cues(text: str) -> None:
    assert cues(fold(text)) == cues(text)
