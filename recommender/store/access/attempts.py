"""Attempts to guess a secret, counted in the store so that all processes count together."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select

from recommender.errors import TooMany
from recommender.store.engine import lock
from recommender.store.metadata import new_id
from recommender.store.tables.accounts import SIGN_IN_ATTEMPT

WINDOW = timedelta(minutes=15)


@dataclass(frozen=True, kw_only=True)
class Bound:
    """At most so many attempts on a subject within the window."""

    subject: str
    most: int

    @property
    def digest(self) -> bytes:
        """What is kept of the subject: no login and no address."""
        return hashlib.sha256(self.subject.encode("utf-8", "replace")).digest()


def count_attempt(conn: Connection, bounds: Sequence[Bound], *, now: datetime) -> None:
    """Count one attempt on every subject before it is carried out, so that parallel guesses count too.

    Raises TooMany, with nothing counted, when a bound is reached.
    """
    for bound in sorted(bounds, key=lambda one: one.digest):
        lock(conn, f"attempt {bound.digest.hex()}")
        recent = SIGN_IN_ATTEMPT.c.subject_digest == bound.digest, SIGN_IN_ATTEMPT.c.at > now - WINDOW
        times = select(SIGN_IN_ATTEMPT.c.at).where(*recent).order_by(SIGN_IN_ATTEMPT.c.at.desc())
        # The attempt that must leave the window before there is room again.
        hindering = conn.execute(times.offset(bound.most - 1).limit(1)).first()
        if hindering is not None:
            raise TooMany(max(1, int((hindering.at + WINDOW - now).total_seconds())))
    rows = [{"attempt_id": new_id(now), "subject_digest": bound.digest, "at": now} for bound in bounds]
    conn.execute(insert(SIGN_IN_ATTEMPT), rows)


def forget_attempts(conn: Connection, bound: Bound) -> None:
    """Forget what was counted on a subject: the right secret came."""
    conn.execute(delete(SIGN_IN_ATTEMPT).where(SIGN_IN_ATTEMPT.c.subject_digest == bound.digest))


def sweep(conn: Connection, *, now: datetime) -> int:
    """Take away attempts older than the window; how many."""
    return conn.execute(delete(SIGN_IN_ATTEMPT).where(SIGN_IN_ATTEMPT.c.at <= now - WINDOW)).rowcount
