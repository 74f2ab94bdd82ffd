"""One log line and one measurement for each request: route, status, time, account id; never a name or a query."""

from __future__ import annotations

import secrets
import time

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.web.metrics import RequestMetrics

UNKNOWN = "(none)"


class RequestLog:
    """The outermost layer: names the request, then tells how it ended."""

    def __init__(self, app: ASGIApp, *, metrics: RequestMetrics) -> None:
        self.app = app
        self.metrics = metrics
        self.log = structlog.get_logger("nangluc.request")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on and writes its line when it has ended."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        state["request_id"] = secrets.token_hex(8)
        started = time.perf_counter()
        status = 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = int(message["status"])
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            seconds = time.perf_counter() - started
            route = _template(scope)
            self.metrics.observe(method=str(scope["method"]), route=route, status=status, seconds=seconds)
            self.log.info(
                "request",
                request_id=state["request_id"],
                method=scope["method"],
                route=route,
                status=status,
                milliseconds=round(seconds * 1000, 1),
                user_id=state.get("user_id", ""),
            )


def _template(scope: Scope) -> str:
    """The address with its parameters unnamed; a raw address would carry ids into the log."""
    route = scope.get("route")
    if route is not None:
        return str(getattr(route, "path", UNKNOWN))
    return "/static" if str(scope["path"]).startswith("/static/") else UNKNOWN
