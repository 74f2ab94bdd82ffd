"""A migrated database has exactly the tables that the program declares, on both databases, and moves forward only."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.engine.interfaces import ReflectedIndex

from recommender.errors import StoreError
from recommender.store import Store, open_store
from recommender.store.migrate import migrate, require_current, revisions
from recommender.store.tables.everything import METADATA
from tests.recommender.store.postgres import new_database


def shape(store: Store) -> dict[str, object]:
    """Everything the database itself says about its tables."""
    found: dict[str, object] = {}
    inspector = inspect(store.engine)
    for table in sorted(inspector.get_table_names()):
        if table == "alembic_version":
            continue
        found[table] = {
            "columns": [(c["name"], str(c["type"]), c["nullable"]) for c in inspector.get_columns(table)],
            "key": inspector.get_pk_constraint(table),
            "foreign": sorted(map(str, inspector.get_foreign_keys(table))),
            "unique": sorted(map(str, inspector.get_unique_constraints(table))),
            "checks": sorted(str((c["name"], c["sqltext"])) for c in inspector.get_check_constraints(table)),
            "indexes": sorted(index_words(index) for index in inspector.get_indexes(table)),
        }
    return found


def index_words(index: ReflectedIndex) -> str:
    options = {name: str(value) for name, value in sorted(index.get("dialect_options", {}).items())}
    return f"{index['name']} {index['column_names']} {bool(index['unique'])} {options}"


def made_directly(url: str) -> Store:
    store = open_store(url, create=True)
    with store.writing() as conn:
        METADATA.create_all(conn)
    return store


def test_a_migrated_sqlite_file_is_what_the_program_declares(sqlite_store: Store, tmp_path: Path) -> None:
    declared = made_directly(f"sqlite:///{tmp_path}/declared.db")
    assert shape(sqlite_store) == shape(declared)
    declared.close()


def test_a_migrated_postgresql_database_is_what_the_program_declares(
    postgres_store: Store, postgres_address: str
) -> None:
    declared = made_directly(new_database(postgres_address))
    assert shape(postgres_store) == shape(declared)
    declared.close()


def test_every_table_is_strict_and_clustered_where_declared(sqlite_store: Store) -> None:
    with sqlite_store.reading() as conn:
        listed = conn.execute(text("SELECT name, strict, wr FROM pragma_table_list WHERE schema = 'main'")).all()
    made = {row.name: (row.strict, row.wr) for row in listed if row.name in METADATA.tables}
    asked = {name: (1, int(not one.dialect_options["sqlite"]["with_rowid"])) for name, one in METADATA.tables.items()}
    assert made == asked


def test_migrating_again_changes_nothing(store: Store) -> None:
    before = shape(store)
    assert migrate(store) == ()
    assert shape(store) == before
    require_current(store)


def test_an_old_database_is_refused_with_what_to_do_and_brought_forward(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/s.db", create=True)
    assert migrate(store, to="0001") == ("0001",)
    with pytest.raises(StoreError) as refusal:
        require_current(store)
    assert "db upgrade" in refusal.value.hint_en
    assert migrate(store) == revisions_after("0001", store)
    require_current(store)
    store.close()


def revisions_after(revision: str, store: Store) -> tuple[str, ...]:
    newest = int(revisions(store).newest)
    return tuple(f"{number:04}" for number in range(int(revision) + 1, newest + 1))


def test_a_step_that_fails_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/s.db", create=True)
    with store.writing() as conn:
        conn.execute(text("CREATE TABLE decision (x)"))
    with pytest.raises(Exception, match="already exists"):
        migrate(store)
    with store.reading() as conn:
        assert [row.name for row in conn.execute(text("SELECT name FROM sqlite_master WHERE type='table'"))] == [
            "decision"
        ]
    store.close()


def test_a_database_of_a_newer_program_is_refused(sqlite_store: Store) -> None:
    with sqlite_store.writing() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer"):
        migrate(sqlite_store)


@pytest.mark.parametrize("statement", ["UPDATE verdict SET verdict = 'x'", "DELETE FROM demand"])
def test_results_of_a_run_are_guarded_by_the_database(store: Store, statement: str) -> None:
    table = re.search(r"(verdict|demand)", statement)
    assert table is not None
    with store.reading() as conn:
        if store.is_sqlite:
            triggers = conn.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
            assert {f"{table[0]}_no_update", f"{table[0]}_no_delete"} <= set(triggers)
        else:
            triggers = conn.execute(text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")).scalars().all()
            assert f"{table[0]}_is_kept" in triggers
