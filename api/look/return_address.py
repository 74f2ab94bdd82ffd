"""Where a page is come back to, from its request: its own address, or that of the form which was sent to it.

The address of a form that was sent often answers no GET at all, so a link back to it would lead to an error.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import unquote, urlsplit

from starlette.requests import Request
from starlette.routing import Match

from api.look.addresses import is_local

HOME: Final = "/"
READING: Final = frozenset({"GET", "HEAD"})


def return_address(request: Request) -> str:
    """A path with its query that can be opened; the home page when nothing better is known."""
    own = _with_query(request.url.path, request.url.query)
    if request.method in READING:
        return own
    for address in (_form_page(request), request.url.path):
        if address and is_local(address) and _opens(request, unquote(urlsplit(address).path)):
            return address
    return HOME


def _form_page(request: Request) -> str:
    """The page that held the form, when the browser names one of this server."""
    try:
        named = urlsplit(request.headers.get("referer", ""))
    except ValueError:
        return ""
    if named.netloc != request.headers.get("host", ""):
        return ""
    return _with_query(named.path, named.query)


def _opens(request: Request, path: str) -> bool:
    """Whether a page stands at the path."""
    asked = {**request.scope, "method": "GET", "path": path, "raw_path": path.encode(), "root_path": ""}
    routes = getattr(request.scope.get("app"), "routes", ())
    return any(route.matches(asked)[0] is Match.FULL for route in routes)


def _with_query(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
