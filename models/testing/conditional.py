"""Rasch difficulties by conditional maximum likelihood, from answer patterns: exact, no assumption on who sat the test.

Given the number of right answers, the chance of an answer pattern depends on difficulties alone (Rasch 1960; Andersen
1972; Fischer and Molenaar 1995, chapter 3). Elementary symmetric functions are not summed up here. Each score r is
looked at from the ability at which r is the expected score; there the chance of score r is large, so the moments of
the answers given r come from the characteristic function by one inverse Fourier sum without loss of digits:
``P(x_j = 1 | r) = sum_w phi(w) u_j(w) e^(-iwr) / sum_w phi(w) e^(-iwr)``, and likewise for pairs of items.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import expit

from models.testing.responses import Floats, Patterns, Whole

BISECTIONS = 50
MOST_STEPS = 60
LONGEST_STEP = 2.0
FARTHEST = 15.0
"""A difficulty farther out than this means that the data do not bound it."""

FLATTEST = 1e-9
"""Smallest share of the largest curvature that still bounds a difficulty."""


@dataclass(frozen=True, kw_only=True)
class ScoreGroup:
    """People who answered the same items, by their number of right answers; nobody with none or all right."""

    items: Whole
    scores: Whole
    counts: Floats
    right: Floats
    """How often each of `items` was answered right in the whole group."""
    right_by_score: Floats
    """The same, a row for each of `scores`."""


@dataclass(frozen=True, kw_only=True)
class ConditionalMoments:
    """Answers given the score: `mean[r, j]`, `pair[r, j, k]` = P(both right) and the log normalising constants."""

    mean: Floats
    pair: Floats
    log_constant: Floats


@dataclass(frozen=True, kw_only=True)
class ConditionalFit:
    """Difficulties with mean zero and their covariance matrix."""

    difficulty: Floats
    covariance: Floats
    log_likelihood: float
    n_steps: int
    is_converged: bool


def score_groups(patterns: Patterns) -> list[ScoreGroup]:
    """The groups of people that say something about difficulties, in a fixed order."""
    masks = patterns.answered.astype(np.uint8)
    _, first, group_of = np.unique(masks, axis=0, return_index=True, return_inverse=True)
    order = np.argsort(group_of.ravel(), kind="stable")
    bounds = np.searchsorted(group_of.ravel()[order], np.arange(len(first) + 1))
    groups = []
    for number, row in enumerate(first):
        items = np.flatnonzero(masks[row]).astype(np.int64)
        rows = order[bounds[number] : bounds[number + 1]]
        raw = patterns.right[rows].sum(axis=1).astype(np.int64)
        inner = (raw > 0) & (raw < len(items))
        if inner.any():
            groups.append(_group(items, raw[inner], patterns.counts[rows[inner]], patterns.right[rows[inner]]))
    return groups


def _group(items: Whole, raw: Whole, counts: Floats, right: Floats) -> ScoreGroup:
    scores, place = np.unique(raw, return_inverse=True)
    by_score = np.zeros((len(scores), len(items)))
    np.add.at(by_score, place, counts[:, None] * right[:, items])
    weights: Floats = np.bincount(place, weights=counts).astype(np.float64)
    return ScoreGroup(items=items, scores=scores, counts=weights, right=by_score.sum(axis=0), right_by_score=by_score)


def work(groups: list[ScoreGroup]) -> int:
    """Complex products that one Newton step costs."""
    return sum(len(group.scores) * len(group.items) ** 2 * (len(group.items) + 2) for group in groups)


def ability_at_score(difficulty: Floats, scores: Floats) -> Floats:
    """The ability at which each score strictly between none and all is the expected one, by bisection."""
    spread = np.log(len(difficulty)) + 3
    low = np.full(len(scores), float(difficulty.min()) - spread)
    high = np.full(len(scores), float(difficulty.max()) + spread)
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        is_below = expit(middle[:, None] - difficulty).sum(axis=1) < scores
        low, high = np.where(is_below, middle, low), np.where(is_below, high, middle)
    ability: Floats = (low + high) / 2
    return ability


def conditional_moments(difficulty: Floats, scores: Whole) -> ConditionalMoments:
    """Moments of 0/1 answers given each of the scores (strictly between none and all)."""
    n_items = len(difficulty)
    ability = ability_at_score(difficulty, scores.astype(np.float64))
    chance = expit(ability[:, None] - difficulty)[:, :, None]
    n_points = n_items + 1 + n_items % 2  # odd: a factor of phi never vanishes
    turn = np.exp(2j * np.pi * np.arange(n_points) / n_points)
    factor = (1 - chance) + chance * turn
    weight: npt.NDArray[np.complex128] = factor.prod(axis=1) * turn ** -scores[:, None] / n_points
    total = weight.sum(axis=1).real
    unit = chance * turn / factor
    mean = np.einsum("rjw,rw->rj", unit, weight).real / total[:, None]
    pair = np.matmul(unit * weight[:, None, :], unit.transpose(0, 2, 1)).real / total[:, None, None]
    diagonal = np.arange(n_items)
    pair[:, diagonal, diagonal] = mean
    spare = np.logaddexp(0.0, ability[:, None] - difficulty).sum(axis=1)
    return ConditionalMoments(mean=mean, pair=pair, log_constant=np.log(total) - scores * ability + spare)


def fit_conditional(groups: list[ScoreGroup], n_items: int, *, prior_sd: float = np.inf) -> ConditionalFit:
    """Newton steps on the conditional likelihood; a finite `prior_sd` pulls difficulties weakly towards zero."""
    difficulty = np.zeros(n_items)
    held = np.ones((n_items, n_items)) * max(sum(float(group.counts.sum()) for group in groups) / n_items, 1.0)
    ridge = np.eye(n_items) / prior_sd**2
    is_converged, n_steps = False, 0
    while not is_converged and n_steps < MOST_STEPS:
        n_steps += 1
        gradient, information, _ = _derivatives(groups, difficulty)
        step = np.linalg.lstsq(information + held + ridge, gradient - difficulty / prior_sd**2, rcond=None)[0]
        step *= min(1.0, LONGEST_STEP / max(float(np.abs(step).max()), 1e-300))
        difficulty = difficulty + step - (difficulty + step).mean()
        if np.abs(difficulty).max() > FARTHEST:
            break
        is_converged = bool(np.abs(step).max() < 1e-9)
    _, information, log_likelihood = _derivatives(groups, difficulty)
    curvature = np.linalg.eigvalsh(information + held + ridge)
    is_bounded = bool(curvature[0] > FLATTEST * curvature[-1])
    centre = np.eye(n_items) - 1 / n_items
    covariance = centre @ np.linalg.pinv(information + held + ridge, hermitian=True) @ centre
    return ConditionalFit(
        difficulty=difficulty, covariance=covariance, log_likelihood=log_likelihood,
        n_steps=n_steps, is_converged=is_converged and is_bounded,
    )  # fmt: skip


def _derivatives(groups: list[ScoreGroup], difficulty: Floats) -> tuple[Floats, Floats, float]:
    """Gradient of the log likelihood, information matrix and log likelihood."""
    gradient = np.zeros(len(difficulty))
    information = np.zeros((len(difficulty), len(difficulty)))
    log_likelihood = 0.0
    for group in groups:
        own = difficulty[group.items]
        moments = conditional_moments(own, group.scores)
        gradient[group.items] += group.counts @ moments.mean - group.right
        weighted = moments.mean * group.counts[:, None]
        block = np.einsum("r,rjk->jk", group.counts, moments.pair) - weighted.T @ moments.mean
        information[np.ix_(group.items, group.items)] += block
        log_likelihood -= float(own @ group.right + group.counts @ moments.log_constant)
    return gradient, information, log_likelihood
