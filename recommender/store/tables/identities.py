"""Table of identities at an OpenID provider, each of which opens one account."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index

from recommender.store.metadata import Id, Instant, Text, needed, table

USER_IDENTITY = table(
    "user_identity",
    Column("issuer", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    needed("user_id", Id, ForeignKey("user_account.user_id", ondelete="CASCADE")),
    needed("linked_by", Id),
    needed("linked_at", Instant),
    Index("uq_user_identity_user_id_issuer", "user_id", "issuer", unique=True),
)
"""One row for each account and provider; made by an administrator only."""
