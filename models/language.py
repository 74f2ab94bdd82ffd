"""Yields whether two texts can share words at all: Vietnamese with its marks against anything else."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.text import has_vietnamese_marks, match_form

_MARKED_SHARE = 0.25
"""Share of marked words from which a text counts as Vietnamese; Vietnamese office text has 0.6-0.9, English 0."""


def is_marked_vietnamese(text: str) -> bool:
    """Whether enough words carry Vietnamese marks; False for other languages and for Vietnamese typed without marks."""
    words = match_form(text).split()
    return bool(words) and sum(map(has_vietnamese_marks, words)) >= _MARKED_SHARE * len(words)


def script_mismatch(queries: Sequence[str], targets: Sequence[str]) -> NDArray[np.bool_]:
    """True where one of the two is marked Vietnamese and the other is not; shape (queries, targets)."""
    first = np.array([is_marked_vietnamese(text) for text in queries], dtype=bool)
    second = np.array([is_marked_vietnamese(text) for text in targets], dtype=bool)
    differs: NDArray[np.bool_] = first[:, None] != second[None, :]
    return differs
