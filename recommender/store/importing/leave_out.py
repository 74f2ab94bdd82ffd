"""People of a staged import whom the one who confirms leaves out: what the store holds of them stays as it is."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, select, update

from recommender.store.tables.imports import IMPORT, STAGED_ROW, ChangeKind, ImportStatus, Refusal, StagedKind
from recommender.store.tables.staged import COPY_OF, PEOPLE, Side


def leave_out(conn: Connection, import_id: str, numbers: Sequence[int]) -> int:
    """How many changed people of these numbers are not taken any more; their rows say so, and the counts follow."""
    if not numbers:
        return 0
    row = STAGED_ROW.c
    chosen = (
        row.import_id == import_id, row.kind == str(StagedKind.PERSON), row.number.in_(numbers),
        row.change == str(ChangeKind.CHANGED),
    )  # fmt: skip
    waits = (IMPORT.c.import_id == import_id, IMPORT.c.status == str(ImportStatus.STAGED))
    counts = conn.execute(select(IMPORT.c.counts).where(*waits)).scalar_one_or_none()
    people = list(conn.execute(select(row.officer_id).where(*chosen)).scalars())
    if counts is None or not people:
        return 0
    for live in PEOPLE:
        copy = COPY_OF[live.name]
        mine = (copy.c.of_import == import_id, copy.c.side == str(Side.AFTER), copy.c.officer_id.in_(people))
        conn.execute(delete(copy).where(*mine))
    refused = [[str(ChangeKind.REFUSED), "", str(Refusal.LEFT_OUT)]]
    values = {"change": str(ChangeKind.REFUSED), "changes": refused, "officer_id": None}
    conn.execute(update(STAGED_ROW).where(*chosen).values(**values))
    fewer = {
        **counts, "changed": int(counts.get("changed", 0)) - len(people),
        "refused": int(counts.get("refused", 0)) + len(people),
    }  # fmt: skip
    conn.execute(update(IMPORT).where(*waits).values(counts=fewer))
    return len(people)
