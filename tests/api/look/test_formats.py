"""Numbers, shares, days and levels as the office writes them."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.look import formats


@pytest.mark.parametrize(
    ("value", "digits", "vi", "en"),
    [
        (1234.5, None, "1.234,5", "1,234.5"),
        (1234.0, None, "1.234", "1,234"),
        (-0.04, 1, "0,0", "0.0"),
        (-3.25, 2, "−3,25", "−3.25"),
        (0, None, "0", "0"),
        (None, None, "–", "–"),
        (math.nan, None, "–", "–"),
    ],
)
def test_number_is_written_by_language(value: float | None, digits: int | None, vi: str, en: str) -> None:
    assert formats.number(value, "vi", digits) == vi
    assert formats.number(value, "en", digits) == en


def test_difference_shows_its_sign_and_nought_none() -> None:
    assert [formats.signed(value, "vi") for value in (3, -1.5, 0, 0.04, None)] == ["+3", "−1,5", "0", "0", "–"]


def test_share_is_a_percentage() -> None:
    assert formats.percent(0.756, "vi") == "76\N{NO-BREAK SPACE}%"
    assert formats.percent(0.756, "en", 1) == "75.6%"
    assert formats.percent(None, "vi") == "–"


def test_day_and_instant_are_vietnamese_local() -> None:
    late = datetime(2026, 3, 5, 20, 30, tzinfo=UTC)
    assert formats.instant(late) == "06/03/2026 03:30"
    assert formats.day(late) == "06/03/2026"
    assert formats.day(date(2026, 3, 5)) == "05/03/2026"
    assert formats.day(None) == formats.instant(None) == "–"


def test_level_carries_its_deviation() -> None:
    assert formats.level(1.62, 0.41, "vi").replace("\N{NO-BREAK SPACE}", " ") == "1,6 ± 0,4"
    assert formats.level(math.nan, 0.4, "vi") == "–"
    assert formats.level(2.0, None, "en") == "2.0"


def test_range_of_one_level_is_one_number() -> None:
    assert formats.level_range(2, 3, "vi") == "2–3"
    assert formats.level_range(3, 3, "vi") == "3"


def test_size_is_told_in_the_next_unit_up() -> None:
    assert [formats.size(n, "vi") for n in (820, 14_541, 3_250_586, 5 * 1024**3)] == [
        "820 B",
        "14,2 KB",
        "3,1 MB",
        "5,0 GB",
    ]


@given(st.floats(min_value=-1e9, max_value=1e9))
def test_written_number_reads_back(value: float) -> None:
    text = formats.number(value, "vi", 1).replace(".", "").replace(",", ".").replace("−", "-")
    assert abs(float(text) - value) <= 0.051


def test_a_day_that_may_stand_for_its_year_is_shown_as_the_year() -> None:
    assert formats.stated_day(date(2016, 1, 1)) == "2016"
    assert formats.stated_day(date(2016, 3, 15)) == "15/03/2016"
    assert formats.stated_day(None) == "–"
