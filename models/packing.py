"""Yields which texts go through the network together: packs of whole texts by length, without padding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

PACK_TOKENS = 512
"""Tokens of a pack (one longer text is a pack alone): its widest layer, 3 MB, stays in the processor's cache."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """Neighbours of equal length in a pack."""

    count: int
    length: int


@dataclass(frozen=True, kw_only=True)
class Pack:
    """Texts (their numbers) laid end to end, shortest first; `runs` say where one ends and the next begins."""

    texts: NDArray[np.intp]
    runs: tuple[Run, ...]


def packs(lengths: Sequence[int], *, tokens: int = PACK_TOKENS) -> Iterator[Pack]:
    """Every text in exactly one pack, packs and texts by rising length, equal lengths in the order given."""
    sizes = np.asarray(lengths, dtype=np.int64)
    order = np.argsort(sizes, kind="stable")
    start = filled = 0
    for place, text in enumerate(order):
        if place > start and filled + sizes[text] > tokens:
            yield _pack(order[start:place], sizes)
            start, filled = place, 0
        filled += int(sizes[text])
    if len(order):
        yield _pack(order[start:], sizes)


def _pack(texts: NDArray[np.intp], sizes: NDArray[np.int64]) -> Pack:
    lengths, counts = np.unique(sizes[texts], return_counts=True)
    runs = tuple(Run(count=int(count), length=int(length)) for length, count in zip(lengths, counts, strict=True))
    return Pack(texts=texts, runs=runs)
