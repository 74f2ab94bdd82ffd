"""Stores for tests: empty and migrated, on both databases."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from recommender.store import Store, open_store
from recommender.store.migrate import migrate
from tests.recommender.store.factories import put_world
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


@pytest.fixture(scope="session")
def postgres_template(postgres_address: str) -> str:
    """Name of a migrated database without rows, to be copied."""
    address = new_database(postgres_address)
    store = open_store(address)
    migrate(store)
    store.close()
    return str(make_url(address).database)


@pytest.fixture
def postgres_store(postgres_address: str, postgres_template: str) -> Iterator[Store]:
    store = open_store(new_database(postgres_address, like=postgres_template), audit_key=AUDIT_KEY)
    yield store
    store.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Store:
    """A migrated store without rows, once on each database."""
    made: Store = request.getfixturevalue("sqlite_store" if request.param == "sqlite" else "postgres_store")
    return made


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def small_country(
    request: pytest.FixtureRequest, empty_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """A store of the small country of `factories`, once on each database; tests that use it only read."""
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("country") / "store.db"
        shutil.copy(empty_file, path)
        address = f"sqlite:///{path}"
    else:
        template = request.getfixturevalue("postgres_template")
        address = new_database(request.getfixturevalue("postgres_address"), like=template)
    store = open_store(address, audit_key=AUDIT_KEY)
    put_world(store)
    yield store
    store.close()
