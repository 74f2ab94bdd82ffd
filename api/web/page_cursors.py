"""The cursors of pages: sealed for list, filters and reader when a link is made, opened before a page reads.

The link to the next page is made by `Table.following`; a page takes `cursor: PageCursor = ""` and gets the position.
"""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import Depends, Request

from api.look.addresses import Address
from api.web.cursors import CursorSeal

PASSING: Final = frozenset({"cursor", "columns", "done", "check", "job"})
"""Parameters that say how a page looks, or what was just done: they change nothing of which rows follow."""


def sealed(request: Request, address: Address, position: str) -> str:
    """The cursor of a position in the list at an address, for the reader of this request."""
    return _seal(request, address).sealed(position) or ""


def _opened(request: Request, cursor: str = "") -> str:
    """The position that the cursor in the address of this request names; "" at the beginning of the list."""
    asked = Address.of(request.url.path, request.query_params.multi_items())
    return _seal(request, asked).opened(cursor) or ""


PageCursor = Annotated[str, Depends(_opened)]
"""Where the list of a page goes on. It stands after the viewer, because it is opened for the viewer."""


def _seal(request: Request, address: Address) -> CursorSeal:
    user_id = getattr(request.state, "user_id", "")
    filters = sorted(pair for pair in address.params if pair[0] not in PASSING)
    return CursorSeal(
        key=request.app.state.settings.signing_key, purpose=f"page\n{address.path}\n{user_id}\n{filters!r}"
    )  # fmt: skip
