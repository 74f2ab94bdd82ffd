"""An applied import taken back: everything as it stood before, or a refusal when something was built on it since."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    update,
)

from recommender.errors import Conflict
from recommender.store.tables.accounts import USER_ACCOUNT
from recommender.store.tables.decisions import DECISION, OBJECTION
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
from recommender.store.tables.runs import RUN, VERDICT, RunStatus
from recommender.store.tables.service_ends import SERVICE_END
from recommender.store.tables.staged import COPY_OF, Side

CHILDREN = (PERSONAL, HOLDING, ASSESSMENT, EARLIER_DECISION)
HINT = ("Nhập tệp đã sửa thay vì hoàn tác.", "Import a corrected file instead.")


def undo_import(conn: Connection, import_id: str, *, now: datetime) -> int:
    """How many people and quotas were put back. Conflict when the import is not applied, or something rests on it."""
    applied = (IMPORT.c.import_id == import_id, IMPORT.c.status == str(ImportStatus.APPLIED))
    values = {"status": str(ImportStatus.UNDONE), "undone_at": now}
    if conn.execute(update(IMPORT).where(*applied).values(**values)).rowcount != 1:
        raise Conflict("Lượt nhập này chưa được ghi nhận.", "This import was not applied.")
    record = conn.execute(select(IMPORT).where(IMPORT.c.import_id == import_id)).one()
    _refuse_when_built_on(conn, record)
    _put_back_people(conn, import_id, now=now)
    _put_back_quotas(conn, import_id)
    return int(conn.execute(
        select(func.count()).select_from(IMPORT_CHANGE).where(IMPORT_CHANGE.c.import_id == import_id)
    ).scalar_one())  # fmt: skip


def _touched(import_id: str, kind: StagedKind, *, is_new: bool | None = None) -> Select[Any]:
    """Keys of what the import changed."""
    change = IMPORT_CHANGE.c
    query = select(change.key).where(change.import_id == import_id, change.kind == str(kind))
    return query if is_new is None else query.where(change.is_new == is_new)


def _refuse_when_built_on(conn: Connection, record: Row[Any]) -> None:
    """A later import, results that were shown or acted on, and what hangs on people that would vanish."""
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
    _refuse_when_acted_on(conn, record)
    added = _touched(record.import_id, StagedKind.PERSON, is_new=True)
    for table in (EVIDENCE_FILE, PROGRESS, ENROLMENT, USER_ACCOUNT, SERVICE_END):
        if conn.execute(select(exists(select(literal(1)).where(table.c.officer_id.in_(added))))).scalar_one():
            raise _has_more()
    own = STATEMENT.c.officer_id.in_(added), STATEMENT.c.added_by != ""
    if conn.execute(select(exists(select(literal(1)).where(*own)))).scalar_one():
        raise _has_more()


def _refuse_when_acted_on(conn: Connection, record: Row[Any]) -> None:
    """Results of these people that were published, decided on or objected to; a draft run keeps its copy and stays."""
    people = _touched(record.import_id, StagedKind.PERSON)
    since = RUN.c.started_at >= record.applied_at
    shown = select(RUN.c.label).join(VERDICT, VERDICT.c.run_id == RUN.c.run_id).where(
        since, RUN.c.status == str(RunStatus.PUBLISHED), VERDICT.c.officer_id.in_(people)
    )  # fmt: skip
    label = conn.execute(shown.limit(1)).scalar()
    if label is not None:
        raise Conflict(
            f"Đợt rà soát “{label}” dùng dữ liệu của lượt nhập này và đã được công bố.",
            f"The run “{label}” used what this import brought and has been published.",
            hint_vi=HINT[0], hint_en=HINT[1],
        )  # fmt: skip
    for table in (DECISION, OBJECTION):
        of_run = select(RUN.c.run_id).where(since)
        acted = select(literal(1)).where(table.c.officer_id.in_(people), table.c.run_id.in_(of_run))
        if conn.execute(acted.limit(1)).first() is not None:
            raise Conflict(
                "Đã có quyết định hoặc kiến nghị dựa trên dữ liệu của lượt nhập này.",
                "There are decisions or objections that rest on what this import brought.",
                hint_vi=HINT[0], hint_en=HINT[1],
            )  # fmt: skip


def _has_more() -> Conflict:
    return Conflict(
        "Người do lượt nhập này thêm vào đã có tài khoản, minh chứng, việc học hoặc ghi thôi công tác sau đó.",
        "People this import added have an account, evidence, training or an end of service written since.",
    )


def _put_back_people(conn: Connection, import_id: str, *, now: datetime) -> None:
    touched = _touched(import_id, StagedKind.PERSON)
    for live in CHILDREN:
        conn.execute(delete(live).where(live.c.officer_id.in_(touched)))
    conn.execute(delete(STATEMENT).where(STATEMENT.c.officer_id.in_(touched), STATEMENT.c.added_by == ""))
    _take_away(conn, import_id, now=now)
    before = COPY_OF[OFFICER.name].c
    names = [column.name for column in OFFICER.columns if column.name not in ("officer_id", "version")]
    said = {name: before[name] for name in names}
    mine = (before.of_import == import_id, before.side == str(Side.BEFORE), before.officer_id == OFFICER.c.officer_id)
    conn.execute(update(OFFICER).where(*mine).values(**said, version=OFFICER.c.version + 1))
    for live in CHILDREN:
        _put_back(conn, live, import_id)
    _put_back(conn, STATEMENT, import_id, COPY_OF[STATEMENT.name].c.added_by == "")


def _take_away(conn: Connection, import_id: str, *, now: datetime) -> None:
    """People the import added, gone; of those whom a draft run names, the name alone stays for its lists."""
    new = OFFICER.c.officer_id.in_(_touched(import_id, StagedKind.PERSON, is_new=True))
    is_named = exists(select(literal(1)).where(VERDICT.c.officer_id == OFFICER.c.officer_id))
    conn.execute(delete(OFFICER).where(new, ~is_named))
    code = OFFICER.c.code + " / " + OFFICER.c.officer_id
    blank = {"department": "", "rank": "", "started_on": None, "place": "", "import_id": None, "content_digest": ""}
    conn.execute(
        update(OFFICER).where(new).values(
            **blank, code=code, erased_at=now, changed_at=now, version=OFFICER.c.version + 1
        )
    )  # fmt: skip


def _put_back_quotas(conn: Connection, import_id: str) -> None:
    key = QUOTA.c.unit_id + "|" + QUOTA.c.position_id
    conn.execute(delete(QUOTA).where(key.in_(_touched(import_id, StagedKind.QUOTA))))
    _put_back(conn, QUOTA, import_id)


def _put_back(conn: Connection, live: Table, import_id: str, *where: ColumnElement[bool]) -> None:
    before = COPY_OF[live.name].c
    mine = (before.of_import == import_id, before.side == str(Side.BEFORE))
    names = [column.name for column in live.columns]
    rows = select(*[before[name] for name in names]).where(*mine, *where)
    conn.execute(insert(live).from_select(names, rows))
