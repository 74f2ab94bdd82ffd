"""How often one caller may ask: a limit per credential and a wider one per address, told in RateLimit headers.

Counters live in this process; with several worker processes each counts for itself, so the true limit is theirs
together. Sign-in attempts are not counted here but in the database, for all processes.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from typing import Final

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.web.answers import refusal
from api.web.languages import language_of
from api.web.problems import problem_of_code

FREE: Final = ("/static/", "/healthz", "/metrics")


class RequestLimits:
    """Counts requests and refuses those over the limit with 429 and Retry-After."""

    def __init__(self, app: ASGIApp, *, per_minute: int, per_minute_address: int, seconds: Callable[[], float]) -> None:
        self.app = app
        self.credential_limit = RateLimitItemPerMinute(per_minute)
        self.address_limit = RateLimitItemPerMinute(per_minute_address)
        self.seconds = seconds
        self.limiter = FixedWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes requests within both limits on."""
        if scope["type"] != "http" or str(scope["path"]).startswith(FREE):
            await self.app(scope, receive, send)
            return
        address = str((scope.get("client") or ("", 0))[0])
        credential = _credential(Headers(scope=scope)) or address
        is_free = self.limiter.hit(self.address_limit, "address", address) and self.limiter.hit(
            self.credential_limit, "credential", credential
        )
        told = self._told(self.credential_limit, credential)
        if not is_free:
            told["Retry-After"] = str(max(self._reset(self.credential_limit, "credential", credential), 1))
            problem = problem_of_code("too_many", language_of(scope), headers=told)
            await refusal(scope, problem)(scope, receive, send)
            return

        async def telling(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(told)
            await send(message)

        await self.app(scope, receive, telling)

    def _told(self, limit: RateLimitItem, key: str) -> dict[str, str]:
        left = self.limiter.get_window_stats(limit, "credential", key).remaining
        reset = self._reset(limit, "credential", key)
        return {
            "RateLimit-Policy": f'"default";q={limit.amount};w={limit.get_expiry()}',
            "RateLimit": f'"default";r={left};t={reset}',
        }

    def _reset(self, limit: RateLimitItem, *key: str) -> int:
        return max(0, math.ceil(self.limiter.get_window_stats(limit, *key).reset_time - self.seconds()))


def _credential(headers: Headers) -> str:
    """A digest of what the caller shows, so that no secret is kept as a key."""
    shown = headers.get("authorization") or headers.get("cookie")
    return hashlib.sha256(shown.encode()).hexdigest() if shown else ""
