"""What is sent back: JSON written once, and every refusal as problem+json under /api or as a page elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Match
from starlette.types import Scope

from api.rendering import render_error
from api.web.field_messages import field_problems
from api.web.languages import language_of
from api.web.problems import (
    MEDIA_TYPE,
    Problem,
    problem_of_code,
    problem_of_error,
    problem_of_fields,
    problem_of_status,
)
from recommender.errors import NangLucError, NotSignedIn, SecondFactorNeeded

API: Final = "/api/"
SIGN_IN: Final = "/sign-in"
SECOND_STEP: Final = "/sign-in/code"


def json_answer(
    model: BaseModel, *, status: int = 200, etag: str = "", headers: Mapping[str, str] | None = None
) -> Response:
    """A model written as JSON once; a ready Response is not validated a second time by the framework."""
    more = dict(headers or {})
    if etag:
        more["ETag"] = etag
    text = model.model_dump_json(by_alias=True)
    return Response(text, status_code=status, media_type="application/json", headers=more)


def refusal(scope: Scope, problem: Problem) -> Response:
    """The problem as the caller of this address reads it: JSON for programs, a page for people."""
    request_id = str(scope.get("state", {}).get("request_id", ""))
    if str(scope["path"]).startswith(API):
        told = {"Content-Language": language_of(scope), "Vary": "Accept-Language", **problem.headers}
        return JSONResponse(
            problem.body(request_id), status_code=problem.status, media_type=MEDIA_TYPE, headers=told
        )  # fmt: skip
    return _page(scope, problem, request_id)


def add_refusals(app: FastAPI) -> None:
    """Every expected error becomes an answer; the unexpected ones are caught by `faults`."""
    app.add_exception_handler(NangLucError, _on_error)
    app.add_exception_handler(RequestValidationError, _on_fields)
    app.add_exception_handler(HTTPException, _on_status)


def _on_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, NangLucError):
        raise error
    is_page = request.method == "GET" and not request.url.path.startswith(API)
    if is_page and isinstance(error, NotSignedIn):
        return RedirectResponse(f"{SIGN_IN}?next={quote(_address(request), safe='')}", status_code=303)
    if is_page and isinstance(error, SecondFactorNeeded):
        return RedirectResponse(SECOND_STEP, status_code=303)
    if error.status >= 500:
        request.state.fault = error
    return refusal(request.scope, problem_of_error(error, language_of(request.scope)))


def _on_fields(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    language = language_of(request.scope)
    return refusal(request.scope, problem_of_fields(field_problems(error.errors(), language), language))


def _on_status(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    headers = dict(error.headers or {})
    if error.status_code == 405:
        headers["Allow"] = ", ".join(_methods(request))
    problem = problem_of_status(error.status_code, language_of(request.scope), headers=headers)
    return refusal(request.scope, problem)


def _methods(request: Request) -> list[str]:
    """Methods of all routes of this address; one route alone would name only its own."""
    found: dict[str, None] = {}
    for route in request.app.routes:
        match, _ = route.matches(request.scope)
        if match is not Match.NONE:
            found.update(dict.fromkeys(getattr(route, "methods", None) or ()))
    return sorted(found)


def _address(request: Request) -> str:
    query = request.url.query
    return request.url.path + (f"?{query}" if query else "")


def _page(scope: Scope, problem: Problem, request_id: str) -> Response:
    page = render_error(
        Request(scope),
        status=problem.status,
        title=problem.title,
        detail=f"{problem.detail} {problem.hint}".strip(),
        request_id=request_id,
    )
    page.headers.update(problem.headers)
    return page


def not_found(scope: Scope) -> Response:
    """The one answer for what is not there and for what is not the caller's."""
    return refusal(scope, problem_of_code("not_found", language_of(scope)))
