"""One round trip to the provider, kept by the browser that began it: a signed cookie that holds no secret of ours.

State, nonce and PKCE verifier are derived from a random seed with the server's key, so that the cookie alone tells
none of them, and any of the web processes can end what another one began.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from fastapi import Request
from starlette.responses import Response

from api.openid.refusals import ProviderRefused
from api.settings import ServerSettings

SECURE_NAME: Final = "__Host-nangluc-signing-in"
PLAIN_NAME: Final = "nangluc-signing-in"
LIFE: Final = timedelta(minutes=10)
SEED_BYTES: Final = 32


@dataclass(frozen=True, kw_only=True)
class RoundTrip:
    """A sign-in that is under way at the provider."""

    seed: str
    until: datetime
    next: str
    key: bytes

    @property
    def state(self) -> str:
        """What must come back, so that nobody slips his own sign-in under somebody else's."""
        return _text(_mac(self.key, "state", self.seed))

    @property
    def nonce(self) -> str:
        """What the token must hold, so that one of another sign-in does not serve."""
        return _text(_mac(self.key, "nonce", self.seed))

    @property
    def verifier(self) -> str:
        """What proves, when the code is exchanged, that we asked for it (PKCE)."""
        return _text(_mac(self.key, "verifier", self.seed))

    def require_state(self, given: str) -> None:
        """Raises ProviderRefused unless the state is this round trip's."""
        if not hmac.compare_digest(given.encode(), self.state.encode()):
            raise ProviderRefused("state")


def begin(settings: ServerSettings, next: str, *, now: datetime) -> RoundTrip:
    """A new round trip that goes on at `next` afterwards."""
    seed = secrets.token_urlsafe(SEED_BYTES)
    return RoundTrip(seed=seed, until=now + LIFE, next=next, key=settings.signing_key)


def keep(response: Response, trip: RoundTrip, settings: ServerSettings) -> None:
    """The browser keeps it until it comes back. Lax: coming back is a link from another site."""
    content = json.dumps([trip.seed, int(trip.until.timestamp()), trip.next]).encode()
    value = f"{_text(content)}.{_text(_mac(trip.key, 'cookie', _text(content)))}"
    response.set_cookie(
        _name(settings), value, max_age=int(LIFE.total_seconds()), path="/", secure=settings.is_secure, httponly=True,
        samesite="lax",
    )  # fmt: skip


def kept(request: Request, settings: ServerSettings, *, now: datetime) -> RoundTrip:
    """The round trip that this browser began. Raises ProviderRefused when it began none, or too long ago."""
    content, _, mac = request.cookies.get(_name(settings), "").partition(".")
    if not hmac.compare_digest(mac.encode(), _text(_mac(settings.signing_key, "cookie", content)).encode()):
        raise ProviderRefused("no round trip")
    try:
        seed, until, wanted = json.loads(base64.urlsafe_b64decode(content + "=" * (-len(content) % 4)))
    except ValueError as error:
        raise ProviderRefused("no round trip") from error
    trip = RoundTrip(seed=seed, until=datetime.fromtimestamp(until, UTC), next=wanted, key=settings.signing_key)
    if now > trip.until:
        raise ProviderRefused("too late")
    return trip


def forget(response: Response, settings: ServerSettings) -> None:
    """Each round trip ends once, well or not."""
    response.delete_cookie(_name(settings), path="/", secure=settings.is_secure, httponly=True, samesite="lax")


def _name(settings: ServerSettings) -> str:
    return SECURE_NAME if settings.is_secure else PLAIN_NAME


def _mac(key: bytes, purpose: str, text: str) -> bytes:
    return hmac.digest(key, f"openid {purpose} {text}".encode(), hashlib.sha256)


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
