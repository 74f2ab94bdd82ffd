"""Yields plain rankers by name, so that every measurement shows what the matcher is better than."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Self

import numpy as np

from models.dense import CentredCosineRanker, LineRanker
from models.encoder import Encoder, FloatArray, TextKind
from models.errors import ModelError, NotFittedError
from models.lexical import Bm25Ranker, Ranker, TfidfRanker, character_grams, word_grams


class Baseline(StrEnum):
    """The plain rankers."""

    MAJORITY = "majority"
    """The same order for everyone: the targets that answer most of the background by words."""
    BM25 = "bm25"
    """Okapi BM25, frequencies from the targets."""
    WORD = "word"
    """TF-IDF of words and word pairs, frequencies from targets and background."""
    CHARACTER = "character"
    """TF-IDF of character runs."""
    COSINE = "cosine"
    """Raw cosine of the encoder."""
    CENTRED = "centred"
    """Cosine after centring both sides."""
    LINES = "lines"
    """Best line for each line, centred."""


class CosineRanker:
    """Raw cosine, as an encoder is used out of the box."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder

    def fit(self, targets: Sequence[str], *, background: Sequence[str] = ()) -> Self:
        """Encode the targets; the background is not used."""
        self.targets_ = self.encoder.encode(targets, kind=TextKind.PASSAGE)
        return self

    def score(self, queries: Sequence[str]) -> FloatArray:
        """Cosines, float32 (queries, targets)."""
        if not hasattr(self, "targets_"):
            raise NotFittedError(type(self).__name__)
        scores: FloatArray = self.encoder.encode(queries, kind=TextKind.QUERY) @ self.targets_.T
        return scores


class MajorityRanker:
    """One fixed order: how often a target is the best word match of a background text, then target order."""

    def fit(self, targets: Sequence[str], *, background: Sequence[str] = ()) -> Self:
        """Count the background's best matches."""
        scores = TfidfRanker(word_grams).fit(targets, background=background).score(background)
        wins = np.bincount(scores.argmax(axis=1), minlength=len(targets)) if scores.size else np.zeros(len(targets))
        self.popularity_ = wins.astype(np.float32)
        return self

    def score(self, queries: Sequence[str]) -> FloatArray:
        """The same row for every query, float32 (queries, targets)."""
        if not hasattr(self, "popularity_"):
            raise NotFittedError(type(self).__name__)
        return np.tile(self.popularity_, (len(queries), 1))


def baseline(name: Baseline, encoder: Encoder | None = None) -> Ranker:
    """A new ranker; those that need an encoder refuse to go without."""
    words: dict[Baseline, Ranker] = {
        Baseline.MAJORITY: MajorityRanker(),
        Baseline.BM25: Bm25Ranker(),
        Baseline.WORD: TfidfRanker(word_grams),
        Baseline.CHARACTER: TfidfRanker(character_grams),
    }
    if name in words:
        return words[name]
    if encoder is None:
        raise ModelError(
            "no_encoder", f"Baseline {name} needs an encoder.", f"Mốc so sánh {name} cần bộ mã hóa văn bản."
        )
    meanings: dict[Baseline, Ranker] = {
        Baseline.COSINE: CosineRanker(encoder),
        Baseline.CENTRED: CentredCosineRanker(encoder),
        Baseline.LINES: LineRanker(encoder),
    }
    return meanings[name]
