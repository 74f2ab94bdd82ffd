"""Everything the store holds about one person: collected for the person to take away, and erased when it must go."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, func, or_, select, update

from recommender.store.importing.rereading import forget_examples
from recommender.store.result_files import withdraw_files_of_people
from recommender.store.tables import staged
from recommender.store.tables.accounts import USER_ACCOUNT, USER_SESSION
from recommender.store.tables.decisions import DECISION, OBJECTION
from recommender.store.tables.imports import IMPORT, IMPORT_CHANGE, IMPORT_PROBLEM, STAGED_ROW, ImportStatus, StagedKind
from recommender.store.tables.people import (
    ASSESSMENT,
    EARLIER_DECISION,
    EVIDENCE_FILE,
    HOLDING,
    OFFICER,
    PERSONAL,
    STATEMENT,
)
from recommender.store.tables.plans import ENROLMENT, PROGRESS
from recommender.store.tables.requests import ANSWERED_REQUEST
from recommender.store.tables.runs import RESULTS, RUN, RunStatus
from recommender.store.tables.service_ends import SERVICE_END

OWN: tuple[Table, ...] = (
    OFFICER, PERSONAL, SERVICE_END, HOLDING, STATEMENT, ASSESSMENT, EARLIER_DECISION, EVIDENCE_FILE, PROGRESS,
    ENROLMENT,
)  # fmt: skip
"""Tables that speak of a person now."""
SAID: tuple[Table, ...] = (DECISION, OBJECTION)
ABOUT = tuple(table for _, table in RESULTS.values() if "officer_id" in table.c)
"""Tables of results that speak of a person in a run."""
INNER = frozenset({
    "name_sort", "name_search", "content_digest", "import_id", "title_sort", "unit_sort", "doubt", "stored_as",
    "decided_by", "answered_by", "added_by", "changed_by",
})  # fmt: skip
"""Columns that say nothing about the person: keys for sorting, ids of others."""


def everything_about(conn: Connection, officer_id: str, *, with_unpublished: bool) -> dict[str, Any]:
    """Table → rows as JSON values. Results of unpublished runs are left out for the person."""
    found: dict[str, Any] = {}
    for table in OWN:
        found[table.name] = _rows(conn, table, table.c.officer_id == officer_id)
    seen = select(RUN.c.run_id)
    if not with_unpublished:
        seen = seen.where(RUN.c.status == str(RunStatus.PUBLISHED))
    for table in (*ABOUT, *SAID):
        found[table.name] = _rows(conn, table, table.c.officer_id == officer_id, table.c.run_id.in_(seen))
    return found


def erase_everything(conn: Connection, officer_id: str, *, now: datetime) -> tuple[str, ...]:
    """The person's data gone; what stays is an id without a name and decisions without their words.

    Returns where the person's files are kept, for the caller to remove. Totals that were counted stay.
    """
    wanted = select(OFFICER.c.province_id, OFFICER.c.code, OFFICER.c.name)
    person = conn.execute(wanted.where(OFFICER.c.officer_id == officer_id)).one()
    blank = {"code": f"erased {officer_id}", "name": "", "name_sort": b"", "name_search": "", "department": "",
             "rank": "", "started_on": None, "place": "", "content_digest": "", "import_id": None}  # fmt: skip
    conn.execute(update(OFFICER).where(OFFICER.c.officer_id == officer_id).values(
        **blank, erased_at=now, changed_at=now, version=OFFICER.c.version + 1
    ))  # fmt: skip
    files = tuple(conn.execute(
        select(EVIDENCE_FILE.c.stored_as).where(EVIDENCE_FILE.c.officer_id == officer_id)
    ).scalars())  # fmt: skip
    runs = list(conn.execute(
        select(RESULTS["verdicts"][1].c.run_id).where(RESULTS["verdicts"][1].c.officer_id == officer_id).distinct()
    ).scalars())  # fmt: skip
    for table in ABOUT:
        conn.execute(delete(table).where(table.c.run_id.in_(runs), table.c.officer_id == officer_id))
    for table in OWN[:0:-1]:
        conn.execute(delete(table).where(table.c.officer_id == officer_id))
    conn.execute(update(DECISION).where(DECISION.c.officer_id == officer_id).values(reason_text=""))
    conn.execute(update(OBJECTION).where(OBJECTION.c.officer_id == officer_id).values(text="", answer=""))
    _erase_from_imports(conn, officer_id, province_id=person.province_id, code=person.code, name=person.name)
    kept = (IMPORT_CHANGE.c.kind == str(StagedKind.PERSON), IMPORT_CHANGE.c.key == officer_id)
    conn.execute(delete(IMPORT_CHANGE).where(*kept))
    for live in staged.PEOPLE:
        copy = staged.COPY_OF[live.name].c
        # Named one by one, so that the key of the copy finds the person.
        mine = (copy.of_import.in_(select(IMPORT.c.import_id)), copy.side.in_(list(staged.Side)))
        conn.execute(delete(staged.COPY_OF[live.name]).where(*mine, copy.officer_id == officer_id))
    conn.execute(delete(ANSWERED_REQUEST).where(ANSWERED_REQUEST.c.body.contains(officer_id, autoescape=True)))
    withdraw_files_of_people(conn)
    _shut_account(conn, officer_id)
    return files


def _erase_from_imports(conn: Connection, officer_id: str, *, province_id: str, code: str, name: str) -> None:
    """Staged rows of the person, the name wherever a problem tells it, and examples of sheets that show it."""
    row = STAGED_ROW.c
    conn.execute(delete(STAGED_ROW).where(or_(
        row.officer_id == officer_id, row.known_id == officer_id,
        (row.province_id == province_id) & (row.code == code),
    )))  # fmt: skip
    conn.execute(update(IMPORT_PROBLEM).where(IMPORT_PROBLEM.c.value == code).values(value=""))
    for field in ("value", "message_vi", "message_en", "suggestion_vi", "suggestion_en"):
        column = IMPORT_PROBLEM.c[field]
        said = column.contains(name, autoescape=True)
        conn.execute(update(IMPORT_PROBLEM).where(said).values({field: func.replace(column, name, "…")}))
    kept = conn.execute(select(IMPORT.c.import_id, IMPORT.c.mapping).where(
        IMPORT.c.status.not_in([str(ImportStatus.APPLIED), str(ImportStatus.UNDONE), str(ImportStatus.CANCELLED)])
    ))  # fmt: skip
    for one in kept.all():
        shown = json.dumps(one.mapping.get("sheets", []), ensure_ascii=False)
        if name in shown or f'"{code}"' in shown:
            forget_examples(conn, one.import_id)


def _shut_account(conn: Connection, officer_id: str) -> None:
    mine = select(USER_ACCOUNT.c.user_id).where(USER_ACCOUNT.c.officer_id == officer_id)
    conn.execute(delete(USER_SESSION).where(USER_SESSION.c.user_id.in_(mine)))
    conn.execute(update(USER_ACCOUNT).where(USER_ACCOUNT.c.officer_id == officer_id).values(
        is_disabled=True, name="", officer_id=None
    ))  # fmt: skip


def _rows(conn: Connection, table: Table, *where: Any) -> list[dict[str, Any]]:
    columns = [column for column in table.columns if column.name not in INNER]
    query = select(*columns).where(*where).order_by(*table.primary_key.columns)
    return [{name: _plain(value) for name, value in row._mapping.items()} for row in conn.execute(query)]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
