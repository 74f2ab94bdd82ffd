"""Answers kept under the key that a caller gave its request: the same request again gets the same answer, once done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.sql.elements import ColumnElement

from recommender.errors import Conflict, UsageError
from recommender.store.engine import lock
from recommender.store.tables.requests import ANSWERED_REQUEST as REQUEST

KEPT_FOR: Final = timedelta(hours=24)
LONGEST_WORK: Final = timedelta(minutes=10)
"""A request without an answer for longer was cut off with the process that worked at it."""


@dataclass(frozen=True, kw_only=True)
class RequestKey:
    """Whose request it is, under which key, and the digest of all that was asked."""

    user_id: str
    key: str
    digest: bytes


@dataclass(frozen=True, kw_only=True)
class KeptAnswer:
    """What was answered the first time."""

    status: int
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)


def claim(conn: Connection, asked: RequestKey, *, now: datetime) -> KeptAnswer | None:
    """The kept answer, or None when the caller now holds the key and must keep or release it.

    Raises Conflict while the first request is still at work, UsageError when the key was used for something else.
    """
    lock(conn, f"request {asked.user_id} {asked.key}")
    conn.execute(delete(REQUEST).where(REQUEST.c.asked_at < now - KEPT_FOR))
    row = conn.execute(select(REQUEST).where(*_is(asked))).one_or_none()
    if row is None:
        conn.execute(
            insert(REQUEST).values(
                user_id=asked.user_id, request_key=asked.key, digest=asked.digest, asked_at=now, headers={}, body=""
            )
        )
        return None
    if row.digest != asked.digest:
        raise UsageError(
            "Idempotency-Key này đã dùng cho một yêu cầu khác.",
            "This Idempotency-Key was used for another request.",
        )
    if row.status is None and row.asked_at < now - LONGEST_WORK:
        raise Conflict(
            "Yêu cầu trước cùng khóa bị ngắt giữa chừng; không rõ đã thực hiện chưa.",
            "The first request with this key was cut off; whether it was carried out is not known.",
            hint_vi="Xem dữ liệu hiện có, rồi gửi lại với khóa khác nếu cần.",
            hint_en="Look at what there is now, then send it again with another key if it is needed.",
        )  # fmt: skip
    if row.status is None:
        raise Conflict("Yêu cầu trước cùng khóa đang được xử lý.", "The first request with this key is still at work.")
    return KeptAnswer(status=row.status, body=row.body, headers=row.headers)


def keep(conn: Connection, asked: RequestKey, answer: KeptAnswer) -> None:
    """The answer from now on given to the same request."""
    values = {"status": answer.status, "headers": dict(answer.headers), "body": answer.body}
    conn.execute(update(REQUEST).where(*_is(asked)).values(**values))


def release(conn: Connection, asked: RequestKey) -> None:
    """The key is free again: the request was refused and changed nothing."""
    conn.execute(delete(REQUEST).where(*_is(asked), REQUEST.c.status.is_(None)))


def _is(asked: RequestKey) -> tuple[ColumnElement[bool], ...]:
    return (REQUEST.c.user_id == asked.user_id, REQUEST.c.request_key == asked.key)
