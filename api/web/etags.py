"""An ETag for what was read: asked back in If-Match by edits, so that they do not overwrite somebody else's, and in
If-None-Match by those who read again, so that what they have is not sent twice."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Final

from fastapi import Header, Request
from pydantic import BaseModel
from starlette.responses import Response

from recommender.errors import NangLucError, Stale

IfMatch = Annotated[
    str | None,
    Header(alias="If-Match", max_length=500, description="The ETag of what is edited, as it was read"),
]


IfNoneMatch = Annotated[
    str | None,
    Header(
        alias="If-None-Match", max_length=500,
        description="The ETag of an earlier answer: while it still holds, 304 without a body",
    ),
]  # fmt: skip
_TAG: Final = {"description": "Mark of this content", "schema": {"type": "string"}}
UNCHANGED: Final[Mapping[int | str, dict[str, Any]]] = MappingProxyType({
    200: {"headers": {"ETag": _TAG}},
    304: {"description": "What If-None-Match names still holds", "headers": {"ETag": _TAG}},
})  # fmt: skip
"""The answers of what is read again and again, for the description."""


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


def declare_if_none_match(if_none_match: IfNoneMatch = None) -> None:
    """As a dependency it puts the header into the description; `is_known` and `unchanged` read it."""


def is_known(request: Request, etag: str) -> bool:
    """Whether the caller already has this content (If-None-Match)."""
    given = {part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")}
    return etag in given or "*" in given


def unchanged(etag: str) -> Response:
    """What is answered to those who have it already."""
    return Response(status_code=304, headers={"ETag": etag})
