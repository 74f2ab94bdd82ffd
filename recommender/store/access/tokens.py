"""API tokens: made and shown once, looked up by digest, narrowed to actions, expiring, ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from recommender.permissions import Action, Viewer
from recommender.store.access.accounts import get_account
from recommender.store.access.secret_texts import TOKEN_PREFIX, digest_of, new_secret
from recommender.store.metadata import new_id
from recommender.store.tables.accounts import API_TOKEN


@dataclass(frozen=True, kw_only=True)
class NewToken:
    """What a token is made from."""

    label: str
    actions: frozenset[Action]
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class TokenView:
    """A token as its owner sees it later: never the secret."""

    token_id: str
    label: str
    actions: tuple[Action, ...]
    made_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class MadeToken:
    """A new token with its secret, which is shown this once."""

    token_id: str
    secret: str


def create(conn: Connection, user_id: str, new: NewToken, *, now: datetime) -> MadeToken:
    """A new token of an account; its secret starts with nl_ so that scanners know it."""
    made = MadeToken(token_id=new_id(now), secret=new_secret(TOKEN_PREFIX))
    conn.execute(
        insert(API_TOKEN).values(
            token_id=made.token_id, token_digest=digest_of(made.secret), user_id=user_id, label=new.label,
            actions=sorted(new.actions), made_at=now, expires_at=new.expires_at,
        )
    )  # fmt: skip
    return made


def look_up(conn: Connection, secret: str, *, now: datetime) -> Viewer | None:
    """Who speaks with this token: its owner's roles of today, narrowed to the token's actions; None when it is dead."""
    if not secret.startswith(TOKEN_PREFIX):
        return None
    living = (API_TOKEN.c.expires_at > now) & API_TOKEN.c.ended_at.is_(None)
    row = conn.execute(select(API_TOKEN).where(API_TOKEN.c.token_digest == digest_of(secret), living)).first()
    account = get_account(conn, row.user_id) if row else None
    if row is None or account is None or account.is_disabled:
        return None
    known = {action.value for action in Action}
    return account.viewer(limited_to=frozenset(Action(name) for name in row.actions if name in known))


def touch(conn: Connection, secret: str, *, now: datetime) -> None:
    """Note that a token is in use; call it at most once a minute."""
    conn.execute(update(API_TOKEN).where(API_TOKEN.c.token_digest == digest_of(secret)).values(last_used_at=now))


def list_tokens(conn: Connection, viewer: Viewer) -> tuple[TokenView, ...]:
    """The viewer's own tokens, newest first."""
    query = select(API_TOKEN).where(API_TOKEN.c.user_id == viewer.user_id).order_by(API_TOKEN.c.token_id.desc())
    known = {action.value for action in Action}
    return tuple(
        TokenView(
            token_id=row.token_id, label=row.label,
            actions=tuple(Action(name) for name in row.actions if name in known), made_at=row.made_at,
            expires_at=row.expires_at, last_used_at=row.last_used_at, ended_at=row.ended_at,
        )
        for row in conn.execute(query)
    )  # fmt: skip


def end(conn: Connection, user_id: str, token_id: str, *, now: datetime) -> bool:
    """End a token of an account; False when the account has no such living token."""
    its = (API_TOKEN.c.token_id == token_id) & (API_TOKEN.c.user_id == user_id) & API_TOKEN.c.ended_at.is_(None)
    return conn.execute(update(API_TOKEN).where(its).values(ended_at=now)).rowcount == 1


def end_all(conn: Connection, user_id: str, *, now: datetime) -> int:
    """End every token of an account; how many."""
    its = (API_TOKEN.c.user_id == user_id) & API_TOKEN.c.ended_at.is_(None)
    return conn.execute(update(API_TOKEN).where(its).values(ended_at=now)).rowcount
