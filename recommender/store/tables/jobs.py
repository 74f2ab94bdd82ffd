"""Tables of long work: jobs with their lease, and the steps of a job that have taken effect."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Column, ForeignKey, Index

from recommender.store.metadata import Flag, Id, Instant, Json, Text, Whole, needed, one_of, table


class JobKind(StrEnum):
    """What a job does."""

    IMPORT = "import"
    SCREEN = "screen"
    EXPORT = "export"
    BACKUP = "backup"
    MARK = "mark"
    CONFIRM = "confirm"
    """Apply an import that was looked at."""
    UNDO = "undo"
    """Put back what an import changed."""
    POSITIONS = "positions"
    """Read a job description into drafts."""
    ADAPT = "adapt"
    """Adapt the text encoder to the catalogue."""


class JobStatus(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    """Đang chờ."""
    RUNNING = "running"
    """Đang chạy."""
    DONE = "done"
    """Đã xong."""
    FAILED = "failed"
    """Không làm được."""
    CANCELLED = "cancelled"
    """Đã hủy."""


JOB = table(
    "job",
    Column("job_id", Id, primary_key=True),
    needed("kind", Text),
    needed("payload", Json),
    needed("unit_id", Id),
    needed("asked_by", Id),
    needed("status", Text, one_of("status", [status.value for status in JobStatus])),
    needed("n_attempts", Whole),
    needed("fence", Whole),
    Column("worker", Text),
    Column("lease_until", Instant),
    needed("not_before", Instant),
    needed("asked_at", Instant),
    Column("started_at", Instant),
    Column("finished_at", Instant),
    needed("n_done", Whole),
    needed("n_total", Whole),
    needed("note", Text),
    needed("is_cancel_asked", Flag),
    needed("error_code", Text),
    needed("error_vi", Text),
    needed("error_en", Text),
    needed("result", Json),
    needed("result_file", Text),
    Index("ix_job_status_not_before", "status", "not_before"),
    Index("ix_job_unit_id_job_id", "unit_id", "job_id"),
    Index("ix_job_asked_by_job_id", "asked_by", "job_id"),
)

JOB_STEP = table(
    "job_step",
    Column("job_id", Id, ForeignKey("job.job_id", ondelete="CASCADE"), primary_key=True),
    Column("step", Text, primary_key=True),
    is_clustered=True,
)
"""Steps whose effects are in the store; written in the same transaction as the effect."""
