"""Section 2 as duties, from the rows of its table: rows cut by a page are put together, extra rows join their duty."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from training_catalog.word_form.blocks import Cell, Row
from training_catalog.word_form.columns import by_column, head_columns
from training_catalog.word_form.shapes import Duty
from training_catalog.word_form.wording import join_texts

COLUMNS = {
    "number": re.compile(r"^(?:tt|stt|so tt|so thu tu)$"),
    "criteria": re.compile(r"^tieu chi"),
    "work": re.compile(r"^(?:nhiem vu )?cong viec cu the$"),
    "area": re.compile(r"^(?:cac )?nhiem vu(?: .*)?$|^(?:nhiem vu )?m\wng cong viec$|^cac cong viec$"),
}
NUMBER = re.compile(r"^(\d{1,2}(?:\s*\.\s*\d{1,2})*)\s*[.)]?\s+(?=\S)")
CELL_NUMBER = re.compile(r"^\d{1,2}(?:\s*\.\s*\d{1,2})*\s*[.)]?$|^[IVX]+$")


def read_duties(rows: Iterable[Row]) -> tuple[Duty, ...]:
    """The duties in order."""
    rows = list(rows)
    columns, heads = head_columns(rows, COLUMNS)
    groups: list[list[Duty]] = []
    for index, row in enumerate(rows):
        if index in heads or row.is_blank:
            continue
        duty = read_duty(row, columns)
        if groups and belongs_above(duty, row, columns):
            groups[-1].append(duty)
        else:
            groups.append([duty])
    return tuple(joined(group) for group in groups)


def joined(parts: list[Duty]) -> Duty:
    """One duty of the parts that stand in several rows."""
    return replace(
        parts[0],
        area=join_texts(*(part.area for part in parts)),
        work=join_texts(*(part.work for part in parts)),
        criteria=join_texts(*(part.criteria for part in parts)),
    )


def read_duty(row: Row, columns: dict[str, Cell]) -> Duty:
    """One row; a number written before the area's text is taken off it."""
    cells = by_column(row, columns)
    texts = {name: "" if cell.is_merged and name != "number" else cell.text for name, cell in cells.items()}
    number, area = texts.get("number", ""), texts.get("area", "")
    if not CELL_NUMBER.match(number):
        area, number = join_texts(number, area), ""
    match = NUMBER.match(area)
    if not number and match:
        number, area = match.group(1), area[match.end() :]
    return Duty(
        number=number.rstrip(".) ").replace(" ", ""),
        area=area,
        work=texts.get("work", ""),
        criteria=texts.get("criteria", ""),
        place=row.place,
    )


def belongs_above(duty: Duty, row: Row, columns: dict[str, Cell]) -> bool:
    """True when the row goes on with the duty above: merged number, no number and no area, or cut by a page."""
    number = by_column(row, columns).get("number")
    if number is not None and number.is_merged:
        return True
    if duty.number:
        return False
    if not duty.area:
        return True
    return row.is_split and duty.area[0].islower()
