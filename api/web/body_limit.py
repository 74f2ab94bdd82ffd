"""A request body over the limit is refused with 413, by its declared length or while it is read."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.web.answers import refusal
from api.web.languages import language_of
from api.web.problems import problem_of_code

UPLOAD_PATHS: Final = ("/imports", "/api/v1/imports", "/me/evidence", "/evidence", "/positions", "/offerings")
"""Addresses (and what lies below them) that take files."""


class _TooLarge(Exception):  # noqa: N818 - never leaves this module
    """The body grew over the limit while it was read."""


class BodyLimit:
    """Counts the bytes of every body; only signed requests to upload addresses get the larger limit."""

    def __init__(self, app: ASGIApp, *, max_body_bytes: int, max_upload_bytes: int) -> None:
        self.app = app
        self.max_body_bytes = max_body_bytes
        self.max_upload_bytes = max_upload_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes bodies within the limit on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = self._limit(scope)
        has_started = False
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            if message["type"] == "http.request":
                seen += len(message.get("body", b""))
                if seen > limit:
                    raise _TooLarge
            return message

        async def noted(message: Message) -> None:
            nonlocal has_started
            has_started = has_started or message["type"] == "http.response.start"
            await send(message)

        try:
            if self._declared(scope) > limit:
                raise _TooLarge
            await self.app(scope, counted, noted)
        except _TooLarge:
            if has_started:
                raise
            answer = refusal(scope, problem_of_code("too_large", language_of(scope), headers={"Connection": "close"}))
            await answer(scope, receive, send)

    def _limit(self, scope: Scope) -> int:
        path = str(scope["path"])
        takes_files = any(path == known or path.startswith(known + "/") for known in UPLOAD_PATHS)
        headers = Headers(scope=scope)
        is_signed = "cookie" in headers or "authorization" in headers
        return self.max_upload_bytes if takes_files and is_signed else self.max_body_bytes

    def _declared(self, scope: Scope) -> int:
        declared = Headers(scope=scope).get("content-length", "")
        return int(declared) if declared.isdecimal() else 0
