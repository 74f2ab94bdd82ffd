"""A POST with an Idempotency-Key is carried out once; sent again, it gets the first answer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Final

from fastapi import Header, Request
from pydantic import BaseModel
from starlette.responses import Response

from recommender.permissions import Viewer
from recommender.store.answered_requests import KeptAnswer, RequestKey, claim, keep, release
from recommender.store.engine import Store

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key", min_length=8, max_length=100, pattern=r"^[\x21-\x7e]+$",
        description="A text of the caller's choice; the same request with the same key is carried out once in a day.",
        examples=["3f0d8f2e-7f5b-4a77-9a55-1b9a7d1f0c11"],
    ),
]  # fmt: skip
TOLD: Final = ("location", "etag")


def once(
    request: Request, store: Store, *, viewer: Viewer, key: str | None, body: BaseModel | None, now: datetime,
    work: Callable[[], Response],
) -> Response:  # fmt: skip
    """The answer of `work`, or the kept one when the key has been used for the same request."""
    if key is None:
        return work()
    asked = RequestKey(user_id=viewer.user_id, key=key, digest=_digest(request, body))
    with store.writing() as conn:
        kept = claim(conn, asked, now=now)
    if kept is not None:
        headers = {**kept.headers, "Idempotent-Replayed": "true"}
        return Response(kept.body, status_code=kept.status, media_type="application/json", headers=headers)
    answer = _carried_out(store, asked, work)
    with store.writing() as conn:
        keep(conn, asked, _kept(answer))
    return answer


def _carried_out(store: Store, asked: RequestKey, work: Callable[[], Response]) -> Response:
    """The answer; a request that was refused gives its key back, because it changed nothing."""
    is_done = False
    try:
        answer = work()
        is_done = True
        return answer
    finally:
        if not is_done:
            with store.writing() as conn:
                release(conn, asked)


def _kept(answer: Response) -> KeptAnswer:
    headers = {name: value for name, value in answer.headers.items() if name.lower() in TOLD}
    return KeptAnswer(status=answer.status_code, body=bytes(answer.body).decode(), headers=headers)


def _digest(request: Request, body: BaseModel | None) -> bytes:
    text = "" if body is None else body.model_dump_json(by_alias=True)
    return hashlib.sha256(f"{request.method} {request.url.path}\n{text}".encode()).digest()
