"""A course is a province's own when its provider or name says so, spelled as provinces are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.shipped_catalogue import shipped_catalogue
from training_catalog import CourseProvinces

CATALOGUE = shipped_catalogue()
PROVINCES = CourseProvinces(CATALOGUE.units)
ANY = next(iter(CATALOGUE.courses.values()))


@pytest.mark.parametrize(
    ("provider", "name", "province"),
    [
        ("UBND tỉnh Điện Biên", "Xử lý văn bản", "Tỉnh Điện Biên"),
        ("Viện đào tạo", "Kỹ năng của Chủ tịch (Phú Thọ)", "Tỉnh Phú Thọ"),
        ("Sở Nội vụ TP.HCM", "Tiếp công dân", "Thành phố Hồ Chí Minh"),
        ("Học viện Chính trị quốc gia Hồ Chí Minh", "Lãnh đạo xã", ""),
        ("Thủ trưởng phòng", "Bảng việc của hai phòng", ""),
        ("Trường Chính trị tỉnh", "Soạn thảo", ""),
        ("Sở Nội vụ Gia Lai và Sở Nội vụ Đắk Lắk", "Tập huấn chung", ""),
        ("UBND tỉnh Bình Định (nay là Gia Lai)", "Kỹ năng số", "Tỉnh Gia Lai"),
    ],
)
def test_the_one_province_named_is_the_home_of_a_course(provider: str, name: str, province: str) -> None:
    found = PROVINCES.of(replace(ANY, provider=provider, name_vi=name))
    assert (CATALOGUE.units[found].name if found else "") == province


def test_most_courses_of_the_pack_are_open_to_every_province() -> None:
    homes = [PROVINCES.of(course) for course in CATALOGUE.courses.values()]
    assert 0.8 < homes.count("") / len(homes) < 0.95


def test_without_provinces_every_course_is_open() -> None:
    assert CourseProvinces({}).of(ANY) == ""
