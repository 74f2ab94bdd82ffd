"""Routers of a subject: `api_router` for JSON under /api/v1, `page_router` for pages, and the redirect after a form."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Depends
from starlette.responses import JSONResponse, RedirectResponse

from api.web.etags import UNCHANGED, declare_if_none_match
from api.web.form_text import PageRoute
from api.web.problems import MEDIA_TYPE, ProblemOut

PREFIX: Final = "/api/v1"
REFUSALS: Final = {
    400: "The request cannot be read", 401: "Not signed in", 403: "Not allowed",
    404: "There is no such thing, or it is outside what you may see", 405: "Method not allowed", 409: "Conflict",
    413: "Too large", 422: "Invalid data", 429: "Too many requests", 503: "Busy",
}  # fmt: skip
EDIT_REFUSALS: Final = {412: "Changed meanwhile", 428: "If-Match is missing"}
FILE_REFUSALS: Final = {415: "This type of content is not taken"}


def refused(texts: dict[int, str]) -> dict[int | str, dict[str, Any]]:
    """The problem answers of a route for its description."""
    return {
        status: {"description": text, "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
        for status, text in texts.items()
    }


def api_router(subject: str, *, is_marked: bool = False) -> APIRouter:
    """A router under /api/v1 whose routes all declare the refusals of the API, and `is_marked` ones their ETags."""
    return APIRouter(
        prefix=PREFIX, tags=[subject], responses={**refused(REFUSALS), **(UNCHANGED if is_marked else {})},
        default_response_class=JSONResponse, dependencies=[Depends(declare_if_none_match)] if is_marked else [],
    )  # fmt: skip


def page_router(subject: str) -> APIRouter:
    """A router of pages; pages are not part of the API description, and their forms are read as `kept_text`."""
    return APIRouter(tags=[subject], include_in_schema=False, route_class=PageRoute)


def see_other(url: str) -> RedirectResponse:
    """What a form answers when it was carried out: go and look there."""
    return RedirectResponse(url, status_code=303)


__all__ = ["api_router", "EDIT_REFUSALS", "page_router", "PREFIX", "ProblemOut", "refused", "REFUSALS", "see_other"]
