"""Identities at an OpenID provider that open an account here."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from recommender.store.metadata import Id, Instant, Text

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "user_identity",
        sa.Column("issuer", Text(), nullable=False),
        sa.Column("subject", Text(), nullable=False),
        sa.Column("user_id", Id(), nullable=False),
        sa.Column("linked_by", Id(), nullable=False),
        sa.Column("linked_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.user_id"], name="fk_user_identity_user_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("issuer", "subject", name="pk_user_identity"),
        sqlite_strict=True,
    )
    op.create_index("uq_user_identity_user_id_issuer", "user_identity", ["user_id", "issuer"], unique=True)
