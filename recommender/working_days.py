"""Days of Vietnamese offices: the day of an instant there, and deadlines without weekends and fixed public holidays.

Holidays that move from year to year (Tết, Giỗ Tổ Hùng Vương, the second day of National Day) are given by the caller.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

FIXED_HOLIDAYS: Final = frozenset({(1, 1), (4, 30), (5, 1), (9, 2)})
"""Month and day of the holidays that the Labour Code 45/2019/QH14, art. 112, fixes by the solar calendar."""
SATURDAY: Final = 5
VIETNAM: Final = timezone(timedelta(hours=7), "ICT")
"""Vietnam keeps one time all year."""


def office_time(instant: datetime) -> datetime:
    """An instant in the time of Vietnam; one without a zone is taken for UTC."""
    return instant.replace(tzinfo=instant.tzinfo or UTC).astimezone(VIETNAM)


def office_day(instant: datetime) -> date:
    """The day on which an instant falls where the offices are: from 17:00 UTC on it is the next one."""
    return office_time(instant).date()


def after_working_days(start: date, count: int, *, holidays: Collection[date] = ()) -> date:
    """The day that is `count` working days after `start`, which does not count itself."""
    day = start
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day, holidays=holidays)
    return day


def is_working_day(day: date, *, holidays: Collection[date] = ()) -> bool:
    """Monday to Friday, no fixed holiday and none of those given."""
    return day.weekday() < SATURDAY and (day.month, day.day) not in FIXED_HOLIDAYS and day not in holidays
