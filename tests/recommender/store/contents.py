"""What a store holds, as one digest a table, so that two stores can be compared whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from sqlalchemy import select

from recommender.store import Store
from recommender.store.tables.everything import METADATA

PEOPLE = ("officer", "personal", "holding", "statement", "assessment", "earlier_decision", "quota")
IMPORTS = ("import_batch", "staged_row", "import_problem", "import_change")


def contents(store: Store, tables: Iterable[str] = PEOPLE, *, but: Iterable[str] = ()) -> dict[str, str]:
    """Table → digest of all its rows in the order of their keys, without the columns in `but`."""
    left_out = set(but)
    found = {}
    with store.reading() as conn:
        for name in tables:
            table = METADATA.tables[name]
            columns = [column for column in table.columns if column.name not in left_out]
            digest = hashlib.sha256()
            for row in conn.execute(select(*columns).order_by(*table.primary_key.columns)):
                digest.update(repr(tuple(row)).encode())
            found[name] = digest.hexdigest()
    return found


def count(store: Store, table: str) -> int:
    """Rows of a table."""
    with store.reading() as conn:
        return len(conn.execute(select(METADATA.tables[table])).all())
