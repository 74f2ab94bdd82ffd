"""Classical test statistics, from an answer table: difficulty, discrimination, reliability, standard errors.

Sources: Lord and Novick (1968) for reliability, standard errors of measurement and the regressed true score; Cronbach
(1951) and Kuder and Richardson (1937) for alpha, which for 0/1 answers is KR-20; Feldt (1965) for its interval.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import f as f_distribution

from models.testing.responses import Floats, Whole

ENOUGH_PEOPLE = 30
"""People from whom on a covariance, a mean or a spread of the whole test is told."""
OUTSIDE = 0.05
"""Share of intervals that miss."""


@dataclass(frozen=True, kw_only=True)
class ItemStatistics:
    """One entry an item; NaN where it cannot be computed."""

    n_answered: Whole
    proportion: Floats
    """Share of right answers among those given: the classical difficulty."""
    point_biserial: Floats
    """Correlation of the item with the share right on all items, the item included."""
    item_rest: Floats
    """Correlation of the item with the share right on the other items: the classical discrimination."""


@dataclass(frozen=True, kw_only=True)
class ScaleStatistics:
    """Of the test as a whole, in raw score points."""

    n_people: int
    n_items: int
    n_complete: int
    """People who answered every item."""
    mean: float
    sd: float
    """Mean and standard deviation of the raw score of those who answered every item; NaN where they are too few."""
    alpha: float
    """Cronbach's alpha (KR-20), from covariances of pairs of items answered by the same people."""
    alpha_low: float
    alpha_high: float
    """Interval of 95 % of alpha (Feldt), by the people of the pair of items that the fewest answered both of."""
    standard_error: float
    """Standard error of measurement of a raw score."""


@dataclass(frozen=True, kw_only=True)
class TrueScores:
    """Scores regressed to the mean of the group, with the standard error of estimation."""

    score: Floats
    standard_error: float


def standard_error_of_measurement(sd: float, reliability: float) -> float:
    """Standard deviation of a person's scores over repeated testing: ``sd * sqrt(1 - reliability)``."""
    if not 0 <= reliability <= 1 or sd < 0:
        raise ValueError(f"reliability must lie in 0..1 and sd be positive; got {reliability} and {sd}")
    return float(sd * np.sqrt(1 - reliability))


def true_scores(scores: Floats, reliability: float) -> TrueScores:
    """Kelley's estimate of true scores from observed total scores and their reliability."""
    known = scores[~np.isnan(scores)]
    sd = float(known.std(ddof=1)) if len(known) > 1 else 0.0
    error = standard_error_of_measurement(sd, reliability)
    mean = float(known.mean()) if len(known) else np.nan
    return TrueScores(score=mean + reliability * (scores - mean), standard_error=error * float(np.sqrt(reliability)))


def item_statistics(answers: Floats) -> ItemStatistics:
    """Statistics of each item; people count where they answered."""
    is_answered = ~np.isnan(answers)
    right = np.where(is_answered, answers, 0.0)
    n_answered = is_answered.sum(axis=0)
    raw, given = right.sum(axis=1), is_answered.sum(axis=1).astype(np.float64)
    total = raw / np.where(given > 0, given, np.nan)
    whole = np.full(answers.shape[1], np.nan)
    rest = np.full(answers.shape[1], np.nan)
    for item in range(answers.shape[1]):
        rows = is_answered[:, item]
        others = given[rows] - 1
        without = (raw[rows] - right[rows, item]) / np.where(others > 0, others, np.nan)
        whole[item] = correlation(right[rows, item], total[rows])
        rest[item] = correlation(right[rows, item], without)
    with np.errstate(invalid="ignore", divide="ignore"):
        proportion = right.sum(axis=0) / n_answered
    return ItemStatistics(
        n_answered=n_answered.astype(np.int64), proportion=proportion, point_biserial=whole, item_rest=rest
    )


def scale_statistics(answers: Floats) -> ScaleStatistics:
    """Statistics of the whole test."""
    complete = answers[~np.isnan(answers).any(axis=1)]
    raw = complete.sum(axis=1)
    is_told = len(raw) >= fewest_people(answers)
    sd = float(raw.std(ddof=1)) if is_told else np.nan
    alpha = cronbach_alpha(answers)
    low, high = alpha_interval(alpha, n_people=_fewest_together(answers), n_items=answers.shape[1])
    is_usable = np.isfinite(alpha) and np.isfinite(sd)
    return ScaleStatistics(
        n_people=answers.shape[0],
        n_items=answers.shape[1],
        n_complete=len(complete),
        mean=float(raw.mean()) if is_told else np.nan,
        sd=sd,
        alpha=alpha,
        alpha_low=low,
        alpha_high=high,
        standard_error=standard_error_of_measurement(sd, float(np.clip(alpha, 0, 1))) if is_usable else np.nan,
    )


def cronbach_alpha(answers: Floats) -> float:
    """Alpha from pairwise covariances; NaN with fewer than two items that vary or a pair too few answered both of."""
    is_answered = (~np.isnan(answers)).astype(np.float64)
    right = np.where(is_answered > 0, answers, 0.0)
    n_items = answers.shape[1]
    both = is_answered.T @ is_answered
    if n_items < 2 or both.size == 0 or both.min() < fewest_people(answers):
        return float("nan")
    first = right.T @ is_answered
    covariance = (right.T @ right - first * first.T / both) / (both - 1)
    total = float(covariance.sum())
    return n_items / (n_items - 1) * (1 - float(np.trace(covariance)) / total) if total > 0 else float("nan")


def fewest_people(answers: Floats) -> int:
    """How many people a figure of the whole test needs: ENOUGH_PEOPLE, in a small group half of it, never below two."""
    return max(2, min(ENOUGH_PEOPLE, len(answers) // 2))


def alpha_interval(alpha: float, *, n_people: int, n_items: int) -> tuple[float, float]:
    """Low and high end of Feldt's interval: (1 - alpha) over what is so is F with n - 1 and (n - 1)(k - 1) degrees."""
    if not np.isfinite(alpha) or n_people < 2 or n_items < 2:
        return float("nan"), float("nan")
    degrees = n_people - 1, (n_people - 1) * (n_items - 1)
    ends = f_distribution.ppf([1 - OUTSIDE / 2, OUTSIDE / 2], *degrees)
    low, high = 1 - (1 - alpha) * ends
    return float(low), float(high)


def _fewest_together(answers: Floats) -> int:
    is_answered = (~np.isnan(answers)).astype(np.float64)
    both = is_answered.T @ is_answered
    return int(both.min()) if both.size else 0


def correlation(left: Floats, other: Floats) -> float:
    """Pearson's correlation over entries where both are known; NaN when either does not vary."""
    known = ~(np.isnan(left) | np.isnan(other))
    if known.sum() < 2:
        return float("nan")
    first, second = left[known] - left[known].mean(), other[known] - other[known].mean()
    size = float(np.sqrt((first @ first) * (second @ second)))
    return float(first @ second) / size if size > 1e-12 else float("nan")
