"""Copies of the tables of people, of the same columns: what an import says before it counts, and what stood before it.

Rows move between a copy and its live table by one statement each, so that applying an import takes the writer briefly.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Column, ForeignKey, Table

from recommender.store.metadata import Id, Text, one_of, table
from recommender.store.tables.people import (
    ASSESSMENT,
    EARLIER_DECISION,
    HOLDING,
    OFFICER,
    PERSONAL,
    QUOTA,
    STATEMENT,
)


class Side(StrEnum):
    """Which of the two a copied row is."""

    AFTER = "after"
    """Điều lượt nhập nói."""
    BEFORE = "before"
    """Điều có trước lượt nhập."""


def _copy_of(live: Table) -> Table:
    """In the order of people or units, then of the live table's own key."""
    owner = "officer_id" if "officer_id" in live.c else "unit_id"
    key = list(dict.fromkeys([owner, *(column.name for column in live.primary_key.columns)]))
    return table(
        f"import_{live.name}",
        Column("of_import", Id, ForeignKey("import_batch.import_id"), primary_key=True),
        Column("side", Text, primary_key=True),
        *[Column(name, type(live.c[name].type), primary_key=True) for name in key],
        *[Column(one.name, type(one.type), nullable=one.nullable) for one in live.columns if one.name not in key],
        one_of("side", Side),
        is_clustered=True,
    )


PEOPLE: tuple[Table, ...] = (OFFICER, PERSONAL, HOLDING, STATEMENT, ASSESSMENT, EARLIER_DECISION)
"""Live tables of people, each before those that refer to it."""
COPY_OF: dict[str, Table] = {live.name: _copy_of(live) for live in (*PEOPLE, QUOTA)}
"""Name of a live table → its copy."""
