"""Yields, from scores between single lines, how well each query is answered line by line (MaxSim over lines)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from models.encoder import FloatArray
from models.text import lines

_BLOCK_CELLS = 32_000_000
"""Cells of a float32 product held at once (128 MB)."""

Starts = NDArray[np.intp]


def split_all(texts: Sequence[str]) -> tuple[list[str], Starts]:
    """All lines in order, and where each text's lines start; a blank text keeps one blank line."""
    parts = [lines(text) or [""] for text in texts]
    starts = np.cumsum([0, *(len(part) for part in parts)])[:-1]
    return [line for part in parts for line in part], starts.astype(np.intp)


def best_lines(
    product: Callable[[int, int], FloatArray],
    query_starts: Starts,
    query_lines: int,
    target_starts: Starts,
    target_lines: int,
) -> FloatArray:
    """Mean over each query's lines of its best target line, float32 (queries, targets).

    `product(first, last)` gives the scores of query lines first..last against all target lines; it is asked in blocks.
    """
    best = np.empty((query_lines, len(target_starts)), dtype=np.float32)
    step = max(1, _BLOCK_CELLS // max(1, target_lines))
    for first in range(0, query_lines, step):
        last = min(first + step, query_lines)
        best[first:last] = np.maximum.reduceat(product(first, last), target_starts, axis=1) if len(target_starts) else 0
    if not len(query_starts):
        return best
    counts = np.diff([*query_starts, query_lines]).astype(np.float32)
    summed: FloatArray = np.add.reduceat(best, query_starts, axis=0)
    return summed / counts[:, None]
