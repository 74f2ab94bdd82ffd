"""Values that an import would bring back: an import applied before had put others in their place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from recommender.store.tables.imports import IMPORT, ImportStatus
from recommender.store.tables.people import HOLDING, OFFICER, PERSONAL, STATEMENT
from recommender.store.tables.staged import COPY_OF, Side

LOOKED_AT = {
    OFFICER.name: ("name", "unit_id", "department", "rank", "started_on"),
    PERSONAL.name: ("birth_date", "sex", "ethnicity", "religion", "party"),
}


@dataclass(frozen=True, kw_only=True)
class Replaced:
    """What was replaced of one person, each with the moment it last was."""

    statements: dict[str, datetime] = field(default_factory=dict)
    """By id of the statement."""
    values: dict[tuple[str, str], datetime] = field(default_factory=dict)
    """By field and value as text."""
    posts: dict[frozenset[str], datetime] = field(default_factory=dict)
    """By the ids of the positions held together."""

    def when(self, name: str, after: str, *, came: Iterable[str]) -> datetime | None:
        """When the new value of a field was replaced; `came`: ids of statements or positions that are the value."""
        if name == "position":
            return self.posts.get(frozenset(came))
        told = [self.statements[one] for one in came if one in self.statements]
        return max(told) if told else self.values.get((name, after))


def replaced_values(conn: Connection, officer_ids: Sequence[str]) -> dict[str, Replaced]:
    """Officer id → what applied imports replaced. What is there now may be the same again: the caller compares."""
    found: defaultdict[str, Replaced] = defaultdict(Replaced)
    if not officer_ids:
        return found
    for table in (STATEMENT, OFFICER, PERSONAL):
        for row in _before(conn, table.name, officer_ids):
            one = found[row["officer_id"]]
            if table is STATEMENT:
                one.statements[row["statement_id"]] = row["applied_at"]
            else:
                one.values.update(
                    {(name, str(row[name])): row["applied_at"] for name in LOOKED_AT[table.name] if row[name]}
                )
    held: defaultdict[tuple[str, datetime], set[str]] = defaultdict(set)
    for row in _before(conn, HOLDING.name, officer_ids):
        held[row["officer_id"], row["applied_at"]].add(row["position_id"])
    for (officer_id, at), positions in held.items():
        found[officer_id].posts[frozenset(positions)] = at
    return found


def _before(conn: Connection, name: str, officer_ids: Sequence[str]) -> Iterable[Mapping[str, Any]]:
    """Rows that stood before applied imports, the oldest first."""
    copy = COPY_OF[name]
    query = select(copy, IMPORT.c.applied_at).join(IMPORT, IMPORT.c.import_id == copy.c.of_import).where(
        IMPORT.c.status == str(ImportStatus.APPLIED), copy.c.side == str(Side.BEFORE),
        copy.c.officer_id.in_(officer_ids),
    ).order_by(IMPORT.c.applied_at, *copy.primary_key.columns)  # fmt: skip
    return [dict(row._mapping) for row in conn.execute(query)]
