"""Indexes that hold what lists are filtered by, so that rows out of sight or out of a search are passed over unread."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
SORTED_BY = {
    "ix_verdict_probability": "probability", "ix_verdict_doubt": "doubt", "ix_verdict_title": "title_sort",
    "ix_verdict_unit_name": "unit_sort",
}  # fmt: skip
VERDICT_KEY = ["officer_id", "position_id", "unit_id", "verdict", "field"]


def upgrade() -> None:
    """Take the step."""
    for name, column in SORTED_BY.items():
        op.drop_index(name, "verdict")
        op.create_index(name, "verdict", ["run_id", column, *VERDICT_KEY])
    op.drop_index("ix_verdict_name", "verdict")
    op.create_index("ix_verdict_name", "verdict", ["run_id", "name_sort", *VERDICT_KEY, "name_search"])
    op.drop_index("ix_verdict_counts", "verdict")
    counted = ["run_id", "verdict", "field", "position_id", "review_reasons", "unit_id", "name_search"]
    op.create_index("ix_verdict_counts", "verdict", counted)
    op.drop_index("ix_officer_name", "officer")
    op.create_index("ix_officer_name", "officer", ["name_sort", "officer_id", "unit_id", "name_search", "erased_at"])
    is_erased = sa.text("erased_at IS NOT NULL")
    op.create_index(
        "ix_officer_erased", "officer", ["erased_at"], sqlite_where=is_erased, postgresql_where=is_erased
    )  # fmt: skip
    op.create_index("ix_unit_changed", "unit", ["changed_at"])
    op.create_index("ix_decision_run", "decision", ["run_id", "decision_id"])
