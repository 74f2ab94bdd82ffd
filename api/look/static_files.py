"""Static files with the digest of their content in the address: kept a year by browsers, renewed by every change."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

STATIC: Final = Path(__file__).resolve().parents[1] / "static"
BUNDLE: Final = "css/app.css"
"""One style sheet of all components, put together in memory; tokens come first."""
SHEETS: Final = (
    "tokens", "fonts", "base", "layout", "header", "buttons", "forms", "notices", "strip", "verdict", "cards",
    "table", "facets", "charts", "timeline", "summary", "confirm", "print",
)  # fmt: skip
TEXTS: Final = (".css", ".js", ".svg", ".json", ".txt")
TYPES: Final = {".woff2": "font/woff2", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
YEAR: Final = "public, max-age=31536000, immutable"


@dataclass(frozen=True, kw_only=True)
class StaticFile:
    """A file in memory, plain and compressed."""

    content: bytes
    packed: bytes | None
    media_type: str


@cache
def files() -> dict[str, StaticFile]:
    """Every static file by its path, read once a process; the folder is a third of a megabyte."""
    found = {
        path.relative_to(STATIC).as_posix(): _held(path.read_bytes(), path.suffix)
        for path in sorted(STATIC.rglob("*"))
        if path.is_file()
    }
    sheets = [found[f"css/{name}.css"].content for name in SHEETS]
    found[BUNDLE] = _held(b"\n".join(sheets), ".css")
    return found


def _held(content: bytes, suffix: str) -> StaticFile:
    kind = TYPES.get(suffix) or mimetypes.guess_type(f"x{suffix}")[0] or "application/octet-stream"
    packed = gzip.compress(content, 6, mtime=0) if suffix in TEXTS else None
    return StaticFile(content=content, packed=packed, media_type=kind)


@cache
def digest() -> str:
    """Twelve letters that change whenever any static file does."""
    total = hashlib.sha256()
    for path, file in sorted(files().items()):
        total.update(path.encode() + b"\0" + hashlib.sha256(file.content).digest())
    return total.hexdigest()[:12]


def static_url(path: str) -> str:
    """The address of a static file; KeyError names one that is not there."""
    if path not in files():
        raise KeyError(f"no static file {path}")
    return f"/static/{digest()}/{path}"


async def static_app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers `/static/{digest}/{path}`; to be mounted at /static. An older digest gets today's file, not kept long."""
    request = Request(scope, receive)
    route_path = scope["path"].removeprefix(scope.get("root_path", "")).removeprefix("/static").lstrip("/")
    version, _, path = route_path.partition("/")
    file = files().get(path)
    if file is None or request.method not in ("GET", "HEAD"):
        code = 404 if file is None else 405
        await PlainTextResponse("", status_code=code, headers={"Allow": "GET, HEAD"} if code == 405 else None)(
            scope, receive, send
        )
        return
    headers = {"Cache-Control": YEAR if version == digest() else "no-cache", "Vary": "Accept-Encoding"}
    content = file.content
    if file.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        content, headers["Content-Encoding"] = file.packed, "gzip"
    headers["Content-Length"] = str(len(content))
    body = b"" if request.method == "HEAD" else content
    await Response(body, media_type=file.media_type, headers=headers)(scope, receive, send)
