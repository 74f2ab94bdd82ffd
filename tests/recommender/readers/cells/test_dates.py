from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.readers.cells.dates import SERIAL_START, WITHHELD, DayNote, read_day, without_ambiguous
from recommender.readers.files.sheets import Cell
from tests.recommender.readers.books import TODAY

DAYS = st.dates(min_value=date(1911, 1, 1), max_value=date(2098, 12, 31))


@pytest.mark.parametrize(
    ("written", "day", "note"),
    [
        ("15/3/1985", date(1985, 3, 15), None),
        ("15-03-1985", date(1985, 3, 15), None),
        ("15.3.1985", date(1985, 3, 15), None),
        (" 15/3/1985 ", date(1985, 3, 15), None),
        ("15/3/1985 00:00:00", date(1985, 3, 15), None),
        ("ngày 15 tháng 3 năm 1985", date(1985, 3, 15), None),
        ("1985-03-15", date(1985, 3, 15), None),
        ("15031985", date(1985, 3, 15), None),
        ("3/1985", date(1985, 3, 1), DayNote.MONTH_ONLY),
        ("7/2025", date(2025, 7, 1), DayNote.MONTH_ONLY),
        ("07-2025", date(2025, 7, 1), DayNote.MONTH_ONLY),
        ("tháng 7 năm 2025", date(2025, 7, 1), DayNote.MONTH_ONLY),
        (7.2025, date(2025, 7, 1), DayNote.MONTH_ONLY),
        (7.202, date(2020, 7, 1), DayNote.MONTH_ONLY),
        ("1985", date(1985, 1, 1), DayNote.YEAR_ONLY),
        (1985.0, date(1985, 1, 1), DayNote.YEAR_ONLY),
        (31121.0, date(1985, 3, 15), DayNote.SERIAL),
        ("15/3/85", date(1985, 3, 15), DayNote.SHORT_YEAR),
        ("1/7/25", date(2025, 7, 1), DayNote.SHORT_YEAR),
    ],
)
def test_days_are_read_as_offices_write_them(written: Cell, day: date, note: DayNote | None) -> None:
    read = read_day(written, today=TODAY)
    assert (read.day, read.note) == (day, note)


@pytest.mark.parametrize(
    ("written", "note", "suggestion"),
    [
        ("31/2/1985", DayNote.IMPOSSIBLE, "28/2/1985"),
        ("03/25/1985", DayNote.MONTH_FIRST, "25/3/1985"),
        ("45/13/1985", DayNote.IMPOSSIBLE, ""),
        ("15/3/1585", DayNote.IMPOSSIBLE, ""),
        ("sau Tết", DayNote.UNREADABLE, ""),
        (12.0, DayNote.UNREADABLE, ""),
        (True, DayNote.UNREADABLE, ""),
    ],
)
def test_what_is_no_day_is_withheld_with_a_suggestion(written: Cell, note: DayNote, suggestion: str) -> None:
    read = read_day(written, today=TODAY)
    assert (read.day, read.note, read.suggestion) == (None, note, suggestion)


def test_one_month_first_day_makes_the_ambiguous_ones_of_its_column_unreadable() -> None:
    column = [read_day(text, today=TODAY) for text in ("03/25/1985", "4/5/1985", "20/5/1985", "5/5/1985")]
    assert [day.note for day in without_ambiguous(column)] == [DayNote.MONTH_FIRST, DayNote.AMBIGUOUS, None, None]


def test_without_month_first_days_the_day_comes_first() -> None:
    column = [read_day("4/5/1985", today=TODAY)]
    assert without_ambiguous(column)[0].day == date(1985, 5, 4)


@given(DAYS)
def test_a_full_day_reads_back(day: date) -> None:
    for text in (f"{day.day}/{day.month}/{day.year}", f"{day.day:02d}-{day.month:02d}-{day.year}", day.isoformat()):
        assert read_day(text, today=TODAY).day == day


@given(DAYS)
def test_serials_and_day_cells_read_alike(day: date) -> None:
    serial = float((day - SERIAL_START).days)
    assert SERIAL_START + timedelta(days=serial) == day
    assert read_day(day, today=TODAY).day == day


@given(st.one_of(st.text(), st.floats(), st.booleans(), st.none()))
def test_any_cell_gives_a_day_or_a_reason_never_both(value: Cell) -> None:
    read = read_day(value, today=TODAY)
    assert (read.day is None) == (read.note in WITHHELD or read.note is None)
