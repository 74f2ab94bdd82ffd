"""Imports of workbooks: what was read, staged beside the live tables, and what applying it changed, for undoing it."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Column, ForeignKey, Index

from recommender.columns import PROBLEMS
from recommender.store.frames import frame_columns
from recommender.store.metadata import Flag, Id, Instant, Json, Text, Whole, needed, one_of, table


class ImportStatus(StrEnum):
    """How far an import is."""

    READING = "reading"
    """Đang đọc."""
    STAGED = "staged"
    """Chờ xác nhận."""
    APPLIED = "applied"
    """Đã ghi nhận."""
    UNDONE = "undone"
    """Đã hoàn tác."""
    CANCELLED = "cancelled"
    """Đã bỏ."""
    FAILED = "failed"
    """Không đọc được."""


class StagedKind(StrEnum):
    """What a staged row becomes."""

    PERSON = "person"
    """One person with posts, statements, results and earlier decisions."""
    QUOTA = "quota"
    """Posts of one position in one unit."""


class ChangeKind(StrEnum):
    """What applying a staged row does."""

    ADDED = "added"
    """Thêm mới."""
    CHANGED = "changed"
    """Thay đổi."""
    UNCHANGED = "unchanged"
    """Giữ nguyên."""
    REFUSED = "refused"
    """Không nhận, vì một lý do của `Refusal`."""


class Refusal(StrEnum):
    """Why a staged row is not taken; it stands in `changes` as [REFUSED, "", reason]."""

    UNIT_UNREAD = "unit_unread"
    """Không rõ đơn vị."""
    UNIT_OUTSIDE = "unit_outside"
    """Đơn vị nằm ngoài đơn vị của lần nhập."""
    PERSON_ELSEWHERE = "person_elsewhere"
    """Mã này đang là của người ở đơn vị khác."""
    PERSON_ERASED = "person_erased"
    """Dữ liệu của người này đã bị xóa theo yêu cầu."""
    PERSON_UNKNOWN = "person_unknown"
    """Chưa có ai mang mã này."""
    LEFT_OUT = "left_out"
    """Người xác nhận để lại: dữ liệu đang có được giữ nguyên."""


IMPORT = table(
    "import_batch",
    Column("import_id", Id, primary_key=True),
    needed("digest", Text),
    needed("unit_id", Id, ForeignKey("unit.unit_id")),
    needed("files", Json),
    needed("mapping", Json),
    needed("status", Text),
    needed("staged_parts", Whole),
    needed("counts", Json),
    needed("failure_vi", Text),
    needed("failure_en", Text),
    Column("job_id", Id),
    needed("made_by", Id),
    needed("made_by_name", Text),
    needed("made_at", Instant),
    Column("staged_at", Instant),
    Column("applied_at", Instant),
    Column("applied_by_name", Text),
    Column("undone_at", Instant),
    one_of("status", ImportStatus),
    Index("ix_import_batch_unit", "unit_id", "made_at"),
    Index("ix_import_batch_digest", "digest", "unit_id"),
)
"""`digest` is of the bytes of all files; `files` are their names, kinds, sizes and digests."""
STAGED_ROW = table(
    "staged_row",
    Column("import_id", Id, ForeignKey("import_batch.import_id"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("number", Whole, primary_key=True),
    needed("code", Text),
    needed("province_id", Id),
    needed("unit_id", Id),
    needed("name", Text),
    needed("change", Text),
    needed("changes", Json),
    needed("digest", Text),
    Column("officer_id", Id),
    needed("is_listed", Flag),
    Column("known_id", Id),
    Column("known_version", Whole),
    one_of("kind", StagedKind),
    one_of("change", ChangeKind),
    is_clustered=True,
)
"""`code` and province name the person; `digest` is of all the import says, which stands in the copies of the tables of
people under `officer_id`; a person not `is_listed` has only results and decisions in the files. The change was judged
against the person `known_id` as of `known_version`: if that is no longer so, the files are read again."""
IMPORT_PROBLEM = table(
    "import_problem",
    Column("import_id", Id, ForeignKey("import_batch.import_id"), primary_key=True),
    Column("number", Whole, primary_key=True),
    *frame_columns(PROBLEMS),
    is_clustered=True,
)
IMPORT_CHANGE = table(
    "import_change",
    Column("import_id", Id, ForeignKey("import_batch.import_id"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    needed("is_new", Flag),
    one_of("kind", StagedKind),
    is_clustered=True,
)
"""What the import touched: a person by id, a quota by unit|position. What stood before is in the copies of the tables;
`is_new`: nothing did."""
