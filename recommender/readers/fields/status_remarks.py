"""What is said of remarks that tell that somebody leaves, is away or on probation: they change nothing."""

from __future__ import annotations

import re

from recommender.readers.files.sheets import cell_text
from recommender.readers.problem_log import SheetLog
from recommender.readers.tables.picked import Words, pick
from recommender.readers.tables.table import Table
from training_catalog import fold

FIELDS = ("note", "title")
_STATUS = re.compile(
    r"\b(?:nghi (?:huu|viec|om|thai san|che do|khong luong|khong huong luong|theo nd)|thoi viec|huu tri|chuyen cong tac"
    r"|chuyen (?:di|den|sang|ve) |dieu dong|biet phai|thai san|tinh gian|dinh chi|tam hoan|tap su|thu viec)"
)


def say_status_remarks(table: Table, spot: SheetLog) -> None:
    """Write down which remarks and titles of a people table speak of the standing of the person."""
    for field in FIELDS:
        for head in table.columns(field):
            picked = pick(table, head)
            told: Words = {
                number: ("remark_of_status", {})
                for number, is_told in enumerate(picked.read(lambda cell: _STATUS.search(fold(cell_text(cell)))))
                if is_told
            }
            picked.report(spot, told)
