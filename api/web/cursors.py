"""Where a list goes on, sealed: a cursor works only for the list, the filters and the viewer it was made for."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from typing import Final

from recommender.errors import UsageError

SEAL_BYTES: Final = 16


class BadCursor(UsageError):  # noqa: N818 - a refusal is named for what it says
    """A cursor that this server did not make for this list, these filters and this viewer."""

    code = "cursor"

    def __init__(self) -> None:
        super().__init__(
            "Con trỏ trang không dùng được cho danh sách này.", "The cursor does not belong to this list.",
            hint_vi="Bắt đầu lại từ trang đầu.", hint_en="Start again from the first page.",
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class CursorSeal:
    """Seals and opens the cursors of one list as one viewer sees it."""

    key: bytes
    purpose: str
    """Operation, viewer and filters; a cursor made for another purpose is refused."""

    def sealed(self, position: str | None) -> str | None:
        """The cursor that is given out for a position in the list; None at the end."""
        if position is None:
            return None
        content = position.encode()
        return base64.urlsafe_b64encode(self._seal(content) + content).decode().rstrip("=")

    def opened(self, cursor: str | None) -> str | None:
        """The position of a cursor that was given out; raises BadCursor for any other text."""
        if cursor is None or cursor == "":
            return None
        try:
            raw = base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
            content = raw[SEAL_BYTES:].decode()
        except (binascii.Error, UnicodeError) as error:
            raise BadCursor from error
        if not hmac.compare_digest(raw[:SEAL_BYTES], self._seal(content.encode())):
            raise BadCursor
        return content

    def mark(self, *parts: str) -> str:
        """The ETag of a page of this list, which changes with the parts; no cursor can be made of it."""
        told = "\0".join(("mark", self.purpose, *parts)).encode()
        return f'"{hmac.new(self.key, told, hashlib.sha256).hexdigest()[:32]}"'

    def _seal(self, content: bytes) -> bytes:
        told = self.purpose.encode() + b"\0" + content
        return hmac.new(self.key, told, hashlib.sha256).digest()[:SEAL_BYTES]
