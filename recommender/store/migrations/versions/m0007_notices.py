"""Who has read the notice about personal data."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from recommender.store.metadata import Id, Instant, Text

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "notice_reading",
        sa.Column("user_id", Id(), nullable=False),
        sa.Column("edition", Text(), nullable=False),
        sa.Column("read_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.user_id"], name="fk_notice_reading_user_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "edition", name="pk_notice_reading"),
        sqlite_strict=True,
    )
