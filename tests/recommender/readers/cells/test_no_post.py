from __future__ import annotations

import pytest

from recommender.readers.cells.no_post import no_post


@pytest.mark.parametrize(
    "title",
    ["Chủ tịch UBND xã", "Phó Chủ tịch HĐND", "Bí thư Đảng ủy", "PCT UBND", "Phó trưởng ban Kinh tế - Ngân sách"],
)
def test_elected_offices_are_no_positions(title: str) -> None:
    assert no_post(title) == "position_elected"


@pytest.mark.parametrize("title", ["Nghỉ hưu", "Đã nghỉ hưu 01/7/2025", "Chuyển công tác", "Nghỉ thai sản (Kế toán)"])
def test_people_who_left_or_are_on_leave_hold_no_position_named(title: str) -> None:
    assert no_post(title) == "position_left"


@pytest.mark.parametrize(
    "title",
    ["Chuyên viên lạ", "Trưởng phòng Kinh tế", "Thư ký Chủ tịch UBND", "Văn thư", "Cán bộ theo dõi chế độ nghỉ"],
)
def test_other_titles_may_be_posts(title: str) -> None:
    assert no_post(title) is None
