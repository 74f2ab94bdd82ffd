"""An index of the evidence that waits for a unit, so that it is counted and listed without a look at all the rest."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Take the step."""
    waits = sa.text("standing = 'waits'")
    op.create_index(
        "ix_statement_waits", "statement", ["statement_id", "officer_id"], sqlite_where=waits,
        postgresql_where=waits,
    )  # fmt: skip
