"""Days of a whole column, with everything assumed or withheld written to the log."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import numpy as np
import numpy.typing as npt

from recommender.readers.cells.dates import WITHHELD, Day, DayNote, read_day, without_ambiguous
from recommender.readers.cells.values import DASHES, says_none
from recommender.readers.files.sheets import Cell
from recommender.readers.problem_log import SheetLog
from recommender.readers.tables.picked import Picked, Words, pick_field
from recommender.readers.tables.table import Table

Days = npt.NDArray[np.datetime64]
NO_DAY = np.datetime64("NaT", "s")


def day_column(
    picked: Picked | None, spot: SheetLog, *, count: int, today: date, impossible: str = "day_impossible"
) -> Days:
    """The day of each data row; NaT where there is none, or none that can be read without guessing.

    `impossible`: what is said of a day that does not exist where no other day is near.
    """
    if picked is None:
        return np.full(count, NO_DAY, dtype="datetime64[s]")
    days = without_ambiguous(
        picked.read(lambda value: Day(day=None) if says_none(value) else read_day(value, today=today))
    )
    told: Words = {}
    gathered: dict[DayNote, list[int]] = defaultdict(list)
    for number, day in enumerate(days):
        if day.note in WITHHELD and day.note is not None:
            is_far = day.note is DayNote.IMPOSSIBLE and not day.suggestion
            told[number] = (impossible if is_far else day.note, {"suggestion": day.suggestion or "dd/mm/yyyy"})
        elif day.note is not None:
            gathered[day.note].append(number)
    picked.report(spot, told)
    for note, numbers in gathered.items():
        picked.report_column(spot, note, numbers)
    return days_of_numbers(picked, [day.day for day in days])


def _day(value: Cell, *, today: date) -> Day:
    """The day of a cell; "Chưa" and a dash are as good as an empty cell."""
    return Day(day=None) if says_none(value) or value in DASHES else read_day(value, today=today)


def days_of_numbers(picked: Picked, days: list[date | None]) -> Days:
    """Days by value number, spread over the data rows."""
    table = np.array([*[np.datetime64(day, "s") if day else NO_DAY for day in days], NO_DAY], dtype="datetime64[s]")
    spread: Days = table[picked.numbers]
    return spread


def field_days(table: Table, field: str, *, spot: SheetLog, today: date) -> Days:
    """Days of the first column of a field."""
    return day_column(pick_field(table, field), spot, count=len(table.rows), today=today)
