"""The stores of the store's tests and the tiny encoder of the models' tests, for workflows too; hashes without work."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from recommender.passwords import hashing
from recommender.store import Store, open_store
from tests.models.conftest import tiny_folder
from tests.recommender.store.conftest import *  # noqa: F403 - every fixture of the stores, whatever they are called
from tests.recommender.store.conftest import AUDIT_KEY
from tests.recommender.store.factories import put_world
from tests.recommender.workflows.account_factories import cheap_hasher, kept_hash

__all__ = ["tiny_folder"]


@pytest.fixture(autouse=True)
def cheap_hashes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that take no time, except where a test asks for `real_hashes`."""
    if "real_hashes" not in request.fixturenames:
        monkeypatch.setattr(hashing, "_hasher", cheap_hasher)


@pytest.fixture
def real_hashes() -> Iterator[None]:
    """Hashes as costly as in use."""
    for cached in (kept_hash, hashing._nobody):
        cached.cache_clear()
    yield
    for cached in (kept_hash, hashing._nobody):
        cached.cache_clear()


@pytest.fixture(scope="session")
def country_file(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the small country of the store's factories, to be copied."""
    path = tmp_path_factory.mktemp("country") / "country.db"
    shutil.copy(empty_file, path)
    made = open_store(f"sqlite:///{path}", audit_key=AUDIT_KEY)
    put_world(made)
    made.close()
    return path


@pytest.fixture
def country(country_file: Path, tmp_path: Path) -> Iterator[Store]:
    """A store of one's own with the small country in it."""
    shutil.copy(country_file, tmp_path / "country.db")
    made = open_store(f"sqlite:///{tmp_path}/country.db", audit_key=AUDIT_KEY)
    yield made
    made.close()
