"""What an import says about one person as rows for the copies of the tables of people, judged against the store."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Table, select, tuple_

from recommender import columns
from recommender.store.metadata import numbered_id
from recommender.store.put_people import assessment_row, officer_row, personal_row, statement_row
from recommender.store.staged_content import Staged, revived
from recommender.store.tables.imports import ChangeKind
from recommender.store.tables.people import (
    ASSESSMENT,
    EARLIER_DECISION,
    HOLDING,
    OFFICER,
    PERSONAL,
    STATEMENT,
)

SHOWN_FIELDS = ("name", "unit_id", "department", "rank", "started_on")
OF_RESULT, OF_DECISION = ("assessment_id",), ("position_id", "decided_on")
Rows = dict[str, list[dict[str, Any]]]
"""Live table → rows for it."""


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A row of `staged_row` without its import, and the rows that stand behind it."""

    row: dict[str, Any]
    rows: Rows


def judge_people(
    conn: Connection, record: Row[Any], staged: Sequence[tuple[int, Staged]], *, scope: Mapping[str, str]
) -> Iterator[Judged]:
    """What applying each would do, by what the store holds now; `scope`: unit → province of the import's units."""
    keys = [(scope.get(one.unit_id, ""), one.code) for _, one in staged]
    shown = [OFFICER.c[name] for name in (
        "officer_id", "version", *SHOWN_FIELDS, "province_id", "code", "content_digest", "erased_at"
    )]  # fmt: skip
    query = select(*shown).where(tuple_(OFFICER.c.province_id, OFFICER.c.code).in_(keys))
    there = {(row.province_id, row.code): row for row in conn.execute(query)}
    told_of = [there[key].officer_id for (_, one), key in zip(staged, keys, strict=True)
               if key in there and one.content["officer"] is None]  # fmt: skip
    said = {table.name: _of_people(conn, table, told_of) for table in (ASSESSMENT, EARLIER_DECISION)}
    for (number, one), key in zip(staged, keys, strict=True):
        old = there.get(key)
        is_listed = one.content["officer"] is not None
        officer_id = old.officer_id if old is not None else numbered_id(record.made_at, record.import_id, number)
        if is_listed:
            change, changes = _change(one, old, scope)
            rows = _rows(one, record, officer_id=officer_id, province_id=key[0])
        else:
            rows = _news(one, record, officer_id=officer_id, there=said)
            change, changes = _change_told(one, old, scope, rows=rows)
        is_kept = change in (ChangeKind.ADDED, ChangeKind.CHANGED)
        yield Judged(
            row={
                "number": number, "code": one.code, "province_id": key[0], "unit_id": one.unit_id, "name": one.name,
                "change": str(change), "changes": changes, "digest": one.digest, "is_listed": is_listed,
                "officer_id": officer_id if is_kept else None,
                "known_id": None if old is None else old.officer_id,
                "known_version": None if old is None else old.version,
            },
            rows=rows if is_kept else {},
        )  # fmt: skip


def _change(one: Staged, old: Row[Any] | None, scope: Mapping[str, str]) -> tuple[ChangeKind, list[list[str]]]:
    if _is_refused(one, old, scope):
        return ChangeKind.REFUSED, []
    if old is None:
        return ChangeKind.ADDED, []
    if old.content_digest == one.digest:
        return ChangeKind.UNCHANGED, []
    pairs = [(name, _text(getattr(old, name)), _text(one.content["officer"].get(name))) for name in SHOWN_FIELDS]
    return ChangeKind.CHANGED, [[name, before, after] for name, before, after in pairs if before != after]


def _change_told(
    one: Staged, old: Row[Any] | None, scope: Mapping[str, str], *, rows: Rows
) -> tuple[ChangeKind, list[list[str]]]:
    """Of a person whom no file lists: only news of results and decisions count."""
    if old is None or _is_refused(one, old, scope):
        return ChangeKind.REFUSED, []
    counts = (("assessments", len(rows[ASSESSMENT.name])), ("decisions", len(rows[EARLIER_DECISION.name])))
    changes = [[part, "", str(count)] for part, count in counts if count]
    return (ChangeKind.CHANGED if changes else ChangeKind.UNCHANGED), changes


