"""An unexpected error becomes a 500 without its details; the details go to the log under the request id."""

from __future__ import annotations

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.web.answers import refusal
from api.web.languages import language_of
from api.web.problems import problem_of_status


class Faults:
    """The edge of the process for a request."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.log = structlog.get_logger("nangluc.fault")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on; what it raises is logged and answered."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        has_started = False

        async def noted(message: Message) -> None:
            nonlocal has_started
            has_started = has_started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, noted)
        except Exception as error:
            # Last stop before the server: the caller gets an answer, the operator the trace.
            self.log.error("fault", request_id=scope["state"].get("request_id", ""), exc_info=error)
            if has_started:
                raise
            await refusal(scope, problem_of_status(500, language_of(scope)))(scope, receive, send)
            return
        fault = scope["state"].get("fault")
        if fault is not None:
            self.log.error("refused", request_id=scope["state"].get("request_id", ""), exc_info=fault)
