"""Yields how surely two texts speak of one field, against how near each of them is to texts of other fields."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from models.encoder import Encoder, FloatArray, TextKind, unit_rows
from models.errors import NotFittedError
from models.language import is_marked_vietnamese
from models.lexical import word_grams
from models.line_matching import split_all
from models.text import fold

Values = NDArray[np.float64]
Rows = NDArray[np.intp]
NEIGHBOURS = 2
"""Texts of the batch most like a text that speak for it too."""
_BLOCK = 512
_SMALLEST_SPREAD = 0.02
_FURTHEST = -9.0
_REFERENCE_PAIRS = 4000
_LEAST_REFERENCE = 100
_LOWER_SHARES, _LOWER_DEVIATIONS = (0.1, 0.4), (-1.2816, -0.2533)
"""Two quantiles of the lower half, and where a normal distribution has them."""


@dataclass(frozen=True, kw_only=True)
class LineMatch:
    """A line of a requirement and the line of the profile that comes nearest to it."""

    requirement: str
    profile: str
    similarity: float


@dataclass(frozen=True, kw_only=True)
class _Part:
    """Unit vectors of all texts by words or by meaning, and mean and spread of each against the cohort by language."""

    vectors: Any
    mean: Values
    spread: Values


class FieldSimilarity:
    """Similarity in standard deviations over a background, by words and by meaning, helped by neighbours in the batch.

    `(s(p, r) - mean) / spread` against the background of p and against that of r, averaged (symmetric score
    normalisation of speaker verification, Shum et al. 2010): a text of general phrases is near to everything, so
    nearness to it means little. Words of the office (`office_words`, folded), which mark level and genre and not the
    field, are left out. Meaning is the mean of the line vectors, centred on the background's mean line. A requirement
    in general phrases has neighbours that say more: the two texts of the batch nearest to p and to r speak for them,
    half by their mean, half by the nearest. Between two languages meaning alone counts. With a batch the scores are in
    deviations from what pairs drawn by chance get.
    """

    def __init__(self, encoder: Encoder | None, *, office_words: Container[str] = frozenset()) -> None:
        self.encoder = encoder
        self.office_words = office_words

    def fit(self, background: Sequence[str], *, batch: Sequence[str] = ()) -> Self:
        """Learn rarity of words and the mean line from both; neighbours are looked for in the batch."""
        from sklearn.feature_extraction.text import TfidfVectorizer

        self.cohort_ = list(dict.fromkeys(text for text in [*background, *batch] if text.strip()))
        self.batch_ = frozenset(batch)
        self.words_: Any = TfidfVectorizer(analyzer=self._field_words, sublinear_tf=True, dtype=np.float32)
        self.words_.fit(self.cohort_)
        self.mean_: FloatArray | None = None
        if self.encoder is not None:
            self.mean_ = self._meaning(split_all(self.cohort_)[0]).mean(axis=0, dtype=np.float64).astype(np.float32)
        return self

    def score(self, profiles: Sequence[str], requirements: Sequence[str]) -> Values:
        """One number a pair, aligned lists; about 0 for unrelated texts, 0 when one of them is blank."""
        if not hasattr(self, "cohort_"):
            raise NotFittedError(type(self).__name__)
        texts = list(dict.fromkeys([*self.cohort_, *profiles, *requirements]))
        place = {text: number for number, text in enumerate(texts)}
        first = np.array([place[text] for text in profiles], dtype=np.intp)
        second = np.array([place[text] for text in requirements], dtype=np.intp)
        table = _Table.of(self._vectors(texts), texts, n_cohort=len(self.cohort_))
        offered = np.array([number for number, text in enumerate(self.cohort_) if text in self.batch_], dtype=np.intp)
        near = table.nearest(offered)
        scores = table.voted(first, second, near)
        drawn = _drawn(offered, len(self.cohort_))
        if len(drawn):
            kinds, reference = table.kinds(drawn[0], drawn[1]), table.voted(drawn[0], drawn[1], near)
            scores = _standardised(scores, table.kinds(first, second), reference, kinds)
        is_blank = [not (p.strip() and r.strip()) for p, r in zip(profiles, requirements, strict=True)]
        return np.where(is_blank, 0.0, scores)

    def best_lines(self, profiles: Sequence[str], requirements: Sequence[str]) -> list[list[LineMatch]]:
        """For each pair the lines of the requirement, each with the nearest line of the profile.

        Nearness is by meaning when there is an encoder, by words otherwise.
        """
        texts = list(dict.fromkeys([*profiles, *requirements]))
        if not texts:
            return []
        place = {text: number for number, text in enumerate(texts)}
        lines, starts = split_all(texts)
        ends = [*starts[1:], len(lines)]
        vectors = self._line_meaning(lines) if self.mean_ is not None else self.words_.transform(lines)
        found = []
        for profile, requirement in zip(profiles, requirements, strict=True):
            own = slice(int(starts[place[profile]]), int(ends[place[profile]]))
            wanted = slice(int(starts[place[requirement]]), int(ends[place[requirement]]))
            table = _product(vectors[wanted], vectors[own])
            best = table.argmax(axis=1)
            found.append(
                [
                    LineMatch(requirement=line, profile=lines[own][column], similarity=float(table[row, column]))
                    for row, (line, column) in enumerate(zip(lines[wanted], best, strict=True))
                ]
            )
        return found

    def _field_words(self, text: str) -> list[str]:
        return [gram for gram in word_grams(text) if fold(gram) not in self.office_words]

    def _vectors(self, texts: Sequence[str]) -> list[Any]:
        words = self.words_.transform(texts)
        if self.mean_ is None:
            return [words]
        lines, starts = split_all(texts)
        sums = np.add.reduceat(self._line_meaning(lines), starts, axis=0).astype(np.float32)
        return [words, unit_rows(sums)]

    def _line_meaning(self, lines: Sequence[str]) -> FloatArray:
        vectors = self._meaning(lines)
        return vectors if self.mean_ is None else unit_rows(vectors - self.mean_)

    def _meaning(self, lines: Sequence[str]) -> FloatArray:
        if self.encoder is None:
            raise NotFittedError(type(self).__name__)
        return self.encoder.encode(lines, kind=TextKind.PASSAGE)


@dataclass(frozen=True, kw_only=True)
class _Table:
    """All texts, the cohort first, with what is needed to compare any two of them."""

    parts: tuple[_Part, ...]
    marked: NDArray[np.intp]
    n_cohort: int

    @classmethod
    def of(cls, vectors: Sequence[Any], texts: Sequence[str], *, n_cohort: int) -> _Table:
        marked = np.array([is_marked_vietnamese(text) for text in texts], dtype=np.intp)
        parts = tuple(_part(rows, marked, n_cohort) for rows in vectors)
        return cls(parts=parts, marked=marked, n_cohort=n_cohort)

    def nearest(self, offered: Rows) -> Rows:
        """(texts, neighbours): rows of the offered cohort texts nearest to each text, never itself."""
        count = min(NEIGHBOURS, len(offered) - 1)
        found = np.zeros((len(self.marked), max(count, 0)), dtype=np.intp)
        for start in range(0, len(self.marked) if count > 0 else 0, _BLOCK):
            rows = np.arange(start, min(start + _BLOCK, len(self.marked)))
            scores = self._block(rows, offered)
            scores[rows[:, None] == offered[None, :]] = _FURTHEST
            found[rows] = offered[np.argsort(-scores, axis=1, kind="stable")[:, :count]]
        return found

    def _block(self, rows: Rows, columns: Rows) -> Values:
        raw = [_product(part.vectors[rows], part.vectors[columns]) for part in self.parts]
        return self._fused(raw, rows[:, None], columns[None, :])

    def kinds(self, first: Rows, second: Rows) -> Rows:
        """Languages of aligned rows: 0 and 2 for two texts of one language, 1 for two languages."""
        return self.marked[first] + self.marked[second]

    def voted(self, first: Rows, second: Rows, near: Rows) -> Values:
        """Scores of aligned rows in which the neighbours of either text have a say."""
        votes = [self.pairs(first, second, near)]
        for column in range(near.shape[1]):
            votes.append(self.pairs(first, near[second, column], near))
            votes.append(self.pairs(near[first, column], second, near))
        return _together(votes)

    def pairs(self, first: Rows, second: Rows, near: Rows) -> Values:
        """Scores of aligned rows; a text with itself counts as it does with its nearest neighbour."""
        if near.shape[1]:
            second = np.where(first == second, near[first, 0], second)
        raw = [_rowwise(part.vectors[first], part.vectors[second]) for part in self.parts]
        return self._fused(raw, first, second)

    def _fused(self, raw: Sequence[Any], first: Rows, second: Rows) -> Values:
        """Both normalisations averaged for each part, then the parts: both in one language, meaning between two."""
        scores = []
        for part, similar in zip(self.parts, raw, strict=True):
            of_first = (similar - part.mean[first, self.marked[second]]) / part.spread[first, self.marked[second]]
            of_second = (similar - part.mean[second, self.marked[first]]) / part.spread[second, self.marked[first]]
            scores.append((of_first + of_second) / 2)
        mean: Values = np.mean(scores, axis=0)
        return np.where(self.marked[first] == self.marked[second], mean, scores[-1])


def _part(vectors: Any, marked: NDArray[np.intp], n_cohort: int) -> _Part:
    mean, spread = np.zeros((len(marked), 2)), np.ones((len(marked), 2))
    for start in range(0, len(marked), _BLOCK):
        rows = np.arange(start, min(start + _BLOCK, len(marked)))
        table = _product(vectors[rows], vectors[:n_cohort]).astype(np.float64)
        table[rows[:, None] == np.arange(n_cohort)[None, :]] = np.nan
        for language in (0, 1):
            of_language = table[:, marked[:n_cohort] == language]
            if np.isfinite(of_language).any(axis=1).all():
                mean[rows, language] = np.nanmean(of_language, axis=1)
                spread[rows, language] = np.maximum(np.nanstd(of_language, axis=1), _SMALLEST_SPREAD)
    return _Part(vectors=vectors, mean=mean, spread=spread)


def _together(votes: Sequence[Values]) -> Values:
    """Half the mean of the pair's own score, of its requirement's and of its profile's neighbours; half the best."""
    own, others = votes[0], votes[1:]
    if not others:
        return own
    mean = (own + np.mean(others[::2], axis=0) + np.mean(others[1::2], axis=0)) / 3
    return np.asarray((mean + np.max(votes, axis=0)) / 2)


