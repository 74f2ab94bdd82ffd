"""Table of how sheets with certain headings are read, as a person corrected it."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index

from recommender.store.metadata import Id, Instant, Json, Text, needed, table

HEADING_MAPPING = table(
    "heading_mapping",
    Column("mapping_id", Id, primary_key=True),
    needed("unit_id", Id, ForeignKey("unit.unit_id")),
    needed("file_kind", Text),
    needed("digest", Text),
    needed("table_kind", Text),
    needed("headings", Json),
    needed("fields", Json),
    needed("made_by", Id),
    needed("made_by_name", Text),
    needed("made_at", Instant),
    Column("used_at", Instant),
    Index("uq_heading_mapping_digest", "unit_id", "file_kind", "digest", unique=True),
)
"""`digest` is of the headings in order, `fields` what each of them means; a blank `table_kind` leaves the sheet out.
It holds for the unit and all below it."""
