"""Yields the calibrated probability that a profile meets a requirement, from field and level, with its lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

import numpy as np
from numpy.typing import NDArray

from models.encoder import Encoder
from models.errors import NotFittedError
from models.fitting.shares import logit, moved_to_batch, sigmoid
from models.fitting.similarity import FieldSimilarity, LineMatch
from models.fitting.training_pairs import WrittenPair, crossed_pairs
from models.language import is_marked_vietnamese
from models.responsibility.estimator import ResponsibilityEstimator, TextLevel
from models.vector_cache import text_key

Values = NDArray[np.float64]
LARGE_BATCH = 20
"""From so many distinct texts on, the batch itself joins the background."""
BATCH_BACKGROUND = 1000
"""Texts of the batch used as background at most, a fixed choice by digest."""
ERROR = 0.1
LINES_SHOWN = 3
SAME_FIELD_SHARE = 0.75
"""Share of the pairs asked that are of one field: mostly somebody is held against a requirement of their own work.

A batch of many texts may say otherwise (`moved_to_batch`).
"""


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
    """Numbers learned: logistic weights (offset, weight) of field and level, and the least share of each label.

    `large`, `small`: with and without the batch in the background; `foreign`: between two languages; `words_large`,
    `words_small`: without an encoder.
    """

    large: tuple[float, ...] = (-1.0, 4.0)
    small: tuple[float, ...] = (-2.5, 1.0)
    foreign: tuple[float, ...] = (-1.0, 3.0)
    words_large: tuple[float, ...] = (-1.0, 4.0)
    words_small: tuple[float, ...] = (-2.5, 1.0)
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


@dataclass(frozen=True, kw_only=True)
class _Parts:
    """Probabilities of field and level, one a pair, and the similarity they come from."""

    field: Values
    level: Values
    similarity: FieldSimilarity


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
        wanted = [pair for pair in pairs if pair.is_same_field]
        levels = self._levels([pair.profile.text for pair in wanted], [pair.requirement.text for pair in wanted])
        crossed = crossed_pairs(pairs) if self.encoder else []
        self.parameters_ = FitParameters(
            large=self._field_weights(pairs, is_large=True),
            small=self._field_weights(small, is_large=False),
            foreign=self._field_weights(crossed, is_large=True) if crossed else FitParameters().foreign,
            words_large=self._field_weights(pairs, is_large=True, is_words_only=True),
            words_small=self._field_weights(small, is_large=False, is_words_only=True),
            level=_logistic(levels, np.array([pair.is_level_reached for pair in wanted])),
        )
        found = self._probabilities([p.profile.text for p in held_out], [p.requirement.text for p in held_out])
        truth = np.array([pair.is_same_field and pair.is_level_reached for pair in held_out])
        self.parameters_ = replace(self.parameters_, least=_bounds(found.field * found.level, truth))
        return self

    def _field_weights(
        self, pairs: Sequence[WrittenPair], *, is_large: bool, is_words_only: bool = False
    ) -> tuple[float, ...]:
        """Logistic weights, the offset moved from the share of one field in the pairs to the expected one."""
        profiles, requirements = [p.profile.text for p in pairs], [p.requirement.text for p in pairs]
        encoder = None if is_words_only else self.encoder
        similarity = self._similarity(profiles, requirements, is_large=is_large, encoder=encoder)
        same = np.array([pair.is_same_field for pair in pairs])
        offset, weight = _logistic(similarity.score(profiles, requirements), same)
        return offset + logit(SAME_FIELD_SHARE) - logit(float(same.mean())), weight

    def predict(self, profiles: Sequence[str], requirements: Sequence[str]) -> list[FitResult]:
        """One result a pair, in order. The background holds the batch, so a pair's result depends a little on it."""
        if not hasattr(self, "parameters_"):
            raise NotFittedError(type(self).__name__)
        parts = self._probabilities(profiles, requirements)
        matched = parts.similarity.best_lines(profiles, requirements)
        found = []
        for row, (profile, requirement) in enumerate(zip(profiles, requirements, strict=True)):
            field, level = float(parts.field[row]), float(parts.level[row])
            kept = conformal_set(field * level, self.parameters_.least)
            found.append(
                FitResult(
                    probability=field * level,
                    field_probability=field,
                    level_probability=level,
                    verdict=str(kept[0]) if len(kept) == 1 else NEEDS_REVIEW,
                    kept=kept,
                    profile_level=self.responsibility.describe(profile),
                    requirement_level=self.responsibility.describe(requirement),
                    lines=tuple(sorted(matched[row], key=lambda line: -line.similarity)[:LINES_SHOWN]),
                )
            )
        return found

    def _probabilities(self, profiles: Sequence[str], requirements: Sequence[str]) -> _Parts:
        is_large = len({*profiles, *requirements}) >= LARGE_BATCH
        similarity = self._similarity(profiles, requirements, is_large=is_large, encoder=self.encoder)
        scores = similarity.score(profiles, requirements)
        known = self.parameters_
        own = (known.large if is_large else known.small) if self.encoder else (
            known.words_large if is_large else known.words_small
        )  # fmt: skip
        foreign = known.foreign if self.encoder else own
        is_foreign = [
            is_marked_vietnamese(p) != is_marked_vietnamese(r) for p, r in zip(profiles, requirements, strict=True)
        ]
        log_odds = np.where(is_foreign, _linear(scores, foreign), _linear(scores, own))
        return _Parts(
            field=sigmoid(moved_to_batch(log_odds, assumed=SAME_FIELD_SHARE) if is_large else log_odds),
            level=sigmoid(_linear(self._levels(profiles, requirements), known.level)),
            similarity=similarity,
        )

    def _similarity(
        self, profiles: Sequence[str], requirements: Sequence[str], *, is_large: bool, encoder: Encoder | None
    ) -> FieldSimilarity:
        batch = sorted({*profiles, *requirements}, key=text_key)[:BATCH_BACKGROUND] if is_large else []
        similarity = FieldSimilarity(encoder, office_words=self.responsibility.terms)
        return similarity.fit(self.background, batch=sorted(batch))

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


def _linear(values: Values, weights: Sequence[float]) -> Values:
    return np.asarray(weights[0] + weights[1] * values)


def _logistic(values: Values, truth: NDArray[np.bool_]) -> tuple[float, float]:
    """Offset and weight."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=10.0).fit(values[:, None], truth)
    return float(model.intercept_[0]), float(model.coef_[0, 0])


def _bounds(probability: Values, truth: NDArray[np.bool_]) -> tuple[float, ...]:
    """For each label the probability that all but a tenth of the pairs with that label reached."""
    least = []
    for right in (probability[truth], 1 - probability[~truth]):
        ordered = np.sort(right)
        place = int(np.floor(ERROR * (len(ordered) + 1))) - 1
        least.append(float(ordered[place]) if place >= 0 else 0.0)
    return tuple(least)
