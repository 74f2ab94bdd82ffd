"""The language of an answer where only the scope of a request is at hand."""

from __future__ import annotations

from starlette.requests import Request
from starlette.types import Scope

from api import rendering


def language_of(scope: Scope) -> str:
    """`vi` or `en` for the caller of this request."""
    return "en" if rendering.language_of(Request(scope)) == "en" else "vi"
