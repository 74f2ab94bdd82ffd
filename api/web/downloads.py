"""Files that are sent to the caller: named safely, never shown in place, never outside their folder."""

from __future__ import annotations

import mimetypes
import re
from pathlib import Path
from urllib.parse import quote

from starlette.responses import FileResponse, Response

from recommender.errors import NotFound

UNSAFE = re.compile(r"[\x00-\x1f\x7f\"\\/:*?<>|;%\u202a-\u202e\u2066-\u2069]+")
TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".csv": "text/csv; charset=utf-8",
    ".ndjson": "application/x-ndjson",
    ".zip": "application/zip",
}
PLAIN_BYTES = "application/octet-stream"
FILE_TYPES: dict[str, dict[str, object]] = {
    kind.partition(";")[0]: {} for kind in sorted({*TYPES.values(), PLAIN_BYTES})
}
"""For the description of a route that sends a kept file."""


def file_answer(folder: Path, stored_as: str, *, name: str = "") -> Response:
    """A kept file as a download; NotFound when it is gone or its name leads out of the folder."""
    inside = folder.resolve()
    path = (inside / stored_as).resolve()
    if not stored_as or inside not in path.parents or not path.is_file():
        raise NotFound
    shown = name or path.name
    return FileResponse(path, media_type=media_type(shown), headers=attachment(shown))


def bytes_answer(content: bytes, name: str) -> Response:
    """Bytes that were just made, as a download."""
    return Response(content, media_type=media_type(name), headers=attachment(name))


def attachment(name: str) -> dict[str, str]:
    """The header that makes a browser keep the file under this name (RFC 6266), without its dangerous letters."""
    safe = UNSAFE.sub("_", name).strip(". ")[:150] or "download"
    plain = safe.encode("ascii", "replace").decode().replace("?", "_")
    return {"Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(safe, safe='')}"}


def media_type(name: str) -> str:
    """The type of a file by its ending; unknown and active types are sent as plain bytes."""
    suffix = Path(name).suffix.lower()
    guessed = TYPES.get(suffix) or mimetypes.guess_type(name)[0] or ""
    is_passive = suffix in TYPES or guessed in {"image/png", "image/jpeg"}
    return guessed if is_passive else PLAIN_BYTES
