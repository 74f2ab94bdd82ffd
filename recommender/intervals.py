"""Intervals of shares and of their ratio, from counts: Wilson scores, and their combination for a ratio."""

from __future__ import annotations

import numpy as np
from scipy.stats import fisher_exact, norm

CONFIDENCE = 0.95
TINY = 1e-12


def wilson(count: int, size: int) -> tuple[float, float]:
    """Ends of the 95 % interval of a share (Wilson 1927); NaN without cases."""
    if not size:
        return float("nan"), float("nan")
    z = float(norm.ppf((1 + CONFIDENCE) / 2))
    share, squared = count / size, z * z / size
    middle = (share + squared / 2) / (1 + squared)
    half = z / (1 + squared) * float(np.sqrt(share * (1 - share) / size + squared / (4 * size)))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def ratio_interval(count: int, size: int, other: int, other_size: int) -> tuple[float, float, float]:
    """Ratio of two shares and the ends of its 95 % interval; NaN when the other share is 0.

    The ends combine the Wilson intervals of both shares (MOVER; Zou and Donner 2008), which holds at a share of 0 too.
    """
    if not size or not other:
        return float("nan"), float("nan"), float("nan")
    above, below = count / size, other / other_size
    low, high = wilson(count, size)
    other_low, other_high = wilson(other, other_size)
    both = above * below
    least = _end(both, low * (2 * above - low), other_high * (2 * below - other_high), sign=-1)
    most = _end(both, high * (2 * above - high), other_low * (2 * below - other_low), sign=1)
    return above / below, max(least, 0.0), most


def _end(both: float, mine: float, theirs: float, *, sign: int) -> float:
    """One end of the ratio: (ab ± sqrt((ab)² - mine · theirs)) / theirs, or its limit where `theirs` is 0."""
    if abs(theirs) < TINY:
        return mine / (2 * both) if both > 0 else float("inf")
    return float((both + sign * np.sqrt(max(both * both - mine * theirs, 0.0))) / theirs)


def exact_p(count: int, size: int, other: int, other_size: int) -> float:
    """Two-sided p of Fisher's exact test that two shares are one."""
    return float(fisher_exact([[count, size - count], [other, other_size - other]]).pvalue)
