"""Which of two accepted spellings a word shows: the tone of oa, oe, uy (hòa, hoà) and the final y or i (kỹ, kĩ)."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from functools import lru_cache

from training_catalog.spelling.syllables import taken_apart

_PAIRS = frozenset({"oa", "oe", "uy"})
_EITHER = frozenset({"h", "k", "l", "m", "s", "t"})
"""Onsets after which a lone i or y is a matter of taste."""


class Spelling(StrEnum):
    """A choice that one list of words should make once."""

    TONE_FIRST = "tone_first"
    """hòa, khỏe, thủy."""
    TONE_SECOND = "tone_second"
    """hoà, khoẻ, thuỷ."""
    ENDS_Y = "ends_y"
    """kỹ, lý, Mỹ."""
    ENDS_I = "ends_i"
    """kĩ, lí, Mĩ."""


OPPOSITE = {
    Spelling.TONE_FIRST: Spelling.TONE_SECOND,
    Spelling.TONE_SECOND: Spelling.TONE_FIRST,
    Spelling.ENDS_Y: Spelling.ENDS_I,
    Spelling.ENDS_I: Spelling.ENDS_Y,
}


@lru_cache(maxsize=32_768)
def spelling_of(word: str) -> Spelling | None:
    """The choice the word shows; None for most words, which leave no choice, and for level tones (hoa, ly)."""
    lowered = unicodedata.normalize("NFC", word).lower()
    if lowered.isascii():
        return None
    syllable = taken_apart(lowered)
    if syllable is None or syllable.tone_at < 0:
        return None
    if syllable.rime in _PAIRS and syllable.onset != "qu":
        return Spelling.TONE_SECOND if syllable.tone_at else Spelling.TONE_FIRST
    if syllable.rime in ("i", "y") and syllable.onset in _EITHER:
        return Spelling.ENDS_Y if syllable.rime == "y" else Spelling.ENDS_I
    return None
