"""Stores for tests: empty and migrated, on both databases."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from recommender.store import Store, open_store
from recommender.store.migrate import migrate
from tests.recommender.store.postgres import cluster, new_database

AUDIT_KEY = b"a key of tests, 32 bytes long...."


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with all tables and no rows, to be copied."""
    path = tmp_path_factory.mktemp("store") / "empty.db"
    store = open_store(f"sqlite:///{path}", create=True)
    migrate(store)
    store.close()
    return path


@pytest.fixture
def sqlite_store(empty_file: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copy(empty_file, tmp_path / "store.db")
    store = open_store(f"sqlite:///{tmp_path}/store.db", audit_key=AUDIT_KEY)
    yield store
    store.close()


@pytest.fixture(scope="session")
def postgres_address() -> Iterator[str]:
    with cluster() as address:
        yield address


@pytest.fixture
def postgres_store(postgres_address: str) -> Iterator[Store]:
    store = open_store(new_database(postgres_address), audit_key=AUDIT_KEY)
    migrate(store)
    yield store
    store.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Store:
    """A migrated store without rows, once on each database."""
    made: Store = request.getfixturevalue("sqlite_store" if request.param == "sqlite" else "postgres_store")
    return made
