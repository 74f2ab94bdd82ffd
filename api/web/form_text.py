"""What a page's form sends, as text that every part keeps and shows alike, whatever keyboard or paste it came from.

The text of each field is composed (NFC), its line breaks are single line feeds, other control signs are blanks, and
signs nobody sees are dropped at both ends. Files are left as they are; blanks at the ends are left to who asks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Coroutine
from typing import Any, Final

from fastapi.routing import APIRoute
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response

BREAKS: Final = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
UNSEEN: Final = "\u200b\u2060\ufeff"
"""Zero-width space, word joiner, byte order mark: pasted along, never meant. Joiners inside of emoji stay."""


def kept_text(text: str) -> str:
    """The text as it is kept."""
    composed = unicodedata.normalize("NFC", CONTROLS.sub(" ", BREAKS.sub("\n", text)))
    seen = composed.strip(UNSEEN)
    return seen if any(not sign.isspace() and sign not in UNSEEN for sign in seen) else ""


class PageRequest(Request):
    """A request whose form is read as `kept_text`."""

    _kept: FormData | None = None

    async def form(self, **limits: Any) -> FormData:  # type: ignore[override]
        """The form; the files in it are those that were sent."""
        if self._kept is None:
            sent = await super().form(**limits)
            self._kept = FormData([
                (name, value if isinstance(value, UploadFile) else kept_text(value))
                for name, value in sent.multi_items()
            ])  # fmt: skip
        return self._kept


class PageRoute(APIRoute):
    """A route of a page."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, which reads forms as `PageRequest` does."""
        handle = super().get_route_handler()

        async def handled(request: Request) -> Response:
            return await handle(PageRequest(request.scope, request.receive))

        return handled
