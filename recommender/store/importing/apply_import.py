"""What an import staged put into the live tables, a statement a table, with what stood there kept for undoing it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from recommender.errors import Conflict
from recommender.store.metadata import Id, Instant, Text
from recommender.store.tables.imports import (
    IMPORT,
    IMPORT_CHANGE,
    STAGED_ROW,
    ChangeKind,
    ImportStatus,
    StagedKind,
)
from recommender.store.tables.people import (
    ASSESSMENT,
    EARLIER_DECISION,
    HOLDING,
    OFFICER,
    PERSONAL,
    QUOTA,
    STATEMENT,
)
from recommender.store.tables.staged import COPY_OF, PEOPLE, Side
from recommender.store.visibility import within

OWN_OF_OFFICER = ("officer_id", "version", "changed_at", "erased_at")
"""Columns of a person that an import does not say."""


def apply_import(conn: Connection, import_id: str, *, by_name: str, now: datetime) -> dict[str, int]:
    """All staged rows into the live tables; what was done by kind.

    Conflict unless the import waits to be applied and would still do what its preview says.
    """
    waits = (IMPORT.c.import_id == import_id, IMPORT.c.status == str(ImportStatus.STAGED))
    values = {"status": str(ImportStatus.APPLIED), "applied_at": now, "applied_by_name": by_name}
    if conn.execute(update(IMPORT).where(*waits).values(**values)).rowcount != 1:
        raise Conflict("Lượt nhập này không chờ xác nhận.", "This import does not wait to be confirmed.")
    if is_outdated(conn, import_id):
        raise Conflict("Dữ liệu đã thay đổi từ khi đọc tệp.", "The data has changed since the files were read.")
    done = _done(conn, import_id)
    _remember_people(conn, import_id, has_changed=bool(done["changed"]))
    if done["changed"]:
        _make_room(conn, import_id)
        _change_officers(conn, import_id, now=now)
    added = COPY_OF[OFFICER.name].c.officer_id.in_(_among(import_id, ChangeKind.ADDED))
    _put(conn, OFFICER, import_id, added, changed_at=literal(now, Instant()))
    for live in (PERSONAL, HOLDING, STATEMENT, ASSESSMENT, EARLIER_DECISION):
        _put(conn, live, import_id, *_not_there(live, import_id, has_changed=bool(done["changed"])))
    if done["quotas"]:
        _apply_quotas(conn, import_id)
    return {name: count for name, count in sorted(done.items()) if count}


def is_outdated(conn: Connection, import_id: str) -> bool:
    """Whether somebody it is about came, went or was changed since the import was read, or a unit left its scope."""
    row, there = STAGED_ROW.c, OFFICER.c
    unit_id = select(IMPORT.c.unit_id).where(IMPORT.c.import_id == import_id)
    kept = row.change.in_([str(ChangeKind.ADDED), str(ChangeKind.CHANGED)])
    differs = or_(
        row.known_id.is_distinct_from(there.officer_id), row.known_version.is_distinct_from(there.version),
        kept & ~within(conn.execute(unit_id).scalar_one(), row.unit_id),
    )  # fmt: skip
    same = (there.province_id == row.province_id) & (there.code == row.code)
    query = select(literal(1)).select_from(STAGED_ROW.outerjoin(OFFICER, same))
    mine = (row.import_id == import_id, row.kind == str(StagedKind.PERSON))
    return conn.execute(query.where(*mine, differs).limit(1)).first() is not None


def _done(conn: Connection, import_id: str) -> Counter[str]:
    row = STAGED_ROW.c
    done: Counter[str] = Counter()
    query = select(row.kind, row.change, func.count()).where(row.import_id == import_id)
    for kind, change, count in conn.execute(query.group_by(row.kind, row.change)):
        if kind == StagedKind.PERSON:
            done[change] += count
        else:
            done["quotas_refused" if change == ChangeKind.REFUSED else "quotas"] += count
    return done


def _among(import_id: str, change: ChangeKind, *, is_listed: bool | None = None) -> Select[Any]:
    """Ids of the people to whom the import does this."""
    row = STAGED_ROW.c
    query = select(row.officer_id).where(
        row.import_id == import_id, row.kind == str(StagedKind.PERSON), row.change == str(change)
    )
    return query if is_listed is None else query.where(row.is_listed == is_listed)


def _remember_people(conn: Connection, import_id: str, *, has_changed: bool) -> None:
    row = STAGED_ROW.c
    is_new = row.change == str(ChangeKind.ADDED)
    touched = select(literal(import_id, Id()), row.kind, row.officer_id, is_new).where(
        row.import_id == import_id, row.kind == str(StagedKind.PERSON), row.officer_id.is_not(None)
    )
    conn.execute(insert(IMPORT_CHANGE).from_select(["import_id", "kind", "key", "is_new"], touched))
    if has_changed:
        changed = _among(import_id, ChangeKind.CHANGED)
        for live in PEOPLE:
            _remember(conn, live, import_id, live.c.officer_id.in_(changed))


def _remember(conn: Connection, live: Table, import_id: str, *where: ColumnElement[bool]) -> None:
    copy = COPY_OF[live.name]
    names = ["of_import", "side", *_names(live)]
    fixed = (literal(import_id, Id()), literal(str(Side.BEFORE), Text()))
    conn.execute(insert(copy).from_select(names, select(*fixed, *live.columns).where(*where)))


def _make_room(conn: Connection, import_id: str) -> None:
    """Rows that those of changed people replace, gone. What files say is replaced, what people added stays."""
    listed = _among(import_id, ChangeKind.CHANGED, is_listed=True)
    changed = _among(import_id, ChangeKind.CHANGED)
    for live in (PERSONAL, HOLDING):
        conn.execute(delete(live).where(live.c.officer_id.in_(listed)))
    said = (STATEMENT.c.officer_id.in_(listed), STATEMENT.c.added_by == "", ~_is_said(STATEMENT, import_id))
    conn.execute(delete(STATEMENT).where(*said))
    conn.execute(delete(ASSESSMENT).where(ASSESSMENT.c.officer_id.in_(changed), _is_said(ASSESSMENT, import_id)))
    # Earlier decisions stay when the new files do not speak of decisions at all.
    copy = COPY_OF[EARLIER_DECISION.name]
    spoken = select(copy.c.officer_id).where(copy.c.of_import == import_id, copy.c.side == str(Side.AFTER))
    old = EARLIER_DECISION.c.officer_id
    conn.execute(delete(EARLIER_DECISION).where(old.in_(listed), old.in_(spoken)))
    conn.execute(delete(EARLIER_DECISION).where(old.in_(changed), _is_said(EARLIER_DECISION, import_id)))


def _is_said(live: Table, import_id: str) -> ColumnElement[bool]:
    """Whether the import has a row of the same key."""
    copy = COPY_OF[live.name]
    names = dict.fromkeys(["officer_id", *(column.name for column in live.primary_key.columns)])
    same = [copy.c[name] == live.c[name] for name in names]
    return exists(select(literal(1)).where(copy.c.of_import == import_id, copy.c.side == str(Side.AFTER), *same))


def _change_officers(conn: Connection, import_id: str, *, now: datetime) -> None:
    copy = COPY_OF[OFFICER.name]
    newer = {"version": OFFICER.c.version + 1, "changed_at": now}
    said = {name: copy.c[name] for name in _names(OFFICER) if name not in OWN_OF_OFFICER}
    mine = (copy.c.of_import == import_id, copy.c.side == str(Side.AFTER), copy.c.officer_id == OFFICER.c.officer_id)
    listed = OFFICER.c.officer_id.in_(_among(import_id, ChangeKind.CHANGED, is_listed=True))
    conn.execute(update(OFFICER).where(*mine, listed).values(**said, **newer))
    told_of = _among(import_id, ChangeKind.CHANGED, is_listed=False)
    conn.execute(update(OFFICER).where(OFFICER.c.officer_id.in_(told_of)).values(**newer))


def _not_there(live: Table, import_id: str, *, has_changed: bool) -> tuple[ColumnElement[bool], ...]:
    """Statements that a changed person already has are left as they are; nobody else has any yet."""
    if live is not STATEMENT or not has_changed:
        return ()
    copy = COPY_OF[live.name]
    there = exists(select(literal(1)).where(live.c.statement_id == copy.c.statement_id))
    return (or_(copy.c.officer_id.in_(_among(import_id, ChangeKind.ADDED)), ~there),)


def _put(
    conn: Connection, live: Table, import_id: str, *where: ColumnElement[bool], **instead: ColumnElement[Any]
) -> None:
    """The rows of the copy that meet the conditions into the live table, with some columns given by the caller."""
    copy = COPY_OF[live.name]
    wanted = [instead.get(name, copy.c[name]) for name in _names(live)]
    mine = (copy.c.of_import == import_id, copy.c.side == str(Side.AFTER))
    conn.execute(insert(live).from_select(_names(live), select(*wanted).where(*mine, *where)))


def _apply_quotas(conn: Connection, import_id: str) -> None:
    copy, live = COPY_OF[QUOTA.name].c, QUOTA.c
    mine = (copy.of_import == import_id, copy.side == str(Side.AFTER))
    same = (live.unit_id == copy.unit_id) & (live.position_id == copy.position_id)
    is_new = ~exists(select(literal(1)).where(same).correlate(COPY_OF[QUOTA.name]))
    fixed = (literal(import_id, Id()), literal(str(StagedKind.QUOTA), Text()))
    touched = select(*fixed, copy.unit_id + "|" + copy.position_id, is_new).where(*mine)
    conn.execute(insert(IMPORT_CHANGE).from_select(["import_id", "kind", "key", "is_new"], touched))
    is_said = exists(select(literal(1)).where(*mine, same).correlate(QUOTA))
    _remember(conn, QUOTA, import_id, is_said)
    conn.execute(delete(QUOTA).where(is_said))
    _put(conn, QUOTA, import_id)


def _names(live: Table) -> list[str]:
    return [column.name for column in live.columns]
