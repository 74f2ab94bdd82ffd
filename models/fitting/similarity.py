"""Yields how near two texts are in what they are about, against how near each of them is to texts of other fields."""

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

Measures = NDArray[np.float64]
"""One row a pair: whole texts and line by line, first by words, then (with an encoder) by meaning."""
_SMALLEST_SPREAD = 0.02
_KINDS = 2
_ITSELF = 0.999


@dataclass(frozen=True, kw_only=True)
class LineMatch:
    """A line of a requirement and the line of the profile that comes nearest to it."""

    requirement: str
    profile: str
    similarity: float


@dataclass(frozen=True, kw_only=True)
class _Side:
    """Texts as vectors: one row a text, one row a line, and where each text's lines begin."""

    whole: Any
    lines: Any
    starts: NDArray[np.intp]

    def rows(self, text: int) -> slice:
        last = self.starts[text + 1] if text + 1 < len(self.starts) else self.lines.shape[0]
        return slice(int(self.starts[text]), int(last))


class FieldSimilarity:
    """Similarity of pairs in standard deviations over a background, symmetric in profile and requirement.

    `(s(p, r) - mean) / spread` against the background of p and against that of r, averaged (symmetric score
    normalisation of speaker verification, Shum et al. 2010): a text of general phrases is near to everything, so
    nearness to it means little. Words of the office (`office_words`, folded), which mark level and genre and not the
    field, are left out. A whole text is the mean of its line vectors; lines are centred on the mean line.
    """

    def __init__(self, encoder: Encoder | None, *, office_words: Container[str] = frozenset()) -> None:
        self.encoder = encoder
        self.office_words = office_words

    def fit(self, background: Sequence[str]) -> Self:
        """Learn rarity of words, the mean line and the background's vectors."""
        from sklearn.feature_extraction.text import TfidfVectorizer

        self.words_: Any = TfidfVectorizer(analyzer=self._field_words, sublinear_tf=True, dtype=np.float32).fit(
            background
        )
        self.background_ = list(background)
        self.mean_: FloatArray | None = None
        if self.encoder is not None:
            self.mean_ = self._meaning(split_all(background)[0]).mean(axis=0, dtype=np.float64).astype(np.float32)
        self.marked_ = np.array([is_marked_vietnamese(text) for text in background])
        self.cohort_ = self._sides(background)
        return self

    def score(self, profiles: Sequence[str], requirements: Sequence[str]) -> Measures:
        """(pairs, measures), aligned lists; about 0 for unrelated texts. Blank texts score 0."""
        if not hasattr(self, "cohort_"):
            raise NotFittedError(type(self).__name__)
        if not len(profiles):
            return np.zeros((0, _KINDS * len(self.cohort_)))
        texts = list(dict.fromkeys([*profiles, *requirements]))
        place = {text: number for number, text in enumerate(texts)}
        pairs = np.array([(place[p], place[r]) for p, r in zip(profiles, requirements, strict=True)], dtype=np.intp)
        marked = np.array([is_marked_vietnamese(text) for text in texts], dtype=bool)
        columns = []
        for side, cohort in zip(self._sides(texts), self.cohort_, strict=True):
            raw = np.array([_pair(side, p, r) for p, r in pairs]).reshape(-1, _KINDS)
            near = {(number, other): self._nearness(side, cohort, number, other)
                    for number, other in _needed(pairs, marked)}  # fmt: skip
            of_profile = np.array([near[p, bool(marked[r])][0] for p, r in pairs]).reshape(-1, _KINDS, 2)
            of_requirement = np.array([near[r, bool(marked[p])][1] for p, r in pairs]).reshape(-1, _KINDS, 2)
            first = (raw - of_profile[..., 0]) / of_profile[..., 1]
            second = (raw - of_requirement[..., 0]) / of_requirement[..., 1]
            columns.append((first + second) / 2)
        is_blank = [not (p.strip() and r.strip()) for p, r in zip(profiles, requirements, strict=True)]
        return np.where(np.array(is_blank)[:, None], 0.0, np.concatenate(columns, axis=1))

    def best_lines(self, profiles: Sequence[str], requirements: Sequence[str]) -> list[list[LineMatch]]:
        """For each pair the lines of the requirement, each with the nearest line of the profile.

        Nearness is by meaning when there is an encoder, by words otherwise.
        """
        texts = list(dict.fromkeys([*profiles, *requirements]))
        if not texts:
            return []
        place = {text: number for number, text in enumerate(texts)}
        lines, side = split_all(texts)[0], self._sides(texts)[-1]
        found = []
        for profile, requirement in zip(profiles, requirements, strict=True):
            own, wanted = side.rows(place[profile]), side.rows(place[requirement])
            table = _product(side.lines[wanted], side.lines[own])
            nearest = table.argmax(axis=1)
            found.append(
                [
                    LineMatch(requirement=line, profile=lines[own][column], similarity=float(table[row, column]))
                    for row, (line, column) in enumerate(zip(lines[wanted], nearest, strict=True))
                ]
            )
        return found

    def _field_words(self, text: str) -> list[str]:
        return [gram for gram in word_grams(text) if fold(gram) not in self.office_words]

    def _sides(self, texts: Sequence[str]) -> list[_Side]:
        lines, starts = split_all(texts)
        sides = [_Side(whole=self.words_.transform(texts), lines=self.words_.transform(lines), starts=starts)]
        if self.mean_ is not None:
            vectors = unit_rows(self._meaning(lines) - self.mean_)
            sums = np.add.reduceat(vectors, starts, axis=0) if len(starts) else vectors
            sides.append(_Side(whole=unit_rows(sums.astype(np.float32)), lines=vectors, starts=starts))
        return sides

    def _meaning(self, lines: Sequence[str]) -> FloatArray:
        if self.encoder is None:
            raise NotFittedError(type(self).__name__)
        return self.encoder.encode(lines, kind=TextKind.PASSAGE)

    def _nearness(self, side: _Side, cohort: _Side, number: int, other: bool) -> NDArray[np.float64]:
        """(as profile or requirement, measure, mean and spread) of a text over the background in the other's language.

        Texts of the background that are the text itself do not count.
        """
        same = np.flatnonzero(self.marked_ == other)
        chosen = same if len(same) > 1 else np.arange(len(self.marked_))
        whole = _product(side.whole[[number]], cohort.whole)[0][chosen]
        table = _product(side.lines[side.rows(number)], cohort.lines)
        counts = np.diff([*cohort.starts, cohort.lines.shape[0]])
        as_profile = (np.add.reduceat(table.max(axis=0), cohort.starts) / counts)[chosen]
        as_requirement = np.maximum.reduceat(table, cohort.starts, axis=1).mean(axis=0)[chosen]
        around = whole < _ITSELF
        return np.array([[_moments(whole[around]), _moments(lines[around])] for lines in (as_profile, as_requirement)])


def _needed(pairs: NDArray[np.intp], marked: NDArray[np.bool_]) -> list[tuple[int, bool]]:
    found = {(int(p), bool(marked[r])) for p, r in pairs} | {(int(r), bool(marked[p])) for p, r in pairs}
    return sorted(found)


def _moments(values: FloatArray) -> tuple[float, float]:
    if not len(values):
        return 0.0, 1.0
    return float(values.mean()), max(float(values.std()), _SMALLEST_SPREAD)


def _pair(side: _Side, profile: int, requirement: int) -> tuple[float, float]:
    whole = float(_product(side.whole[[profile]], side.whole[[requirement]])[0, 0])
    table = _product(side.lines[side.rows(requirement)], side.lines[side.rows(profile)])
    return whole, float(table.max(axis=1).mean())


def _product(first: Any, second: Any) -> FloatArray:
    product = first @ second.T
    return np.asarray(product.toarray() if hasattr(product, "toarray") else product, dtype=np.float32)
