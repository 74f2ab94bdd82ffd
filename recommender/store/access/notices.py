"""Who has read the notice about personal data, and when: one row for each edition of its text."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, select

from recommender.store.tables.notices import NOTICE_READING


def read_at(conn: Connection, user_id: str, edition: str) -> datetime | None:
    """When the account read this edition; None: not yet."""
    mine = (NOTICE_READING.c.user_id == user_id, NOTICE_READING.c.edition == edition)
    found: datetime | None = conn.execute(select(NOTICE_READING.c.read_at).where(*mine)).scalar_one_or_none()
    return found


def put_reading(conn: Connection, user_id: str, edition: str, *, now: datetime) -> bool:
    """Keep that the account has read it; False when it had before: the first time stays."""
    if read_at(conn, user_id, edition) is not None:
        return False
    conn.execute(insert(NOTICE_READING).values(user_id=user_id, edition=edition, read_at=now))
    return True
