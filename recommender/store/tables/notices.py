"""Table of who has read the notice about personal data, and which text of it."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey

from recommender.store.metadata import Id, Instant, Text, needed, table

NOTICE_READING = table(
    "notice_reading",
    Column("user_id", Id, ForeignKey("user_account.user_id", ondelete="CASCADE"), primary_key=True),
    Column("edition", Text, primary_key=True),
    needed("read_at", Instant),
)
"""One row for each edition an account has read; a new edition is shown again."""
