"""Degree statements from the columns on level, major, school and year, several degrees in one cell told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import zip_longest

from recommender.readers.cells.dates import WITHHELD, read_day
from recommender.readers.cells.held_words import unheld_document
from recommender.readers.cells.statement_cells import Said, parts, when
from recommender.readers.cells.values import says_none
from recommender.readers.files.sheets import Cell, cell_text
from recommender.types import EvidenceKind
from training_catalog import fold

DEGREE_WORDS = (
    "dai hoc",
    "thac si",
    "thac sy",
    "tien si",
    "tien sy",
    "cao dang",
    "trung cap",
    "cu nhan",
    "ky su",
    "bang ",
)
"""Folded words that make a text the name of a degree."""
DEGREE_FIELDS = ("degree", "major", "school", "graduated", "study_mode")


def degrees(cells: Sequence[Cell], fields: Sequence[str], *, today: date) -> tuple[list[Said], bool]:
    """The degrees of one officer's cells (one a field), and whether the cells list different numbers of them."""
    texts = {name: cell_text(cell) for name, cell in zip(fields, cells, strict=True)}
    level = texts.get("degree", "")
    if says_none(level) and not texts.get("major"):
        denied = unheld_document(level) if names_degree(level) else None
        return [Said(kind=EvidenceKind.DEGREE, text=level, grade=level, unheld=denied)], False
    lists = {name: parts(texts.get(name, "")) for name in DEGREE_FIELDS}
    levels, majors = lists["degree"], lists["major"]
    count = max(len(levels), len(majors))
    if count == 0:
        return [], False
    uneven = len({len(entry) for entry in lists.values() if entry}) > 1
    if uneven and 1 not in (len(levels), len(majors)) and levels and majors:
        lists = {name: [texts.get(name, "").replace("\n", "; ")] for name in DEGREE_FIELDS}
    filled = [_filled(lists[name], count if not uneven else max(len(lists["degree"]), len(lists["major"])))
              for name in DEGREE_FIELDS]  # fmt: skip
    rows = zip_longest(*filled, fillvalue="")
    return [_degree(*row, today=today) for row in rows], uneven


def names_degree(text: str) -> bool:
    """Whether a text names some degree."""
    folded = f"{fold(text)} "
    return any(word in folded for word in DEGREE_WORDS)


def _filled(entries: list[str], count: int) -> list[str]:
    """As many entries as degrees: one entry for several degrees counts for each; too few leave the rest blank."""
    if len(entries) == 1 and count > 1:
        return entries * count
    return entries[:count]


def _degree(level: str, major: str, school: str, year: str, mode: str, *, today: date) -> Said:
    named = major if fold(major) != fold(level) else ""
    joined = f"{level} ngành {named}" if level and named else level or major
    details = [text for text in (school, mode, year) if text]
    dated = _year(year, today=today) or when(f"{level} {major}", today=today)
    return Said(
        kind=EvidenceKind.DEGREE,
        text=", ".join([joined, *details]),
        subject=re.sub(r"^\s*(?:ngành|chuyên ngành)\s+", "", major, flags=re.IGNORECASE),
        grade=level,
        dated_on=dated,
        unheld=next((why for text in (level, major, mode, year) if text and (why := unheld_document(text))), None),
    )


def _year(text: str, *, today: date) -> date | None:
    if not text:
        return None
    read = read_day(text, today=today)
    return None if read.note in WITHHELD else read.day
