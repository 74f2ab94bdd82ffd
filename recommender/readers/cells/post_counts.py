"""Numbers of posts from the ways offices write them: 2, 01, 1 người, 02 biên chế, một; None for what cannot be read."""

from __future__ import annotations

import re

from recommender.readers.cells.values import read_number
from recommender.readers.files.sheets import Cell

MOST_POSTS = 10_000
NUMBER_WORDS = {
    "không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mot": 1, "bon": 4, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
}  # fmt: skip
"""Words with their accents, and without where no other number folds alike ("năm" and "nam" also mean a year)."""
_COUNTED = re.compile(
    r"(?P<number>.+?)\s*(?:người|nguoi|biên chế|bien che|bc|vị trí|vi tri|suất|suat|chỉ tiêu|chi tieu|đ/c|đồng chí|"
    r"posts?|people|persons?)(?:\s*/.*)?\.?",
    re.IGNORECASE,
)
_TWICE = re.compile(r"(?P<number>\d+)\s*\(\s*(?P<word>[^()]+?)\s*\)")


def read_posts(value: Cell) -> float | None:
    """The number of posts a cell says, 0 to MOST_POSTS."""
    number = read_number(value)
    if number is None and isinstance(value, str):
        number = _in_words(value.strip())
    return number if number is not None and 0 <= number <= MOST_POSTS else None


def is_plain(value: Cell) -> bool:
    """Whether a cell is a number as such, so that nothing need be said of how it was read."""
    return not isinstance(value, str) or re.fullmatch(r"0|[1-9]\d*(?:[.,]\d+)?|0[.,]\d+", value.strip()) is not None


def _in_words(text: str) -> float | None:
    counted = _COUNTED.fullmatch(text)
    bare = counted["number"].strip() if counted else text
    twice = _TWICE.fullmatch(bare)
    if twice is not None:
        return float(twice["number"]) if _word(twice["word"]) == float(twice["number"]) else None
    number = read_number(bare)
    return _word(bare) if number is None else number


def _word(text: str) -> float | None:
    counted = _COUNTED.fullmatch(text)
    plain = " ".join((counted["number"] if counted else text).lower().split())
    word = NUMBER_WORDS.get(plain)
    return None if word is None else float(word)
