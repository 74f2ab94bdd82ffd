"""Yields which targets fit a query best, from meaning, single lines and words together, without any labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

import numpy as np
from numpy.typing import NDArray

from models.dense import CentredCosineRanker, LineRanker
from models.encoder import Encoder, FloatArray
from models.errors import ModelError, NotFittedError
from models.language import marked_rows
from models.lexical import Ranker, TfidfLineRanker, TfidfRanker
from models.marks import MarkRestorer
from models.standardise import TargetHabit, standardise_rows
from models.text import AbbreviationExpander, clean
from models.vector_cache import text_key

BACKGROUND_SIZE = 2000
"""Background texts used at most; a fixed choice by text digest, so their order does not matter."""
QUERY_BLOCK = 1024
SCORE_DECIMALS = 4
"""Scores are rounded so that the last bits of a matrix product cannot change an order."""


class Mode(StrEnum):
    """What a match looks at."""

    HYBRID = "hybrid"
    """Meaning, lines and words."""
    DENSE = "dense"
    """Meaning and lines only."""
    LEXICAL = "lexical"
    """Words only; needs no encoder."""


class Part(StrEnum):
    """The scores that are fused."""

    WHOLE = "whole"
    """Centred cosine of whole texts."""
    LINES = "lines"
    """Best line for each line."""
    WORDS = "words"
    """TF-IDF of words and word pairs."""
    WORD_LINES = "word_lines"
    """TF-IDF, best line for each line."""


_WORD_PARTS = (Part.WORDS, Part.WORD_LINES)

WEIGHTS: dict[Mode, dict[Part, float]] = {
    Mode.HYBRID: {Part.WHOLE: 0.3, Part.LINES: 0.3, Part.WORDS: 0.2, Part.WORD_LINES: 0.2},
    Mode.DENSE: {Part.WHOLE: 0.5, Part.LINES: 0.5},
    Mode.LEXICAL: {Part.WORDS: 0.5, Part.WORD_LINES: 0.5},
}
"""Chosen on the development ranking sets in the middle of a flat top: mean MRR of the four Vietnamese sets 0.893 (best
single ranker there: word TF-IDF 0.827); any weight changed by half costs at most 0.005, a part left out 0.004 (lines)
to 0.017 (word lines); BM25 and character TF-IDF added nothing. Per set: tests/benchmarks/test_matching_quality.py."""
FOREIGN_WORDS = 0.2
"""Share of its weight the word score keeps between texts of different languages (names and numbers still agree)."""


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """The best targets of each query, as row arrays of equal length, ordered by query then rank (from 1)."""

    query: NDArray[np.int64]
    target: NDArray[np.int64]
    rank: NDArray[np.int64]
    score: FloatArray


class HybridMatcher:
    """Fuses several rankers, each less what its targets get from everybody, then standardised over the targets.

    The first takes away what makes a target close to everything (a general course); the second makes the parts
    comparable. Needs no labels. A query's scores do not depend on the other queries, only on targets and background.
    `abbreviations` maps short forms to full forms; `marks` restores unmarked texts that targets and background cannot.
    In mode lexical the encoder may be None.
    """

    def __init__(
        self,
        encoder: Encoder | None,
        *,
        mode: Mode = Mode.HYBRID,
        abbreviations: Mapping[str, str] | None = None,
        marks: MarkRestorer | None = None,
    ) -> None:
        if encoder is None and mode is not Mode.LEXICAL:
            raise ModelError("no_encoder", f"Mode {mode} needs an encoder.", f"Chế độ {mode} cần bộ mã hóa văn bản.")
        self.encoder = encoder
        self.mode = mode
        self.abbreviations = abbreviations
        self.marks = marks
        self._expander = AbbreviationExpander(abbreviations or {})

    def fit(self, targets: Sequence[str], *, background: Sequence[str] = ()) -> Self:
        """Learn the targets. `background`: texts of the sort that will be asked, the more the better (20 help)."""
        texts = self._expanded(targets)
        sample = _sample(self._expanded(background))
        self.restorer_ = MarkRestorer([*texts, *sample], wider=self.marks)
        texts, sample = self._restored(texts), self._restored(sample)
        self.targets_ = texts
        self.is_marked_ = marked_rows(texts)
        self.rankers_: dict[Part, Ranker] = {}
        self.habits_: dict[Part, TargetHabit] = {}
        raw: dict[Part, FloatArray] = {}
        for part in WEIGHTS[self.mode]:
            self.rankers_[part] = self._fitted(part, texts, sample)
            raw[part] = self.rankers_[part].score(sample)
            self.habits_[part] = TargetHabit.of(raw[part])
        # Most queries are in the background, which is scored by now.
        self.sampled_ = {text: row for row, text in enumerate(sample)}
        self.sample_scores_ = self._fused(sample, raw)
        return self

    def _fitted(self, part: Part, targets: list[str], sample: list[str]) -> Ranker:
        words = self.rankers_.get(Part.WORDS)
        if part is Part.WORD_LINES and isinstance(words, TfidfRanker):
            return TfidfLineRanker().fit_like(words, targets)
        return self._ranker(part).fit(targets, background=sample)

    def _ranker(self, part: Part) -> Ranker:
        if part in _WORD_PARTS or self.encoder is None:
            return TfidfRanker() if part is Part.WORDS else TfidfLineRanker()
        return CentredCosineRanker(self.encoder) if part is Part.WHOLE else LineRanker(self.encoder)

    def score(self, queries: Sequence[str]) -> FloatArray:
        """Fused scores in standard deviations, float32 (queries, targets), computed once per distinct query."""
        if not hasattr(self, "rankers_"):
            raise NotFittedError(type(self).__name__)
        texts = self._restored(self._expanded(queries))
        row = {text: number for number, text in enumerate(dict.fromkeys(texts))}
        fused = np.empty((len(row), len(self.targets_)), dtype=np.float32)
        known = [text for text in row if text in self.sampled_]
        fused[[row[text] for text in known]] = self.sample_scores_[[self.sampled_[text] for text in known]]
        unknown = [text for text in row if text not in self.sampled_]
        for start in range(0, len(unknown), QUERY_BLOCK):
            block = unknown[start : start + QUERY_BLOCK]
            fused[[row[text] for text in block]] = self._fused(block, self._raw(block))
        return fused if len(row) == len(texts) else fused[[row[text] for text in texts]]

    def parts(self, queries: Sequence[str]) -> dict[Part, FloatArray]:
        """The standardised score of each part before fusion, for explanations; shapes as `score`."""
        if not hasattr(self, "rankers_"):
            raise NotFittedError(type(self).__name__)
        texts = self._restored(self._expanded(queries))
        return self._parts_of(texts, self._raw(texts))

    def _raw(self, texts: list[str]) -> dict[Part, FloatArray]:
        return {part: ranker.score(texts) for part, ranker in self.rankers_.items()}

    def _parts_of(self, texts: list[str], raw: Mapping[Part, FloatArray]) -> dict[Part, FloatArray]:
        foreign = marked_rows(texts)[:, None] != self.is_marked_[None, :]
        is_mixed = self.mode is Mode.HYBRID and bool(foreign.any())
        found: dict[Part, FloatArray] = {}
        for part, given in raw.items():
            scores = standardise_rows(self.habits_[part].correct(given))
            if is_mixed and part in _WORD_PARTS:
                np.multiply(scores, np.float32(FOREIGN_WORDS), out=scores, where=foreign)
            found[part] = scores
        return found

    def _fused(self, texts: list[str], raw: Mapping[Part, FloatArray]) -> FloatArray:
        """The weighted sum of the parts, of texts that are expanded and restored already."""
        fused = np.zeros((len(texts), len(self.targets_)), dtype=np.float32)
        for part, scores in self._parts_of(texts, raw).items():
            scores *= np.float32(WEIGHTS[self.mode][part])
            fused += scores
        return np.round(fused, SCORE_DECIMALS, out=fused)

    def rank(self, queries: Sequence[str], targets: Sequence[str], top: int) -> Ranking:
        """The `top` targets of each query; the queries themselves are the background. Ties keep the targets' order."""
        self.fit(targets, background=queries)
        blocks = [top_targets(block, top) for block in self._blocks(queries)]
        kept = min(top, len(targets))
        total = len(queries)
        order = np.concatenate([block[0] for block in blocks]) if blocks else np.empty((0, kept), dtype=np.int64)
        scores = np.concatenate([block[1] for block in blocks]) if blocks else np.empty((0, kept), dtype=np.float32)
        return Ranking(
            query=np.repeat(np.arange(total, dtype=np.int64), kept),
            target=order.ravel(),
            rank=np.tile(np.arange(1, kept + 1, dtype=np.int64), total),
            score=scores.ravel(),
        )

    def _blocks(self, queries: Sequence[str]) -> Iterator[FloatArray]:
        for start in range(0, len(queries), QUERY_BLOCK):
            yield self.score(queries[start : start + QUERY_BLOCK])

    def _expanded(self, texts: Sequence[str]) -> list[str]:
        return [self._expander.expand(clean(text)) for text in texts]

    def _restored(self, texts: list[str]) -> list[str]:
        return [self.restorer_.restore(text) for text in texts]


