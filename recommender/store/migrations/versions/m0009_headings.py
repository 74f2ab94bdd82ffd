"""How sheets with certain headings are read, as a person corrected it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from recommender.store.metadata import Id, Instant, Json, Text

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "heading_mapping",
        sa.Column("mapping_id", Id(), nullable=False),
        sa.Column("unit_id", Id(), nullable=False),
        sa.Column("file_kind", Text(), nullable=False),
        sa.Column("digest", Text(), nullable=False),
        sa.Column("table_kind", Text(), nullable=False),
        sa.Column("headings", Json(), nullable=False),
        sa.Column("fields", Json(), nullable=False),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("made_by_name", Text(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("used_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.unit_id"], name="fk_heading_mapping_unit_id"),
        sa.PrimaryKeyConstraint("mapping_id", name="pk_heading_mapping"),
        sqlite_strict=True,
    )
    op.create_index(
        "uq_heading_mapping_digest",
        "heading_mapping",
        ["unit_id", "file_kind", "digest"],
        unique=True,
    )
