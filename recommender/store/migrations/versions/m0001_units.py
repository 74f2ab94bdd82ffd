"""Units, positions and imports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from recommender.store.metadata import Flag, Id, Instant, Json, Key, Text, Whole

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Take the step."""
    make_position()
    make_unit()
    make_import_batch()
    make_unit_closure()
    make_import_change()
    make_import_problem()
    make_staged_row()


def make_position() -> None:
    op.create_table(
        "position",
        sa.Column("position_id", Id(), nullable=False),
        sa.Column("title_vi", Text(), nullable=False),
        sa.Column("title_en", Text(), nullable=False),
        sa.Column("group_of", Text(), nullable=False),
        sa.Column("field", Text(), nullable=False),
        sa.Column("field_vi", Text(), nullable=False),
        sa.Column("field_en", Text(), nullable=False),
        sa.Column("department", Text(), nullable=False),
        sa.Column("rank", Text(), nullable=False),
        sa.Column("title_sort", Key(), nullable=False),
        sa.PrimaryKeyConstraint("position_id", name="pk_position"),
        sqlite_strict=True,
    )


def make_unit() -> None:
    op.create_table(
        "unit",
        sa.Column("unit_id", Id(), nullable=False),
        sa.Column("parent_id", Id(), nullable=True),
        sa.Column("province_id", Id(), nullable=False),
        sa.Column("name", Text(), nullable=False),
        sa.Column("name_sort", Key(), nullable=False),
        sa.Column("name_search", Text(), nullable=False),
        sa.Column("kind", Text(), nullable=False),
        sa.Column("is_active", Flag(), nullable=False),
        sa.Column("replaced_by", Id(), nullable=True),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("unit_id", name="pk_unit"),
        sa.CheckConstraint(
            "kind IN ('country', 'province', 'commune', 'ward', 'special_zone', 'department')",
            name=op.f("ck_unit_kind"),
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.unit_id"], name="fk_unit_parent_id"),
        sa.ForeignKeyConstraint(["replaced_by"], ["unit.unit_id"], name="fk_unit_replaced_by"),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_unit_parent",
        "unit",
        ["parent_id"],
    )


def make_import_batch() -> None:
    op.create_table(
        "import_batch",
        sa.Column("import_id", Id(), nullable=False),
        sa.Column("digest", Text(), nullable=False),
        sa.Column("unit_id", Id(), nullable=False),
        sa.Column("files", Json(), nullable=False),
        sa.Column("mapping", Json(), nullable=False),
        sa.Column("status", Text(), nullable=False),
        sa.Column("staged_parts", Whole(), nullable=False),
        sa.Column("counts", Json(), nullable=False),
        sa.Column("failure_vi", Text(), nullable=False),
        sa.Column("failure_en", Text(), nullable=False),
        sa.Column("job_id", Id(), nullable=True),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("made_by_name", Text(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("staged_at", Instant(), nullable=True),
        sa.Column("applied_at", Instant(), nullable=True),
        sa.Column("applied_by_name", Text(), nullable=True),
        sa.Column("undone_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("import_id", name="pk_import_batch"),
        sa.CheckConstraint(
            "status IN ('reading', 'staged', 'applied', 'undone', 'cancelled', 'failed')",
            name=op.f("ck_import_batch_status"),
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.unit_id"], name="fk_import_batch_unit_id"),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_import_batch_digest",
        "import_batch",
        ["digest", "unit_id"],
    )
    op.create_index(
        "ix_import_batch_unit",
        "import_batch",
        ["unit_id", "made_at"],
    )


def make_unit_closure() -> None:
    op.create_table(
        "unit_closure",
        sa.Column("ancestor_id", Id(), nullable=False),
        sa.Column("unit_id", Id(), nullable=False),
        sa.Column("depth", Whole(), nullable=False),
        sa.PrimaryKeyConstraint("ancestor_id", "unit_id", name="pk_unit_closure"),
        sa.ForeignKeyConstraint(["ancestor_id"], ["unit.unit_id"], name="fk_unit_closure_ancestor_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.unit_id"], name="fk_unit_closure_unit_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_unit_closure_unit",
        "unit_closure",
        ["unit_id"],
    )


def make_import_change() -> None:
    op.create_table(
        "import_change",
        sa.Column("import_id", Id(), nullable=False),
        sa.Column("kind", Text(), nullable=False),
        sa.Column("key", Text(), nullable=False),
        sa.Column("before", Json(), nullable=True),
        sa.PrimaryKeyConstraint("import_id", "kind", "key", name="pk_import_change"),
        sa.CheckConstraint("kind IN ('person', 'quota')", name=op.f("ck_import_change_kind")),
        sa.ForeignKeyConstraint(["import_id"], ["import_batch.import_id"], name="fk_import_change_import_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def make_import_problem() -> None:
    op.create_table(
        "import_problem",
        sa.Column("import_id", Id(), nullable=False),
        sa.Column("number", Whole(), nullable=False, autoincrement=False),
        sa.Column("file", Text(), nullable=False),
        sa.Column("sheet", Text(), nullable=False),
        sa.Column("cell", Text(), nullable=False),
        sa.Column("severity", Text(), nullable=False),
        sa.Column("code", Text(), nullable=False),
        sa.Column("value", Text(), nullable=False),
        sa.Column("message_vi", Text(), nullable=False),
        sa.Column("message_en", Text(), nullable=False),
        sa.Column("suggestion_vi", Text(), nullable=False),
        sa.Column("suggestion_en", Text(), nullable=False),
        sa.PrimaryKeyConstraint("import_id", "number", name="pk_import_problem"),
        sa.ForeignKeyConstraint(["import_id"], ["import_batch.import_id"], name="fk_import_problem_import_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def make_staged_row() -> None:
    op.create_table(
        "staged_row",
        sa.Column("import_id", Id(), nullable=False),
        sa.Column("kind", Text(), nullable=False),
        sa.Column("number", Whole(), nullable=False, autoincrement=False),
        sa.Column("code", Text(), nullable=False),
        sa.Column("province_id", Id(), nullable=False),
        sa.Column("unit_id", Id(), nullable=False),
        sa.Column("name", Text(), nullable=False),
        sa.Column("change", Text(), nullable=False),
        sa.Column("changes", Json(), nullable=False),
        sa.Column("digest", Text(), nullable=False),
        sa.Column("content", Json(), nullable=False),
        sa.PrimaryKeyConstraint("import_id", "kind", "number", name="pk_staged_row"),
        sa.CheckConstraint("change IN ('added', 'changed', 'unchanged', 'refused')", name=op.f("ck_staged_row_change")),
        sa.CheckConstraint("kind IN ('person', 'quota')", name=op.f("ck_staged_row_kind")),
        sa.ForeignKeyConstraint(["import_id"], ["import_batch.import_id"], name="fk_staged_row_import_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
