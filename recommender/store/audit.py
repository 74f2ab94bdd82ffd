"""The audit: rows chained by a keyed code, appended with the change they tell of, searched, and checked row by row.

Row n holds HMAC-SHA256(key, code of row n-1, fields of row n). A changed, missing, added or moved row breaks the chain
at its number. A cut tail leaves a shorter chain that is whole in itself: it is found by the heads that were anchored
outside the database (`recommender.workflows.verify_audit`).
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, insert, literal, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from recommender.errors import ContractError, StoreError
from recommender.permissions import WHOLE_COUNTRY, Action, Viewer
from recommender.store.metadata import canonical_json
from recommender.store.pages import Order, Page, read_page
from recommender.store.tables.accounts import USER_ACCOUNT
from recommender.store.tables.audit import AUDIT, AUDIT_HEAD, AUDIT_SUBJECT
from recommender.store.tables.people import OFFICER
from recommender.store.visibility import seen_units

FIRST_MAC = bytes(32)
BATCH = 20_000
SHORTEST_KEY = 16
ACCOUNT, PEOPLE = "account", ("officer", "person")
NEWEST_FIRST = Order(columns=(AUDIT.c.number,), is_descending=True)


@dataclass(frozen=True, kw_only=True)
class AuditEntry:
    """Who did what to whom. Holds ids only, never a name or the text of a document."""

    actor: str
    """User id, or "system" and "command line"."""
    action: str
    """An `Action` or another fixed word such as "sign_in"."""
    subject_kind: str
    subject_id: str
    unit_id: str = ""
    detail: Mapping[str, object] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    """Further people the row is about, when a list was looked at."""


def about_account(user_id: str, action: str, *, actor: str = "", **detail: object) -> AuditEntry:
    """What somebody did about an account; the account itself when no other actor is named."""
    return AuditEntry(actor=actor or user_id, action=action, subject_kind="account", subject_id=user_id, detail=detail)


@dataclass(frozen=True, kw_only=True)
class AuditRow:
    """A kept row."""

    number: int
    at: datetime
    actor: str
    action: str
    subject_kind: str
    subject_id: str
    unit_id: str
    also: tuple[str, ...]
    detail: str


@dataclass(frozen=True, kw_only=True)
class AuditHead:
    """How many rows there are, and the code of the last one."""

    count: int
    mac: bytes


@dataclass(frozen=True, kw_only=True)
class AuditFilter:
    """What to search for; a blank field does not filter."""

    actor: str = ""
    action: str = ""
    subject_id: str = ""
    since: datetime | None = None
    until: datetime | None = None


def append_audit(conn: Connection, key: bytes, entry: AuditEntry, *, now: datetime) -> int:
    """Write one row in the transaction of what it tells of; its number.

    Writers wait for each other from here to the end of their transaction, so call it last.
    Raises ContractError for a field that holds a control character, StoreError without a key.
    """
    if len(key) < SHORTEST_KEY:
        raise StoreError("Thiếu khóa nhật ký.", "The audit key is missing.")
    last = _locked_head(conn)
    row = _row_of(entry, number=last.count + 1, now=now)
    mac = next_mac(key, last.mac, (row.number, _microseconds(now), *_texts(row)))
    names = ("actor", "action", "subject_kind", "subject_id", "unit_id", "also", "detail")
    values = dict(zip(names, _texts(row), strict=True))
    conn.execute(insert(AUDIT).values(number=row.number, at=now, mac=mac, **values))
    people = sorted({subject for subject in (row.subject_id, *row.also) if subject})
    if people:
        conn.execute(insert(AUDIT_SUBJECT), [{"subject_id": subject, "number": row.number} for subject in people])
    conn.execute(update(AUDIT_HEAD).values(number=row.number, mac=mac))
    return row.number


def _locked_head(conn: Connection) -> AuditHead:
    query = select(AUDIT_HEAD.c.number, AUDIT_HEAD.c.mac).with_for_update()
    row = conn.execute(query).first()
    if row is None:
        raise StoreError("Cơ sở dữ liệu chưa có đầu nhật ký.", "The database has no audit head.")
    return AuditHead(count=row.number, mac=row.mac)


def prepare_audit(conn: Connection) -> None:
    """Put the head of an empty audit in its place; a migration does this once."""
    if conn.execute(select(AUDIT_HEAD.c.number)).first() is None:
        conn.execute(insert(AUDIT_HEAD).values(is_head=True, number=0, mac=FIRST_MAC))


def _row_of(entry: AuditEntry, *, number: int, now: datetime) -> AuditRow:
    row = AuditRow(
        number=number, at=now, actor=entry.actor, action=entry.action, subject_kind=entry.subject_kind,
        subject_id=entry.subject_id, unit_id=entry.unit_id, also=entry.also,
        detail=canonical_json(dict(entry.detail)).encode("utf-8", "replace").decode(),
    )  # fmt: skip
    texts = _texts(row)
    if any(character < " " for text in texts for character in text) or not (entry.actor and entry.action):
        raise ContractError(f"an audit entry with a bad field: {texts!r}")
    return row


def _texts(row: AuditRow) -> tuple[str, ...]:
    return (row.actor, row.action, row.subject_kind, row.subject_id, row.unit_id, " ".join(row.also), row.detail)


def _microseconds(now: datetime) -> int:
    since = now - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def next_mac(key: bytes, before: bytes, fields: Sequence[object]) -> bytes:
    """The code of a row from the code before it and its fields in the order of the table.

    U+001F stands between them: no field can hold a control character.
    """
    number, at, actor, action, kind, subject_id, unit_id, also, detail = fields
    text = f"{number}\x1f{at}\x1f{actor}\x1f{action}\x1f{kind}\x1f{subject_id}\x1f{unit_id}\x1f{also}\x1f{detail}"
    return hmac.digest(key, before + text.encode(), "sha256")


def read_head(conn: Connection) -> AuditHead:
    """Where the audit ends, as the database says."""
    row = conn.execute(select(AUDIT_HEAD.c.number, AUDIT_HEAD.c.mac)).first()
    return AuditHead(count=row.number, mac=row.mac) if row else AuditHead(count=0, mac=FIRST_MAC)


def key_mark(key: bytes) -> str:
    """A word that tells one key from another and nothing of the key itself."""
    return hmac.digest(key, b"nangluc: which audit key", "sha256")[:8].hex()


def last_moment(conn: Connection) -> datetime | None:
    """When the newest row was written."""
    return conn.execute(select(AUDIT.c.at).order_by(AUDIT.c.number.desc()).limit(1)).scalar_one_or_none()


def walk_subjects(conn: Connection) -> Iterator[tuple[str, int]]:
    """The index of persons in any order: (person, number of a row)."""
    streamed = conn.execution_options(yield_per=BATCH)
    for batch in streamed.exec_driver_sql("SELECT subject_id, number FROM audit_subject").partitions():
        yield from ((row[0], row[1]) for row in batch)


def walk_audit(conn: Connection) -> Iterator[tuple[tuple[Any, ...], bytes]]:
    """All rows by number: (fields in the order that is coded, kept code).

    Plain rows of the driver: turning a million of them into Python types would take most of the time.
    """
    fields = ", ".join(column.name for column in AUDIT.c)
    streamed = conn.execution_options(yield_per=BATCH)
    result = streamed.exec_driver_sql(f"SELECT {fields} FROM audit ORDER BY number")  # noqa: S608 - names of our columns
    for batch in result.partitions():
        for row in batch:
            *values, mac = row
            yield tuple(values), mac


def find_audit(
    conn: Connection, viewer: Viewer, wanted: AuditFilter, *, cursor: str | None = None, limit: int = 50
) -> Page[AuditRow]:
    """Newest rows first. An administrator of some units sees the rows about these, their people and accounts only.

    Raises NotAllowed without the right to see the audit.
    """
    viewer.require(Action.SEE_AUDIT)
    is_part = WHOLE_COUNTRY not in viewer.roots(Action.SEE_AUDIT)
    query = select(AUDIT)
    if is_part:
        query = query.where(_seen(viewer, wanted))
    for column, value in ((AUDIT.c.actor, wanted.actor), (AUDIT.c.action, wanted.action)):
        if value:
            query = query.where(column == value)
    if wanted.subject_id:
        query = query.where(AUDIT.c.number.in_(_about(wanted.subject_id)))
    if wanted.since:
        query = query.where(AUDIT.c.at >= wanted.since)
    if wanted.until:
        query = query.where(AUDIT.c.at < wanted.until)

    def made(row: Row[Any]) -> AuditRow:
        # Others on the same list may lie in other units.
        return replace(_row(row), also=()) if is_part else _row(row)

    return read_page(conn, query, order=NEWEST_FIRST, made=made, limit=limit, cursor=cursor)


def _seen(viewer: Viewer, wanted: AuditFilter) -> ColumnElement[bool]:
    """Rows about the viewer's units, about people and accounts there, and of what else these accounts did.

    Only the first of these name a unit. A person asked for is looked for among all that a row is about.
    """
    accounts = select(USER_ACCOUNT.c.user_id).where(seen_units(viewer, Action.SEE_AUDIT, USER_ACCOUNT.c.unit_id))
    people = select(OFFICER.c.officer_id).where(seen_units(viewer, Action.SEE_AUDIT, OFFICER.c.unit_id))
    kind, names_no_unit = AUDIT.c.subject_kind, AUDIT.c.unit_id == ""
    ways = [
        seen_units(viewer, Action.SEE_AUDIT, AUDIT.c.unit_id),
        and_(kind == ACCOUNT, AUDIT.c.subject_id.in_(accounts)),
        and_(kind.in_(PEOPLE), AUDIT.c.subject_id.in_(people)),
        and_(kind.not_in((ACCOUNT, *PEOPLE)), names_no_unit, AUDIT.c.actor.in_(accounts)),
    ]
    if wanted.subject_id:
        ways.append(and_(kind.in_(PEOPLE), literal(wanted.subject_id).in_(people)))
    return or_(*ways)


def looks_at_me(conn: Connection, viewer: Viewer, *, cursor: str | None = None, limit: int = 50) -> Page[AuditRow]:
    """Rows about the viewer's own file made by others, newest first: who looked, who changed."""
    viewer.require_self(Action.SEE_OWN, viewer.officer_id)
    query = select(AUDIT).where(AUDIT.c.number.in_(_about(viewer.officer_id)), AUDIT.c.actor != viewer.user_id)

    def own(row: Row[Any]) -> AuditRow:
        # The others on the same list are not the viewer's business.
        return replace(_row(row), subject_id=viewer.officer_id, also=(), detail="{}")

    return read_page(conn, query, order=NEWEST_FIRST, made=own, limit=limit, cursor=cursor)


def _about(subject_id: str) -> Select[tuple[int]]:
    return select(AUDIT_SUBJECT.c.number).where(AUDIT_SUBJECT.c.subject_id == subject_id)


def _row(row: Row[Any]) -> AuditRow:
    return AuditRow(
        number=row.number, at=row.at, actor=row.actor, action=row.action, subject_kind=row.subject_kind,
        subject_id=row.subject_id, unit_id=row.unit_id, also=tuple(row.also.split()), detail=row.detail,
    )  # fmt: skip
