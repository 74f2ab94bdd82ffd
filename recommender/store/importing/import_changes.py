"""What an import leaves as it is and what it really changes, from its rows about a person and those the store holds.

Blank means "no information": a blank cell, a missing column or a refused value keeps what is there. Posts are replaced
when the import gives posts of the person; statements of a part of the file when it gives statements of that part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from recommender.store.importing.put_people import SENSITIVE
from recommender.store.importing.returned_values import Replaced
from recommender.store.importing.statement_parts import part_of, told
from recommender.store.tables.people import (
    ASSESSMENT,
    EARLIER_DECISION,
    HOLDING,
    OFFICER,
    PERSONAL,
    STATEMENT,
)
from recommender.types import EvidenceKind

Rows = dict[str, list[dict[str, Any]]]
"""Live table → rows for it."""
Known = Mapping[str, Mapping[str, Sequence[Row[Any]]]]
"""Live table → officer id → its rows."""
SHOWN_FIELDS = ("name", "unit_id", "department", "rank", "started_on")
OF_RESULT, OF_DECISION = ("assessment_id",), ("position_id", "decided_on")
ALL_WORK = 0.995
"""A single share above it is shown without its number."""
COUNTED = (("assessments", ASSESSMENT), ("decisions", EARLIER_DECISION))
"""Field of which a change counts rows, and their table."""
NEWS = (ASSESSMENT, EARLIER_DECISION)
ALL = (PERSONAL, HOLDING, STATEMENT, *NEWS)


def known_rows(conn: Connection, *, listed: Sequence[str], told_of: Sequence[str]) -> Known:
    """Everything about people that a file lists, results and decisions of those it only tells of."""
    found: dict[str, dict[str, list[Row[Any]]]] = {}
    for table in ALL:
        wanted = [*listed, *told_of] if table in NEWS else listed
        of_table: defaultdict[str, list[Row[Any]]] = defaultdict(list)
        if wanted:
            query = select(table).where(table.c.officer_id.in_(wanted)).order_by(*table.primary_key.columns)
            for row in conn.execute(query):
                of_table[row.officer_id].append(row)
        found[table.name] = dict(of_table)
    return found


def completed(rows: Rows, known: Known, officer_id: str) -> Rows:
    """Rows of a listed person with what the import does not say taken from the store."""
    (personal,) = rows[PERSONAL.name]
    was = _first(known[PERSONAL.name].get(officer_id, ()))
    said = {part_of(row) for row in rows[STATEMENT.name]}
    kept = [dict(row._mapping) for row in _of_files(known, officer_id) if part_of(row._mapping) not in said]
    held = known[HOLDING.name].get(officer_id, ())
    return {
        **rows,
        PERSONAL.name: [{**personal, **{name: personal[name] or was.get(name, personal[name]) for name in SENSITIVE}}],
        HOLDING.name: rows[HOLDING.name] or [dict(row._mapping) for row in held],
        STATEMENT.name: [*rows[STATEMENT.name], *kept],
    }


def changes_of(rows: Rows, old: Row[Any], known: Known, replaced: Replaced) -> list[list[str]]:
    """[field, before, after] of every field that would change; of results and decisions how many go and come.

    A fourth piece is the moment at which an import before this one had replaced the value that comes back.
    """
    (officer,), (personal,) = rows[OFFICER.name], rows[PERSONAL.name]
    was = _first(known[PERSONAL.name].get(old.officer_id, ()))
    held = [row._mapping for row in known[HOLDING.name].get(old.officer_id, ())]
    pairs = [
        *((name, _text(getattr(old, name)), _text(officer[name])) for name in SHOWN_FIELDS),
        *((name, _text(was.get(name)), _text(personal[name])) for name in SENSITIVE),
        ("position", _posts(held), _posts(rows[HOLDING.name])),
    ]
    posts = [row["position_id"] for row in rows[HOLDING.name]]
    fields = [
        _change([name, before, after], replaced, posts if name == "position" else ())
        for name, before, after in pairs if before != after
    ]  # fmt: skip
    said = _statements(rows, known, old.officer_id, replaced)
    return [*fields, *said, *news_of(rows, known, old.officer_id, is_listed=True)]


def added_of(rows: Rows) -> list[list[str]]:
    """[field, "", value] of what is read of a person whom the store does not know, but for sensitive fields."""
    (officer,) = rows[OFFICER.name]
    pairs = [
        *((name, _text(officer[name])) for name in SHOWN_FIELDS if name != "name"),
        ("position", _posts(rows[HOLDING.name])),
    ]
    parts: dict[tuple[str, str], list[Mapping[Any, Any]]] = {}
    for row in rows[STATEMENT.name]:
        parts.setdefault(part_of(row), []).append(row)
    counted = [(name, str(len(rows[table.name]))) for name, table in COUNTED if rows[table.name]]
    said = [(kind, told(parts[kind, part])) for kind, part in sorted(parts, key=_in_order)]
    return [[name, "", value] for name, value in [*pairs, *said, *counted] if value]


def news_of(rows: Rows, known: Known, officer_id: str, *, is_listed: bool) -> list[list[str]]:
    """How many results and decisions are replaced, and how many are written."""
    changes = []
    keys = {ASSESSMENT.name: OF_RESULT, EARLIER_DECISION.name: OF_DECISION}
    for name, table in COUNTED:
        key = keys[table.name]
        given, there = rows[table.name], known[table.name].get(officer_id, ())
        new = unlike(given, there, key)
        said = {_key(row, key) for row in given}
        written = {_key(row, key) for row in new}
        goes = [row for row in there if _key(row._mapping, key) in written]
        if is_listed and given and table is EARLIER_DECISION:  # a list of decisions replaces the one before
            goes += [row for row in there if _key(row._mapping, key) not in said]
        if new or goes:
            changes.append([name, str(len(goes)) if goes else "", str(len(new))])
    return changes


def unlike(rows: Sequence[dict[str, Any]], there: Sequence[Row[Any]], key: Sequence[str]) -> list[dict[str, Any]]:
    """Rows that say something else than those of the same key in the store."""
    left_out = {"import_id", "place"}
    known = {_key(row._mapping, key): row._mapping for row in there}

    def is_same(row: Mapping[str, Any]) -> bool:
        old = known.get(_key(row, key))
        return old is not None and all(old[name] == value for name, value in row.items() if name not in left_out)

    return [row for row in rows if not is_same(row)]


def _statements(rows: Rows, known: Known, officer_id: str, replaced: Replaced) -> list[list[str]]:
    """Of each part of the file the statements that go and those that come, in their words."""
    there = {row.statement_id for row in known[STATEMENT.name].get(officer_id, ())}
    said = {row["statement_id"] for row in rows[STATEMENT.name]}
    gone: dict[tuple[str, str], list[Mapping[Any, Any]]] = {}
    come: dict[tuple[str, str], list[Mapping[Any, Any]]] = {}
    for old in _of_files(known, officer_id):
        if old.statement_id not in said:
            gone.setdefault(part_of(old._mapping), []).append(old._mapping)
    for row in rows[STATEMENT.name]:
        if row["statement_id"] not in there:
            come.setdefault(part_of(row), []).append(row)
    changes = []
    for part in sorted({*gone, *come}, key=_in_order):
        new = come.get(part, [])
        change = [part[0], told(gone.get(part, [])), told(new)]
        changes.append(_change(change, replaced, [row["statement_id"] for row in new]))
    return changes


def _in_order(part: tuple[str, str]) -> tuple[int, str]:
    return list(EvidenceKind).index(EvidenceKind(part[0])), part[1]


def _change(change: list[str], replaced: Replaced, came: Iterable[str]) -> list[str]:
    """The change, with the moment behind it at which what comes back was replaced."""
    name, before, after = change
    at = replaced.when(name, after, came=came) if before else None
    return change if at is None else [*change, at.isoformat()]


def _of_files(known: Known, officer_id: str) -> list[Row[Any]]:
    """Statements that a file said; what people added themselves is never touched."""
    return [row for row in known[STATEMENT.name].get(officer_id, ()) if row.added_by == ""]


def _posts(held: Iterable[Mapping[Any, Any]]) -> str:
    """Ids of positions, with their shares when there are several or a part of the work is placed nowhere."""
    shares = sorted((str(row["position_id"]), float(row["share"])) for row in held)
    if len(shares) == 1 and shares[0][1] > ALL_WORK:
        return shares[0][0]
    return "; ".join(f"{position} {share:.0%}" for position, share in shares)


def _first(rows: Sequence[Row[Any]]) -> Mapping[str, Any]:
    return dict(rows[0]._mapping) if rows else {}


def _key(row: Mapping[Any, Any], names: Sequence[str]) -> tuple[Any, ...]:
    return tuple(row[name] for name in names)


def _text(value: Any) -> str:
    return "" if value is None else str(value)
