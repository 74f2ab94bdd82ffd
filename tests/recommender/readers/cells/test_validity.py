from __future__ import annotations

from datetime import date

import pytest

from recommender.readers.cells.held_words import Unheld
from recommender.readers.cells.statement_cells import certificates

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "entry",
    [
        "CC kế toán trưởng (cấp 12/2012, có giá trị 5 năm)",
        "CC hành nghề giám sát (hết hạn 30/6/2026)",
        "CC hành nghề giám sát, có giá trị đến 10/2026",
        "CC hành nghề giám sát (hiệu lực đến hết năm 2025)",
        "CC A (đã hết hạn)",
        "IELTS 6.0 (2022), thời hạn 2 năm",
    ],
)
def test_a_certificate_whose_time_is_over_is_not_held(entry: str) -> None:
    assert [one.unheld for one in certificates(entry, today=TODAY)] == [Unheld.EXPIRED]


@pytest.mark.parametrize(
    "entry",
    [
        "CC hành nghề (có giá trị đến 2027)",
        "CC hành nghề (hiệu lực đến năm 2026)",
        "CC B cấp 2025, hiệu lực 24 tháng",
        "CC B cấp 2024, có giá trị 2 năm",
        "CC B cấp 11/2024, có giá trị 24 tháng",
        "Chứng chỉ không thời hạn",
        "Bồi dưỡng xử lý giấy tờ hết hạn sử dụng, 2020",
    ],
)
def test_a_certificate_whose_time_may_go_on_is_held(entry: str) -> None:
    assert [one.unheld for one in certificates(entry, today=TODAY)] == [None]


def test_the_last_day_is_not_the_day_of_issue() -> None:
    (only,) = certificates("CC hành nghề (cấp 5/2024, hết hạn 30/6/2027)", today=TODAY)
    assert only.dated_on == date(2024, 5, 1)
    (none,) = certificates("CC hành nghề (hết hạn 30/6/2027)", today=TODAY)
    assert none.dated_on is None