def top_targets(scores: FloatArray, top: int) -> tuple[NDArray[np.int64], FloatArray]:
    """Columns and scores of the best `top` targets of each row, best first; ties keep column order."""
    width = scores.shape[1]
    if not 0 < 4 * top < width or not len(scores):
        order = np.argsort(-scores, axis=1, kind="stable")[:, :top].astype(np.int64)
        return order, np.take_along_axis(scores, order, axis=1)
    # A part of the columns is enough, unless a tie runs across its edge: those rows are sorted whole.
    some = np.sort(np.argpartition(-scores, top, axis=1)[:, : top + 1], axis=1)
    found = np.take_along_axis(scores, some, axis=1)
    best = np.argsort(-found, axis=1, kind="stable")
    order = np.take_along_axis(some, best, axis=1).astype(np.int64)
    ranked = np.take_along_axis(scores, order, axis=1)
    for row in np.flatnonzero(ranked[:, top - 1] == ranked[:, top]):
        order[row, :top] = np.argsort(-scores[row], kind="stable")[:top]
    order = order[:, :top]
    return order, np.take_along_axis(scores, order, axis=1)


def _sample(texts: list[str]) -> list[str]:
    distinct = sorted({text for text in texts if text}, key=text_key)
    return distinct[:BACKGROUND_SIZE]
