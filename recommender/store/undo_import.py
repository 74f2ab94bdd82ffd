"""An applied import taken back: everything as it stood before, or a refusal when something was built on it since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, exists, func, insert, literal, select, tuple_, update

from recommender.errors import Conflict
from recommender.store.metadata import Day, Instant, Key
from recommender.store.put_people import insert_rows
from recommender.store.tables.accounts import USER_ACCOUNT
from recommender.store.tables.imports import IMPORT, IMPORT_CHANGE, ImportStatus, StagedKind
from recommender.store.tables.people import (
    ASSESSMENT,
    EARLIER_DECISION,
    EVIDENCE_FILE,
    HOLDING,
    OFFICER,
    PERSONAL,
    QUOTA,
    STATEMENT,
)
from recommender.store.tables.plans import ENROLMENT, PROGRESS
from recommender.store.tables.runs import RUN, VERDICT

AT_ONCE = 1_000
CHILDREN = (PERSONAL, HOLDING, ASSESSMENT, EARLIER_DECISION)


def undo_import(conn: Connection, import_id: str, *, now: datetime) -> int:
    """How many people and quotas were put back. Conflict when the import is not applied, or something rests on it."""
    applied = (IMPORT.c.import_id == import_id, IMPORT.c.status == str(ImportStatus.APPLIED))
    values = {"status": str(ImportStatus.UNDONE), "undone_at": now}
    if conn.execute(update(IMPORT).where(*applied).values(**values)).rowcount != 1:
        raise Conflict("Lượt nhập này chưa được ghi nhận.", "This import was not applied.")
    record = conn.execute(select(IMPORT).where(IMPORT.c.import_id == import_id)).one()
    _refuse_when_built_on(conn, record)
    count = 0
    for kind in StagedKind:
        last = ""
        while part := _changes(conn, import_id, kind, last):
            last = part[-1].key
            put_back = _put_back_people if kind is StagedKind.PERSON else _put_back_quotas
            put_back(conn, part)
            count += len(part)
    return count


def _changes(conn: Connection, import_id: str, kind: StagedKind, after: str) -> Sequence[Any]:
    change = IMPORT_CHANGE.c
    query = select(change.key, change.before).where(
        change.import_id == import_id, change.kind == str(kind), change.key > after
    )
    return conn.execute(query.order_by(change.key).limit(AT_ONCE)).all()


def _refuse_when_built_on(conn: Connection, record: Row[Any]) -> None:
    """A later import or a run that read these people, and what hangs on people that would vanish."""
    later = IMPORT_CHANGE.alias("later")
    query = select(func.count()).select_from(
        IMPORT_CHANGE.join(later, (later.c.kind == IMPORT_CHANGE.c.kind) & (later.c.key == IMPORT_CHANGE.c.key)).join(
            IMPORT, IMPORT.c.import_id == later.c.import_id
        )
    )
    touched = (
        IMPORT_CHANGE.c.import_id == record.import_id, later.c.import_id != record.import_id,
        IMPORT.c.status == str(ImportStatus.APPLIED), IMPORT.c.applied_at >= record.applied_at,
    )  # fmt: skip
    if conn.execute(query.where(*touched)).scalar_one():
        raise Conflict(
            "Lượt nhập sau đã sửa cùng những người này.", "A later import changed the same people.",
            hint_vi="Hoàn tác lượt nhập sau trước.", hint_en="Undo the later import first.",
        )  # fmt: skip
    people = select(IMPORT_CHANGE.c.key).where(
        IMPORT_CHANGE.c.import_id == record.import_id, IMPORT_CHANGE.c.kind == str(StagedKind.PERSON)
    )
    read = exists(
        select(literal(1)).select_from(VERDICT.join(RUN, RUN.c.run_id == VERDICT.c.run_id)).where(
            VERDICT.c.officer_id.in_(people), RUN.c.started_at >= record.applied_at
        )
    )  # fmt: skip
    if conn.execute(select(read)).scalar_one():
        raise Conflict(
            "Đã có đợt rà soát dùng dữ liệu của lượt nhập này.", "A run has used what this import brought.",
            hint_vi="Nhập tệp đã sửa thay vì hoàn tác.", hint_en="Import a corrected file instead.",
        )  # fmt: skip
    added = people.where(IMPORT_CHANGE.c.before.is_(None))
    for table in (EVIDENCE_FILE, PROGRESS, ENROLMENT, USER_ACCOUNT):
        if conn.execute(select(exists(select(literal(1)).where(table.c.officer_id.in_(added))))).scalar_one():
            raise _has_more()
    own = STATEMENT.c.officer_id.in_(added), STATEMENT.c.added_by != ""
    if conn.execute(select(exists(select(literal(1)).where(*own)))).scalar_one():
        raise _has_more()


def _has_more() -> Conflict:
    return Conflict(
        "Người do lượt nhập này thêm vào đã có tài khoản, minh chứng hoặc việc học ghi sau đó.",
        "People this import added have an account, evidence or training written since.",
    )


def _put_back_people(conn: Connection, part: Sequence[Any]) -> None:
    ids = [row.key for row in part]
    for table in CHILDREN:
        conn.execute(delete(table).where(table.c.officer_id.in_(ids)))
    conn.execute(delete(STATEMENT).where(STATEMENT.c.officer_id.in_(ids), STATEMENT.c.added_by == ""))
    gone = [row.key for row in part if row.before is None]
    if gone:
        conn.execute(delete(OFFICER).where(OFFICER.c.officer_id.in_(gone)))
    kept = [row.before for row in part if row.before is not None]
    for before in kept:
        (old,) = _revived(OFFICER, before["officer"])
        restored = {**old, "version": OFFICER.c.version + 1}
        conn.execute(update(OFFICER).where(OFFICER.c.officer_id == old["officer_id"]).values(**restored))
    for table in (*CHILDREN, STATEMENT):
        rows = [row for before in kept for row in _revived(table, before[table.name])]
        if table is STATEMENT:
            rows = [row for row in rows if not row["added_by"]]
        insert_rows(conn, table, rows)


def _put_back_quotas(conn: Connection, part: Sequence[Any]) -> None:
    keys = [tuple(row.key.split("|", 1)) for row in part]
    conn.execute(delete(QUOTA).where(tuple_(QUOTA.c.unit_id, QUOTA.c.position_id).in_(keys)))
    rows = [row for one in part if one.before is not None for row in _revived(QUOTA, one.before[QUOTA.name])]
    if rows:
        conn.execute(insert(QUOTA), rows)


def _revived(table: Table, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows out of JSON with the kinds of their columns again."""
    return [{name: _value(table, name, value) for name, value in row.items()} for row in rows]


def _value(table: Table, name: str, value: Any) -> Any:
    kind = type(table.c[name].type)
    if value is None or kind not in (Key, Instant, Day):
        return value
    if kind is Key:
        return bytes.fromhex(value)
    return datetime.fromisoformat(value) if kind is Instant else date.fromisoformat(value)
