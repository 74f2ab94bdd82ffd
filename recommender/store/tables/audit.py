"""Tables of the audit: chained rows that the database itself refuses to change, whom each is about, and the head."""

from __future__ import annotations

from sqlalchemy import DDL, CheckConstraint, Column, ForeignKey, Index, Table, event

from recommender.store.metadata import Flag, Id, Instant, Key, Text, Whole, needed, table

AUDIT = table(
    "audit",
    Column("number", Whole, primary_key=True, autoincrement=False),
    needed("at", Instant),
    needed("actor", Id),
    needed("action", Text),
    needed("subject_kind", Text),
    needed("subject_id", Id),
    needed("unit_id", Id),
    needed("also", Text),
    needed("detail", Text),
    needed("mac", Key),
    Index("ix_audit_at", "at"),
    Index("ix_audit_actor_number", "actor", "number"),
    Index("ix_audit_unit_id_number", "unit_id", "number"),
)

AUDIT_SUBJECT = table(
    "audit_subject",
    Column("subject_id", Id, primary_key=True),
    Column("number", Whole, ForeignKey("audit.number"), primary_key=True),
    is_clustered=True,
)
"""An index from a person to the rows about that person; it can be made again from the audit."""

AUDIT_HEAD = table(
    "audit_head",
    Column("is_head", Flag, CheckConstraint("is_head", name="one_row"), primary_key=True),
    needed("number", Whole),
    needed("mac", Key),
)
"""One row: how many rows there are and the code of the last one. Its lock puts writers in a line."""


def append_only(guarded: Table) -> None:
    """Make a table append-only on either database: statements that follow its making."""
    name = guarded.name
    function = (
        f"CREATE OR REPLACE FUNCTION {name}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{name} is append-only'; END $$"
    )
    trigger = (
        f"CREATE TRIGGER {name}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {name} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {name}_append_only()"
    )
    on_sqlite = [
        f"CREATE TRIGGER {name}_no_{verb.lower()} BEFORE {verb} ON {name} "
        f"BEGIN SELECT RAISE(ABORT, '{name} is append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ]
    for dialect, statements in (("sqlite", on_sqlite), ("postgresql", [function, trigger])):
        for statement in statements:
            made = DDL(statement).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]  # SQLAlchemy's own
            event.listen(guarded, "after_create", made)


append_only(AUDIT)
