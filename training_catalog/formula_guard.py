"""Texts that a spreadsheet would run as a formula when it opens a CSV (CWE-1236), kept from it by an apostrophe."""

from __future__ import annotations

import re
from typing import Final

ACTS_AS_FORMULA: Final = r"^(\s*[=+\-@＝＋－＠]|[\t\r])"
"""Also after blanks and in full width: spreadsheets take both."""
PLAIN_NUMBER: Final = r"^\s*[+\-]?\d+([.,]\d+)?\s*$"
"""A signed number is what it says."""
_ACTS_AS_FORMULA: Final = re.compile(ACTS_AS_FORMULA)
_PLAIN_NUMBER: Final = re.compile(PLAIN_NUMBER)


def guarded(text: str) -> str:
    """The text, with an apostrophe before it when a spreadsheet would run it."""
    return f"'{text}" if _ACTS_AS_FORMULA.match(text) and not _PLAIN_NUMBER.match(text) else text
