"""Yields an `Encoder` that needs no model: hashed words and word pairs, projected to a fixed length."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from models.encoder import FloatArray, TextKind, unit_rows
from models.lexical import character_grams, word_grams
from models.text import fold

LEXICAL_NAME = "lexical-hash-v1"
_SIGNS = 8
_CHARACTER_WEIGHT = 0.3


class LexicalEncoder:
    """Answers when the embedded encoder is absent: texts are near when they share words, not when they mean the same.

    Each term adds eight signed entries at places its digest names (a sparse random projection, Achlioptas 2003), words
    and word pairs in full and character runs of the unmarked text at less weight. Every output must name it.
    """

    def __init__(self, *, dimension: int = 1024) -> None:
        self._dimension = dimension

    @property
    def name(self) -> str:
        """Name that says what it is."""
        return LEXICAL_NAME

    @property
    def digest(self) -> str:
        """Of name and dimension."""
        return hashlib.sha256(f"{LEXICAL_NAME} {self._dimension}".encode()).hexdigest()

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._dimension

    def encode(self, texts: Sequence[str], *, kind: TextKind) -> FloatArray:
        """Unit vectors, float32 (texts, dimension); queries and passages alike; a blank text gives zeros."""
        vectors = np.zeros((len(texts), self._dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for terms, weight in (
                (word_grams(text), 1.0),
                (character_grams(fold(text), shortest=3), _CHARACTER_WEIGHT),
            ):
                for term, count in sorted(Counter(terms).items()):
                    places, signs = _places(term, self._dimension)
                    np.add.at(vectors[row], places, signs * np.float32(weight * (1 + np.log(count))))
        return unit_rows(vectors)


@lru_cache(maxsize=200_000)
def _places(term: str, dimension: int) -> tuple[NDArray[np.int64], FloatArray]:
    digest = hashlib.blake2b(term.encode("utf-8", "surrogatepass"), digest_size=_SIGNS * 4).digest()
    numbers = np.frombuffer(digest, dtype="<u4").astype(np.int64)
    signs: FloatArray = np.where(numbers & 1, 1, -1).astype(np.float32)
    return (numbers >> 1) % dimension, signs
