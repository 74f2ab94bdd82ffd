"""The caller of a request, from a bearer token (API only) or from the session cookie."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from fastapi import Request

from api.settings import ServerSettings
from api.web.sessions import token_of
from recommender.errors import NotSignedIn
from recommender.permissions import Viewer
from recommender.store.access import sessions, tokens
from recommender.store.access.sessions import SessionLimits, SessionStage
from recommender.store.engine import Store

SEEN_EVERY: Final = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class Caller:
    """The viewer, and the session that speaks ("" when a token does)."""

    viewer: Viewer
    session_id: str = ""
    stage: SessionStage = SessionStage.WHOLE


def caller_of(request: Request, settings: ServerSettings, store: Store, now: datetime) -> Caller | None:
    """The caller, kept in `request.state`; None without credentials or with a session that has ended."""
    authorization = request.headers.get("authorization", "")
    found: Caller | None
    if authorization:
        found = _bearer(request, authorization, store, now)
    else:
        found = _session(token_of(request, settings), settings, store, now)
    request.state.caller = found
    if found is not None:
        request.state.language = found.viewer.language
        request.state.user_id = found.viewer.user_id
        if found.stage is SessionStage.WHOLE:
            request.state.viewer = found.viewer
    return found


def session_limits(settings: ServerSettings) -> SessionLimits:
    """When sessions end by themselves, by the settings."""
    return SessionLimits(
        idle=timedelta(minutes=settings.session_idle_minutes), longest=timedelta(hours=settings.session_hours)
    )  # fmt: skip


def _bearer(request: Request, authorization: str, store: Store, now: datetime) -> Caller:
    scheme, _, secret = authorization.partition(" ")
    secret = secret.strip()
    if scheme.lower() != "bearer" or not secret or not request.url.path.startswith("/api/"):
        raise NotSignedIn
    with store.reading() as conn:
        viewer = tokens.look_up(conn, secret, now=now)
    if viewer is None:
        raise NotSignedIn
    used: dict[str, datetime] = request.app.state.token_use
    digest = hashlib.sha256(secret.encode()).hexdigest()
    last = used.get(digest)
    if last is None or now - last >= SEEN_EVERY:
        used[digest] = now
        with store.writing() as conn:
            tokens.touch(conn, secret, now=now)
    return Caller(viewer=viewer)


def _session(secret: str, settings: ServerSettings, store: Store, now: datetime) -> Caller | None:
    if not secret:
        return None
    with store.reading() as conn:
        view = sessions.look_up(conn, secret, now=now, limits=session_limits(settings))
    if view is None:
        return None
    if now - view.last_seen_at >= SEEN_EVERY:
        with store.writing() as conn:
            sessions.touch(conn, view.session_id, now=now)
    return Caller(viewer=view.viewer, session_id=view.session_id, stage=view.stage)
