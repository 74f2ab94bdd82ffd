"""Table of requests carried out under a key of the caller, with their answers, so that a retry repeats nothing."""

from __future__ import annotations

from sqlalchemy import Column, Index

from recommender.store.metadata import Id, Instant, Json, Key, Text, Whole, needed, table

ANSWERED_REQUEST = table(
    "answered_request",
    Column("user_id", Id, primary_key=True),
    Column("request_key", Text, primary_key=True),
    needed("digest", Key),
    needed("asked_at", Instant),
    Column("status", Whole),
    needed("headers", Json),
    needed("body", Text),
    Index("ix_answered_request_asked_at", "asked_at"),
)
