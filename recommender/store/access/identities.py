"""Identities at an OpenID provider: which account one opens, linked and taken away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from recommender.store.tables.identities import USER_IDENTITY


@dataclass(frozen=True, kw_only=True)
class IdentityView:
    """An identity that opens an account."""

    issuer: str
    subject: str
    linked_at: datetime


def user_of(conn: Connection, issuer: str, subject: str) -> str:
    """The id of the account that an identity opens; "" when it opens none."""
    its = (USER_IDENTITY.c.issuer == issuer, USER_IDENTITY.c.subject == subject)
    return conn.execute(select(USER_IDENTITY.c.user_id).where(*its)).scalar_one_or_none() or ""


def identity_of(conn: Connection, user_id: str, issuer: str) -> IdentityView | None:
    """The identity at a provider that opens an account."""
    mine = (USER_IDENTITY.c.user_id == user_id, USER_IDENTITY.c.issuer == issuer)
    row = conn.execute(select(USER_IDENTITY).where(*mine)).first()
    return None if row is None else IdentityView(issuer=row.issuer, subject=row.subject, linked_at=row.linked_at)


def put_identity(conn: Connection, user_id: str, issuer: str, subject: str, *, by: str, now: datetime) -> None:
    """The identity opens the account from now on, instead of another one at the same provider."""
    take_identity(conn, user_id, issuer)
    values = {"issuer": issuer, "subject": subject, "user_id": user_id, "linked_by": by, "linked_at": now}
    conn.execute(insert(USER_IDENTITY).values(**values))


def take_identity(conn: Connection, user_id: str, issuer: str) -> bool:
    """Whether there was an identity at the provider that opened the account; it does so no more."""
    mine = (USER_IDENTITY.c.user_id == user_id, USER_IDENTITY.c.issuer == issuer)
    return conn.execute(delete(USER_IDENTITY).where(*mine)).rowcount == 1
