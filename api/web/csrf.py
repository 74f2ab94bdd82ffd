"""Requests that change something and come from another site are refused, by Sec-Fetch-Site or else by Origin.

Only a request with a bearer token and without cookies skips the check: no browser sends such a one on its own.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api.web.answers import refusal
from api.web.languages import language_of
from api.web.problems import problem_of_code

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
TRUSTED_SITES: Final = frozenset({"same-origin", "none"})


class CrossSiteCheck:
    """Refuses unsafe requests that another site sent."""

    def __init__(self, app: ASGIApp, *, public_url: str = "") -> None:
        self.app = app
        self.public_origin = _origin(public_url)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes safe, own and pure token requests on."""
        if scope["type"] == "http" and scope["method"] not in SAFE and not self._is_own(scope):
            await refusal(scope, problem_of_code("cross_site", language_of(scope)))(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _is_own(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        if headers.get("authorization", "").lower().startswith("bearer ") and "cookie" not in headers:
            return True
        site = headers.get("sec-fetch-site")
        if site is not None:
            return site in TRUSTED_SITES
        origin = headers.get("origin")
        if origin is None:
            return False
        return _origin(origin) in {f"{scope['scheme']}://{headers.get('host', '')}".lower(), self.public_origin} - {""}


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower() if parts.scheme and parts.netloc else ""
