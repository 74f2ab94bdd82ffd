"""The stores of the store's tests, for workflows too."""

from __future__ import annotations

from tests.recommender.store.conftest import (
    empty_file,
    postgres_address,
    postgres_store,
    sqlite_store,
    store,
)

__all__ = ["empty_file", "postgres_address", "postgres_store", "sqlite_store", "store"]
