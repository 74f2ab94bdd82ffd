"""Runs and what they say about people, which never changes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from recommender.store.metadata import Day, Flag, Id, Instant, Json, Key, Number, Text, Whole
from recommender.store.migrations.guards import guard_results

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Take the step."""
    make_run()
    make_estimate()
    make_gap()
    make_recommendation()
    make_standard_check()
    make_verdict()
    guard_results("estimate", is_personal=True)
    guard_results("gap", is_personal=True)
    guard_results("recommendation", is_personal=True)
    guard_results("standard_check", is_personal=True)
    guard_results("verdict", is_personal=True)


def make_run() -> None:
    op.create_table(
        "run",
        sa.Column("run_id", Id(), nullable=False),
        sa.Column("unit_id", Id(), nullable=False),
        sa.Column("label", Text(), nullable=False),
        sa.Column("status", Text(), nullable=False),
        sa.Column("today", Day(), nullable=False),
        sa.Column("settings", Json(), nullable=False),
        sa.Column("catalogue_digest", Text(), nullable=False),
        sa.Column("catalogue_version", Text(), nullable=False),
        sa.Column("encoder", Text(), nullable=False),
        sa.Column("encoder_digest", Text(), nullable=False),
        sa.Column("fallback", Text(), nullable=False),
        sa.Column("model_version", Text(), nullable=False),
        sa.Column("program", Text(), nullable=False),
        sa.Column("inputs_digest", Text(), nullable=False),
        sa.Column("results_digest", Text(), nullable=False),
        sa.Column("counts", Json(), nullable=False),
        sa.Column("job_id", Id(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("made_by_name", Text(), nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("finished_at", Instant(), nullable=True),
        sa.Column("published_at", Instant(), nullable=True),
        sa.Column("published_by_name", Text(), nullable=True),
        sa.PrimaryKeyConstraint("run_id", name="pk_run"),
        sa.CheckConstraint("status IN ('waiting', 'finished', 'published', 'failed')", name=op.f("ck_run_status")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.unit_id"], name="fk_run_unit_id"),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_run_unit",
        "run",
        ["unit_id", "started_at"],
    )


def make_estimate() -> None:
    op.create_table(
        "estimate",
        sa.Column("run_id", Id(), nullable=False),
        sa.Column("officer_id", Id(), nullable=False),
        sa.Column("position_id", Id(), nullable=False),
        sa.Column("requirement_id", Id(), nullable=False),
        sa.Column("kind", Text(), nullable=False),
        sa.Column("domain", Text(), nullable=False),
        sa.Column("name_vi", Text(), nullable=False),
        sa.Column("name_en", Text(), nullable=False),
        sa.Column("weight", Number(), nullable=True),
        sa.Column("is_gate", Flag(), nullable=False),
        sa.Column("min_level", Whole(), nullable=False),
        sa.Column("max_level", Whole(), nullable=False),
        sa.Column("level", Number(), nullable=True),
        sa.Column("sd", Number(), nullable=True),
        sa.Column("p_meets", Number(), nullable=True),
        sa.Column("basis", Text(), nullable=False),
        sa.Column("n_direct", Whole(), nullable=False),
        sa.Column("n_text", Whole(), nullable=False),
        sa.Column("test", Number(), nullable=True),
        sa.Column("supervisor", Number(), nullable=True),
        sa.Column("peer", Number(), nullable=True),
        sa.Column("self", Number(), nullable=True),
        sa.Column("conflict", Text(), nullable=False),
        sa.Column("kept", Text(), nullable=False),
        sa.Column("evidence_id", Id(), nullable=False),
        sa.Column("quote", Text(), nullable=False),
        sa.Column("quote_on", Day(), nullable=True),
        sa.Column("quote_place", Text(), nullable=False),
        sa.Column("match_confidence", Number(), nullable=True),
        sa.PrimaryKeyConstraint("run_id", "officer_id", "position_id", "requirement_id", name="pk_estimate"),
        sa.ForeignKeyConstraint(["run_id"], ["run.run_id"], name="fk_estimate_run_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def make_gap() -> None:
    op.create_table(
        "gap",
        sa.Column("run_id", Id(), nullable=False),
        sa.Column("officer_id", Id(), nullable=False),
        sa.Column("position_id", Id(), nullable=False),
        sa.Column("requirement_id", Id(), nullable=False),
        sa.Column("kind", Text(), nullable=False),
        sa.Column("domain", Text(), nullable=False),
        sa.Column("name_vi", Text(), nullable=False),
        sa.Column("name_en", Text(), nullable=False),
        sa.Column("required", Number(), nullable=True),
        sa.Column("level", Number(), nullable=True),
        sa.Column("shortfall", Number(), nullable=True),
        sa.Column("p_gap", Number(), nullable=True),
        sa.Column("priority", Number(), nullable=True),
        sa.PrimaryKeyConstraint("run_id", "officer_id", "position_id", "requirement_id", name="pk_gap"),
        sa.ForeignKeyConstraint(["run_id"], ["run.run_id"], name="fk_gap_run_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def make_recommendation() -> None:
    op.create_table(
        "recommendation",
        sa.Column("run_id", Id(), nullable=False),
        sa.Column("officer_id", Id(), nullable=False),
        sa.Column("course_id", Id(), nullable=False),
        sa.Column("rank", Whole(), nullable=False),
        sa.Column("value", Number(), nullable=True),
        sa.Column("is_mandatory", Flag(), nullable=False),
        sa.Column("closes", Text(), nullable=False),
        sa.Column("basis", Text(), nullable=False),
        sa.PrimaryKeyConstraint("run_id", "officer_id", "course_id", name="pk_recommendation"),
        sa.ForeignKeyConstraint(["run_id"], ["run.run_id"], name="fk_recommendation_run_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def make_standard_check() -> None:
    op.create_table(
        "standard_check",
        sa.Column("run_id", Id(), nullable=False),
        sa.Column("officer_id", Id(), nullable=False),
        sa.Column("position_id", Id(), nullable=False),
        sa.Column("rule_id", Id(), nullable=False),
        sa.Column("kind", Text(), nullable=False),
        sa.Column("status", Text(), nullable=False),
        sa.Column("reason", Text(), nullable=False),
        sa.Column("found", Text(), nullable=False),
        sa.Column("wanted", Text(), nullable=False),
        sa.Column("wanted_en", Text(), nullable=False),
        sa.Column("after_appointment", Flag(), nullable=False),
        sa.Column("decides", Flag(), nullable=False),
        sa.Column("legal_basis", Text(), nullable=False),
        sa.Column("evidence_id", Id(), nullable=False),
        sa.PrimaryKeyConstraint("run_id", "officer_id", "position_id", "rule_id", name="pk_standard_check"),
        sa.ForeignKeyConstraint(["run_id"], ["run.run_id"], name="fk_standard_check_run_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


VERDICT_INDEXES = {
    "ix_verdict_doubt": ["run_id", "doubt", "officer_id", "position_id"],
    "ix_verdict_name": ["run_id", "name_sort", "officer_id", "position_id"],
    "ix_verdict_officer": ["officer_id", "run_id"],
    "ix_verdict_probability": ["run_id", "probability", "officer_id", "position_id"],
    "ix_verdict_title": ["run_id", "title_sort", "officer_id", "position_id"],
    "ix_verdict_unit": ["run_id", "unit_id", "name_sort", "officer_id", "position_id"],
    "ix_verdict_unit_name": ["run_id", "unit_sort", "officer_id", "position_id"],
}


def make_verdict() -> None:
    op.create_table(
        "verdict",
        sa.Column("run_id", Id(), nullable=False),
        sa.Column("officer_id", Id(), nullable=False),
        sa.Column("unit_id", Id(), nullable=False),
        sa.Column("position_id", Id(), nullable=False),
        sa.Column("share", Number(), nullable=True),
        sa.Column("verdict", Text(), nullable=False),
        sa.Column("probability", Number(), nullable=True),
        sa.Column("failed_questions", Text(), nullable=False),
        sa.Column("review_reasons", Text(), nullable=False),
        sa.Column("standards", Text(), nullable=False),
        sa.Column("p_competency", Number(), nullable=True),
        sa.Column("share_met", Number(), nullable=True),
        sa.Column("coverage", Number(), nullable=True),
        sa.Column("n_requirements", Whole(), nullable=False),
        sa.Column("n_direct", Whole(), nullable=False),
        sa.Column("n_below", Whole(), nullable=False),
        sa.Column("results_band", Text(), nullable=False),
        sa.Column("reason_vi", Text(), nullable=False),
        sa.Column("reason_en", Text(), nullable=False),
        sa.Column("change_vi", Text(), nullable=False),
        sa.Column("change_en", Text(), nullable=False),
        sa.Column("legal_basis", Text(), nullable=False),
        sa.Column("name_sort", Key(), nullable=False),
        sa.Column("name_search", Text(), nullable=False),
        sa.Column("field", Text(), nullable=False),
        sa.Column("title_sort", Key(), nullable=False),
        sa.Column("unit_sort", Key(), nullable=False),
        sa.Column("doubt", Number(), nullable=False),
        sa.PrimaryKeyConstraint("run_id", "officer_id", "position_id", name="pk_verdict"),
        sa.ForeignKeyConstraint(["run_id"], ["run.run_id"], name="fk_verdict_run_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    for name, columns in VERDICT_INDEXES.items():
        op.create_index(name, "verdict", columns)
