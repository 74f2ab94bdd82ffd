"""Sort keys that put Vietnamese text in dictionary order as bytes, and search keys without diacritics.

Order (CLDR, Vietnamese): signs, digits, letters a ă â b c d đ e ê … ơ … ư …; equal letters by tone (none, huyền, hỏi,
ngã, sắc, nặng), then small before capital. People are ordered by given name, then family name, then middle names.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from training_catalog.folding import fold

SIGNS: Final = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"
LETTERS: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
DIGITS: Final = "0123456789"
TONES: Final = {"\u0300": 2, "\u0309": 3, "\u0303": 4, "\u0301": 5, "\u0323": 6}
NO_TONE: Final = 1
OTHER_MARK: Final = 7
SHAPES: Final = ("\u0302", "\u0306", "\u031b")
"""Circumflex, breve, horn: they make another letter."""
PRIMARY: Final = {sign: bytes([2 + place]) for place, sign in enumerate(SIGNS + DIGITS + LETTERS)}
AFTER_ALL: Final = b"\xf0"
LEVEL_END: Final = b"\x00"
PART_END: Final = b"\x00\x00"
CACHED_WORDS: Final = 50_000


def text_key(text: str) -> bytes:
    """Bytes that compare as the texts do in a Vietnamese dictionary."""
    primary, tones, cases = bytearray(), bytearray(), bytearray()
    for word in _words(text):
        for level, more in zip((primary, tones, cases), _word_levels(word), strict=True):
            level += more
    return bytes(primary) + LEVEL_END + bytes(tones) + LEVEL_END + bytes(cases)


def person_key(name: str) -> bytes:
    """Bytes that order people by given name (the last word), then family name (the first), then what is between."""
    words = unicodedata.normalize("NFC", name).split()
    if not words:
        return PART_END + PART_END
    given, family = words[-1], words[0] if len(words) > 1 else ""
    return PART_END.join(text_key(part) for part in (given, family, " ".join(words[1:-1])))


def search_key(*texts: str) -> str:
    """The folded words of texts: small letters, no diacritics, one space between."""
    return " ".join(filter(None, (fold(text) for text in texts)))


def _words(text: str) -> list[str]:
    """The words and the spaces between them, so that frequent words are looked up once."""
    parts = " ".join(unicodedata.normalize("NFC", text).split()).split(" ")
    spaced = [" "] * (2 * len(parts) - 1)
    spaced[::2] = parts
    return spaced


@lru_cache(maxsize=CACHED_WORDS)
def _word_levels(word: str) -> tuple[bytes, bytes, bytes]:
    primary, tones, cases = bytearray(), bytearray(), bytearray()
    for letter in word:
        base, tone = _base_and_tone(letter)
        small = base.lower()
        for one in small:
            primary += PRIMARY.get(one) or AFTER_ALL + ord(one).to_bytes(3, "big")
            tones.append(tone)
            cases.append(1 if base == small else 2)
    return bytes(primary), bytes(tones), bytes(cases)


def _base_and_tone(letter: str) -> tuple[str, int]:
    """The letter with its shape but without its tone, and the tone."""
    kept, tone = "", NO_TONE
    for part in unicodedata.normalize("NFD", letter):
        if part in TONES:
            tone = TONES[part]
        elif part in SHAPES or not unicodedata.combining(part):
            kept += part
        else:
            tone = OTHER_MARK
    return unicodedata.normalize("NFC", kept), tone
