"""The session cookie: its name, how it is read, set and taken away."""

from __future__ import annotations

from typing import Final

from fastapi import Request
from starlette.responses import Response

from api.settings import ServerSettings

SECURE_NAME: Final = "__Host-nangluc"
PLAIN_NAME: Final = "nangluc"


def cookie_name(settings: ServerSettings) -> str:
    """`__Host-nangluc` over https; without https a browser would refuse that name."""
    return SECURE_NAME if settings.is_secure else PLAIN_NAME


def token_of(request: Request, settings: ServerSettings) -> str:
    """The session token of the request, or ""."""
    return request.cookies.get(cookie_name(settings), "")


def set_cookie(response: Response, token: str, settings: ServerSettings) -> None:
    """The browser keeps the token until it closes; the server decides when the session ends."""
    response.set_cookie(
        cookie_name(settings), token, path="/", secure=settings.is_secure, httponly=True, samesite="lax"
    )  # fmt: skip


def clear_cookie(response: Response, settings: ServerSettings) -> None:
    """The browser forgets the token, and the pages it may still hold."""
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    response.delete_cookie(
        cookie_name(settings), path="/", secure=settings.is_secure, httponly=True, samesite="lax"
    )  # fmt: skip
