"""Where a list goes on, sealed: a cursor works only for the list, the filters and the viewer it was made for.

A cursor that this server made for somebody else, or for another list, names a place that does not exist here: it is
answered as not found, like every other id that was swapped. Any other text is no cursor at all.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from typing import Final

from recommender.errors import NotFound, UsageError

SEAL_BYTES: Final = 16


class BadCursor(UsageError):  # noqa: N818 - a refusal is named for what it says
    """A text that this server never gave out as a cursor."""

    code = "cursor"

    def __init__(self) -> None:
        super().__init__(
            "Liên kết trang tiếp theo không hợp lệ.", "The link to the next page is not valid.",
            hint_vi="Bắt đầu lại từ trang đầu.", hint_en="Start again from the first page.",
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class CursorSeal:
    """Seals and opens the cursors of one list as one viewer sees it."""

    key: bytes
    purpose: str
    """Operation, viewer and filters; a cursor made for another purpose is not found."""

    def sealed(self, position: str | None) -> str | None:
        """The cursor that is given out for a position in the list; None at the end."""
        if position is None:
            return None
        told = self._purpose_mark() + position.encode()
        return base64.urlsafe_b64encode(self._seal(told) + told).decode().rstrip("=")

    def opened(self, cursor: str | None) -> str | None:
        """The position of a cursor of this list; raises NotFound for one of another, BadCursor for any other text."""
        if cursor is None or cursor == "":
            return None
        try:
            raw = base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
            position = raw[2 * SEAL_BYTES :].decode()
        except (binascii.Error, UnicodeError) as error:
            raise BadCursor from error
        if not hmac.compare_digest(raw[:SEAL_BYTES], self._seal(raw[SEAL_BYTES:])):
            raise BadCursor
        if not hmac.compare_digest(raw[SEAL_BYTES : 2 * SEAL_BYTES], self._purpose_mark()):
            raise NotFound
        return position

    def mark(self, *parts: str) -> str:
        """The ETag of a page of this list, which changes with the parts; no cursor can be made of it."""
        told = "\0".join(("mark", self.purpose, *parts)).encode()
        return f'"{hmac.new(self.key, told, hashlib.sha256).hexdigest()[:32]}"'

    def _purpose_mark(self) -> bytes:
        return hmac.new(self.key, b"purpose\0" + self.purpose.encode(), hashlib.sha256).digest()[:SEAL_BYTES]

    def _seal(self, told: bytes) -> bytes:
        return hmac.new(self.key, b"cursor\0" + told, hashlib.sha256).digest()[:SEAL_BYTES]
