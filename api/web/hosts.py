"""Requests for a host name that is not ours are refused before anything looks at them."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api.web.answers import refusal
from api.web.languages import language_of
from api.web.problems import problem_of_code


class KnownHosts:
    """Lets only requests to the host names of the settings through."""

    def __init__(self, app: ASGIApp, *, allowed_hosts: Sequence[str]) -> None:
        self.app = app
        self.allowed = frozenset(host.lower() for host in allowed_hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes known hosts on."""
        if scope["type"] == "http" and self._host(scope) not in self.allowed:
            await refusal(scope, problem_of_code("wrong_host", language_of(scope)))(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _host(self, scope: Scope) -> str:
        given = Headers(scope=scope).getlist("host")
        if len(given) != 1:
            return ""
        host = given[0].lower()
        return host[: host.find("]") + 1] if host.startswith("[") else host.partition(":")[0]
