"""Decisions, objections, plans, classes and catalogues."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from recommender.store.metadata import Day, Flag, Id, Instant, Json, Key, Number, Text, Whole

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Take the step."""
    make_catalogue()
    make_own_course()
    make_own_position()
    make_rule_switch()
    make_offering()
    make_fairness_reason()
    make_decision()
    make_enrolment()
    make_objection()
    make_plan_progress()


def make_catalogue() -> None:
    op.create_table(
        "catalogue",
        sa.Column("digest", Text(), nullable=False),
        sa.Column("name", Text(), nullable=False),
        sa.Column("version", Text(), nullable=False),
        sa.Column("counts", Json(), nullable=False),
        sa.Column("content", Key(), nullable=False),
        sa.Column("taken_at", Instant(), nullable=False),
        sa.Column("taken_by_name", Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_catalogue"),
        sqlite_strict=True,
    )


def make_own_course() -> None:
    op.create_table(
        "own_course",
        sa.Column("course_id", Id(), nullable=False),
        sa.Column("owner_id", Id(), nullable=False),
        sa.Column("provider", Text(), nullable=False),
        sa.Column("name_vi", Text(), nullable=False),
        sa.Column("name_en", Text(), nullable=False),
        sa.Column("name_search", Text(), nullable=False),
        sa.Column("outline", Text(), nullable=False),
        sa.Column("domain", Text(), nullable=False),
        sa.Column("mode", Text(), nullable=False),
        sa.Column("language", Text(), nullable=False),
        sa.Column("duration_periods", Whole(), nullable=True),
        sa.Column("audience", Json(), nullable=False),
        sa.Column("outcomes", Json(), nullable=False),
        sa.Column("grants", Json(), nullable=False),
        sa.Column("is_active", Flag(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("version", Whole(), nullable=False),
        sa.PrimaryKeyConstraint("course_id", name="pk_own_course"),
        sa.CheckConstraint(
            "domain IN ('professional', 'digital', 'law', 'administration')", name=op.f("ck_own_course_domain")
        ),
        sa.CheckConstraint("mode IN ('online', 'class', 'hybrid', 'on_the_job')", name=op.f("ck_own_course_mode")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_own_course_owner",
        "own_course",
        ["owner_id"],
    )


def make_own_position() -> None:
    op.create_table(
        "own_position",
        sa.Column("position_id", Id(), nullable=False),
        sa.Column("unit_id", Id(), nullable=False),
        sa.Column("content", Text(), nullable=False),
        sa.Column("is_active", Flag(), nullable=False),
        sa.Column("changed_by_name", Text(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("version", Whole(), nullable=False),
        sa.PrimaryKeyConstraint("position_id", name="pk_own_position"),
        sqlite_strict=True,
    )


def make_rule_switch() -> None:
    op.create_table(
        "rule_switch",
        sa.Column("position_id", Id(), nullable=False),
        sa.Column("rule_id", Id(), nullable=False),
        sa.Column("is_enabled", Flag(), nullable=False),
        sa.Column("valid_from", Day(), nullable=True),
        sa.Column("valid_to", Day(), nullable=True),
        sa.Column("reason", Text(), nullable=False),
        sa.Column("changed_by_name", Text(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("version", Whole(), nullable=False),
        sa.PrimaryKeyConstraint("position_id", "rule_id", name="pk_rule_switch"),
        sqlite_strict=True,
    )


def make_offering() -> None:
    op.create_table(
        "offering",
        sa.Column("offering_id", Id(), nullable=False),
        sa.Column("course_id", Id(), nullable=False),
        sa.Column("course_vi", Text(), nullable=False),
        sa.Column("course_en", Text(), nullable=False),
        sa.Column("owner_id", Id(), nullable=False),
        sa.Column("provider", Text(), nullable=False),
        sa.Column("province_id", Id(), nullable=False),
        sa.Column("place", Text(), nullable=False),
        sa.Column("starts_on", Day(), nullable=True),
        sa.Column("ends_on", Day(), nullable=True),
        sa.Column("mode", Text(), nullable=False),
        sa.Column("seats", Whole(), nullable=False),
        sa.Column("status", Text(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("version", Whole(), nullable=False),
        sa.PrimaryKeyConstraint("offering_id", name="pk_offering"),
        sa.CheckConstraint("mode IN ('online', 'class', 'hybrid', 'on_the_job')", name=op.f("ck_offering_mode")),
        sa.CheckConstraint("status IN ('planned', 'open', 'held', 'cancelled')", name=op.f("ck_offering_status")),
        sa.CheckConstraint("seats >= 0", name=op.f("ck_offering_seats")),
        sa.ForeignKeyConstraint(["province_id"], ["unit.unit_id"], name="fk_offering_province_id"),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_offering_course",
        "offering",
        ["course_id"],
    )
    op.create_index(
        "ix_offering_start",
        "offering",
        ["province_id", "starts_on", "offering_id"],
    )


def make_fairness_reason() -> None:
    op.create_table(
        "fairness_reason",
        sa.Column("run_id", Id(), nullable=False),
        sa.Column("dimension", Text(), nullable=False),
        sa.Column("group", Text(), nullable=False),
        sa.Column("reason", Text(), nullable=False),
        sa.Column("given_by", Id(), nullable=False),
        sa.Column("given_by_name", Text(), nullable=False),
        sa.Column("given_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("run_id", "dimension", "group", name="pk_fairness_reason"),
        sa.ForeignKeyConstraint(["run_id"], ["run.run_id"], name="fk_fairness_reason_run_id"),
        sqlite_strict=True,
    )


def make_decision() -> None:
    op.create_table(
        "decision",
        sa.Column("decision_id", Id(), nullable=False),
        sa.Column("run_id", Id(), nullable=False),
        sa.Column("officer_id", Id(), nullable=False),
        sa.Column("position_id", Id(), nullable=False),
        sa.Column("unit_id", Id(), nullable=False),
        sa.Column("proposed", Text(), nullable=False),
        sa.Column("decided", Text(), nullable=False),
        sa.Column("reason_code", Text(), nullable=False),
        sa.Column("reason_text", Text(), nullable=False),
        sa.Column("decided_by", Id(), nullable=False),
        sa.Column("decided_by_name", Text(), nullable=False),
        sa.Column("decided_at", Instant(), nullable=False),
        sa.Column("decided_on", Day(), nullable=False),
        sa.Column("superseded_by", Id(), nullable=True),
        sa.PrimaryKeyConstraint("decision_id", name="pk_decision"),
        sa.CheckConstraint("decided IN ('meets', 'needs_review', 'does_not_meet')", name=op.f("ck_decision_decided")),
        sa.CheckConstraint("proposed IN ('meets', 'needs_review', 'does_not_meet')", name=op.f("ck_decision_proposed")),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.officer_id"], name="fk_decision_officer_id"),
        sa.ForeignKeyConstraint(["run_id"], ["run.run_id"], name="fk_decision_run_id"),
        sa.ForeignKeyConstraint(["superseded_by"], ["decision.decision_id"], name="fk_decision_superseded_by"),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_decision_officer",
        "decision",
        ["officer_id"],
    )
    op.create_index(
        "ix_decision_unit",
        "decision",
        ["run_id", "unit_id"],
    )
    op.create_index(
        "uq_decision_standing",
        "decision",
        ["run_id", "officer_id", "position_id"],
        unique=True,
        sqlite_where=sa.text("superseded_by IS NULL"),
        postgresql_where=sa.text("superseded_by IS NULL"),
    )


def make_enrolment() -> None:
    op.create_table(
        "enrolment",
        sa.Column("enrolment_id", Id(), nullable=False),
        sa.Column("offering_id", Id(), nullable=False),
        sa.Column("officer_id", Id(), nullable=False),
        sa.Column("status", Text(), nullable=False),
        sa.Column("result", Text(), nullable=False),
        sa.Column("score", Number(), nullable=True),
        sa.Column("periods", Number(), nullable=True),
        sa.Column("changed_by", Id(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("enrolment_id", name="pk_enrolment"),
        sa.CheckConstraint(
            "status IN ('wished', 'enrolled', 'passed', 'failed', 'absent')", name=op.f("ck_enrolment_status")
        ),
        sa.ForeignKeyConstraint(["offering_id"], ["offering.offering_id"], name="fk_enrolment_offering_id"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.officer_id"], name="fk_enrolment_officer_id"),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_enrolment_officer",
        "enrolment",
        ["officer_id"],
    )
    op.create_index(
        "uq_enrolment_learner",
        "enrolment",
        ["offering_id", "officer_id"],
        unique=True,
    )


def make_objection() -> None:
    op.create_table(
        "objection",
        sa.Column("objection_id", Id(), nullable=False),
        sa.Column("run_id", Id(), nullable=False),
        sa.Column("officer_id", Id(), nullable=False),
        sa.Column("position_id", Id(), nullable=False),
        sa.Column("unit_id", Id(), nullable=False),
        sa.Column("text", Text(), nullable=False),
        sa.Column("lodged_at", Instant(), nullable=False),
        sa.Column("due_on", Day(), nullable=False),
        sa.Column("status", Text(), nullable=False),
        sa.Column("answer", Text(), nullable=False),
        sa.Column("answered_by", Id(), nullable=True),
        sa.Column("answered_by_name", Text(), nullable=False),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("version", Whole(), nullable=False),
        sa.PrimaryKeyConstraint("objection_id", name="pk_objection"),
        sa.CheckConstraint("status IN ('open', 'accepted', 'rejected', 'withdrawn')", name=op.f("ck_objection_status")),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.officer_id"], name="fk_objection_officer_id"),
        sa.ForeignKeyConstraint(["run_id"], ["run.run_id"], name="fk_objection_run_id"),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_objection_due",
        "objection",
        ["status", "due_on", "objection_id"],
    )
    op.create_index(
        "ix_objection_officer",
        "objection",
        ["officer_id"],
    )
    op.create_index(
        "uq_objection_open",
        "objection",
        ["run_id", "officer_id", "position_id"],
        unique=True,
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    )


def make_plan_progress() -> None:
    op.create_table(
        "plan_progress",
        sa.Column("officer_id", Id(), nullable=False),
        sa.Column("year", Whole(), nullable=False, autoincrement=False),
        sa.Column("course_id", Id(), nullable=False),
        sa.Column("status", Text(), nullable=False),
        sa.Column("periods_done", Number(), nullable=True),
        sa.Column("done_on", Day(), nullable=True),
        sa.Column("wish", Text(), nullable=False),
        sa.Column("file_id", Id(), nullable=True),
        sa.Column("changed_by", Id(), nullable=False),
        sa.Column("changed_by_name", Text(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("version", Whole(), nullable=False),
        sa.PrimaryKeyConstraint("officer_id", "year", "course_id", name="pk_plan_progress"),
        sa.CheckConstraint(
            "status IN ('planned', 'learning', 'done', 'not_taken')", name=op.f("ck_plan_progress_status")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["evidence_file.file_id"], name="fk_plan_progress_file_id"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.officer_id"], name="fk_plan_progress_officer_id"),
        sqlite_strict=True,
    )
