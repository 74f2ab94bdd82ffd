"""How many requests a web process works at once: as many as its store keeps connections, the others wait in line.

More would only share one interpreter, each slower, and open connections that know nothing of what was read before.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI

from recommender.store.engine import POOL_SIZE


@asynccontextmanager
async def as_many_as_connections(_app: FastAPI) -> AsyncIterator[None]:
    """Sets the number when the process begins to answer; the lifespan of the application."""
    current_default_thread_limiter().total_tokens = POOL_SIZE
    yield
