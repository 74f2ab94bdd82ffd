"""Clean text from the untidy text of Word cells: tabs, soft breaks, bullets, broken lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

BULLET = "- "
SPACES = re.compile(r"[\s\u200b\ufeff\u00ad]+")
MARKERS = re.compile(r"^(?:[-–—•+*·▪●○◦✓➢\uf000-\uf8ff]+|\(?[0-9]{1,2}[.)](?!\d)|\(?[a-zđ][.)])\s*")
SENTENCE_ENDS = (".", ";", ":", "!", "?", "…")


def tidy(text: str) -> str:
    """One line of text in NFC with single spaces; the letter Eth, a common typing error, becomes Đ."""
    return SPACES.sub(" ", unicodedata.normalize("NFC", text).replace("Ð", "Đ").replace("ð", "đ")).strip()


def without_marker(line: str) -> str:
    """The line without its bullet or enumerator (`- `, `•`, `1.`, `a)`)."""
    return MARKERS.sub("", line).strip()


def is_continuation(previous: str, line: str) -> bool:
    """True when `line` goes on with the sentence of `previous`: it starts in lower case and nothing ended before it."""
    if not previous or not line or MARKERS.match(line) or previous.endswith(SENTENCE_ENDS):
        return False
    return line[0].islower()


def join_lines(lines: Iterable[str]) -> str:
    """The lines as one text, a broken sentence put together again, empty lines left out.

    A list item that Word numbers and that is typed with a dash too keeps one bullet.
    """
    kept: list[str] = []
    for line in lines:
        clean = tidy(line)
        if not clean or not any(char.isalnum() for char in clean):
            continue
        if clean.startswith(BULLET) and MARKERS.match(clean[len(BULLET) :]):
            clean = clean[len(BULLET) :]
        if kept and is_continuation(kept[-1], clean):
            kept[-1] = f"{kept[-1]} {clean}"
        else:
            kept.append(clean)
    return "\n".join(kept)


def join_texts(first: str, second: str) -> str:
    """Two cleaned texts as one; a sentence that runs over from the first to the second stays one sentence.

    Lines of a page break may stand in the wrong order: the second text then goes on with the last unfinished line.
    """
    if not first or not second:
        return first or second
    lines = first.split("\n")
    unfinished = (index for index in range(len(lines) - 1, -1, -1) if is_continuation(lines[index], second))
    index = next(unfinished, None)
    if index is None:
        return f"{first}\n{second}"
    lines[index] = f"{lines[index]} {second}"
    return "\n".join(lines)


def items(text: str) -> tuple[str, ...]:
    """The lines of a cleaned text without bullets and enumerators."""
    return tuple(bare for line in text.split("\n") if (bare := without_marker(line)))
