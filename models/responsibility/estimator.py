"""Yields the level of responsibility a text speaks of, 1 (follows) to 5 (leads), with its deviation and the lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from models.errors import NotFittedError
from models.responsibility.cues import cues, named_grade, says_nothing
from models.responsibility.training_texts import LevelSentence, LevelText
from models.text import lines

FloatArray = NDArray[np.float64]
LOWEST, MIDDLE, HIGHEST = 1.0, 3.0, 5.0
PRIOR_LINES = 4.0
"""A text without cues stands in the middle; so many lines say otherwise before it is believed by half."""
NAMED_LINES = 3
"""A grade that the text names counts like so many lines."""
_CLIP = (0.0, 6.0)


@dataclass(frozen=True, kw_only=True)
class LineLevel:
    """A line, its level, and whether the text names the grade there itself."""

    line: str
    level: float
    is_named: bool = False


@dataclass(frozen=True, kw_only=True)
class TextLevel:
    """Level of a text (1-5), its standard deviation and its lines in order; no lines when the text says nothing."""

    level: float
    deviation: float
    lines: tuple[LineLevel, ...]


class ResponsibilityEstimator:
    """Ridge regression of the level on the cues of single lines; lines of a text are pooled towards the middle.

    A term must occur with at least `least_professions` professions to be learned, so that the words of a field cannot
    carry a level. The level of a text is `middle + slope * sum(line - middle) / (lines + 4)`, slope and deviation
    learned from written texts.
    """

    def __init__(self, *, alpha: float = 10.0, least_professions: int = 5) -> None:
        self.alpha = alpha
        self.least_professions = least_professions

    def fit(self, sentences: Sequence[LevelSentence], texts: Sequence[LevelText] = ()) -> Self:
        """Learn weights of terms from sentences; slope and deviations of texts from texts."""
        found = [cues(sentence.text) for sentence in sentences]
        professions: dict[str, set[int]] = {}
        for sentence, terms in zip(sentences, found, strict=True):
            for term in terms:
                professions.setdefault(term, set()).add(sentence.profession)
        kept = sorted(term for term, held in professions.items() if len(held) >= self.least_professions)
        self.column_ = {term: number for number, term in enumerate(kept)}
        levels = np.array([sentence.level or MIDDLE for sentence in sentences], dtype=float)
        self.weights_, self.offset_ = _ridge(found, self.column_, levels, alpha=self.alpha)
        self.slope_, self.centre_, self.variance_ = 1.0, MIDDLE, np.array([0.5, 0.0])
        if texts:
            self._fit_pooling(texts)
        return self

    def _fit_pooling(self, texts: Sequence[LevelText]) -> None:
        pooled, counts = np.array([self._pooled(self.line_levels(text.text)) for text in texts]).T
        truth = np.array([text.level for text in texts], dtype=float)
        self.slope_, self.centre_ = (float(value) for value in np.polyfit(pooled, truth, 1))
        squared = (truth - self.centre_ - self.slope_ * pooled) ** 2
        shape = np.column_stack([np.ones_like(counts), 1 / (counts + 1)])
        self.variance_ = np.maximum(np.linalg.lstsq(shape, squared, rcond=None)[0], 0.0)

    def line_levels(self, text: str) -> tuple[LineLevel, ...]:
        """The lines that say anything, with their levels (0-6: a line may point beyond the scale)."""
        self._check_fitted()
        return tuple(self._line(line) for line in lines(text) if not says_nothing(line))

    def _line(self, line: str) -> LineLevel:
        terms = cues(line)
        named = named_grade(terms)
        if named is not None:
            return LineLevel(line=line, level=float(np.clip(6 - named, LOWEST, HIGHEST)), is_named=True)
        known = [self.column_[term] for term in terms if term in self.column_]
        return LineLevel(line=line, level=float(np.clip(self.offset_ + self.weights_[known].sum(), *_CLIP)))

    def _pooled(self, found: Sequence[LineLevel]) -> tuple[float, float]:
        """Distance of a text from the middle, shrunk by its number of lines, and that number."""
        counts = np.array([NAMED_LINES if line.is_named else 1 for line in found], dtype=float)
        away = np.array([line.level - MIDDLE for line in found], dtype=float)
        total = float(counts.sum())
        return float(counts @ away) / (total + PRIOR_LINES), total

    def describe(self, text: str) -> TextLevel:
        """Level, deviation and lines of one text."""
        found = self.line_levels(text)
        pooled, count = self._pooled(found)
        deviation = float(np.sqrt(self.variance_ @ np.array([1.0, 1 / (count + 1)])))
        level = self.centre_ + self.slope_ * pooled if found else MIDDLE
        return TextLevel(level=float(np.clip(level, LOWEST, HIGHEST)), deviation=deviation, lines=found)

    @property
    def terms(self) -> frozenset[str]:
        """The terms that carry a level: words of the office in every field."""
        self._check_fitted()
        return frozenset(self.column_)

    def predict(self, texts: Sequence[str]) -> FloatArray:
        """Levels of texts, 1-5, shape (texts,)."""
        return np.array([self.describe(text).level for text in texts], dtype=float)

    def _check_fitted(self) -> None:
        if not hasattr(self, "weights_"):
            raise NotFittedError(type(self).__name__)


def _ridge(
    found: Sequence[Sequence[str]], column: dict[str, int], levels: FloatArray, *, alpha: float
) -> tuple[FloatArray, float]:
    from scipy import sparse
    from sklearn.linear_model import Ridge

    rows, columns = [], []
    for number, terms in enumerate(found):
        known = [column[term] for term in terms if term in column]
        rows.extend([number] * len(known))
        columns.extend(known)
    table = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(found), len(column)))
    model = Ridge(alpha=alpha, solver="sparse_cg", tol=1e-5).fit(table, levels)
    return np.asarray(model.coef_, dtype=float), float(model.intercept_)
