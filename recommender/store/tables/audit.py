"""Tables of the audit: chained rows that a trigger refuses to change, whom each is about, and the head of the chain."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index

from recommender.store.metadata import Flag, Id, Instant, Key, Text, Whole, needed, table

AUDIT = table(
    "audit",
    Column("number", Whole, primary_key=True, autoincrement=False),
    needed("at", Instant),
    needed("actor", Id),
    needed("action", Text),
    needed("subject_kind", Text),
    needed("subject_id", Id),
    needed("unit_id", Id),
    needed("also", Text),
    needed("detail", Text),
    needed("mac", Key),
    Index("ix_audit_at", "at"),
    Index("ix_audit_actor_number", "actor", "number"),
    Index("ix_audit_unit_id_number", "unit_id", "number"),
)

AUDIT_SUBJECT = table(
    "audit_subject",
    Column("subject_id", Id, primary_key=True),
    Column("number", Whole, ForeignKey("audit.number"), primary_key=True),
    is_clustered=True,
)
"""An index from a person to the rows about that person; it can be made again from the audit."""

AUDIT_HEAD = table(
    "audit_head",
    Column("is_head", Flag, CheckConstraint("is_head", name="one_row"), primary_key=True),
    needed("number", Whole),
    needed("mac", Key),
)
"""One row: how many rows there are and the code of the last one. Its lock puts writers in a line."""
