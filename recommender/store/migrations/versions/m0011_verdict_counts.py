"""Indexes that count the verdicts of a run without reading them: by what is proposed, and unit by unit."""

from __future__ import annotations

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Take the step."""
    op.create_index(
        "ix_verdict_counts", "verdict",
        ["run_id", "verdict", "field", "position_id", "review_reasons", "unit_id"],
    )  # fmt: skip
    op.create_index(
        "ix_verdict_unit_counts", "verdict",
        ["run_id", "unit_id", "verdict", "field", "position_id", "review_reasons"],
    )  # fmt: skip
