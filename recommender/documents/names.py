"""Sort keys of Vietnamese names and texts, as dictionaries and staff lists order them, from the text alone.

Letters come first (a ă â b c d đ e ê … o ô ơ … u ư …), then tones (none, huyền, hỏi, ngã, sắc, nặng), then case. Lists
of people are ordered by given name, the last word, then by family name and the words between.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
SHAPES = {"\u0306": "ă", "\u0302": "âêô", "\u031b": "ơư"}
"""Marks that make another letter: breve, circumflex, horn."""
TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
PLACES = {letter: place for place, letter in enumerate(ALPHABET)}
MADE = {("a", "\u0306"): "ă"} | {
    (unicodedata.normalize("NFD", letter)[0], mark): letter for mark, letters in SHAPES.items() for letter in letters
}
SPACE, DIGIT, LETTER, OTHER = range(4)

Place = tuple[int, int]
SortKey = tuple[tuple[Place, ...], tuple[int, ...], tuple[bool, ...]]


@lru_cache(maxsize=1 << 16)
def text_key(text: str) -> SortKey:
    """Key of a Vietnamese text: its letters, then its tones, then its capitals; a space comes before any letter."""
    letters: list[Place] = []
    tones: list[int] = []
    capitals: list[bool] = []
    for mark in unicodedata.normalize("NFD", text):
        if mark in TONES and tones:
            tones[-1] = TONES[mark]
        elif unicodedata.combining(mark):
            made = MADE.get((_letter(letters), mark))
            if made:
                letters[-1] = (LETTER, PLACES[made])
        else:
            small = mark.lower()
            letters.append(_place(small))
            tones.append(0)
            capitals.append(small != mark)
    return tuple(letters), tuple(tones), tuple(capitals)


def person_key(name: str) -> tuple[SortKey, SortKey, SortKey]:
    """Key of a full name: given name, family name, the words between."""
    words = name.split()
    if not words:
        return text_key(""), text_key(""), text_key("")
    family = words[0] if len(words) > 1 else ""
    return text_key(words[-1]), text_key(family), text_key(" ".join(words[1:-1]))


def _letter(letters: list[Place]) -> str:
    if letters and letters[-1][0] == LETTER and letters[-1][1] < len(ALPHABET):
        return ALPHABET[letters[-1][1]]
    return ""


def _place(small: str) -> Place:
    if small in PLACES:
        return LETTER, PLACES[small]
    if small.isspace():
        return SPACE, 0
    if small.isdigit():
        return DIGIT, ord(small)
    return (LETTER if small.isalpha() else OTHER), len(ALPHABET) + ord(small)
