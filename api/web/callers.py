"""The caller of a request, from a bearer token (API only) or from the session cookie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from fastapi import Request

from api.settings import ServerSettings
from api.web.sessions import token_of
from recommender.errors import NotSignedIn
from recommender.permissions import Viewer
from recommender.store import sessions, tokens
from recommender.store.engine import Store

SEEN_EVERY: Final = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class Caller:
    """The viewer, and the session that speaks ("" when a token does)."""

    viewer: Viewer
    session_id: str = ""


def caller_of(request: Request, settings: ServerSettings, store: Store, now: datetime) -> Caller | None:
    """The caller, kept in `request.state`; None without credentials or with a session that has ended."""
    authorization = request.headers.get("authorization", "")
    if authorization:
        found = _bearer(request, authorization, store, now)
    else:
        found = _session(token_of(request, settings), store, now)
    request.state.caller = found
    if found is not None:
        request.state.viewer = found.viewer
        request.state.language = found.viewer.language
        request.state.user_id = found.viewer.user_id
    return found


def _bearer(request: Request, authorization: str, store: Store, now: datetime) -> Caller:
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token or not request.url.path.startswith("/api/"):
        raise NotSignedIn
    with store.reading() as conn:
        viewer = tokens.look_up(conn, token.strip(), now=now)
    if viewer is None:
        raise NotSignedIn
    return Caller(viewer=viewer)


def _session(token: str, store: Store, now: datetime) -> Caller | None:
    if not token:
        return None
    with store.reading() as conn:
        view = sessions.look_up(conn, token, now=now)
    if view is None:
        return None
    if now - view.last_seen >= SEEN_EVERY:
        with store.writing() as conn:
            sessions.touch(conn, view.session_id, now=now)
    return Caller(viewer=view.viewer, session_id=view.session_id)
