"""Tables of who may come in: accounts, their roles, links, sessions, tokens, recovery codes and failed attempts.

Secrets are never kept: passwords as argon2 hashes; links, sessions, tokens, recovery codes as digests of random text.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index

from recommender.permissions import Role
from recommender.store.metadata import Flag, Id, Instant, Json, Key, Text, Whole, needed, one_of, table


class LinkPurpose(StrEnum):
    """What a one-time link does."""

    ACTIVATE = "activate"
    """Choose a password: for a new account, or a forgotten one."""
    DEMO = "demo"
    """Sign in at once; only a server of sample data on this machine takes it."""


USER_ACCOUNT = table(
    "user_account",
    Column("user_id", Id, primary_key=True),
    needed("login", Text, CheckConstraint("length(login) BETWEEN 1 AND 254", name="login")),
    needed("name", Text),
    needed("language", Text, one_of("language", ("vi", "en"))),
    needed("unit_id", Id),
    Column("officer_id", Id),
    needed("is_disabled", Flag),
    Column("password_hash", Text),
    Column("password_at", Instant),
    Column("totp_seed", Key),
    needed("is_totp_confirmed", Flag),
    needed("last_totp_step", Whole),
    needed("created_at", Instant),
    needed("version", Whole),
    Index("uq_user_account_login", "login", unique=True),
    Index("uq_user_account_officer_id", "officer_id", unique=True),
    Index("ix_user_account_unit_id_login", "unit_id", "login"),
)

USER_GRANT = table(
    "user_grant",
    Column("user_id", Id, ForeignKey("user_account.user_id", ondelete="CASCADE"), primary_key=True),
    Column("role", Text, one_of("role", [role.value for role in Role]), primary_key=True),
    Column("unit_id", Id, primary_key=True),
    needed("granted_by", Id),
    needed("granted_at", Instant),
    Index("ix_user_grant_unit_id", "unit_id"),
)

RECOVERY_CODE = table(
    "recovery_code",
    Column("user_id", Id, ForeignKey("user_account.user_id", ondelete="CASCADE"), primary_key=True),
    Column("code_digest", Key, primary_key=True),
    Column("used_at", Instant),
)

SIGN_IN_LINK = table(
    "sign_in_link",
    Column("link_digest", Key, primary_key=True),
    needed("user_id", Id, ForeignKey("user_account.user_id", ondelete="CASCADE")),
    needed("purpose", Text, one_of("purpose", [purpose.value for purpose in LinkPurpose])),
    needed("made_by", Id),
    needed("made_at", Instant),
    needed("expires_at", Instant),
    Column("used_at", Instant),
    Index("ix_sign_in_link_user_id", "user_id"),
)

USER_SESSION = table(
    "user_session",
    Column("session_id", Id, primary_key=True),
    needed("session_digest", Key),
    needed("user_id", Id, ForeignKey("user_account.user_id", ondelete="CASCADE")),
    needed("is_second_factor_done", Flag),
    needed("address", Text),
    needed("user_agent", Text),
    needed("started_at", Instant),
    needed("last_seen_at", Instant),
    Index("uq_user_session_session_digest", "session_digest", unique=True),
    Index("ix_user_session_user_id", "user_id"),
)

API_TOKEN = table(
    "api_token",
    Column("token_id", Id, primary_key=True),
    needed("token_digest", Key),
    needed("user_id", Id, ForeignKey("user_account.user_id", ondelete="CASCADE")),
    needed("label", Text),
    needed("actions", Json),
    needed("made_at", Instant),
    needed("expires_at", Instant),
    Column("last_used_at", Instant),
    Column("ended_at", Instant),
    Index("uq_api_token_token_digest", "token_digest", unique=True),
    Index("ix_api_token_user_id", "user_id"),
)

SIGN_IN_ATTEMPT = table(
    "sign_in_attempt",
    Column("attempt_id", Id, primary_key=True),
    needed("subject_digest", Key),
    needed("at", Instant),
    Index("ix_sign_in_attempt_subject_digest_at", "subject_digest", "at"),
    Index("ix_sign_in_attempt_at", "at"),
)
