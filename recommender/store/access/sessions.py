"""Sessions on the server's side: made, looked up, moved to a new secret, listed and ended. Only digests are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, delete, insert, or_, select, update

from recommender.permissions import Viewer
from recommender.store.access.accounts import Account, get_account
from recommender.store.access.secret_texts import digest_of, new_secret
from recommender.store.metadata import new_id
from recommender.store.tables.accounts import USER_SESSION

LONGEST_AGENT = 300


class SessionStage(StrEnum):
    """How far a sign-in has come."""

    WHOLE = "whole"
    """Everything the roles allow."""
    NEEDS_CODE = "needs_code"
    """The password was right; a code of the authenticator is still to come."""
    NEEDS_ENROLMENT = "needs_enrolment"
    """The password was right; an authenticator must be set up first."""


@dataclass(frozen=True, kw_only=True)
class SessionLimits:
    """When a session ends by itself."""

    idle: timedelta = timedelta(minutes=30)
    longest: timedelta = timedelta(hours=12)
    unfinished: timedelta = timedelta(minutes=15)
    """For a session that still waits for its second step."""


LIMITS = SessionLimits()


@dataclass(frozen=True, kw_only=True)
class Device:
    """Where a session comes from."""

    address: str = ""
    user_agent: str = ""


@dataclass(frozen=True, kw_only=True)
class SessionView:
    """A living session. Before the second step its viewer is allowed nothing."""

    session_id: str
    viewer: Viewer
    stage: SessionStage
    device: Device
    started_at: datetime
    last_seen_at: datetime


def create(
    conn: Connection, user_id: str, *, device: Device, is_second_factor_done: bool = False, now: datetime
) -> str:
    """The secret of a new session, for the cookie."""
    secret = new_secret()
    conn.execute(
        insert(USER_SESSION).values(
            session_id=new_id(now), session_digest=digest_of(secret), user_id=user_id,
            is_second_factor_done=is_second_factor_done, address=device.address,
            user_agent=device.user_agent[:LONGEST_AGENT], started_at=now, last_seen_at=now,
        )
    )  # fmt: skip
    return secret


def look_up(conn: Connection, secret: str, *, now: datetime, limits: SessionLimits = LIMITS) -> SessionView | None:
    """The living session of a secret; None when it ended, ran out, or its account is shut out."""
    query = select(USER_SESSION).where(USER_SESSION.c.session_digest == digest_of(secret), _is_living(now, limits))
    row = conn.execute(query).first()
    account = get_account(conn, row.user_id) if row else None
    if row is None or account is None or account.is_disabled:
        return None
    stage = _stage(account, is_second_factor_done=row.is_second_factor_done)
    if stage is not SessionStage.WHOLE and now - row.started_at > limits.unfinished:
        return None
    return SessionView(
        session_id=row.session_id,
        viewer=account.viewer(limited_to=None if stage is SessionStage.WHOLE else frozenset()),
        stage=stage,
        device=Device(address=row.address, user_agent=row.user_agent),
        started_at=row.started_at,
        last_seen_at=row.last_seen_at,
    )


def _stage(account: Account, *, is_second_factor_done: bool) -> SessionStage:
    if is_second_factor_done:
        return SessionStage.WHOLE
    if account.has_second_factor:  # also for roles that need none: who set it up wants to be asked
        return SessionStage.NEEDS_CODE
    return SessionStage.NEEDS_ENROLMENT if account.viewer().needs_second_factor() else SessionStage.WHOLE


def _is_living(now: datetime, limits: SessionLimits) -> ColumnElement[bool]:
    return (USER_SESSION.c.last_seen_at > now - limits.idle) & (USER_SESSION.c.started_at > now - limits.longest)


def touch(conn: Connection, session_id: str, *, now: datetime) -> None:
    """Note that a session is in use; call it at most once a minute."""
    conn.execute(update(USER_SESSION).where(USER_SESSION.c.session_id == session_id).values(last_seen_at=now))


def rotate(conn: Connection, session_id: str, *, is_second_factor_done: bool, now: datetime) -> str:
    """A new secret for a session; the old one is dead at once. The longest life still counts from the sign-in."""
    secret = new_secret()
    changed = update(USER_SESSION).where(USER_SESSION.c.session_id == session_id)
    conn.execute(
        changed.values(session_digest=digest_of(secret), is_second_factor_done=is_second_factor_done, last_seen_at=now)
    )
    return secret


def list_sessions(
    conn: Connection, viewer: Viewer, *, now: datetime, limits: SessionLimits = LIMITS
) -> tuple[SessionView, ...]:
    """The viewer's own living sessions, newest first."""
    account = get_account(conn, viewer.user_id)
    if account is None:
        return ()
    query = select(USER_SESSION).where(USER_SESSION.c.user_id == viewer.user_id, _is_living(now, limits))
    return tuple(
        SessionView(
            session_id=row.session_id, viewer=viewer,
            stage=_stage(account, is_second_factor_done=row.is_second_factor_done),
            device=Device(address=row.address, user_agent=row.user_agent),
            started_at=row.started_at, last_seen_at=row.last_seen_at,
        )
        for row in conn.execute(query.order_by(USER_SESSION.c.session_id.desc()))
    )  # fmt: skip


def end(conn: Connection, user_id: str, session_id: str) -> bool:
    """End one session of an account; False when the account has no such session."""
    its = (USER_SESSION.c.session_id == session_id) & (USER_SESSION.c.user_id == user_id)
    return conn.execute(delete(USER_SESSION).where(its)).rowcount == 1


def end_secret(conn: Connection, secret: str) -> None:
    """End the session of a secret, if there is one."""
    conn.execute(delete(USER_SESSION).where(USER_SESSION.c.session_digest == digest_of(secret)))


def end_all(conn: Connection, user_id: str, *, but: str = "") -> int:
    """End every session of an account except the session id `but`; how many."""
    its = (USER_SESSION.c.user_id == user_id) & (USER_SESSION.c.session_id != but)
    return conn.execute(delete(USER_SESSION).where(its)).rowcount


def sweep(conn: Connection, *, now: datetime, limits: SessionLimits = LIMITS) -> int:
    """Take away sessions that ran out; how many."""
    over = or_(USER_SESSION.c.last_seen_at <= now - limits.idle, USER_SESSION.c.started_at <= now - limits.longest)
    return conn.execute(delete(USER_SESSION).where(over)).rowcount
