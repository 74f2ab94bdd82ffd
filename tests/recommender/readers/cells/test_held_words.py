from __future__ import annotations

import pytest

from recommender.readers.cells.held_words import Unheld, unheld_document


@pytest.mark.parametrize(
    "entry",
    ["Đang học đại học", "Thạc sĩ (chưa tốt nghiệp)", "ĐH dở dang", "Đang học CV", "sẽ học năm 2027", "cử đi học CVC",
     "Đại học Luật (đang chờ cấp bằng)", "B1 (chưa có chứng chỉ)", "đang theo học cao cấp LLCT", "dự kiến 2027"],
)  # fmt: skip
def test_what_is_under_way_is_not_held(entry: str) -> None:
    assert unheld_document(entry) is Unheld.UNDERWAY


@pytest.mark.parametrize(
    "entry",
    ["Tin học: không", "không biết", "chưa tham gia lớp chuyển đổi số", "Chưa học Trung cấp", "Chưa có bằng đại học",
     "Không có chứng chỉ tin học", "Tiếng Anh - chưa có"],
)  # fmt: skip
def test_what_is_denied_is_not_held(entry: str) -> None:
    assert unheld_document(entry) is Unheld.DENIED


@pytest.mark.parametrize(
    "entry",
    ["Chứng chỉ không thời hạn", "Đại học hệ không chính quy", "An toàn thông tin trên không gian mạng",
     "Thanh toán không dùng tiền mặt", "Được cử đi học CVC năm 2019", "Trung cấp", "Đồng thời học hai ngành, 2015",
     "Kỹ năng xử lý hồ sơ chưa hợp lệ (2024)"],
)  # fmt: skip
def test_no_and_not_yet_inside_a_name_deny_nothing(entry: str) -> None:
    assert unheld_document(entry) is None
