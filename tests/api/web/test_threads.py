"""A web process works at as many requests at once as its store keeps connections."""

from __future__ import annotations

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.web.threads import as_many_as_connections
from recommender.store.engine import POOL_SIZE


def test_a_process_works_at_as_many_requests_as_its_store_keeps_connections() -> None:
    app = FastAPI(lifespan=as_many_as_connections)

    @app.get("/")
    async def threads() -> float:
        return current_default_thread_limiter().total_tokens

    with TestClient(app) as client:
        assert client.get("/").json() == POOL_SIZE
