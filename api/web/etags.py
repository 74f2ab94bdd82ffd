"""Edits that do not overwrite somebody else's: an ETag for what was read, asked back in If-Match."""

from __future__ import annotations

import hashlib
from typing import Annotated

from fastapi import Header, Request
from pydantic import BaseModel

from recommender.errors import NangLucError, Stale

IfMatch = Annotated[
    str | None,
    Header(alias="If-Match", max_length=500, description="The ETag of what is edited, as it was read"),
]


class IfMatchMissing(NangLucError):  # noqa: N818 - a refusal is named for what it says
    """An edit came without the ETag of what it edits."""

    code = "precondition_required"
    status = 428

    def __init__(self) -> None:
        super().__init__(
            "Hãy gửi If-Match với ETag của nội dung đã đọc.", "Send If-Match with the ETag of what was read.",
        )  # fmt: skip


class ChangedMeanwhile(Stale):
    """An edit of what somebody else changed; holds what stands there now."""

    def __init__(self, current: BaseModel) -> None:
        super().__init__()
        self.current = current.model_dump(mode="json", by_alias=True)


def etag_of(model: BaseModel) -> str:
    """The same content gives the same ETag on every machine."""
    digest = hashlib.sha256(model.model_dump_json(by_alias=True).encode()).hexdigest()
    return f'"{digest[:32]}"'


def require_match(if_match: str | None, current: BaseModel) -> None:
    """Lets the edit of `current` go on; without If-Match, or with that of another, it does not."""
    if if_match is None:
        raise IfMatchMissing
    named = {part.strip() for part in if_match.split(",")}
    if "*" not in named and etag_of(current) not in named:
        raise ChangedMeanwhile(current)


def is_known(request: Request, etag: str) -> bool:
    """Whether the caller already has this content (If-None-Match)."""
    given = {part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")}
    return etag in given
