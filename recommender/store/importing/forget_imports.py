"""Copies of people that no import needs any more, removed in small steps so that nobody waits for the writer."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, Table, delete, select

from recommender.store.engine import Store
from recommender.store.tables.imports import IMPORT, ImportStatus
from recommender.store.tables.staged import COPY_OF, Side

ROWS_AT_ONCE = 20_000
NEEDED_BY = {
    Side.AFTER: (ImportStatus.READING, ImportStatus.STAGED),
    Side.BEFORE: (ImportStatus.APPLIED,),
}  # fmt: skip


def forget_imports(store: Store) -> int:
    """Forget what applied, cancelled and failed imports said, and what stood before those that were undone.

    How many rows were removed.
    """
    count = 0
    for side in Side:
        with store.reading() as conn:
            used = list(conn.execute(_unneeded(side).order_by(IMPORT.c.import_id)).scalars())
        for import_id in used:
            for copy in COPY_OF.values():
                # Asked again in each step: an import that failed may be read again at this moment.
                count += _forget(store, copy, import_id, side, copy.c.of_import.in_(_unneeded(side)))
    return count


def forget_after(store: Store, import_id: str) -> None:
    """Forget what was read of an import that is about to be read from the start."""
    for copy in COPY_OF.values():
        _forget(store, copy, import_id, Side.AFTER)


def _unneeded(side: Side) -> Select[Any]:
    needed = [str(status) for status in NEEDED_BY[side]]
    return select(IMPORT.c.import_id).where(IMPORT.c.status.not_in(needed))


def _forget(store: Store, copy: Table, import_id: str, side: Side, *still: ColumnElement[bool]) -> int:
    owner = list(copy.primary_key.columns)[2]
    mine = (copy.c.of_import == import_id, copy.c.side == str(side), *still)
    count, removed = 0, 1
    while removed:
        with store.reading() as conn:
            if conn.execute(select(owner).where(*mine).limit(1)).first() is None:
                return count
            beyond = select(owner).where(*mine).order_by(owner).offset(ROWS_AT_ONCE).limit(1)
            bound = conn.execute(beyond).scalar_one_or_none()
        with store.writing() as conn:
            until = [] if bound is None else [owner <= bound]
            removed = conn.execute(delete(copy).where(*mine, *until)).rowcount
        count += removed
    return count
