"""Whether an entry of a profile says that something is held or done, is still under way, or is not so."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from training_catalog import fold


class Unheld(StrEnum):
    """Why an entry is no evidence; the codes of the problems that say so."""

    UNDERWAY = "statement_underway"
    DENIED = "statement_denied"
    EXPIRED = "statement_expired"


_NOT = r"(?:(?:ban than|toi|hien|hien nay|hien tai)\s+)*(?:chua|khong)(?:\s+(?:he|tung|bao gio|duoc|dang))*"
_HAVING = (
    "co|biet|qua|hoc|theo hoc|boi duong|bd|dao tao|tham gia|tot nghiep|hoan thanh|dat|thi|cap|xong|thanh thao|su dung"
)
_DENIED = re.compile(rf"^{_NOT}\s+(?:{_HAVING})\b|\b(?:chua|khong|chua co|khong co)$|^(?:chua|khong)$")
_UNDERWAY = re.compile(
    r"\bdang (?:theo )?(?:hoc|dao tao|boi duong|on|lam luan|nghien cuu sinh|cho cap|cho bang)\b"
    r"|\b(?:do dang|bo hoc|du kien|se (?:hoc|thi|cu|duoc)|sap (?:hoc|thi|tot nghiep)|dang ky hoc)\b"
    r"|\bchua (?:tot nghiep|hoan thanh|xong|duoc cap|cap|co bang|co chung|nhan bang|bao ve|thi)\b"
    r"|\bchuan bi (?:hoc|thi|tot nghiep)\b|\b(?:not|currently) (?:finished|studying|graduated)\b"
)
_SENT = re.compile(r"\bcu di (?:hoc|dao tao|boi duong)\b")
"""Sent to study: done when a year stands beside it, else nobody says that it is finished."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@lru_cache(maxsize=65_536)
def unheld_document(entry: str) -> Unheld | None:
    """For degrees, certificates and classes: "đang học đại học", "thạc sĩ (chưa tốt nghiệp)", "tin học: không"."""
    folded = _plain(entry)
    if _DENIED.search(folded):
        return Unheld.DENIED
    is_sent = _SENT.search(folded) and not _YEAR.search(folded)
    return Unheld.UNDERWAY if is_sent or _UNDERWAY.search(folded) else None


def _plain(entry: str) -> str:
    return re.sub(r"[^\w]+", " ", fold(entry)).strip()
