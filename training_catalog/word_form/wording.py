"""Clean text from the untidy text of Word cells: tabs, soft breaks, bullets, broken lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

BULLET = "- "
LOOK_BACK = 20
"""How many lines back a cut sentence may have begun."""
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


class RunningText:
    """Lines put together as they come. Parts of a line are joined only at the end, so length costs nothing."""

    def __init__(self, text: str = "") -> None:
        self._lines: list[list[str]] = []
        self.add(text)

    def add(self, text: str, *, look_back: int = 1) -> None:
        """Append a cleaned text; its first line goes on with the nearest unfinished line among the last `look_back`."""
        if not text:
            return
        first, *rest = text.split("\n")
        recent = reversed(self._lines[-look_back:])
        unfinished = next((line for line in recent if is_continuation(line[-1], first)), None)
        if unfinished is None:
            self._lines.append([first])
        else:
            unfinished.append(first)
        self._lines.extend([line] for line in rest)

    def __str__(self) -> str:
        return "\n".join(" ".join(line) for line in self._lines)


def join_lines(lines: Iterable[str]) -> str:
    """The lines as one text, a broken sentence put together again, empty lines left out.

    A list item that Word numbers and that is typed with a dash too keeps one bullet.
    """
    text = RunningText()
    for line in lines:
        clean = tidy(line)
        if not any(char.isalnum() for char in clean):
            continue
        if clean.startswith(BULLET) and MARKERS.match(clean[len(BULLET) :]):
            clean = clean[len(BULLET) :]
        text.add(clean)
    return str(text)


def join_texts(*texts: str) -> str:
    """Cleaned texts as one; a sentence that runs over from one to the next stays one sentence.

    Lines at a page break may stand in the wrong order: a text then goes on with the last unfinished line.
    """
    joined = RunningText()
    for text in texts:
        joined.add(text, look_back=LOOK_BACK)
    return str(joined)


def items(text: str) -> tuple[str, ...]:
    """The lines of a cleaned text without bullets and enumerators."""
    return tuple(bare for line in text.split("\n") if (bare := without_marker(line)))
