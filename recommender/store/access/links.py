"""One-time links: made for an account, looked at, and used once within their time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, insert, select, update

from recommender.errors import NotFound
from recommender.store.access.accounts import Account, get_account
from recommender.store.access.secret_texts import digest_of, new_secret
from recommender.store.tables.accounts import SIGN_IN_LINK, LinkPurpose


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link that still works."""

    user_id: str
    purpose: LinkPurpose
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class NewLink:
    """What a link is made from."""

    user_id: str
    purpose: LinkPurpose
    made_by: str
    expires_at: datetime


def make_link(conn: Connection, new: NewLink, *, now: datetime) -> str:
    """The secret of a new link; earlier links of the account for the same purpose stop working."""
    earlier = (SIGN_IN_LINK.c.user_id == new.user_id) & (SIGN_IN_LINK.c.purpose == new.purpose.value)
    conn.execute(update(SIGN_IN_LINK).where(earlier, SIGN_IN_LINK.c.used_at.is_(None)).values(used_at=now))
    secret = new_secret()
    conn.execute(
        insert(SIGN_IN_LINK).values(
            link_digest=digest_of(secret), user_id=new.user_id, purpose=new.purpose.value, made_by=new.made_by,
            made_at=now, expires_at=new.expires_at,
        )
    )  # fmt: skip
    return secret


def look_at_link(conn: Connection, secret: str, *, now: datetime) -> Link | None:
    """The link of a secret while it works; looking does not use it."""
    row = conn.execute(select(SIGN_IN_LINK).where(_works(secret, now))).first()
    if row is None:
        return None
    return Link(user_id=row.user_id, purpose=LinkPurpose(row.purpose), expires_at=row.expires_at)


def use_link(conn: Connection, secret: str, purpose: LinkPurpose, *, now: datetime) -> Account:
    """Use a link up; its account. Raises NotFound when it does not work, or another process was faster."""
    link = look_at_link(conn, secret, now=now)
    account = get_account(conn, link.user_id) if link and link.purpose is purpose else None
    used = update(SIGN_IN_LINK).where(_works(secret, now)).values(used_at=now)
    if account is None or account.is_disabled or conn.execute(used).rowcount != 1:
        raise NotFound
    return account


def end_all(conn: Connection, user_id: str, *, now: datetime) -> int:
    """No link of the account works any more; how many still did."""
    unused = (SIGN_IN_LINK.c.user_id == user_id) & SIGN_IN_LINK.c.used_at.is_(None)
    return conn.execute(update(SIGN_IN_LINK).where(unused).values(used_at=now)).rowcount


def _works(secret: str, now: datetime) -> ColumnElement[bool]:
    is_it = SIGN_IN_LINK.c.link_digest == digest_of(secret)
    return is_it & SIGN_IN_LINK.c.used_at.is_(None) & (SIGN_IN_LINK.c.expires_at > now)
