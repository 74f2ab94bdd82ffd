"""Pages of a list as they are answered: rows, a sealed cursor, the total when asked for, and a Link to what follows."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from api.settings import ServerSettings
from api.web.answers import json_answer
from api.web.cursors import CursorSeal
from api.web.fields import Paged
from recommender.permissions import Viewer
from recommender.store.pages import Page

Shown = TypeVar("Shown")
Kept = TypeVar("Kept")


class PageOut(BaseModel, Generic[Shown]):
    """One page of a list."""

    model_config = ConfigDict(extra="forbid")

    rows: list[Shown]
    next_cursor: str | None = Field(default=None, description="Goes on after the last row; null at the end")
    total: int | None = Field(default=None, description="Rows of the whole list, where it is counted")


def seal_of(request: Request, settings: ServerSettings, viewer: Viewer, query: Paged) -> CursorSeal:
    """The seal of cursors for this list, with these filters, as this viewer sees it."""
    filters = query.model_dump_json(exclude={"cursor", "limit"})
    told = f"{request.url.path}\n{viewer.user_id}\n{hashlib.sha256(filters.encode()).hexdigest()}"
    return CursorSeal(key=settings.signing_key, purpose=told)


def page_answer(
    request: Request, page: Page[Kept], *, seal: CursorSeal, into: type[PageOut[Shown]],
    shown: Callable[[Kept], Shown], etag: str = "",
) -> Response:  # fmt: skip
    """The page with its rows as the API shows them; `Link: rel="next"` leads to the following one."""
    cursor = seal.sealed(page.next_cursor)
    model = into(rows=[shown(row) for row in page.rows], next_cursor=cursor, total=page.total)
    headers = {}
    if cursor is not None:
        headers["Link"] = f'<{request.url.path}?{_with_cursor(request, cursor)}>; rel="next"'
    return json_answer(model, etag=etag, headers=headers)


def page_in_memory(rows: Sequence[Kept], *, key: Callable[[Kept], str], after: str | None, limit: int) -> Page[Kept]:
    """A page of rows that are all in memory, after the row with this key."""
    start = 0
    if after is not None:
        start = next((place for place, row in enumerate(rows, 1) if key(row) == after), len(rows))
    chosen = tuple(rows[start : start + limit])
    is_last = start + limit >= len(rows)
    return Page(rows=chosen, next_cursor=None if is_last or not chosen else key(chosen[-1]), total=len(rows))


def _with_cursor(request: Request, cursor: str) -> str:
    return str(request.url.include_query_params(cursor=cursor).query)
