"""How often one caller may ask: a limit per credential and a wider one per address, told in RateLimit headers.

Counters live in this process; with several worker processes each counts for itself, so the true limit is theirs
together. Sign-in attempts are not counted here but in the database, for all processes.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.web.answers import refusal
from api.web.languages import language_of
from api.web.problems import problem_of_code

FREE: Final = ("/static/", "/healthz", "/metrics")
WINDOW_SECONDS: Final = 60


class Windows:
    """Requests counted by key, each key in a window of a minute that its first request opens.

    Only the event loop uses it: no lock, and no thread of its own that would wait behind those at work.
    """

    def __init__(self, seconds: Callable[[], float]) -> None:
        self.seconds = seconds
        self._opened: dict[str, tuple[float, int]] = {}
        self._swept = seconds()

    def hit(self, key: str) -> int:
        """One more request of a key; how many that makes in its window."""
        now = self.seconds()
        if not 0 <= now - self._swept < WINDOW_SECONDS:
            self._opened = {key: one for key, one in self._opened.items() if _is_open(one[0], now)}
            self._swept = now
        opened, count = self._opened.get(key, (now, 0))
        if not _is_open(opened, now):
            opened, count = now, 0
        self._opened[key] = (opened, count + 1)
        return count + 1

    def stands(self, key: str) -> tuple[int, int]:
        """How many requests of a key there are in its window, and the seconds until it closes."""
        now = self.seconds()
        opened, count = self._opened.get(key, (now, 0))
        if not _is_open(opened, now):
            return 0, WINDOW_SECONDS
        return count, max(0, math.ceil(opened + WINDOW_SECONDS - now))


def _is_open(opened: float, now: float) -> bool:
    """A clock that was set back opens a new window."""
    return 0 <= now - opened < WINDOW_SECONDS


class RequestLimits:
    """Counts requests and refuses those over the limit with 429 and Retry-After."""

    def __init__(self, app: ASGIApp, *, per_minute: int, per_minute_address: int, seconds: Callable[[], float]) -> None:
        self.app = app
        self.per_minute, self.per_minute_address = per_minute, per_minute_address
        self.addresses, self.credentials = Windows(seconds), Windows(seconds)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes requests within both limits on."""
        if scope["type"] != "http" or str(scope["path"]).startswith(FREE):
            await self.app(scope, receive, send)
            return
        address = str((scope.get("client") or ("", 0))[0])
        credential = _credential(Headers(scope=scope)) or address
        is_free = (
            self.addresses.hit(address) <= self.per_minute_address
            and self.credentials.hit(credential) <= self.per_minute
        )
        told, reset = self._told(credential)
        if not is_free:
            told["Retry-After"] = str(max(reset, 1))
            problem = problem_of_code("too_many", language_of(scope), headers=told)
            await refusal(scope, problem)(scope, receive, send)
            return

        async def telling(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(told)
            await send(message)

        await self.app(scope, receive, telling)

    def _told(self, credential: str) -> tuple[dict[str, str], int]:
        """The headers that tell a caller of its limit, and the seconds until its window closes."""
        count, reset = self.credentials.stands(credential)
        left = max(0, self.per_minute - count)
        told = {
            "RateLimit-Policy": f'"default";q={self.per_minute};w={WINDOW_SECONDS}',
            "RateLimit": f'"default";r={left};t={reset}',
        }
        return told, reset


def _credential(headers: Headers) -> str:
    """A digest of what the caller shows, so that no secret is kept as a key."""
    shown = headers.get("authorization") or headers.get("cookie")
    return hashlib.sha256(shown.encode()).hexdigest() if shown else ""
