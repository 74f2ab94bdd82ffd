"""Yields the part of a multilingual vocabulary that texts in Latin letters can use: Vietnamese, English, names."""

from __future__ import annotations

import unicodedata

import numpy as np
from numpy.typing import NDArray

from models.embedded_weights import Vocabulary

_SPACE = "▁"


def is_needed(piece: str) -> bool:
    """Whether every letter of a piece is Latin (Vietnamese is); single characters of any script stay as well.

    A text of such letters, digits and signs is cut exactly as with the whole vocabulary, since no dropped piece can
    occur in it. Any other text is cut into smaller pieces, at worst into its characters.
    """
    bare = piece.removeprefix(_SPACE)
    return len(bare) <= 1 or all(_is_needed_character(character) for character in bare)


def _is_needed_character(character: str) -> bool:
    if character.isascii() or unicodedata.category(character)[0] not in "LM":
        return True
    return unicodedata.name(character, "").startswith("LATIN ")


def needed_pieces(vocabulary: Vocabulary) -> NDArray[np.intp]:
    """Numbers of the pieces to keep, rising; the special ones among them."""
    special = {vocabulary.start, vocabulary.end, vocabulary.padding, vocabulary.unknown}
    kept = [number for number, piece in enumerate(vocabulary.pieces) if number in special or is_needed(piece)]
    return np.array(kept, dtype=np.intp)


def trimmed(vocabulary: Vocabulary, kept: NDArray[np.intp]) -> Vocabulary:
    """The kept pieces numbered anew, in their order."""
    numbers = kept.tolist()
    place = {old: new for new, old in enumerate(numbers)}
    return Vocabulary(
        pieces=tuple(vocabulary.pieces[number] for number in numbers),
        scores=tuple(vocabulary.scores[number] for number in numbers),
        start=place[vocabulary.start], end=place[vocabulary.end],
        padding=place[vocabulary.padding], unknown=place[vocabulary.unknown],
    )  # fmt: skip
