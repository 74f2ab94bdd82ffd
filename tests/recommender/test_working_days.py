"""Working days: weekends and holidays are left out, the first day does not count."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.working_days import after_working_days, is_working_day, office_day


@pytest.mark.parametrize(("start", "count", "expected"), [
    (date(2026, 11, 20), 1, date(2026, 11, 23)), (date(2026, 11, 23), 7, date(2026, 12, 2)),
    (date(2026, 8, 31), 2, date(2026, 9, 3)), (date(2026, 12, 31), 1, date(2027, 1, 4)),
])  # fmt: skip
def test_the_day_is_counted_in_working_days(start: date, count: int, expected: date) -> None:
    assert after_working_days(start, count) == expected


def test_a_given_holiday_is_left_out() -> None:
    assert after_working_days(date(2027, 2, 4), 1, holidays={date(2027, 2, 5)}) == date(2027, 2, 8)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 60))
def test_exactly_so_many_working_days_lie_between(start: date, count: int) -> None:
    end = after_working_days(start, count)
    between = [start + timedelta(days=one) for one in range(1, (end - start).days + 1)]
    assert sum(map(is_working_day, between)) == count
    assert is_working_day(end)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 11, 22, 16, 59, tzinfo=UTC), date(2026, 11, 22)),
        (datetime(2026, 11, 22, 17, 0, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 12, 31, 18, 0), date(2027, 1, 1)),
    ],
)
def test_the_day_of_an_instant_is_that_of_vietnam(instant: datetime, day: date) -> None:
    assert office_day(instant) == day
