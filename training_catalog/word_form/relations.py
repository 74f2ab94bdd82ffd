"""Sections 3 and 4 as work relations and lines of authority, from the rows of their tables and their paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable

from training_catalog.folding import fold
from training_catalog.word_form.blocks import Row
from training_catalog.word_form.columns import by_column, head_columns
from training_catalog.word_form.shapes import Relation, Scope
from training_catalog.word_form.wording import join_texts

INSIDE = {
    "manager": re.compile(r"^duoc quan ly truc tiep|^quan ly truc tiep va kiem"),
    "colleagues": re.compile(r"^quan (?:he|ly) (?:ph\w+ hop )?truc tiep"),
    "units": re.compile(r"^cac don vi phoi"),
}
OUTSIDE = {
    "party": re.compile(r"^(?:cac )?co quan .*quan he"),
    "nature": re.compile(r"^ban chat"),
}
AUTHORITY = {
    "number": re.compile(r"^(?:tt|stt)$"),
    "text": re.compile(r"^quyen han"),
}


def read_inside(rows: Iterable[Row]) -> tuple[Relation, ...]:
    """One relation a column: by whom managed, with whom or whom directly, which units."""
    rows = list(rows)
    columns, heads = head_columns(rows, INSIDE)
    texts: dict[str, list[str]] = {name: [] for name in columns}
    for index, row in enumerate(rows):
        if index in heads:
            continue
        for name, cell in by_column(row, columns).items():
            if not cell.is_merged:
                texts[name].append(cell.text)
    named = ((" ".join(columns[name].text.split()), join_texts(*parts)) for name, parts in texts.items())
    return tuple(Relation(scope=Scope.INSIDE, party=party, nature=text) for party, text in named if text)


def read_outside(rows: Iterable[Row]) -> tuple[Relation, ...]:
    """One relation a row; a row without a party goes on with the row above."""
    rows = list(rows)
    columns, heads = head_columns(rows, OUTSIDE)
    groups: list[list[tuple[str, str]]] = []
    for index, row in enumerate(rows):
        if index in heads or row.is_blank:
            continue
        cells = by_column(row, columns)
        party, nature = cells.get("party"), cells.get("nature")
        party_text = party.text if party is not None and not party.is_merged else ""
        texts = (party_text, nature.text if nature is not None else "")
        if groups and (not party_text or (row.is_split and party_text[0].islower())):
            groups[-1].append(texts)
        else:
            groups.append([texts])
    return tuple(
        Relation(
            scope=Scope.OUTSIDE,
            party=join_texts(*(party for party, _ in group)),
            nature=join_texts(*(nature for _, nature in group)),
        )
        for group in groups
    )


def read_authority(rows: Iterable[Row], lines: Iterable[str]) -> tuple[str, ...]:
    """The lines of authority, from the table or, in forms without a table, from the paragraphs."""
    found: list[str] = []
    rows = list(rows)
    _, heads = head_columns(rows, AUTHORITY)
    for index, row in enumerate(rows):
        if index in heads or row.is_blank or not row.cells:
            continue
        found.extend(line for line in row.cells[-1].text.split("\n") if fold(line))
    found.extend(line for line in lines if fold(line))
    return tuple(found)
