"""Yields the calibrated probability that a profile meets a requirement, from field and level, with its lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

import numpy as np
from numpy.typing import NDArray

from models.encoder import Encoder
from models.errors import NotFittedError
from models.fitting.similarity import FieldSimilarity, LineMatch
from models.fitting.training_pairs import WrittenPair
from models.language import is_marked_vietnamese
from models.responsibility.estimator import ResponsibilityEstimator, TextLevel
from models.vector_cache import text_key

Values = NDArray[np.float64]
LARGE_BATCH = 20
"""From so many distinct texts on, the batch itself joins the background."""
BATCH_BACKGROUND = 300
"""Texts of the batch used as background at most, a fixed choice by digest."""
ERROR = 0.1
LINES_SHOWN = 3
SAME_FIELD_SHARE = 0.75
"""Share of the pairs asked that are of one field: mostly somebody is held against a requirement of their own work."""


class Label(StrEnum):
    """What a conformal set can hold."""

    MEETS = "meets"
    """The profile meets the requirement."""
    DOES_NOT_MEET = "does_not_meet"
    """It does not."""


NEEDS_REVIEW = "needs_review"
"""The verdict when the set does not hold exactly one label."""


@dataclass(frozen=True, kw_only=True)
class FitParameters:
    """Numbers learned: logistic weights (offset, words, meaning; then offset, level) and the least share of each label.

    `field_large`, `field_small`: with and without the batch in the background; `foreign`: meaning alone, for two
    languages; `words`: words alone, when there is no encoder.
    """

    field_large: tuple[float, ...] = (-1.5, 1.0, 1.0)
    field_small: tuple[float, ...] = (-4.0, 0.5, 0.5)
    foreign: tuple[float, ...] = (-1.5, 0.0, 2.0)
    words: tuple[float, ...] = (-1.5, 2.0, 0.0)
    level: tuple[float, ...] = (0.3, 1.5)
    least: tuple[float, ...] = (0.25, 0.25)


@dataclass(frozen=True, kw_only=True)
class FitResult:
    """Verdict on one pair and what it rests on."""

    probability: float
    field_probability: float
    level_probability: float
    verdict: str
    kept: tuple[Label, ...]
    profile_level: TextLevel
    requirement_level: TextLevel
    lines: tuple[LineMatch, ...]


class FitEstimator:
    """P(meets) = P(same field) * P(level reached): a logistic model of similarities and one of the level difference.

    The level difference is divided by its standard deviation, so a text that says little decides little.
    """

    def __init__(
        self, responsibility: ResponsibilityEstimator, encoder: Encoder | None, *, background: Sequence[str] = ()
    ) -> None:
        self.responsibility = responsibility
        self.encoder = encoder
        self.background = background

    def use(self, parameters: FitParameters) -> Self:
        """Take parameters learned before."""
        self.parameters_ = parameters
        return self

    def fit(
        self, pairs: Sequence[WrittenPair], *, held_out: Sequence[WrittenPair], small: Sequence[WrittenPair]
    ) -> Self:
        """Learn from pairs (background joined by the batch), from `small` (without it), bounds from `held_out`."""
        same, measures = self._learning(pairs, is_large=True)
        same_small, measures_small = self._learning(small, is_large=False)
        both = np.array([pair.is_same_field for pair in pairs])
        wanted = [pair for pair, is_same in zip(pairs, both, strict=True) if is_same]
        levels = self._levels([pair.profile.text for pair in wanted], [pair.requirement.text for pair in wanted])
        reached = np.array([pair.is_level_reached for pair in wanted])
        has_meaning = self.encoder is not None
        self.parameters_ = FitParameters(
            field_large=_field_logistic(measures, same),
            field_small=_field_logistic(measures_small, same_small),
            foreign=_field_logistic(measures * [0, 1], same) if has_meaning else FitParameters().foreign,
            words=_field_logistic(measures * [1, 0], same),
            level=_logistic(levels[:, None], reached),
        )
        found = self._probabilities([p.profile.text for p in held_out], [p.requirement.text for p in held_out])[0]
        truth = np.array([pair.is_same_field and pair.is_level_reached for pair in held_out])
        self.parameters_ = _with_bounds(self.parameters_, found, truth)
        return self

    def _learning(self, pairs: Sequence[WrittenPair], *, is_large: bool) -> tuple[NDArray[np.bool_], Values]:
        profiles, requirements = [p.profile.text for p in pairs], [p.requirement.text for p in pairs]
        similarity = self._similarity(profiles, requirements, is_large=is_large)
        return np.array([pair.is_same_field for pair in pairs]), _halves(similarity.score(profiles, requirements))

    def predict(self, profiles: Sequence[str], requirements: Sequence[str]) -> list[FitResult]:
        """One result a pair, in order. The background holds the batch, so a pair's result depends a little on it."""
        if not hasattr(self, "parameters_"):
            raise NotFittedError(type(self).__name__)
        probability, field, level, similarity = self._probabilities(profiles, requirements)
        matched = similarity.best_lines(profiles, requirements)
        found = []
        for row, (profile, requirement) in enumerate(zip(profiles, requirements, strict=True)):
            kept = conformal_set(float(probability[row]), self.parameters_.least)
            found.append(
                FitResult(
                    probability=float(probability[row]),
                    field_probability=float(field[row]),
                    level_probability=float(level[row]),
                    verdict=str(kept[0]) if len(kept) == 1 else NEEDS_REVIEW,
                    kept=kept,
                    profile_level=self.responsibility.describe(profile),
                    requirement_level=self.responsibility.describe(requirement),
                    lines=tuple(sorted(matched[row], key=lambda line: -line.similarity)[:LINES_SHOWN]),
                )
            )
        return found

    def _probabilities(
        self, profiles: Sequence[str], requirements: Sequence[str]
    ) -> tuple[Values, Values, Values, FieldSimilarity]:
        is_large = len({*profiles, *requirements}) >= LARGE_BATCH
        similarity = self._similarity(profiles, requirements, is_large=is_large)
        measures = _halves(similarity.score(profiles, requirements))
        level = sigmoid(_linear(self._levels(profiles, requirements)[:, None], self.parameters_.level))
        field = sigmoid(self._field_scores(measures, profiles, requirements, is_large=is_large))
        return np.asarray(field * level), field, level, similarity

    def _field_scores(
        self, measures: Values, profiles: Sequence[str], requirements: Sequence[str], *, is_large: bool
    ) -> Values:
        if self.encoder is None:
            return _linear(measures, self.parameters_.words)
        own = self.parameters_.field_large if is_large else self.parameters_.field_small
        is_foreign = np.array(
            [is_marked_vietnamese(p) != is_marked_vietnamese(r) for p, r in zip(profiles, requirements, strict=True)],
            dtype=bool,
        )
        return np.where(is_foreign, _linear(measures, self.parameters_.foreign), _linear(measures, own))

    def _similarity(self, profiles: Sequence[str], requirements: Sequence[str], *, is_large: bool) -> FieldSimilarity:
        batch = sorted({*profiles, *requirements}, key=text_key)[:BATCH_BACKGROUND] if is_large else []
        similarity = FieldSimilarity(self.encoder, office_words=self.responsibility.terms)
        return similarity.fit([*self.background, *sorted(batch)])

    def _levels(self, profiles: Sequence[str], requirements: Sequence[str]) -> Values:
        """Level differences in standard deviations."""
        known = {text: self.responsibility.describe(text) for text in {*profiles, *requirements}}
        return np.array(
            [
                (known[p].level - known[r].level) / np.hypot(known[p].deviation, known[r].deviation)
                for p, r in zip(profiles, requirements, strict=True)
            ]
        )


