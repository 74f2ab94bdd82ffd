"""Positions from job descriptions with the file they came from; rule switches of a unit instead of everywhere."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from recommender.store.metadata import Day, Flag, Id, Instant, Json, Text, Whole

revision = "0008"
down_revision = "0007"

COUNTRY = "VN"


def upgrade() -> None:
    """Take the step. The former table of own positions was never written to."""
    op.drop_table("own_position")
    make_own_position()
    kept = op.get_bind().execute(sa.text("SELECT * FROM rule_switch")).mappings().all()
    op.drop_table("rule_switch")
    make_rule_switch()
    if kept:
        op.get_bind().execute(
            sa.text(
                "INSERT INTO rule_switch (unit_id, position_id, rule_id, is_enabled, valid_from, valid_to, reason, "
                "changed_by_name, changed_at, version) VALUES (:unit_id, :position_id, :rule_id, :is_enabled, "
                ":valid_from, :valid_to, :reason, :changed_by_name, :changed_at, :version)"
            ),
            [{"unit_id": COUNTRY, **row} for row in kept],
        )


def make_own_position() -> None:
    op.create_table(
        "own_position",
        sa.Column("own_id", Id(), nullable=False),
        sa.Column("position_id", Id(), nullable=False),
        sa.Column("unit_id", Id(), nullable=False),
        sa.Column("status", Text(), nullable=False),
        sa.Column("title", Text(), nullable=False),
        sa.Column("content", Text(), nullable=False),
        sa.Column("replaces_tasks", Flag(), nullable=False),
        sa.Column("problems", Json(), nullable=False),
        sa.Column("file_name", Text(), nullable=False),
        sa.Column("file_sha256", Text(), nullable=False),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("made_by_name", Text(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("changed_by_name", Text(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("version", Whole(), nullable=False),
        sa.PrimaryKeyConstraint("own_id", name="pk_own_position"),
        sa.CheckConstraint("status IN ('draft', 'active', 'ended', 'discarded')", name="ck_own_position_status"),
        sqlite_strict=True,
    )
    op.create_index(
        "ux_own_position_active",
        "own_position",
        ["unit_id", "position_id"],
        unique=True,
        sqlite_where=sa.text("status = 'active'"),
        postgresql_where=sa.text("status = 'active'"),
    )


def make_rule_switch() -> None:
    op.create_table(
        "rule_switch",
        sa.Column("unit_id", Id(), nullable=False),
        sa.Column("position_id", Id(), nullable=False),
        sa.Column("rule_id", Id(), nullable=False),
        sa.Column("is_enabled", Flag(), nullable=False),
        sa.Column("valid_from", Day(), nullable=True),
        sa.Column("valid_to", Day(), nullable=True),
        sa.Column("reason", Text(), nullable=False),
        sa.Column("changed_by_name", Text(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("version", Whole(), nullable=False),
        sa.PrimaryKeyConstraint("unit_id", "position_id", "rule_id", name="pk_rule_switch"),
        sqlite_strict=True,
    )
