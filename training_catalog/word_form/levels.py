"""Section 5.2 as required levels, from the rows of its table: one row a competency, merged level cells resolved."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from training_catalog.folding import fold
from training_catalog.types import MAX_LEVEL, MIN_LEVEL, LevelRange
from training_catalog.word_form.blocks import Cell, Row
from training_catalog.word_form.columns import by_column, head_columns
from training_catalog.word_form.shapes import RequiredLevel
from training_catalog.word_form.wording import join_texts, without_marker

COLUMNS = {
    "group": re.compile(r"^nhom nang luc$"),
    "name": re.compile(r"^ten nang luc|^nang luc(?: cu the)?$"),
    "level": re.compile(r"^cap do|^muc do|^cap nang luc$"),
}
LEVEL = re.compile(r"^(?:cap(?: do)?|muc(?: do)?|bac)? ?(?:tu )?([1-5])(?: (?:den )?([1-5]))?$")
EMPTY = Cell(text="", left=0.0, right=0.0)


def read_levels(rows: Iterable[Row]) -> tuple[RequiredLevel, ...]:
    """The required levels in order. A truly empty cell gives `level=None` and `text=""`."""
    rows = list(rows)
    columns, heads = head_columns(rows, COLUMNS)
    levels: list[RequiredLevel] = []
    for index, row in enumerate(rows):
        if index in heads or row.is_blank:
            continue
        cells = by_column(row, columns)
        name, level = cells.get("name", EMPTY), cells.get("level", EMPTY)
        found = RequiredLevel(
            group=" ".join(cells.get("group", EMPTY).text.split()),
            name=" ".join(without_marker(name.text).split()) if not name.is_merged else "",
            level=level_of(level.text),
            text=" ".join(level.text.split()),
            is_merged=level.is_merged,
            place=row.place,
        )
        if levels and is_cut(found, row):
            levels[-1] = rejoin(levels[-1], found)
        elif found.name or (found.text and not found.is_merged):
            levels.append(found)
    return tuple(levels)


def level_of(text: str) -> LevelRange | None:
    """`2-3`, `2`, `Cấp độ 2 – 3`, `từ 2 đến 3` as a range; None for anything else.

    Cells merged in Word keep a line of each: equal lines are one level.
    """
    lines = {fold(line) for line in text.split("\n")}
    match = LEVEL.match(lines.pop()) if len(lines) == 1 else None
    if match is None:
        return None
    low, high = int(match.group(1)), int(match.group(2) or match.group(1))
    if not MIN_LEVEL <= low <= high <= MAX_LEVEL:
        return None
    return LevelRange(minimum=low, maximum=high)


def is_cut(found: RequiredLevel, row: Row) -> bool:
    """True when the row is the rest of a row cut by a page: its name goes on in lower case, or it has none."""
    if not row.is_split:
        return False
    if not found.name:
        return not found.is_merged
    return found.name[0].islower() and (not found.text or found.is_merged)


def rejoin(above: RequiredLevel, rest: RequiredLevel) -> RequiredLevel:
    """The row above completed with the rest that stands on the next page."""
    name = " ".join(join_texts(above.name, rest.name).split())
    if above.text or rest.is_merged:
        return replace(above, name=name)
    return replace(above, name=name, text=rest.text, level=rest.level)
