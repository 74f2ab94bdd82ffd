"""The stores of the store's tests and the tiny encoder of the models' tests, for workflows too; hashes without work."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from recommender.passwords import hashing
from tests.models.conftest import tiny_folder
from tests.recommender.store.conftest import *  # noqa: F403 - every fixture of the stores, whatever they are called
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
