"""Yields, from scores between single lines, how well each query is answered line by line (MaxSim over lines)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from models.encoder import FloatArray
from models.text import lines

_BLOCK_CELLS = 4_000_000
"""Cells of a float32 product held at once (16 MB, within the processor's cache)."""

Starts = NDArray[np.intp]


def split_all(texts: Sequence[str]) -> tuple[list[str], Starts]:
    """All lines in order, and where each text's lines start; a blank text keeps one blank line."""
    parts = [lines(text) or [""] for text in texts]
    starts = np.cumsum([0, *(len(part) for part in parts)])[:-1]
    return [line for part in parts for line in part], starts.astype(np.intp)


@dataclass(frozen=True, kw_only=True)
class TargetColumns:
    """Target lines as columns, laid out so that the best line of each target is a few maxima of whole column blocks.

    The targets with most lines stand first; the first block holds everybody's first line, the second block the second
    line of those who have two, and so on. A maximum over each target's own columns took 6 times as long.
    """

    order: NDArray[np.intp]
    """Which line stands in each column."""
    widths: tuple[int, ...]
    """Columns of each block."""
    place: NDArray[np.intp] | None
    """Column of each target in the first block; None when the targets keep their order."""

    @classmethod
    def of(cls, starts: Starts, total: int) -> Self:
        """From where each target's lines start and the number of all lines; every target has a line."""
        counts = np.diff(np.append(starts, total))
        targets = np.argsort(-counts, kind="stable")
        widths = tuple(int((counts > slot).sum()) for slot in range(int(counts.max(initial=0))))
        blocks = [starts[targets[:width]] + slot for slot, width in enumerate(widths)]
        place = np.empty(len(targets), dtype=np.intp)
        place[targets] = np.arange(len(targets))
        return cls(
            order=np.concatenate(blocks) if blocks else np.empty(0, dtype=np.intp),
            widths=widths,
            place=None if np.array_equal(place, np.arange(len(place))) else place,
        )

    def best(self, scores: FloatArray) -> FloatArray:
        """float32 (rows, targets) from scores (rows, columns), which it overwrites."""
        at = self.widths[0] if self.widths else 0
        best = scores[:, :at]
        for width in self.widths[1:]:
            np.maximum(best[:, :width], scores[:, at : at + width], out=best[:, :width])
            at += width
        return best if self.place is None else best[:, self.place]


def best_lines(
    product: Callable[[int, int], FloatArray], query_starts: Starts, query_lines: int, targets: TargetColumns
) -> FloatArray:
    """Mean over each query's lines of its best target line, float32 (queries, targets).

    `product(first, last)` gives the scores of query lines first..last against the columns; it is asked in blocks.
    """
    best = np.empty((query_lines, targets.widths[0] if targets.widths else 0), dtype=np.float32)
    step = max(1, _BLOCK_CELLS // max(1, len(targets.order)))
    for first in range(0, query_lines, step):
        last = min(first + step, query_lines)
        best[first:last] = targets.best(product(first, last))
    if len(query_starts) == query_lines:
        return best
    counts = np.diff([*query_starts, query_lines]).astype(np.float32)
    summed: FloatArray = np.add.reduceat(best, query_starts, axis=0)
    return summed / counts[:, None]
