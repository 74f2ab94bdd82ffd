"""Typed copies of the tables of people: what an import says and what stood before, in place of JSON.

What applied imports remember moves over. An import that was read but not confirmed must be given again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from recommender.store.metadata import Day, Flag, Id, Instant, Json, Key, Number, Text, Whole

revision = "0010"
down_revision = "0009"

KEYS = {
    "officer": "officer_id", "personal": "officer_id", "holding": "officer_id position_id",
    "statement": "officer_id statement_id", "assessment": "officer_id assessment_id",
    "earlier_decision": "officer_id position_id decided_on", "quota": "unit_id position_id",
}  # fmt: skip
DAYS = {"decided_on"}
COLUMNS = {
    "officer": "province_id:Id code:Text unit_id:Id department:Text rank:Text started_on:Day? name:Text name_sort:Key "
    "name_search:Text place:Text import_id:Id? content_digest:Text changed_at:Instant version:Whole "
    "erased_at:Instant?",
    "personal": "birth_date:Day? sex:Text ethnicity:Text religion:Text party:Text",
    "holding": "share:Number place:Text import_id:Id?",
    "statement": "kind:Text text:Text subject:Text grade:Text started_on:Day? dated_on:Day? periods:Number? "
    "place:Text standing:Text import_id:Id? replaces:Id? added_by:Id added_by_name:Text added_at:Instant? "
    "answer:Text file_id:Id?",
    "assessment": "topic:Text method:Text score:Number? scale_min:Number? scale_max:Number? level:Number? "
    "dated_on:Day? assessor:Text place:Text sd:Number? import_id:Id?",
    "earlier_decision": "label:Text decided_by:Text reason:Text place:Text import_id:Id?",
    "quota": "norm:Number? quota:Number? plan:Number? place:Text import_id:Id?",
}
KINDS: dict[str, Any] = {
    "Id": Id, "Text": Text, "Day": Day, "Key": Key, "Instant": Instant, "Whole": Whole, "Number": Number
}  # fmt: skip
GIVE_UP = sa.text(
    "UPDATE import_batch SET status = 'failed', failure_vi = :vi, failure_en = :en "
    "WHERE status IN ('reading', 'staged')"
)
ROWS_AT_ONCE = 1_000


def upgrade() -> None:
    """Take the step."""
    copies = {name: make_copy(name) for name in KEYS}
    move_remembered(copies)
    remake_import_change()
    op.execute(GIVE_UP.bindparams(
        vi="Chương trình đã được nâng cấp trước khi lượt nhập này được xác nhận. Hãy nhập lại tệp.",
        en="The program was upgraded before this import was confirmed. Give the files again.",
    ))  # fmt: skip
    op.drop_table("staged_row")
    make_staged_row()
    for live in ("holding", "statement", "assessment"):
        # Nothing looks people up by their import; each made the last transaction longer.
        op.drop_index(f"ix_{live}_import", live)


def make_copy(live: str) -> sa.Table:
    name = f"import_{live}"
    keys = KEYS[live].split()
    others = [word.split(":") for word in COLUMNS[live].split()]
    return op.create_table(
        name,
        sa.Column("of_import", Id(), nullable=False),
        sa.Column("side", Text(), nullable=False),
        *[sa.Column(key, Day() if key in DAYS else Id(), nullable=False) for key in keys],
        *[sa.Column(column, KINDS[kind.rstrip("?")](), nullable=kind.endswith("?")) for column, kind in others],
        sa.PrimaryKeyConstraint("of_import", "side", *keys, name=f"pk_{name}"),
        sa.CheckConstraint("side IN ('after', 'before')", name=op.f(f"ck_{name}_side")),
        sa.ForeignKeyConstraint(["of_import"], ["import_batch.import_id"], name=f"fk_{name}_of_import"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def move_remembered(copies: Mapping[str, sa.Table]) -> None:
    """The rows in the JSON of what imports changed."""
    conn = op.get_bind()
    for import_id, before in _remembered(conn):
        for name, rows in before.items():
            if rows:
                fixed = {"of_import": import_id, "side": "before"}
                conn.execute(sa.insert(copies[name]), [{**fixed, **_revived(copies[name], row)} for row in rows])


def remake_import_change() -> None:
    """What imports changed, without its JSON."""
    op.execute(
        "CREATE TEMPORARY TABLE kept_change AS SELECT import_id, kind, key, before IS NULL AS is_new FROM import_change"
    )
    op.drop_table("import_change")
    op.create_table(
        "import_change",
        sa.Column("import_id", Id(), nullable=False),
        sa.Column("kind", Text(), nullable=False),
        sa.Column("key", Text(), nullable=False),
        sa.Column("is_new", Flag(), nullable=False),
        sa.PrimaryKeyConstraint("import_id", "kind", "key", name="pk_import_change"),
        sa.CheckConstraint("kind IN ('person', 'quota')", name=op.f("ck_import_change_kind")),
        sa.ForeignKeyConstraint(["import_id"], ["import_batch.import_id"], name="fk_import_change_import_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO import_change SELECT import_id, kind, key, is_new FROM kept_change")
    op.execute("DROP TABLE kept_change")


def _remembered(conn: sa.Connection) -> Iterator[tuple[str, dict[str, Any]]]:
    last = ("", "", "")
    query = sa.text(
        "SELECT import_id, kind, key, before FROM import_change WHERE before IS NOT NULL AND "
        "(import_id, kind, key) > (:import_id, :kind, :key) ORDER BY import_id, kind, key LIMIT :many"
    )
    while rows := conn.execute(
        query, dict(zip(("import_id", "kind", "key"), last, strict=True), many=ROWS_AT_ONCE)
    ).all():
        last = (rows[-1].import_id, rows[-1].kind, rows[-1].key)
        yield from ((row.import_id, json.loads(row.before)) for row in rows)


def _revived(copy: sa.Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row out of JSON with the kinds of its columns again."""
    return {name: _value(copy.c[name].type, value) for name, value in row.items()}


def _value(kind: Any, value: Any) -> Any:
    if value is None or not isinstance(kind, Key | Instant | Day):
        return value
    if isinstance(kind, Key):
        return bytes.fromhex(value)
    return datetime.fromisoformat(value) if isinstance(kind, Instant) else date.fromisoformat(value)


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
        sa.Column("officer_id", Id(), nullable=True),
        sa.Column("is_listed", Flag(), nullable=False),
        sa.Column("known_id", Id(), nullable=True),
        sa.Column("known_version", Whole(), nullable=True),
        sa.PrimaryKeyConstraint("import_id", "kind", "number", name="pk_staged_row"),
        sa.CheckConstraint("change IN ('added', 'changed', 'unchanged', 'refused')", name=op.f("ck_staged_row_change")),
        sa.CheckConstraint("kind IN ('person', 'quota')", name=op.f("ck_staged_row_kind")),
        sa.ForeignKeyConstraint(["import_id"], ["import_batch.import_id"], name="fk_staged_row_import_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
