from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.shipped_catalogue import shipped_catalogue
from tests.training_catalog.small_folders import small_catalogue
from training_catalog.checks.near_texts import near_problems
from training_catalog.types import Catalogue, CourseMode


def codes(catalogue: Catalogue) -> list[str]:
    return [problem.code for problem in near_problems(catalogue)]


def two_tasks(catalogue: Catalogue, first: str, second: str, wordings: tuple[tuple[str, ...], ...]) -> Catalogue:
    (task_id, task), *_ = catalogue.tasks.items()
    one = replace(task, text_vi=first, wordings=wordings[0])
    two = replace(task, task_id="II.04.T98", text_vi=second, wordings=wordings[1])
    return replace(catalogue, tasks={task_id: one, "II.04.T98": two})


def test_the_shipped_pack_has_no_doubles() -> None:
    assert codes(shipped_catalogue()) == []


def test_two_tasks_with_the_same_words_in_another_order_are_found(tmp_path: Path) -> None:
    first = "Đăng ký khai sinh cho trẻ em có cha mẹ là người Việt Nam"
    second = "Cho trẻ em có cha mẹ là người Việt Nam đăng ký khai sinh"
    assert codes(two_tasks(small_catalogue(tmp_path), first, second, ((), ()))) == ["near_duplicate_tasks"]


def test_tasks_of_other_words_are_not_doubles(tmp_path: Path) -> None:
    pair = two_tasks(small_catalogue(tmp_path), "Đăng ký khai sinh", "Kiểm tra đê điều mùa lũ", ((), ()))
    assert codes(pair) == []


def test_a_wording_of_two_tasks_is_found_without_case_and_diacritics(tmp_path: Path) -> None:
    wordings = (("Khai sinh, khai tử",), ("KHAI SINH khai tu",))
    assert codes(two_tasks(small_catalogue(tmp_path), "Việc một", "Chuyện hai", wordings)) == ["shared_wording"]


def test_only_courses_of_one_mode_are_doubles(tmp_path: Path) -> None:
    catalogue = small_catalogue(tmp_path)
    (course_id, course), *_ = catalogue.courses.items()
    twin = replace(course, course_id="K99")
    assert "near_duplicate_courses" in codes(replace(catalogue, courses={course_id: course, "K99": twin}))
    other = CourseMode.ONLINE if course.mode is not CourseMode.ONLINE else CourseMode.CLASS
    courses = {course_id: course, "K99": replace(twin, mode=other)}
    assert "near_duplicate_courses" not in codes(replace(catalogue, courses=courses))
