"""People with their posts, statements, results, and quotas."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from recommender.store.metadata import Day, Id, Instant, Key, Number, Text, Whole

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Take the step."""
    make_quota()
    make_officer()
    make_assessment()
    make_earlier_decision()
    make_evidence_file()
    make_holding()
    make_personal()
    make_statement()


def make_quota() -> None:
    op.create_table(
        "quota",
        sa.Column("unit_id", Id(), nullable=False),
        sa.Column("position_id", Id(), nullable=False),
        sa.Column("norm", Number(), nullable=True),
        sa.Column("quota", Number(), nullable=True),
        sa.Column("plan", Number(), nullable=True),
        sa.Column("place", Text(), nullable=False),
        sa.Column("import_id", Id(), nullable=True),
        sa.PrimaryKeyConstraint("unit_id", "position_id", name="pk_quota"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.unit_id"], name="fk_quota_unit_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def make_officer() -> None:
    op.create_table(
        "officer",
        sa.Column("officer_id", Id(), nullable=False),
        sa.Column("province_id", Id(), nullable=False),
        sa.Column("code", Text(), nullable=False),
        sa.Column("unit_id", Id(), nullable=False),
        sa.Column("department", Text(), nullable=False),
        sa.Column("rank", Text(), nullable=False),
        sa.Column("started_on", Day(), nullable=True),
        sa.Column("name", Text(), nullable=False),
        sa.Column("name_sort", Key(), nullable=False),
        sa.Column("name_search", Text(), nullable=False),
        sa.Column("place", Text(), nullable=False),
        sa.Column("import_id", Id(), nullable=True),
        sa.Column("content_digest", Text(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("version", Whole(), nullable=False),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("officer_id", name="pk_officer"),
        sa.ForeignKeyConstraint(["import_id"], ["import_batch.import_id"], name="fk_officer_import_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.unit_id"], name="fk_officer_unit_id"),
        sa.UniqueConstraint("province_id", "code", name="uq_officer_province_id_code"),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_officer_name",
        "officer",
        ["name_sort", "officer_id"],
    )
    op.create_index(
        "ix_officer_unit_name",
        "officer",
        ["unit_id", "name_sort", "officer_id"],
    )


def make_assessment() -> None:
    op.create_table(
        "assessment",
        sa.Column("assessment_id", Id(), nullable=False),
        sa.Column("officer_id", Id(), nullable=False),
        sa.Column("topic", Text(), nullable=False),
        sa.Column("method", Text(), nullable=False),
        sa.Column("score", Number(), nullable=True),
        sa.Column("scale_min", Number(), nullable=True),
        sa.Column("scale_max", Number(), nullable=True),
        sa.Column("level", Number(), nullable=True),
        sa.Column("dated_on", Day(), nullable=True),
        sa.Column("assessor", Text(), nullable=False),
        sa.Column("place", Text(), nullable=False),
        sa.Column("sd", Number(), nullable=True),
        sa.Column("import_id", Id(), nullable=True),
        sa.PrimaryKeyConstraint("assessment_id", name="pk_assessment"),
        sa.CheckConstraint("method IN ('test', 'supervisor', 'peer', 'self')", name=op.f("ck_assessment_method")),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.officer_id"], name="fk_assessment_officer_id"),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_assessment_import",
        "assessment",
        ["import_id"],
    )
    op.create_index(
        "ix_assessment_officer",
        "assessment",
        ["officer_id", "assessment_id"],
    )


def make_earlier_decision() -> None:
    op.create_table(
        "earlier_decision",
        sa.Column("officer_id", Id(), nullable=False),
        sa.Column("position_id", Id(), nullable=False),
        sa.Column("decided_on", Day(), nullable=False),
        sa.Column("label", Text(), nullable=False),
        sa.Column("decided_by", Text(), nullable=False),
        sa.Column("reason", Text(), nullable=False),
        sa.Column("place", Text(), nullable=False),
        sa.Column("import_id", Id(), nullable=True),
        sa.PrimaryKeyConstraint("officer_id", "position_id", "decided_on", name="pk_earlier_decision"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.officer_id"], name="fk_earlier_decision_officer_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def make_evidence_file() -> None:
    op.create_table(
        "evidence_file",
        sa.Column("file_id", Id(), nullable=False),
        sa.Column("officer_id", Id(), nullable=False),
        sa.Column("name", Text(), nullable=False),
        sa.Column("media_type", Text(), nullable=False),
        sa.Column("bytes", Whole(), nullable=False),
        sa.Column("sha256", Text(), nullable=False),
        sa.Column("stored_as", Text(), nullable=False),
        sa.Column("added_by", Id(), nullable=False),
        sa.Column("added_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("file_id", name="pk_evidence_file"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.officer_id"], name="fk_evidence_file_officer_id"),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_evidence_file_officer",
        "evidence_file",
        ["officer_id"],
    )


def make_holding() -> None:
    op.create_table(
        "holding",
        sa.Column("officer_id", Id(), nullable=False),
        sa.Column("position_id", Id(), nullable=False),
        sa.Column("share", Number(), nullable=False),
        sa.Column("place", Text(), nullable=False),
        sa.Column("import_id", Id(), nullable=True),
        sa.PrimaryKeyConstraint("officer_id", "position_id", name="pk_holding"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.officer_id"], name="fk_holding_officer_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_holding_import",
        "holding",
        ["import_id"],
    )
    op.create_index(
        "ix_holding_position",
        "holding",
        ["position_id", "officer_id"],
    )


def make_personal() -> None:
    op.create_table(
        "personal",
        sa.Column("officer_id", Id(), nullable=False),
        sa.Column("birth_date", Day(), nullable=True),
        sa.Column("sex", Text(), nullable=False),
        sa.Column("ethnicity", Text(), nullable=False),
        sa.Column("religion", Text(), nullable=False),
        sa.Column("party", Text(), nullable=False),
        sa.PrimaryKeyConstraint("officer_id", name="pk_personal"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.officer_id"], name="fk_personal_officer_id"),
        sqlite_strict=True,
    )


def make_statement() -> None:
    op.create_table(
        "statement",
        sa.Column("statement_id", Id(), nullable=False),
        sa.Column("officer_id", Id(), nullable=False),
        sa.Column("kind", Text(), nullable=False),
        sa.Column("text", Text(), nullable=False),
        sa.Column("subject", Text(), nullable=False),
        sa.Column("grade", Text(), nullable=False),
        sa.Column("started_on", Day(), nullable=True),
        sa.Column("dated_on", Day(), nullable=True),
        sa.Column("periods", Number(), nullable=True),
        sa.Column("place", Text(), nullable=False),
        sa.Column("standing", Text(), nullable=False),
        sa.Column("import_id", Id(), nullable=True),
        sa.Column("replaces", Id(), nullable=True),
        sa.Column("added_by", Id(), nullable=False),
        sa.Column("added_by_name", Text(), nullable=False),
        sa.Column("added_at", Instant(), nullable=True),
        sa.Column("answer", Text(), nullable=False),
        sa.Column("file_id", Id(), nullable=True),
        sa.PrimaryKeyConstraint("statement_id", name="pk_statement"),
        sa.CheckConstraint(
            "kind IN ('degree', 'certificate', 'political_theory', 'duty', 'past_post', "
            "'training', 'rating', 'result')",
            name=op.f("ck_statement_kind"),
        ),
        sa.CheckConstraint(
            "standing IN ('counts', 'waits', 'refused', 'withdrawn')", name=op.f("ck_statement_standing")
        ),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.officer_id"], name="fk_statement_officer_id"),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_statement_import",
        "statement",
        ["import_id"],
    )
    op.create_index(
        "ix_statement_officer",
        "statement",
        ["officer_id", "statement_id"],
    )
