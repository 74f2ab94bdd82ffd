"""Accounts, audit, jobs and answered requests."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from recommender.store.metadata import Flag, Id, Instant, Json, Key, Text, Whole
from recommender.store.migrations.guards import guard_append_only

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Take the step."""
    make_answered_request()
    make_audit()
    make_audit_head()
    make_job()
    make_sign_in_attempt()
    make_user_account()
    make_api_token()
    make_audit_subject()
    make_job_step()
    make_recovery_code()
    make_sign_in_link()
    make_user_grant()
    make_user_session()
    guard_append_only("audit")


def make_answered_request() -> None:
    op.create_table(
        "answered_request",
        sa.Column("user_id", Id(), nullable=False),
        sa.Column("request_key", Text(), nullable=False),
        sa.Column("digest", Key(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("status", Whole(), nullable=True),
        sa.Column("headers", Json(), nullable=False),
        sa.Column("body", Text(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "request_key", name="pk_answered_request"),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_answered_request_asked_at",
        "answered_request",
        ["asked_at"],
    )


def make_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("number", Whole(), nullable=False, autoincrement=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor", Id(), nullable=False),
        sa.Column("action", Text(), nullable=False),
        sa.Column("subject_kind", Text(), nullable=False),
        sa.Column("subject_id", Id(), nullable=False),
        sa.Column("unit_id", Id(), nullable=False),
        sa.Column("also", Text(), nullable=False),
        sa.Column("detail", Text(), nullable=False),
        sa.Column("mac", Key(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit"),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_audit_actor_number",
        "audit",
        ["actor", "number"],
    )
    op.create_index(
        "ix_audit_at",
        "audit",
        ["at"],
    )
    op.create_index(
        "ix_audit_unit_id_number",
        "audit",
        ["unit_id", "number"],
    )


def make_audit_head() -> None:
    op.create_table(
        "audit_head",
        sa.Column("is_head", Flag(), nullable=False),
        sa.Column("number", Whole(), nullable=False),
        sa.Column("mac", Key(), nullable=False),
        sa.PrimaryKeyConstraint("is_head", name="pk_audit_head"),
        sa.CheckConstraint("is_head", name=op.f("ck_audit_head_one_row")),
        sqlite_strict=True,
    )


def make_job() -> None:
    op.create_table(
        "job",
        sa.Column("job_id", Id(), nullable=False),
        sa.Column("kind", Text(), nullable=False),
        sa.Column("payload", Json(), nullable=False),
        sa.Column("unit_id", Id(), nullable=False),
        sa.Column("asked_by", Id(), nullable=False),
        sa.Column("status", Text(), nullable=False),
        sa.Column("n_attempts", Whole(), nullable=False),
        sa.Column("fence", Whole(), nullable=False),
        sa.Column("worker", Text(), nullable=True),
        sa.Column("lease_until", Instant(), nullable=True),
        sa.Column("not_before", Instant(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("started_at", Instant(), nullable=True),
        sa.Column("finished_at", Instant(), nullable=True),
        sa.Column("n_done", Whole(), nullable=False),
        sa.Column("n_total", Whole(), nullable=False),
        sa.Column("note", Text(), nullable=False),
        sa.Column("is_cancel_asked", Flag(), nullable=False),
        sa.Column("error_code", Text(), nullable=False),
        sa.Column("error_vi", Text(), nullable=False),
        sa.Column("error_en", Text(), nullable=False),
        sa.Column("result", Json(), nullable=False),
        sa.Column("result_file", Text(), nullable=False),
        sa.PrimaryKeyConstraint("job_id", name="pk_job"),
        sa.CheckConstraint(
            "status IN ('queued', 'running', 'done', 'failed', 'cancelled')", name=op.f("ck_job_status")
        ),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_job_asked_by_job_id",
        "job",
        ["asked_by", "job_id"],
    )
    op.create_index(
        "ix_job_status_not_before",
        "job",
        ["status", "not_before"],
    )
    op.create_index(
        "ix_job_unit_id_job_id",
        "job",
        ["unit_id", "job_id"],
    )


def make_sign_in_attempt() -> None:
    op.create_table(
        "sign_in_attempt",
        sa.Column("attempt_id", Id(), nullable=False),
        sa.Column("subject_digest", Key(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("attempt_id", name="pk_sign_in_attempt"),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_sign_in_attempt_at",
        "sign_in_attempt",
        ["at"],
    )
    op.create_index(
        "ix_sign_in_attempt_subject_digest_at",
        "sign_in_attempt",
        ["subject_digest", "at"],
    )


def make_user_account() -> None:
    op.create_table(
        "user_account",
        sa.Column("user_id", Id(), nullable=False),
        sa.Column("login", Text(), nullable=False),
        sa.Column("name", Text(), nullable=False),
        sa.Column("language", Text(), nullable=False),
        sa.Column("unit_id", Id(), nullable=False),
        sa.Column("officer_id", Id(), nullable=True),
        sa.Column("is_disabled", Flag(), nullable=False),
        sa.Column("password_hash", Text(), nullable=True),
        sa.Column("password_at", Instant(), nullable=True),
        sa.Column("totp_seed", Key(), nullable=True),
        sa.Column("is_totp_confirmed", Flag(), nullable=False),
        sa.Column("last_totp_step", Whole(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("version", Whole(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name="pk_user_account"),
        sa.CheckConstraint("language IN ('vi', 'en')", name=op.f("ck_user_account_language")),
        sa.CheckConstraint("length(login) BETWEEN 1 AND 254", name=op.f("ck_user_account_login")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_user_account_unit_id_login",
        "user_account",
        ["unit_id", "login"],
    )
    op.create_index(
        "uq_user_account_login",
        "user_account",
        ["login"],
        unique=True,
    )
    op.create_index(
        "uq_user_account_officer_id",
        "user_account",
        ["officer_id"],
        unique=True,
    )


def make_api_token() -> None:
    op.create_table(
        "api_token",
        sa.Column("token_id", Id(), nullable=False),
        sa.Column("token_digest", Key(), nullable=False),
        sa.Column("user_id", Id(), nullable=False),
        sa.Column("label", Text(), nullable=False),
        sa.Column("actions", Json(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("last_used_at", Instant(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("token_id", name="pk_api_token"),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.user_id"], name="fk_api_token_user_id", ondelete="CASCADE"),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_api_token_user_id",
        "api_token",
        ["user_id"],
    )
    op.create_index(
        "uq_api_token_token_digest",
        "api_token",
        ["token_digest"],
        unique=True,
    )


def make_audit_subject() -> None:
    op.create_table(
        "audit_subject",
        sa.Column("subject_id", Id(), nullable=False),
        sa.Column("number", Whole(), nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("subject_id", "number", name="pk_audit_subject"),
        sa.ForeignKeyConstraint(["number"], ["audit.number"], name="fk_audit_subject_number"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def make_job_step() -> None:
    op.create_table(
        "job_step",
        sa.Column("job_id", Id(), nullable=False),
        sa.Column("step", Text(), nullable=False),
        sa.PrimaryKeyConstraint("job_id", "step", name="pk_job_step"),
        sa.ForeignKeyConstraint(["job_id"], ["job.job_id"], name="fk_job_step_job_id", ondelete="CASCADE"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def make_recovery_code() -> None:
    op.create_table(
        "recovery_code",
        sa.Column("user_id", Id(), nullable=False),
        sa.Column("code_digest", Key(), nullable=False),
        sa.Column("used_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("user_id", "code_digest", name="pk_recovery_code"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.user_id"], name="fk_recovery_code_user_id", ondelete="CASCADE"
        ),
        sqlite_strict=True,
    )


def make_sign_in_link() -> None:
    op.create_table(
        "sign_in_link",
        sa.Column("link_digest", Key(), nullable=False),
        sa.Column("user_id", Id(), nullable=False),
        sa.Column("purpose", Text(), nullable=False),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("used_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("link_digest", name="pk_sign_in_link"),
        sa.CheckConstraint("purpose IN ('activate', 'demo')", name=op.f("ck_sign_in_link_purpose")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.user_id"], name="fk_sign_in_link_user_id", ondelete="CASCADE"
        ),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_sign_in_link_user_id",
        "sign_in_link",
        ["user_id"],
    )


def make_user_grant() -> None:
    op.create_table(
        "user_grant",
        sa.Column("user_id", Id(), nullable=False),
        sa.Column("role", Text(), nullable=False),
        sa.Column("unit_id", Id(), nullable=False),
        sa.Column("granted_by", Id(), nullable=False),
        sa.Column("granted_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "role", "unit_id", name="pk_user_grant"),
        sa.CheckConstraint(
            "role IN ('officer', 'unit_hr', 'province_hr', 'decision_maker', 'institute', "
            "'fairness_auditor', 'administrator')",
            name=op.f("ck_user_grant_role"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.user_id"], name="fk_user_grant_user_id", ondelete="CASCADE"
        ),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_user_grant_unit_id",
        "user_grant",
        ["unit_id"],
    )


def make_user_session() -> None:
    op.create_table(
        "user_session",
        sa.Column("session_id", Id(), nullable=False),
        sa.Column("session_digest", Key(), nullable=False),
        sa.Column("user_id", Id(), nullable=False),
        sa.Column("is_second_factor_done", Flag(), nullable=False),
        sa.Column("address", Text(), nullable=False),
        sa.Column("user_agent", Text(), nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("last_seen_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", name="pk_user_session"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.user_id"], name="fk_user_session_user_id", ondelete="CASCADE"
        ),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_user_session_user_id",
        "user_session",
        ["user_id"],
    )
    op.create_index(
        "uq_user_session_session_digest",
        "user_session",
        ["session_digest"],
        unique=True,
    )
