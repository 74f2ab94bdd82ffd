"""Triggers that keep results of runs as they were written, in the words of each database."""

from __future__ import annotations

from alembic import op


def guard_results(table: str, *, is_personal: bool) -> None:
    """Refuse to change a row of results, and to remove it unless it is about a person whose data was erased."""
    if op.get_bind().dialect.name == "postgresql":
        _guard_on_postgresql(table, is_personal=is_personal)
    else:
        _guard_on_sqlite(table, is_personal=is_personal)


def _guard_on_sqlite(table: str, *, is_personal: bool) -> None:
    erased = "SELECT 1 FROM officer WHERE officer_id = OLD.officer_id AND erased_at IS NOT NULL"
    unless = f"WHEN NOT EXISTS ({erased}) " if is_personal else ""
    op.execute(
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'results of a run never change'); END"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {unless}"
        f"BEGIN SELECT RAISE(ABORT, 'results of a run never change'); END"
    )


def _guard_on_postgresql(table: str, *, is_personal: bool) -> None:
    erased = "SELECT 1 FROM officer WHERE officer_id = OLD.officer_id AND erased_at IS NOT NULL"
    allowed = f"IF TG_OP = 'DELETE' AND EXISTS ({erased}) THEN RETURN OLD; END IF; " if is_personal else ""
    op.execute(
        f"CREATE FUNCTION {table}_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {allowed}RAISE EXCEPTION 'results of a run never change'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_is_kept BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_is_kept()"
    )


def guard_append_only(table: str) -> None:
    """Refuse to change or remove a row."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()"
        )
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
