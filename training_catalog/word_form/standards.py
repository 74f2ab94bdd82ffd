"""Section 5.1 as written, from the rows of its table: education, certificates, experience, qualities, other."""

from __future__ import annotations

import re
from collections.abc import Iterable

from training_catalog.folding import fold
from training_catalog.word_form.blocks import Cell, Row
from training_catalog.word_form.columns import by_column, head_columns
from training_catalog.word_form.shapes import Place, WrittenStandards
from training_catalog.word_form.wording import join_texts

COLUMNS = {
    "label": re.compile(r"^nhom yeu cau$"),
    "text": re.compile(r"^yeu cau cu the$"),
}
GROUPS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("education", re.compile(r"^(?:ve )?trinh do(?: dao tao| chuyen mon| hoc van|$)")),
    ("certificates", re.compile(r"^(?:ve )?(?:boi duong|chung chi|kien thuc bo tro|kien thuc boi duong)")),
    ("experience", re.compile(r"^(?:ve )?kinh nghiem")),
    ("qualities", re.compile(r"^(?:ve )?pham chat")),
    ("other", re.compile(r"^(?:cac )?yeu cau khac")),
)
OTHER = "other"
EMPTY = Cell(text="", left=0.0, right=0.0)


def read_standards(rows: Iterable[Row]) -> WrittenStandards:
    """The texts by group; a row without a label goes on with the row above, an unknown label is kept in `other`."""
    rows = list(rows)
    columns, heads = head_columns(rows, COLUMNS)
    texts: dict[str, list[str]] = {}
    places: dict[str, Place] = {}
    group = ""
    for index, row in enumerate(rows):
        if index in heads or row.is_blank:
            continue
        cells = by_column(row, columns)
        label, text = cells.get("label", EMPTY), cells.get("text", EMPTY).text
        named = group_of(label.text)
        if named:
            group = named
        elif label.text and not label.is_merged:
            group, text = OTHER, join_texts(f"{label.text}:", text)
        if group:
            texts.setdefault(group, []).append(text)
            places.setdefault(group, row.place)
    return WrittenStandards(
        education=join_texts(*texts.get("education", ())),
        certificates=join_texts(*texts.get("certificates", ())),
        experience=join_texts(*texts.get("experience", ())),
        qualities=join_texts(*texts.get("qualities", ())),
        other=join_texts(*texts.get(OTHER, ())),
        education_place=places.get("education", Place()),
        certificates_place=places.get("certificates", Place()),
        qualities_place=places.get("qualities", Place()),
        other_place=places.get(OTHER, Place()),
    )


def group_of(label: str) -> str:
    """The group that a row label names, or ""."""
    folded = fold(label)
    return next((group for group, pattern in GROUPS if pattern.match(folded)), "")
