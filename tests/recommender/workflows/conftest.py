"""The stores of the store's tests and the tiny encoder of the models' tests, for workflows too."""

from __future__ import annotations

from tests.models.conftest import tiny_folder
from tests.recommender.store.conftest import (
    empty_file,
    postgres_address,
    postgres_store,
    sqlite_store,
    store,
)

__all__ = ["empty_file", "postgres_address", "postgres_store", "sqlite_store", "store", "tiny_folder"]
