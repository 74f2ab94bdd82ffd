"""Versions of the reference data, and what an office changes in it: rule switches with dates, positions of its own."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Column, Index, text

from recommender.store.metadata import Day, Flag, Id, Instant, Json, Key, Text, Whole, needed, one_of, table

CATALOGUE = table(
    "catalogue",
    Column("digest", Text, primary_key=True),
    needed("name", Text),
    needed("version", Text),
    needed("counts", Json),
    needed("content", Key),
    needed("taken_at", Instant),
    needed("taken_by_name", Text),
)
"""`content` is a zip of the catalogue's files: a run can be repeated with exactly what it saw."""
RULE_SWITCH = table(
    "rule_switch",
    Column("unit_id", Id, primary_key=True),
    Column("position_id", Id, primary_key=True),
    Column("rule_id", Id, primary_key=True),
    needed("is_enabled", Flag),
    Column("valid_from", Day),
    Column("valid_to", Day),
    needed("reason", Text),
    needed("changed_by_name", Text),
    needed("changed_at", Instant),
    needed("version", Whole),
)
"""A rule as an office set it for its unit and all below; of two the one of the nearer unit holds."""


class OwnPositionStatus(StrEnum):
    """Where a position from a job description stands."""

    DRAFT = "draft"
    """Read and shown to a person who has not yet decided."""
    ACTIVE = "active"
    """In force for the runs of its unit."""
    ENDED = "ended"
    """Was in force; taken out of use or followed by a newer one."""
    DISCARDED = "discarded"
    """Looked at and not taken."""


OWN_POSITION = table(
    "own_position",
    Column("own_id", Id, primary_key=True),
    needed("position_id", Id),
    needed("unit_id", Id),
    needed("status", Text),
    needed("title", Text),
    needed("content", Text),
    needed("replaces_tasks", Flag),
    needed("problems", Json),
    needed("file_name", Text),
    needed("file_sha256", Text),
    needed("made_by", Id),
    needed("made_by_name", Text),
    needed("made_at", Instant),
    needed("changed_by_name", Text),
    needed("changed_at", Instant),
    needed("version", Whole),
    one_of("status", OwnPositionStatus),
    Index(
        "ux_own_position_active", "unit_id", "position_id", unique=True,
        sqlite_where=text("status = 'active'"), postgresql_where=text("status = 'active'"),
    ),
)  # fmt: skip
"""`content` is the YAML of the position with its tasks, as read from a job description and looked at; `replaces_tasks`:
those of the shipped pack no longer count; `problems` are what the reading asked a person to look at."""
