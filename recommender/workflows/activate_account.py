"""A password, and a session, from a one-time link; and what the page shows before the link is used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from recommender import passwords
from recommender.errors import NotFound, SignInRefused
from recommender.permissions import Viewer
from recommender.store.access import accounts, links, sessions
from recommender.store.access.sessions import Device, SessionStage
from recommender.store.audit import about_account, append_audit
from recommender.store.engine import Store
from recommender.store.tables.accounts import LinkPurpose


@dataclass(frozen=True, kw_only=True)
class LinkView:
    """Whose link it is; nothing has been used yet."""

    login: str
    name: str
    language: str
    purpose: LinkPurpose
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class ActivateRequest:
    """What the activation page sends."""

    link_secret: str
    password: str
    device: Device


@dataclass(frozen=True, kw_only=True)
class Activated:
    """A new session: its secret for the cookie, and what is still to do."""

    secret: str
    stage: SessionStage
    viewer: Viewer


def look_at_link(store: Store, link_secret: str, *, now: datetime) -> LinkView:
    """Whose link it is. Raises NotFound for one that does not work, or no longer."""
    with store.reading() as conn:
        link = links.look_at_link(conn, link_secret, now=now)
        account = accounts.get_account(conn, link.user_id) if link else None
    if link is None or account is None or account.is_disabled:
        raise NotFound
    return LinkView(
        login=account.login, name=account.name, language=account.language, purpose=link.purpose,
        expires_at=link.expires_at,
    )  # fmt: skip


def activate_account(store: Store, request: ActivateRequest, *, now: datetime) -> Activated:
    """Keep the chosen password, use the link up, end all older sessions and begin one.

    Raises NotFound for a link that does not work, UsageError for a weak password; the link still works then.
    """
    seen = look_at_link(store, request.link_secret, now=now)
    if seen.purpose is not LinkPurpose.ACTIVATE:
        raise NotFound
    passwords.refuse_weak(request.password, words=(seen.login, seen.name))
    kept = passwords.hash_password(request.password)
    with store.writing() as conn:
        account = links.use_link(conn, request.link_secret, LinkPurpose.ACTIVATE, now=now)
        accounts.set_password(conn, account.user_id, kept, now=now)
        sessions.end_all(conn, account.user_id)
        secret = sessions.create(conn, account.user_id, device=request.device, now=now)
        session = sessions.look_up(conn, secret, now=now)
        if session is None:
            raise SignInRefused
        append_audit(conn, store.audit_key, about_account(account.user_id, "activate"), now=now)
    return Activated(secret=secret, stage=session.stage, viewer=session.viewer)


def enter_demo(store: Store, link_secret: str, *, device: Device, now: datetime) -> Activated:
    """A whole session from a link of sample data. The caller has made sure that this is a demo on this machine."""
    with store.writing() as conn:
        account = links.use_link(conn, link_secret, LinkPurpose.DEMO, now=now)
        secret = sessions.create(conn, account.user_id, device=device, is_second_factor_done=True, now=now)
        append_audit(conn, store.audit_key, about_account(account.user_id, "enter_demo"), now=now)
    return Activated(secret=secret, stage=SessionStage.WHOLE, viewer=account.viewer())