def _is_refused(one: Staged, old: Row[Any] | None, scope: Mapping[str, str]) -> bool:
    return one.unit_id not in scope or (old is not None and (old.unit_id not in scope or bool(old.erased_at)))


def _rows(one: Staged, record: Row[Any], *, officer_id: str, province_id: str) -> Rows:
    """Rows of a listed person for every table; the moment of the change is set when it is applied."""
    import_id, content = record.import_id, one.content
    ours = {"officer_id": officer_id}
    said = [statement_row({**revived(row, columns.STATEMENTS), **ours}, import_id=import_id)
            for row in content["statements"]]  # fmt: skip
    given = {
        **revived(content["officer"], columns.OFFICERS), **ours, "code": one.code, "province_id": province_id,
        "content_digest": one.digest,
    }  # fmt: skip
    officer = officer_row(given, now=record.made_at, import_id=import_id)
    return {
        OFFICER.name: [{**officer, "erased_at": None}],
        PERSONAL.name: [personal_row({**revived(content["personal"], columns.PERSONAL), **ours})],
        HOLDING.name: [{**row, **ours, "import_id": import_id} for row in content["holdings"]],
        STATEMENT.name: list({row["statement_id"]: row for row in said}.values()),
        ASSESSMENT.name: _results(one, officer_id, import_id),
        EARLIER_DECISION.name: _earlier(one, officer_id, import_id),
    }


def _news(one: Staged, record: Row[Any], *, officer_id: str, there: Mapping[str, Mapping[str, list[Row[Any]]]]) -> Rows:
    """Results and decisions that say something else than what the store holds."""
    results = _results(one, officer_id, record.import_id)
    decisions = _earlier(one, officer_id, record.import_id)
    return {
        ASSESSMENT.name: _new(results, there[ASSESSMENT.name].get(officer_id, []), OF_RESULT),
        EARLIER_DECISION.name: _new(decisions, there[EARLIER_DECISION.name].get(officer_id, []), OF_DECISION),
    }


def _new(rows: Sequence[dict[str, Any]], there: Sequence[Row[Any]], key: Sequence[str]) -> list[dict[str, Any]]:
    left_out = {"import_id", "place"}
    known = {tuple(row._mapping[name] for name in key): row._mapping for row in there}

    def is_same(row: Mapping[str, Any]) -> bool:
        old = known.get(tuple(row[name] for name in key))
        return old is not None and all(old[name] == value for name, value in row.items() if name not in left_out)

    return [row for row in rows if not is_same(row)]


def _results(one: Staged, officer_id: str, import_id: str) -> list[dict[str, Any]]:
    """Results of one person; those of one day, topic, method and assessor are told apart by their turn."""
    turns: Counter[tuple[Any, ...]] = Counter()
    made = []
    for row in one.content["assessments"]:
        turns[key := tuple(row[name] for name in ("topic", "method", "dated_on", "assessor"))] += 1
        given = {**revived(row, columns.ASSESSMENTS), "officer_id": officer_id}
        made.append(assessment_row(given, turn=turns[key], import_id=import_id))
    return made


def _earlier(one: Staged, officer_id: str, import_id: str) -> list[dict[str, Any]]:
    """Earlier decisions of one person; one without a day cannot be told from others and is left out."""
    given = [{**revived(row, columns.DECISIONS), "officer_id": officer_id, "import_id": import_id}
             for row in one.content["decisions"]]  # fmt: skip
    return [row for row in given if row["decided_on"] is not None]


def _of_people(conn: Connection, table: Table, officer_ids: Sequence[str]) -> dict[str, list[Row[Any]]]:
    found: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for row in conn.execute(select(table).where(table.c.officer_id.in_(officer_ids))):
        found[row.officer_id].append(row)
    return found


def _text(value: Any) -> str:
    return "" if value is None else str(value)
