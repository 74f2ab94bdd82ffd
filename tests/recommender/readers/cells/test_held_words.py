from __future__ import annotations

import pytest

from recommender.readers.cells.held_words import Unheld, unheld_document, unheld_work


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


@pytest.mark.parametrize(
    "entry",
    ["Không phụ trách chứng thực", "Chưa từng làm hộ tịch", "chưa được giao việc", "Không trực tiếp giải quyết"],
)
def test_work_not_done_is_no_work(entry: str) -> None:
    assert unheld_work(entry) is Unheld.DENIED


@pytest.mark.parametrize(
    "entry",
    ["Không để tồn đọng hồ sơ quá hạn", "Trả hồ sơ chưa đủ điều kiện", "Đang công tác tại Văn phòng",
     "Quản lý đất chưa sử dụng", "Theo dõi người chưa có việc làm"],
)  # fmt: skip
def test_work_about_what_is_lacking_is_work(entry: str) -> None:
    assert unheld_work(entry) is None
