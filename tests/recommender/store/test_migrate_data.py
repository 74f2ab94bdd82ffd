"""A database of every earlier version, with rows in all its tables, is brought to the newest one and keeps them.

The rows are those of the small world of the API, written into the tables as they were: what a table did not have then
is left out, and what it has no more is left blank.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import Column, Connection, MetaData, Table, delete, insert, inspect, select, text
from sqlalchemy.types import Float, Integer, LargeBinary, Text, TypeEngine

from recommender.store import Store, open_store
from recommender.store.audit import AuditEntry, append_audit
from recommender.store.migrate import FOLDER, migrate, require_current
from recommender.store.tables.everything import METADATA
from recommender.workflows.verify_audit import verify_audit
from tests.api.world import KEY, make_world
from tests.api.world_rows import NOW, OWN
from tests.recommender.store.postgres import new_database

VERSIONS: Final = tuple(path.name[1:5] for path in sorted((FOLDER / "versions").glob("m[0-9]*.py")))[:-1]
MADE_ANEW: Final = frozenset({"audit_head"})
"""Tables that a migration fills itself."""
FIRST_WRITTEN: Final = {"own_position": "0008"}
"""Tables that no program wrote to before a version."""
Rows = Mapping[str, list[dict[str, Any]]]


@dataclass(frozen=True, kw_only=True)
class Old:
    """A table as an earlier version had it, with the types of today where it is still the same."""

    table: Table
    shared: tuple[str, ...]
    blank: dict[str, object]


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """Every row of the small world by table, with two rows of audit."""
    folder = tmp_path_factory.mktemp("world")
    make_world(folder)
    store = open_store(f"sqlite:///{folder}/nangluc.db", audit_key=KEY)
    for subject in (OWN.officer_id, "p2"):
        with store.writing() as conn:
            entry = AuditEntry(actor="u", action="see_people", subject_kind="officer", subject_id=subject)
            append_audit(conn, KEY, entry, now=NOW)
    with store.reading() as conn:
        found = {
            table.name: [dict(row._mapping) for row in conn.execute(select(table))] for table in METADATA.sorted_tables
        }
    store.close()
    for one in found["import_batch"]:
        one["status"] = "cancelled"  # those that waited are given again: `test_migrate_imports.py`
    return found


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "sqlite":
        store = open_store(f"sqlite:///{tmp_path}/s.db", create=True, audit_key=KEY)
    else:
        store = open_store(new_database(request.getfixturevalue("postgres_address")), audit_key=KEY)
    yield store
    store.close()


def old_tables(conn: Connection) -> list[Old]:
    inspector, found = inspect(conn), []
    there = set(inspector.get_table_names())
    for table in METADATA.sorted_tables:
        if table.name not in there:
            continue
        columns, blank, shared = [], {}, []
        for told in inspector.get_columns(table.name):
            name, kind = told["name"], told["type"]
            is_shared = name in table.c
            columns.append(Column(name, table.c[name].type if is_shared else kind))
            if is_shared:
                shared.append(name)
            elif not told["nullable"]:
                blank[name] = blank_of(kind)
        found.append(Old(table=Table(table.name, MetaData(), *columns), shared=tuple(shared), blank=blank))
    return found


def blank_of(kind: TypeEngine[Any]) -> object:
    for known, blank in ((Integer, 0), (Float, 0.0), (LargeBinary, b""), (Text, "")):
        if isinstance(kind, known):
            return blank
    return ""


def fill(store: Store, rows: Rows, *, version: str) -> dict[str, tuple[str, ...]]:
    """All rows that the tables can hold; by table, the columns that they have kept."""
    with store.writing() as conn:
        # Units name units: whether each finds its own is asked at the end.
        conn.execute(
            text("PRAGMA defer_foreign_keys=ON" if store.is_sqlite else "SET session_replication_role=replica")
        )
        kept = {}
        for old in old_tables(conn):
            if version < FIRST_WRITTEN.get(old.table.name, version):
                continue
            if old.table.name in MADE_ANEW:
                conn.execute(delete(old.table))
            given = [{name: row[name] for name in old.shared} | old.blank for row in rows[old.table.name]]
            if given:
                conn.execute(insert(old.table), given)
            kept[old.table.name] = old.shared
        if not store.is_sqlite:
            conn.execute(text("SET session_replication_role=DEFAULT"))
    return kept


@pytest.mark.parametrize("version", VERSIONS)
def test_every_earlier_version_keeps_its_rows(empty: Store, rows: Rows, version: str) -> None:
    migrate(empty, to=version)
    kept = fill(empty, rows, version=version)
    migrate(empty)
    require_current(empty)
    with empty.reading() as conn:
        for name, columns in kept.items():
            table = METADATA.tables[name]
            shown = [table.c[column] for column in columns]
            found = sorted(repr(tuple(row)) for row in conn.execute(select(*shown)))
            assert found == sorted(repr(tuple(row[column] for column in columns)) for row in rows[name]), name
        if empty.is_sqlite:
            assert conn.execute(text("PRAGMA foreign_key_check")).all() == []
            assert conn.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"


def test_the_audit_of_an_earlier_version_is_whole_after_the_upgrade(empty: Store, rows: Rows, tmp_path: Path) -> None:
    migrate(empty, to="0006")
    fill(empty, rows, version="0006")
    migrate(empty)
    report = verify_audit(empty, tmp_path)
    assert (report.is_whole, report.head.count) == (True, 2)


def test_the_world_has_rows_in_most_tables(rows: Rows) -> None:
    assert sum(1 for found in rows.values() if found) >= 25
