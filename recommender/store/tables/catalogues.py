"""Versions of the reference data, and what an office changes in it: rule switches with dates, positions of its own."""

from __future__ import annotations

from sqlalchemy import Column

from recommender.store.metadata import Day, Flag, Id, Instant, Json, Key, Text, Whole, needed, table

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
OWN_POSITION = table(
    "own_position",
    Column("position_id", Id, primary_key=True),
    needed("unit_id", Id),
    needed("content", Text),
    needed("is_active", Flag),
    needed("changed_by_name", Text),
    needed("changed_at", Instant),
    needed("version", Whole),
)
"""`content` is the YAML of the position with its tasks, as read from a job description and looked at."""
