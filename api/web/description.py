"""The OpenAPI 3.1 description of the API: who may call what, and one form for every refusal."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from api.settings import ServerSettings
from api.web.access import Policy, PolicyKind, policy_of
from api.web.problems import ProblemOut
from api.web.sessions import cookie_name

ABOUT = (
    "Every refusal is problem+json. Lists are paged by `cursor`; an unknown parameter is refused. "
    "People sign in with the session cookie, institutes send a bearer token."
)


def describe(app: FastAPI, settings: ServerSettings) -> None:
    """Makes `app.openapi()` give the completed description, built once when first asked for."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _described(app, settings)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # the documented way to change it


def _described(app: FastAPI, settings: ServerSettings) -> dict[str, Any]:
    told = get_openapi(title=app.title, version=app.version, description=ABOUT, routes=app.routes)
    components = told.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    problem = ProblemOut.model_json_schema(by_alias=True, ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs", {}))
    schemas["Problem"] = problem
    components["securitySchemes"] = {
        "session": {"type": "apiKey", "in": "cookie", "name": cookie_name(settings)},
        "token": {"type": "http", "scheme": "bearer"},
    }
    for route in app.routes:
        if isinstance(route, APIRoute) and route.include_in_schema:
            _secure(told, route)
    return told


def _secure(told: dict[str, Any], route: APIRoute) -> None:
    policy = policy_of(route)
    for method in sorted(route.methods or ()):
        operation = told["paths"][route.path_format][method.lower()]
        for parameter in operation.get("parameters", ()):
            _never_null(parameter["schema"])
            if parameter["name"] == "If-Match":
                parameter["required"] = True  # an edit without it is refused in the words of the API (428)
        _inline_parts(told, operation)
        if policy is None or policy.kind is PolicyKind.PUBLIC:
            operation["security"] = []
            continue
        operation["security"] = [{"session": []}, {"token": []}]
        operation["x-policy"] = _words(policy)


def _inline_parts(told: dict[str, Any], operation: dict[str, Any]) -> None:
    """The parts of a form with files stand in the operation itself: beside what else it says of them, without null."""
    body = operation.get("requestBody", {}).get("content", {}).get("multipart/form-data")
    if body is None:
        return
    name = body["schema"].pop("$ref").rpartition("/")[2]
    body["schema"].update(told["components"]["schemas"].pop(name))
    for part in body["schema"]["properties"].values():
        _never_null(part)


def _never_null(schema: dict[str, Any]) -> None:
    """A parameter can be left out, but an address or a header has no null: whoever sent one would send its letters."""
    kinds = schema.pop("anyOf", None)
    if kinds is None:
        return
    left = [kind for kind in kinds if kind != {"type": "null"}]
    schema.update(left[0] if len(left) == 1 else {"anyOf": left})


def _words(policy: Policy) -> list[str]:
    return [str(action) for action in policy.actions] or [str(policy.kind)]
