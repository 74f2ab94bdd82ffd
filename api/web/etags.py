"""Edits that do not overwrite somebody else's: an ETag for what was read, asked back in If-Match."""

from __future__ import annotations

import hashlib

from fastapi import Request
from pydantic import BaseModel

from recommender.errors import NangLucError, Stale


class IfMatchMissing(NangLucError):  # noqa: N818 - a refusal is named for what it says
    """An edit came without the ETag of what it edits."""

    code = "precondition_required"
    status = 428

    def __init__(self) -> None:
        super().__init__(
            "Hãy gửi If-Match với ETag của nội dung đã đọc.", "Send If-Match with the ETag of what was read.",
        )  # fmt: skip


def etag_of(model: BaseModel) -> str:
    """The same content gives the same ETag on every machine."""
    digest = hashlib.sha256(model.model_dump_json(by_alias=True).encode()).hexdigest()
    return f'"{digest[:32]}"'


def require_match(request: Request, current: BaseModel) -> None:
    """Lets the edit of `current` go on; IfMatchMissing without If-Match, Stale when it names another content."""
    given = request.headers.get("if-match")
    if given is None:
        raise IfMatchMissing
    named = {part.strip() for part in given.split(",")}
    if "*" not in named and etag_of(current) not in named:
        raise Stale


def is_known(request: Request, etag: str) -> bool:
    """Whether the caller already has this content (If-None-Match)."""
    given = {part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")}
    return etag in given
