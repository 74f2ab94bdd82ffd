"""How alike texts are by their letters: cosines of TF-IDF vectors of character n-grams, without any model.

Imported where it is used only: it needs scipy, which reading a catalogue does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, diags

from training_catalog.folding import accented

GRAMS = (3, 4)
"""Lengths of the n-grams, inside words with a blank at both ends."""
_DECIMALS = 6
Vectors: TypeAlias = Any
"""A sparse matrix of rows of length 1; scipy tells its types to nobody."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts, by their places in the list, and their cosine."""

    first: int
    second: int
    cosine: float


class LetterSpace:
    """TF-IDF weights learned from a list of texts: sublinear counts, smoothed inverse document frequency, length 1."""

    def __init__(self, texts: Sequence[str]) -> None:
        counted = [_grams(text) for text in texts]
        seen = Counter(gram for counts in counted for gram in counts)
        self._column = {gram: column for column, gram in enumerate(sorted(seen))}
        frequency = np.array([seen[gram] for gram in self._column], dtype=np.float64)
        self._weight = np.log((1 + len(texts)) / (1 + frequency)) + 1
        self.vectors = self._of(counted)

    def vectors_of(self, texts: Sequence[str]) -> Vectors:
        """Vectors of other texts; n-grams that the learned texts lack count nothing."""
        return self._of([_grams(text) for text in texts])

    def _of(self, counted: Sequence[Counter[str]]) -> Vectors:
        known = [[(self._column[gram], n) for gram, n in counts.items() if gram in self._column] for counts in counted]
        starts = np.cumsum([0, *(len(row) for row in known)])
        columns = np.array([column for row in known for column, _ in row], dtype=np.int64)
        values = 1 + np.log(np.array([n for row in known for _, n in row], dtype=np.float64))
        matrix = csr_matrix((values * self._weight[columns], columns, starts), shape=(len(counted), len(self._column)))
        norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
        vectors: Vectors = csr_matrix(diags(1 / np.where(norms > 0, norms, 1)) @ matrix)
        return vectors


def _grams(text: str) -> Counter[str]:
    return Counter(
        gram for word in accented(text).split() for gram in _grams_of_word(f" {word} ")
    )  # fmt: skip


def _grams_of_word(word: str) -> Iterator[str]:
    for length in GRAMS:
        for start in range(max(1, len(word) - length + 1)):
            yield word[start : start + length]


def near_pairs(texts: Sequence[str], *, least: float) -> list[Pair]:
    """Pairs whose cosine is `least` or more, the nearest first; ties in the order of the texts."""
    if not texts:
        return []
    vectors = LetterSpace(texts).vectors
    products = (vectors @ vectors.T).tocoo()
    cosines = np.round(products.data, _DECIMALS)
    kept = (products.row < products.col) & (cosines >= least)
    pairs = zip(products.row[kept], products.col[kept], cosines[kept], strict=True)
    found = [Pair(int(first), int(second), float(cosine)) for first, second, cosine in pairs]
    return sorted(found, key=lambda pair: (-pair.cosine, pair.first, pair.second))


def ranks_of_right(queries: Sequence[str], targets: Sequence[str], right: Sequence[int]) -> npt.NDArray[np.int64]:
    """For each query, the rank (from 1) of its right target among all; targets just as near count as before it."""
    if not queries:
        return np.zeros(0, dtype=np.int64)
    space = LetterSpace(targets)
    products = (space.vectors_of(queries) @ space.vectors.T).toarray()
    scores: npt.NDArray[np.float64] = np.asarray(products, dtype=np.float64).round(_DECIMALS)
    own = scores[np.arange(len(queries)), np.asarray(right)]
    return np.asarray((scores >= own[:, None]).sum(axis=1), dtype=np.int64)


def nearest(texts: Sequence[str], *, count: int) -> list[tuple[int, ...]]:
    """For each text, the places of the `count` nearest others, the nearest first; ties in the order of the texts."""
    if not texts:
        return []
    vectors = LetterSpace(texts).vectors
    products: npt.NDArray[np.float64] = np.asarray((vectors @ vectors.T).toarray(), dtype=np.float64).round(_DECIMALS)
    np.fill_diagonal(products, -1.0)
    order = np.argsort(-products, axis=1, kind="stable")[:, : min(count, len(texts) - 1)]
    return [tuple(int(place) for place in row) for row in order]
