"""Yields whether two texts can share words at all: Vietnamese with its marks against anything else."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from models.text import marked_word_share

_MARKED_SHARE = 0.25
"""Share of marked words from which a text counts as Vietnamese; Vietnamese office text has 0.6-0.9, English 0."""
_KNOWN = 10_000
"""Answers kept: a matcher asks of the same texts several times."""


@lru_cache(maxsize=_KNOWN)
def is_marked_vietnamese(text: str) -> bool:
    """Whether enough words carry Vietnamese marks; False for other languages and for Vietnamese typed without marks."""
    return marked_word_share(text) >= _MARKED_SHARE


def marked_rows(texts: Sequence[str]) -> NDArray[np.bool_]:
    """`is_marked_vietnamese` of each text."""
    return np.array([is_marked_vietnamese(text) for text in texts], dtype=bool)
