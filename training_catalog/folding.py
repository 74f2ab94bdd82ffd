"""Spellings made comparable: folded (no case, no diacritics, no punctuation) and accented (diacritics kept)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TypeAlias

_NOT_WORD = re.compile(r"(?:[^\w\u0300-\u036f]|_)+")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
WORD_CACHE_SIZE = 65_536
TEXT_CACHE_SIZE = 16_384
"""Workbooks repeat their headings and grades; a reader asks about the same cell several times."""
Spelling: TypeAlias = tuple[list[str], list[str]]
"""The folded and the accented words of one text."""


@lru_cache(maxsize=TEXT_CACHE_SIZE)
def fold(text: str) -> str:
    """Words of `text` in lower case without diacritics, đ as d, joined by single spaces.

    Formula: NFC, casefold, every run of signs that are no letters or digits to one space, NFD, drop combining marks,
    đ → d.
    """
    return " ".join(filter(None, (_folded_word(word) for word in _words(text))))


def accented(text: str) -> str:
    """Words of `text` in lower case with diacritics, the tone mark moved to the end of the word (hoà = hòa)."""
    return " ".join(_accented_word(word) for word in _words(text))


def both_spellings(text: str) -> Spelling:
    """The folded words and, at the same places, the accented ones."""
    pairs = [(folded, _accented_word(word)) for word in _words(text) if (folded := _folded_word(word))]
    return [folded for folded, _ in pairs], [spelled for _, spelled in pairs]


def _words(text: str) -> list[str]:
    if text.isascii():
        text = text.lower()
    else:
        text = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    return [word for word in _NOT_WORD.split(text) if word]


@lru_cache(maxsize=WORD_CACHE_SIZE)
def _folded_word(word: str) -> str:
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFD", word)
    kept = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return unicodedata.normalize("NFC", kept.replace("đ", "d"))


@lru_cache(maxsize=WORD_CACHE_SIZE)
def _accented_word(word: str) -> str:
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFD", word)
    letters = "".join(sign for sign in decomposed if sign not in _TONES)
    tones = "".join(sign for sign in decomposed if sign in _TONES)
    return unicodedata.normalize("NFC", letters) + tones
