"""Progress of training plans, courses of institutes, their offerings, enrolments and results."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index

from recommender.store.metadata import Day, Flag, Id, Instant, Json, Number, Text, Whole, needed, one_of, table
from training_catalog.types import CourseMode, TaskKind


class StepStatus(StrEnum):
    """How far a person is with a course of the plan."""

    PLANNED = "planned"
    """Trong kế hoạch."""
    LEARNING = "learning"
    """Đang học."""
    DONE = "done"
    """Đã hoàn thành."""
    NOT_TAKEN = "not_taken"
    """Không tham gia."""


class OfferingStatus(StrEnum):
    """How far a class is."""

    PLANNED = "planned"
    """Dự kiến."""
    OPEN = "open"
    """Đang nhận học viên."""
    HELD = "held"
    """Đã tổ chức."""
    CANCELLED = "cancelled"
    """Đã hủy."""


class EnrolmentStatus(StrEnum):
    """How far a learner of a class is."""

    WISHED = "wished"
    """Đăng ký nguyện vọng."""
    ENROLLED = "enrolled"
    """Được cử đi học."""
    PASSED = "passed"
    """Hoàn thành."""
    FAILED = "failed"
    """Chưa hoàn thành."""
    ABSENT = "absent"
    """Không tham gia."""


PROGRESS = table(
    "plan_progress",
    Column("officer_id", Id, ForeignKey("officer.officer_id"), primary_key=True),
    Column("year", Whole, primary_key=True),
    Column("course_id", Id, primary_key=True),
    needed("status", Text),
    Column("periods_done", Number),
    Column("done_on", Day),
    needed("wish", Text),
    Column("file_id", Id, ForeignKey("evidence_file.file_id")),
    needed("changed_by", Id),
    needed("changed_by_name", Text),
    needed("changed_at", Instant),
    needed("version", Whole),
    one_of("status", StepStatus),
)
COURSE = table(
    "own_course",
    Column("course_id", Id, primary_key=True),
    needed("owner_id", Id),
    needed("provider", Text),
    needed("name_vi", Text),
    needed("name_en", Text),
    needed("name_search", Text),
    needed("outline", Text),
    needed("domain", Text),
    needed("mode", Text),
    needed("language", Text),
    Column("duration_periods", Whole),
    needed("audience", Json),
    needed("outcomes", Json),
    needed("grants", Json),
    needed("is_active", Flag),
    needed("changed_at", Instant),
    needed("version", Whole),
    one_of("domain", TaskKind),
    one_of("mode", CourseMode),
    Index("ix_own_course_owner", "owner_id"),
)
OFFERING = table(
    "offering",
    Column("offering_id", Id, primary_key=True),
    needed("course_id", Id),
    needed("course_vi", Text),
    needed("course_en", Text),
    needed("owner_id", Id),
    needed("provider", Text),
    needed("province_id", Id, ForeignKey("unit.unit_id")),
    needed("place", Text),
    Column("starts_on", Day),
    Column("ends_on", Day),
    needed("mode", Text),
    needed("seats", Whole),
    needed("status", Text),
    needed("changed_at", Instant),
    needed("version", Whole),
    one_of("status", OfferingStatus),
    one_of("mode", CourseMode),
    CheckConstraint("seats >= 0", name="seats"),
    Index("ix_offering_start", "province_id", "starts_on", "offering_id"),
    Index("ix_offering_course", "course_id"),
)
ENROLMENT = table(
    "enrolment",
    Column("enrolment_id", Id, primary_key=True),
    needed("offering_id", Id, ForeignKey("offering.offering_id")),
    needed("officer_id", Id, ForeignKey("officer.officer_id")),
    needed("status", Text),
    needed("result", Text),
    Column("score", Number),
    Column("periods", Number),
    needed("changed_by", Id),
    needed("changed_at", Instant),
    one_of("status", EnrolmentStatus),
    Index("uq_enrolment_learner", "offering_id", "officer_id", unique=True),
    Index("ix_enrolment_officer", "officer_id"),
)
"""An institute knows a learner by `enrolment_id` only."""
