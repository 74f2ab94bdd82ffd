"""What an import staged put into the live tables, with what stood there before kept for undoing it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, insert, select, tuple_, update

from recommender import columns
from recommender.errors import Conflict
from recommender.store.metadata import derived_id
from recommender.store.put_people import assessment_row, insert_rows, officer_row, personal_row, statement_row
from recommender.store.staged_content import revived
from recommender.store.staging import units_below
from recommender.store.tables.imports import IMPORT, IMPORT_CHANGE, STAGED_ROW, ImportStatus, StagedKind
from recommender.store.tables.people import (
    ASSESSMENT,
    EARLIER_DECISION,
    HOLDING,
    OFFICER,
    PERSONAL,
    QUOTA,
    STATEMENT,
)

PEOPLE_AT_ONCE = 1_000
CHILDREN = (HOLDING, STATEMENT, ASSESSMENT, EARLIER_DECISION)
OWN_KEY = {STATEMENT.name: "statement_id", ASSESSMENT.name: "assessment_id"}
Rows = dict[str, list[dict[str, Any]]]
"""Table name → rows."""


def apply_import(conn: Connection, import_id: str, *, by_name: str, now: datetime) -> dict[str, int]:
    """All staged rows into the live tables; what was done by kind. Conflict unless the import waits to be applied."""
    waits = (IMPORT.c.import_id == import_id, IMPORT.c.status == str(ImportStatus.STAGED))
    values = {"status": str(ImportStatus.APPLIED), "applied_at": now, "applied_by_name": by_name}
    if conn.execute(update(IMPORT).where(*waits).values(**values)).rowcount != 1:
        raise Conflict("Lượt nhập này không chờ xác nhận.", "This import does not wait to be confirmed.")
    record = conn.execute(select(IMPORT).where(IMPORT.c.import_id == import_id)).one()
    scope = units_below(conn, record.unit_id)
    done: Counter[str] = Counter()
    last = 0
    while part := _staged(conn, import_id, StagedKind.PERSON, last):
        last = part[-1].number
        done += _apply_people(conn, record, part, scope=scope, now=now)
    last = 0
    while part := _staged(conn, import_id, StagedKind.QUOTA, last):
        last = part[-1].number
        done += _apply_quotas(conn, record, part, scope=scope)
    return dict(sorted(done.items()))


def load_children(conn: Connection, officer_ids: Sequence[str]) -> dict[str, Rows]:
    """Officer id → rows of every table that hangs on the person and that imports write, as they are now."""
    found: dict[str, Rows] = {key: {table.name: [] for table in (PERSONAL, *CHILDREN)} for key in officer_ids}
    for table in (PERSONAL, *CHILDREN):
        query = select(table).where(table.c.officer_id.in_(list(officer_ids)))
        for row in conn.execute(query.order_by(*table.primary_key.columns)):
            found[row.officer_id][table.name].append(dict(row._mapping))
    return found


def _staged(conn: Connection, import_id: str, kind: StagedKind, after: int) -> Sequence[Row[Any]]:
    query = select(STAGED_ROW).where(
        STAGED_ROW.c.import_id == import_id, STAGED_ROW.c.kind == str(kind), STAGED_ROW.c.number > after
    )
    return conn.execute(query.order_by(STAGED_ROW.c.number).limit(PEOPLE_AT_ONCE)).all()


def _apply_people(
    conn: Connection, record: Row[Any], part: Sequence[Row[Any]], *, scope: Mapping[str, str], now: datetime
) -> Counter[str]:
    keys = [(scope.get(row.unit_id, ""), row.code) for row in part]
    query = select(OFFICER).where(tuple_(OFFICER.c.province_id, OFFICER.c.code).in_(keys))
    there = {(row.province_id, row.code): row for row in conn.execute(query)}
    done: Counter[str] = Counter()
    added, changed, said_of = [], [], []
    for row, key in zip(part, keys, strict=True):
        old = there.get(key)
        if row.unit_id not in scope or (old is not None and (old.unit_id not in scope or old.erased_at)):
            done["refused"] += 1
        elif row.content["officer"] is None:
            done["refused"] += old is None
            if old is not None:
                said_of.append((old, row))
        elif old is None:
            added.append(_person(row, record, province_id=key[0], officer_id="", now=now))
        elif old.content_digest == row.digest:
            done["unchanged"] += 1
        else:
            person = _person(row, record, province_id=key[0], officer_id=old.officer_id, now=now)
            changed.append((old, person))
    _add(conn, record.import_id, added)
    _change(conn, record.import_id, changed)
    news = _change_results(conn, record.import_id, said_of)
    done += Counter(added=len(added), changed=len(changed) + news, unchanged=len(said_of) - news)
    return done


def _change_results(conn: Connection, import_id: str, pairs: Sequence[tuple[Row[Any], Row[Any]]]) -> int:
    """Results and decisions about people that the files do not list; how many people they tell something new of."""
    before = load_children(conn, [old.officer_id for old, _ in pairs])
    count = 0
    for old, row in pairs:
        mine = before[old.officer_id]
        results = _news(_results(row, old.officer_id, import_id), mine[ASSESSMENT.name], "assessment_id")
        decisions = _news(_earlier(row, old.officer_id, import_id), mine[EARLIER_DECISION.name], "position_id",
                          "decided_on")  # fmt: skip
        if not results and not decisions:
            continue
        count += 1
        kept = _json({"officer": [dict(old._mapping)], **mine})
        _remember(conn, import_id, StagedKind.PERSON, [(old.officer_id, kept)])
        ids = [one["assessment_id"] for one in results]
        conn.execute(delete(ASSESSMENT).where(ASSESSMENT.c.assessment_id.in_(ids)))
        for one in decisions:
            same = [EARLIER_DECISION.c[name] == one[name] for name in ("officer_id", "position_id", "decided_on")]
            conn.execute(delete(EARLIER_DECISION).where(*same))
        insert_rows(conn, ASSESSMENT, results)
        insert_rows(conn, EARLIER_DECISION, decisions)
    return count


def _news(rows: Sequence[dict[str, Any]], there: Sequence[Mapping[str, Any]], *key: str) -> list[dict[str, Any]]:
    """Rows that say something else than the row of the same key that is there."""
    left_out = {"import_id", "place"}
    known = {tuple(one[name] for name in key): one for one in there}

    def is_same(row: Mapping[str, Any]) -> bool:
        old = known.get(tuple(row[name] for name in key))
        return old is not None and all(old[name] == value for name, value in row.items() if name not in left_out)

    return [row for row in rows if not is_same(row)]


def _results(row: Row[Any], officer_id: str, import_id: str) -> list[dict[str, Any]]:
    """Results of one staged person; those of one day, topic, method and assessor are told apart by their turn."""
    turns: Counter[tuple[Any, ...]] = Counter()
    made = []
    for one in row.content["assessments"]:
        turns[key := tuple(one[name] for name in ("topic", "method", "dated_on", "assessor"))] += 1
        given = {**revived(one, columns.ASSESSMENTS), "officer_id": officer_id}
        made.append(assessment_row(given, turn=turns[key], import_id=import_id))
    return made


def _earlier(row: Row[Any], officer_id: str, import_id: str) -> list[dict[str, Any]]:
    """Earlier decisions of one staged person; one without a day cannot be told from others and is left out."""
    given = [{**revived(one, columns.DECISIONS), "officer_id": officer_id, "import_id": import_id}
             for one in row.content["decisions"]]  # fmt: skip
    return [one for one in given if one["decided_on"] is not None]


def _person(row: Row[Any], record: Row[Any], *, province_id: str, officer_id: str, now: datetime) -> Rows:
    """Rows of one staged person for every table."""
    import_id, content = record.import_id, row.content
    known = officer_id or derived_id(record.made_at, import_id, province_id, row.code)
    ours = {"officer_id": known}
    held = [{**one, **ours, "import_id": import_id} for one in content["holdings"]]
    said = [statement_row({**revived(one, columns.STATEMENTS), **ours}, import_id=import_id)
            for one in content["statements"]]  # fmt: skip
    given = {
        **revived(content["officer"], columns.OFFICERS), **ours, "code": row.code, "province_id": province_id,
        "content_digest": row.digest,
    }  # fmt: skip
    return {
        OFFICER.name: [officer_row(given, now=now, import_id=import_id)],
        PERSONAL.name: [personal_row({**revived(content["personal"], columns.PERSONAL), **ours})],
        HOLDING.name: held,
        STATEMENT.name: list({one["statement_id"]: one for one in said}.values()),
        ASSESSMENT.name: _results(row, known, import_id),
        EARLIER_DECISION.name: _earlier(row, known, import_id),
    }


def _add(conn: Connection, import_id: str, people: Sequence[Rows]) -> None:
    rows: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for person in people:
        for name, made in person.items():
            rows[name] += made
    for table in (OFFICER, PERSONAL, *CHILDREN):
        insert_rows(conn, table, rows[table.name])
    keys = [person[OFFICER.name][0]["officer_id"] for person in people]
    _remember(conn, import_id, StagedKind.PERSON, [(key, None) for key in keys])


def _change(conn: Connection, import_id: str, pairs: Sequence[tuple[Row[Any], Rows]]) -> None:
    if not pairs:
        return
    ids = [old.officer_id for old, _ in pairs]
    before = load_children(conn, ids)
    kept = [(old.officer_id, _json({"officer": [dict(old._mapping)], **before[old.officer_id]})) for old, _ in pairs]
    _remember(conn, import_id, StagedKind.PERSON, kept)
    for table in (PERSONAL, HOLDING, EARLIER_DECISION):
        # Earlier decisions stay when the new files do not speak of decisions at all.
        those = [old.officer_id for old, new in pairs if table is not EARLIER_DECISION or new[table.name]]
        conn.execute(delete(table).where(table.c.officer_id.in_(those)))
    for old, new in pairs:
        _change_said(conn, before[old.officer_id], new)
        row = {**new[OFFICER.name][0], "version": old.version + 1}
        conn.execute(update(OFFICER).where(OFFICER.c.officer_id == old.officer_id).values(**row))
    for table in (PERSONAL, *CHILDREN):
        insert_rows(conn, table, [row for _, new in pairs for row in new[table.name]])


def _change_said(conn: Connection, before: Rows, new: Rows) -> None:
    """Statements of files are replaced, those of people stay; results stay and a corrected one takes its new value."""
    old_said = {row["statement_id"]: row for row in before[STATEMENT.name]}
    same = {row["statement_id"] for row in new[STATEMENT.name]} & set(old_said)
    gone = [key for key, row in old_said.items() if not row["added_by"] and key not in same]
    if gone:
        conn.execute(delete(STATEMENT).where(STATEMENT.c.statement_id.in_(gone)))
    new[STATEMENT.name] = [row for row in new[STATEMENT.name] if row["statement_id"] not in same]
    old_results = {row["assessment_id"]: row for row in before[ASSESSMENT.name]}
    again = [row["assessment_id"] for row in new[ASSESSMENT.name] if row["assessment_id"] in old_results]
    if again:
        conn.execute(delete(ASSESSMENT).where(ASSESSMENT.c.assessment_id.in_(again)))


def _apply_quotas(
    conn: Connection, record: Row[Any], part: Sequence[Row[Any]], *, scope: Mapping[str, str]
) -> Counter[str]:
    mine = [row for row in part if row.unit_id in scope]
    keys = [(row.unit_id, row.code) for row in mine]
    there = tuple_(QUOTA.c.unit_id, QUOTA.c.position_id).in_(keys)
    old = {(row.unit_id, row.position_id): dict(row._mapping) for row in conn.execute(select(QUOTA).where(there))}
    conn.execute(delete(QUOTA).where(there))
    insert_rows(conn, QUOTA, [{**row.content, "import_id": record.import_id} for row in mine])
    kept = [(f"{unit}|{position}", _json({QUOTA.name: [old[unit, position]]}) if (unit, position) in old else None)
            for unit, position in keys]  # fmt: skip
    _remember(conn, record.import_id, StagedKind.QUOTA, kept)
    return Counter(quotas=len(mine), quotas_refused=len(part) - len(mine))


def _remember(
    conn: Connection, import_id: str, kind: StagedKind, kept: Sequence[tuple[str, dict[str, Any] | None]]
) -> None:
    if kept:
        rows = [{"import_id": import_id, "kind": str(kind), "key": key, "before": before} for key, before in kept]
        conn.execute(insert(IMPORT_CHANGE), rows)


def _json(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, Any]:
    """Rows as the database keeps them: bytes as hex, instants and days as what their column types write."""
    tables: dict[str, Table] = {table.name: table for table in (OFFICER, PERSONAL, *CHILDREN, QUOTA)}
    return {
        name: [{key: _plain(tables[name], key, value) for key, value in row.items()} for row in listed]
        for name, listed in rows.items()
    }


def _plain(table: Table, column: str, value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if hasattr(value, "isoformat") else value
