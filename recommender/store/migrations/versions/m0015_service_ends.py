"""People who no longer serve, with the day and the reason: not reviewed, not counted, kept for their history."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from recommender.store.metadata import Day, Id, Instant, Text

revision = "0015"
down_revision = "0014"
REASONS = ("retired", "transferred", "resigned", "dismissed", "died", "other")


def upgrade() -> None:
    """Take the step."""
    words = ", ".join(f"'{reason}'" for reason in REASONS)
    op.create_table(
        "service_end",
        sa.Column("officer_id", Id(), nullable=False),
        sa.Column("ended_on", Day(), nullable=False),
        sa.Column("reason", Text(), nullable=False),
        sa.Column("note", Text(), nullable=False),
        sa.Column("told_by", Id(), nullable=False),
        sa.Column("told_by_name", Text(), nullable=False),
        sa.Column("told_at", Instant(), nullable=False),
        sa.CheckConstraint(f"reason IN ({words})", name="ck_service_end_reason"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.officer_id"], name="fk_service_end_officer_id"),
        sa.PrimaryKeyConstraint("officer_id", name="pk_service_end"),
        sqlite_strict=True,
    )