def _drawn(offered: Rows, n_cohort: int) -> NDArray[np.intp]:
    """(2, pairs): texts of the batch with texts of the whole cohort, drawn by chance; most are of other fields."""
    if len(offered) <= NEIGHBOURS:
        return np.zeros((0, 2), dtype=np.intp)
    rng = np.random.default_rng(0)
    first, second = rng.choice(offered, _REFERENCE_PAIRS), rng.integers(n_cohort, size=_REFERENCE_PAIRS)
    return np.stack([first, second])[:, first != second]


def _standardised(scores: Values, kinds: Rows, reference: Values, reference_kinds: Rows) -> Values:
    """Scores in deviations from what texts of other fields get, told from the lower half of the reference pairs.

    The upper half may hold pairs of one field, in a batch of one field most of those inside it.
    """
    found = scores.copy()
    for kind in np.unique(kinds):
        beside = reference[reference_kinds == kind]
        if len(beside) < _LEAST_REFERENCE:
            beside = reference
        low, high = np.quantile(beside, _LOWER_SHARES)
        spread = max((high - low) / float(np.diff(_LOWER_DEVIATIONS)[0]), _SMALLEST_SPREAD)
        chosen = kinds == kind
        found[chosen] = (scores[chosen] - (low - _LOWER_DEVIATIONS[0] * spread)) / spread
    return found


def _rowwise(first: Any, second: Any) -> Values:
    if hasattr(first, "multiply"):
        return np.asarray(first.multiply(second).sum(axis=1), dtype=np.float64).ravel()
    return np.asarray(np.einsum("ij,ij->i", first, second), dtype=np.float64)


def _product(first: Any, second: Any) -> FloatArray:
    product = first @ second.T
    return np.asarray(product.toarray() if hasattr(product, "toarray") else product, dtype=np.float32)