def conformal_set(probability: float, least: Sequence[float]) -> tuple[Label, ...]:
    """Labels whose probability is at least the bound that 90 % of right labels reached (Mondrian split conformal)."""
    shares = (probability, 1 - probability)
    return tuple(label for label, share, bound in zip(Label, shares, least, strict=True) if share >= bound)


def sigmoid(values: Values) -> Values:
    """1 / (1 + exp(-x)), safe for large values."""
    return np.asarray(0.5 * (1 + np.tanh(0.5 * values)))


def _halves(measures: Values) -> Values:
    """(pairs, 2): words and meaning, each the mean of whole texts and lines; meaning 0 without an encoder."""
    words = measures[:, :2].mean(axis=1)
    meaning = measures[:, 2:].mean(axis=1) if measures.shape[1] > 2 else np.zeros(len(measures))
    return np.column_stack([words, meaning])


def _linear(measures: Values, weights: Sequence[float]) -> Values:
    return np.asarray(weights[0] + measures @ np.array(weights[1:]))


def _field_logistic(measures: Values, truth: NDArray[np.bool_]) -> tuple[float, ...]:
    """Logistic weights with the offset moved from the share of one field in the training pairs to the expected one."""
    offset, *weights = _logistic(measures, truth)
    odds = SAME_FIELD_SHARE / (1 - SAME_FIELD_SHARE) * float((~truth).sum()) / float(truth.sum())
    return (offset + float(np.log(odds)), *weights)


def _logistic(measures: Values, truth: NDArray[np.bool_]) -> tuple[float, ...]:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=10.0).fit(measures, truth)
    return (float(model.intercept_[0]), *(float(value) for value in model.coef_[0]))


def _with_bounds(parameters: FitParameters, probability: Values, truth: NDArray[np.bool_]) -> FitParameters:
    from dataclasses import replace

    least = []
    for right in (probability[truth], 1 - probability[~truth]):
        ordered = np.sort(right)
        place = int(np.floor(ERROR * (len(ordered) + 1))) - 1
        least.append(float(ordered[place]) if place >= 0 else 0.0)
    return replace(parameters, least=tuple(least))
