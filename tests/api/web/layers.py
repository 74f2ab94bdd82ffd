"""A small application behind one layer of the server, for the tests of that layer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI, Request
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from api.web.answers import add_refusals


def client_behind(layer: Callable[..., Any], *, base_url: str = "http://testserver", **options: Any) -> TestClient:
    """A client of an application that answers `ok` to everything under /any and /api/any."""
    app = FastAPI(openapi_url=None)

    async def answer(request: Request) -> PlainTextResponse:
        return PlainTextResponse(f"ok {len(await request.body())}")

    for path in ("/any", "/api/any", "/imports"):
        app.add_api_route(path, answer, methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    add_refusals(app)
    app.add_middleware(layer, **options)
    return TestClient(app, base_url=base_url, raise_server_exceptions=False)
