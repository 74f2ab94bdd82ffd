"""Everything that is kept: tables, queries and migrations, the same on SQLite and PostgreSQL."""

from sqlalchemy import Connection

from recommender.store.engine import Store, open_store
from recommender.store.metadata import METADATA, new_id

__all__ = ["Connection", "METADATA", "new_id", "open_store", "Store"]
