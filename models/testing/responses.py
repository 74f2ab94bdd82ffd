"""Distinct answer patterns with their counts, from a people × items table of 0, 1 and missing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.int64]

MISSING = 2
"""Code of a missing answer in the byte table that patterns are told apart by."""


@dataclass(frozen=True, kw_only=True)
class Patterns:
    """Distinct rows of an answer table. `right[p, j]` is 1.0 where answered right, 0.0 where wrong or missing."""

    right: Floats
    answered: Floats
    """1.0 where the item was answered."""
    counts: Floats
    """People with each pattern."""
    index: Whole
    """Pattern of each person, in input order."""

    @property
    def raw(self) -> Whole:
        """Right answers of each pattern."""
        raw: Whole = self.right.sum(axis=1).astype(np.int64)
        return raw

    def rows(self, picked: slice | Flags) -> Patterns:
        """Some of the patterns, without people."""
        return Patterns(
            right=self.right[picked], answered=self.answered[picked], counts=self.counts[picked], index=self.index[:0]
        )


def check_answers(answers: Floats) -> Floats:
    """The same table, or ValueError when a value is not 0, 1 or NaN."""
    is_known = np.isnan(answers) | (answers == 0) | (answers == 1)
    if not is_known.all():
        row, column = (int(place) for place in np.argwhere(~is_known)[0])
        raise ValueError(f"answers must be 0, 1 or missing; row {row}, column {column} holds {answers[row, column]}")
    return answers


def varying_items(answers: Floats) -> Flags:
    """Items answered right by some and wrong by others."""
    given, right = (~np.isnan(answers)).sum(axis=0), np.nansum(answers, axis=0)
    varies: Flags = (right > 0) & (right < given)
    return varies


def distinct_patterns(answers: Floats) -> Patterns:
    """The distinct rows, ordered by content, with how many people gave each."""
    codes = np.where(np.isnan(answers), MISSING, answers).astype(np.uint8)
    return _patterns(codes)


def score_patterns(answers: Floats) -> Patterns:
    """Patterns that tell people apart only by which items they answered and how many were right.

    Under the Rasch model nothing else matters for ability. The right answers of a pattern are set to the first items
    answered: use `raw` and `answered` of the result, never single entries of `right`.
    """
    is_answered = ~np.isnan(answers)
    place = np.cumsum(is_answered, axis=1)
    raw = np.nansum(answers, axis=1, keepdims=True)
    codes = np.where(is_answered, np.where(place <= raw, 1, 0), MISSING).astype(np.uint8)
    return _patterns(codes)


def _patterns(codes: npt.NDArray[np.uint8]) -> Patterns:
    rows = np.ascontiguousarray(codes).view(np.dtype((np.void, codes.shape[1]))).ravel()
    _, first, index, counts = np.unique(rows, return_index=True, return_inverse=True, return_counts=True)
    kept = codes[first]
    return Patterns(
        right=(kept == 1).astype(np.float64),
        answered=(kept != MISSING).astype(np.float64),
        counts=counts.astype(np.float64),
        index=index.ravel().astype(np.int64),
    )
