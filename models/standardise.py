"""Yields comparable scores: each target against what it gets from everybody, each query over its targets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.encoder import FloatArray

_OWN_SPREAD = 0.8
"""Weight of a target's own spread against the common one; the rest keeps targets that nobody is near from exploding."""
_TRUSTED_QUERIES = 20
"""With this many background queries the per-target statistics count half."""
_TINY = 1e-9


@dataclass(frozen=True, kw_only=True)
class TargetScale:
    """Mean and spread of the scores each target gets from the background, and how far to trust them (0 to 1)."""

    mean: NDArray[np.float64]
    spread: NDArray[np.float64]
    trust: float

    @classmethod
    def of(cls, background: FloatArray) -> TargetScale:
        """From background scores (background queries, targets)."""
        count, targets = background.shape
        if not count:
            return cls(mean=np.zeros(targets), spread=np.ones(targets), trust=0.0)
        mean = background.mean(axis=0, dtype=np.float64)
        variance = background.var(axis=0, dtype=np.float64)
        common = float(np.sqrt(variance.mean())) if targets else 0.0
        trust = count / (count + _TRUSTED_QUERIES)
        own = _OWN_SPREAD * trust
        spread = own * np.sqrt(variance) + (1 - own) * common
        return cls(mean=mean, spread=np.where(spread > _TINY, spread, 1.0), trust=trust)

    def apply(self, scores: FloatArray) -> FloatArray:
        """Scores relative to the background; with no background they come back unchanged."""
        scaled: FloatArray = ((scores - self.trust * self.mean) / self.spread).astype(np.float32)
        return scaled


def standardise_rows(scores: FloatArray) -> FloatArray:
    """Each row minus its mean over its standard deviation; a row without differences becomes zeros."""
    if not scores.size:
        return scores
    mean = scores.mean(axis=1, keepdims=True, dtype=np.float64)
    spread = scores.std(axis=1, keepdims=True, dtype=np.float64)
    flat = spread <= _TINY * np.maximum(1.0, np.abs(mean))
    rows: FloatArray = np.where(flat, 0.0, (scores - mean) / np.where(flat, 1.0, spread)).astype(np.float32)
    return rows
