"""Table of people who no longer serve: they are not reviewed and not counted, and stay for their history."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Column, ForeignKey

from recommender.store.metadata import Day, Id, Instant, Text, needed, one_of, table


class EndReason(StrEnum):
    """Why somebody no longer serves."""

    RETIRED = "retired"
    """Nghỉ hưu."""
    TRANSFERRED = "transferred"
    """Chuyển công tác ra ngoài phạm vi quản lý."""
    RESIGNED = "resigned"
    """Thôi việc theo nguyện vọng."""
    DISMISSED = "dismissed"
    """Buộc thôi việc."""
    DIED = "died"
    """Từ trần."""
    OTHER = "other"
    """Lý do khác."""


SERVICE_END = table(
    "service_end",
    Column("officer_id", Id, ForeignKey("officer.officer_id"), primary_key=True),
    needed("ended_on", Day),
    needed("reason", Text),
    needed("note", Text),
    needed("told_by", Id),
    needed("told_by_name", Text),
    needed("told_at", Instant),
    one_of("reason", EndReason),
)
"""`ended_on` is the last day of service; the row goes when HR takes the note back, which the audit keeps."""
