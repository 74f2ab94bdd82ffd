"""Yields comparable scores: each target less what it gets from many, each query over its targets."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.encoder import FloatArray

_NEAREST_SHARE = 0.08
"""Share of the background whose scores say how easily a target is near."""
_PULL = 0.5
"""How much of that nearness is taken off, as in CSLS."""
_TRUSTED_QUERIES = 20
"""With this many background queries the correction counts half."""
_TINY = 1e-9


@dataclass(frozen=True, kw_only=True)
class TargetHabit:
    """How near each target is to its nearest part of the background: what makes a target close to everything.

    The correction is that of cross-domain similarity local scaling (Conneau et al. 2018, "Word translation without
    parallel data") with a share of the background in place of a fixed number of neighbours. Measured with equal weights
    (mean MRR of the four Vietnamese sets): 0.885 without, 0.894 with; dividing by each target's own spread too gave
    0.859, because the few right queries of a target are what makes its spread large.
    """

    nearness: NDArray[np.float64]

    @classmethod
    def of(cls, background: FloatArray) -> TargetHabit:
        """From background scores (background queries, targets); zero without background, shrunk when it is small."""
        count, targets = background.shape
        if not count:
            return cls(nearness=np.zeros(targets))
        nearest = math.ceil(_NEAREST_SHARE * count)
        top = np.partition(background, count - nearest, axis=0)[count - nearest :]
        trust = count / (count + _TRUSTED_QUERIES)
        return cls(nearness=np.sort(top, axis=0).mean(axis=0, dtype=np.float64) * trust)

    def correct(self, scores: FloatArray) -> FloatArray:
        """Scores less half the nearness of their target, same shape."""
        corrected: FloatArray = scores - (_PULL * self.nearness).astype(np.float32)
        return corrected


def standardise_rows(scores: FloatArray) -> FloatArray:
    """Each row minus its mean over its standard deviation; a row without differences becomes zeros."""
    if not scores.size:
        return scores
    mean = scores.mean(axis=1, keepdims=True, dtype=np.float64)
    rows: FloatArray = scores - mean.astype(np.float32)
    spread = np.sqrt(np.einsum("ij,ij->i", rows, rows)[:, None] / rows.shape[1])
    flat = spread <= _TINY * np.maximum(1.0, np.abs(mean))
    rows /= np.where(flat, 1.0, spread).astype(np.float32)
    rows[flat[:, 0]] = 0
    return rows
