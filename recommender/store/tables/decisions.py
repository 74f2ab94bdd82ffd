"""What people say to verdicts: decisions under a name, objections with a deadline, reasons for an unequal result."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Column, ForeignKey, Index, text

from recommender.store.metadata import Day, Id, Instant, Text, Whole, needed, one_of, table
from recommender.types import VerdictLabel

FINAL_LABELS = (VerdictLabel.MEETS, VerdictLabel.DOES_NOT_MEET)


class ObjectionStatus(StrEnum):
    """How far an objection is."""

    OPEN = "open"
    """Đang giải quyết."""
    ACCEPTED = "accepted"
    """Chấp nhận."""
    REJECTED = "rejected"
    """Không chấp nhận."""
    WITHDRAWN = "withdrawn"
    """Đã rút."""


DECISION = table(
    "decision",
    Column("decision_id", Id, primary_key=True),
    needed("run_id", Id, ForeignKey("run.run_id")),
    needed("officer_id", Id, ForeignKey("officer.officer_id")),
    needed("position_id", Id),
    needed("unit_id", Id),
    needed("proposed", Text),
    needed("decided", Text),
    needed("reason_code", Text),
    needed("reason_text", Text),
    needed("decided_by", Id),
    needed("decided_by_name", Text),
    needed("decided_at", Instant),
    needed("decided_on", Day),
    Column("superseded_by", Id, ForeignKey("decision.decision_id")),
    one_of("proposed", VerdictLabel),
    one_of("decided", VerdictLabel),
    Index(
        "uq_decision_standing", "run_id", "officer_id", "position_id", unique=True,
        sqlite_where=text("superseded_by IS NULL"), postgresql_where=text("superseded_by IS NULL"),
    ),
    Index("ix_decision_officer", "officer_id"),
    Index("ix_decision_unit", "run_id", "unit_id"),
    Index("ix_decision_run", "run_id", "decision_id"),
)  # fmt: skip
"""Both the proposal and the decision are kept; a changed mind is a new row that supersedes the old one."""
OBJECTION = table(
    "objection",
    Column("objection_id", Id, primary_key=True),
    needed("run_id", Id, ForeignKey("run.run_id")),
    needed("officer_id", Id, ForeignKey("officer.officer_id")),
    needed("position_id", Id),
    needed("unit_id", Id),
    needed("text", Text),
    needed("lodged_at", Instant),
    needed("due_on", Day),
    needed("status", Text),
    needed("answer", Text),
    Column("answered_by", Id),
    needed("answered_by_name", Text),
    Column("answered_at", Instant),
    needed("version", Whole),
    one_of("status", ObjectionStatus),
    Index(
        "uq_objection_open", "run_id", "officer_id", "position_id", unique=True,
        sqlite_where=text("status = 'open'"), postgresql_where=text("status = 'open'"),
    ),
    Index("ix_objection_officer", "officer_id"),
    Index("ix_objection_due", "status", "due_on", "objection_id"),
)  # fmt: skip
FAIRNESS_REASON = table(
    "fairness_reason",
    Column("run_id", Id, ForeignKey("run.run_id"), primary_key=True),
    Column("dimension", Text, primary_key=True),
    Column("group", Text, primary_key=True),
    needed("reason", Text),
    needed("given_by", Id),
    needed("given_by_name", Text),
    needed("given_at", Instant),
)
