"""People with their posts, statements, results and the quotas of units, as they are now.

Sensitive fields stand apart in `personal`: only documents, the fairness report and the person's own page read it.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Column, ForeignKey, Index, UniqueConstraint, text

from recommender.columns import ASSESSMENTS, STATEMENTS
from recommender.store.frames import frame_columns
from recommender.store.metadata import Day, Id, Instant, Key, Number, Text, Whole, needed, one_of, table
from recommender.types import EvidenceKind, Method


class Standing(StrEnum):
    """Whether a statement counts in the next run."""

    COUNTS = "counts"
    """Được tính."""
    WAITS = "waits"
    """Chờ đơn vị xác nhận."""
    REFUSED = "refused"
    """Không được xác nhận."""
    WITHDRAWN = "withdrawn"
    """Đã rút hoặc đã thay bằng minh chứng khác."""


OFFICER = table(
    "officer",
    Column("officer_id", Id, primary_key=True),
    needed("province_id", Id),
    needed("code", Text),
    needed("unit_id", Id, ForeignKey("unit.unit_id")),
    needed("department", Text),
    needed("rank", Text),
    Column("started_on", Day),
    needed("name", Text),
    needed("name_sort", Key),
    needed("name_search", Text),
    needed("place", Text),
    Column("import_id", Id, ForeignKey("import_batch.import_id")),
    needed("content_digest", Text),
    needed("changed_at", Instant),
    needed("version", Whole),
    Column("erased_at", Instant),
    UniqueConstraint("province_id", "code"),
    Index("ix_officer_unit_name", "unit_id", "name_sort", "officer_id"),
    Index("ix_officer_name", "name_sort", "officer_id", "unit_id", "name_search", "erased_at"),
    Index(
        "ix_officer_erased",
        "erased_at",
        sqlite_where=text("erased_at IS NOT NULL"),
        postgresql_where=text("erased_at IS NOT NULL"),
    ),
)
"""`content_digest` is of what the last import said about the person."""
PERSONAL = table(
    "personal",
    Column("officer_id", Id, ForeignKey("officer.officer_id"), primary_key=True),
    Column("birth_date", Day),
    needed("sex", Text),
    needed("ethnicity", Text),
    needed("religion", Text),
    needed("party", Text),
)
HOLDING = table(
    "holding",
    Column("officer_id", Id, ForeignKey("officer.officer_id"), primary_key=True),
    Column("position_id", Id, primary_key=True),
    needed("share", Number),
    needed("place", Text),
    Column("import_id", Id),
    Index("ix_holding_position", "position_id", "officer_id"),
    is_clustered=True,
)
STATEMENT = table(
    "statement",
    Column("statement_id", Id, primary_key=True),
    needed("officer_id", Id, ForeignKey("officer.officer_id")),
    *frame_columns(STATEMENTS, but=("statement_id", "officer_id")),
    needed("standing", Text),
    Column("import_id", Id),
    Column("replaces", Id),
    needed("added_by", Id),
    needed("added_by_name", Text),
    Column("added_at", Instant),
    needed("answer", Text),
    Column("file_id", Id),
    one_of("kind", EvidenceKind),
    one_of("standing", Standing),
    Index("ix_statement_officer", "officer_id", "statement_id"),
    Index(
        "ix_statement_waits",
        "statement_id",
        "officer_id",
        sqlite_where=text("standing = 'waits'"),
        postgresql_where=text("standing = 'waits'"),
    ),
)
"""`added_by` is "" when a file said it; `answer` is why HR refused it."""
ASSESSMENT = table(
    "assessment",
    Column("assessment_id", Id, primary_key=True),
    needed("officer_id", Id, ForeignKey("officer.officer_id")),
    *frame_columns(ASSESSMENTS, but=("assessment_id", "officer_id")),
    Column("import_id", Id),
    one_of("method", Method),
    Index("ix_assessment_officer", "officer_id", "assessment_id"),
)
QUOTA = table(
    "quota",
    Column("unit_id", Id, ForeignKey("unit.unit_id"), primary_key=True),
    Column("position_id", Id, primary_key=True),
    Column("norm", Number),
    Column("quota", Number),
    Column("plan", Number),
    needed("place", Text),
    Column("import_id", Id),
    is_clustered=True,
)
EARLIER_DECISION = table(
    "earlier_decision",
    Column("officer_id", Id, ForeignKey("officer.officer_id"), primary_key=True),
    Column("position_id", Id, primary_key=True),
    Column("decided_on", Day, primary_key=True),
    needed("label", Text),
    needed("decided_by", Text),
    needed("reason", Text),
    needed("place", Text),
    Column("import_id", Id),
    is_clustered=True,
)
"""Decisions signed before this program, read from a workbook."""
EVIDENCE_FILE = table(
    "evidence_file",
    Column("file_id", Id, primary_key=True),
    needed("officer_id", Id, ForeignKey("officer.officer_id")),
    needed("name", Text),
    needed("media_type", Text),
    needed("bytes", Whole),
    needed("sha256", Text),
    needed("stored_as", Text),
    needed("added_by", Id),
    needed("added_at", Instant),
    Index("ix_evidence_file_officer", "officer_id"),
)
"""A file kept beside the database under `stored_as`; the name is what its owner called it."""
