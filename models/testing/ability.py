"""Ability and its standard error of every answer pattern, from item parameters: EAP, maximum likelihood or Warm's WLE.

All three are finite for everybody who answered at least one item that counts:

- ``mle``: the maximum of the likelihood. With nothing or everything right it lies at infinity; under equal slopes the
  two ends of the table score → ability are then continued in a straight line from a natural cubic spline through the
  inner scores (as published Rasch tables do), otherwise Warm's estimate is taken there.
- ``wle``: Warm's (1989) weighted likelihood, with the least bias in the ability of a person.
- ``eap``: mean and standard deviation of the posterior under the normal population that was estimated; the least
  squared error over that population, but scores are pulled towards its mean.

The standard error of ``mle`` and ``wle`` is one over the square root of the test information at the estimate. None
of them contains the uncertainty of the item parameters.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.interpolate import CubicSpline
from scipy.special import expit, logsumexp

from models.testing.marginal import CHUNK, log_likelihoods, normal_nodes
from models.testing.responses import Floats, Patterns

MOST_STEPS = 80
SMALLEST_STEP = 1e-10
REACH = 10.0
"""Abilities are looked for at most so far, in logits of the steepest item, beyond the outermost items."""
NEAR_END = 1e-6
"""A search that ends so near to a bound found no maximum inside: nothing or everything right, or nearly flat items."""
FARTHEST = 12.0
"""Outermost item location that widens the search, where slopes differ."""


class Ability(StrEnum):
    """How a person's ability is estimated from the answers."""

    MLE = "mle"
    """Maximum likelihood, continued at the ends."""
    WLE = "wle"
    """Warm's weighted likelihood."""
    EAP = "eap"
    """Posterior mean under the population estimated."""


@dataclass(frozen=True, kw_only=True)
class ItemCurves:
    """Chance of a right answer: ``expit(slope * theta + intercept)``, one entry an item."""

    slope: Floats
    intercept: Floats

    @property
    def is_slope_common(self) -> bool:
        """Whether the number of right answers says everything."""
        return bool(np.ptp(self.slope) == 0) if len(self.slope) else True

    def chance(self, theta: Floats) -> Floats:
        """abilities × items."""
        curves: Floats = expit(theta[:, None] * self.slope + self.intercept)
        return curves


@dataclass(frozen=True, kw_only=True)
class Population:
    """Normal distribution of ability in the population that sat the test."""

    mean: float
    sd: float


@dataclass(frozen=True, kw_only=True)
class Abilities:
    """One entry a pattern or person; NaN where nothing was answered."""

    theta: Floats
    se: Floats

    def of(self, index: np.ndarray) -> Abilities:
        """The entries picked by number."""
        return Abilities(theta=self.theta[index], se=self.se[index])


def estimate(patterns: Patterns, curves: ItemCurves, population: Population, *, method: Ability) -> Abilities:
    """Ability of every pattern."""
    theta, se = np.full(len(patterns.counts), np.nan), np.full(len(patterns.counts), np.nan)
    if curves.slope.size == 0:
        return Abilities(theta=theta, se=se)
    for start in range(0, len(theta), CHUNK):
        part = slice(start, start + CHUNK)
        chunk = patterns.rows(part)
        found = _posterior(chunk, curves, population) if method is Ability.EAP else _likely(chunk, curves, method)
        is_seen = chunk.answered.any(axis=1)
        theta[part] = np.where(is_seen, found.theta, np.nan)
        se[part] = np.where(is_seen, found.se, np.nan)
    return Abilities(theta=theta, se=se)


def posterior_weights(patterns: Patterns, curves: ItemCurves, population: Population) -> tuple[Floats, Floats]:
    """Places of the ability integral, and the posterior weight of each place for each pattern."""
    nodes = normal_nodes(len(curves.slope))
    places = population.mean + population.sd * nodes.places
    joint = log_likelihoods(patterns, curves.slope, curves.intercept, places) + nodes.log_weights
    return places, np.exp(joint - logsumexp(joint, axis=1, keepdims=True))


def _posterior(patterns: Patterns, curves: ItemCurves, population: Population) -> Abilities:
    places, weights = posterior_weights(patterns, curves, population)
    mean = weights @ places
    variance = weights @ places**2 - mean**2
    return Abilities(theta=mean, se=np.sqrt(np.maximum(variance, 0.0)))


def _likely(patterns: Patterns, curves: ItemCurves, method: Ability) -> Abilities:
    low, high = _bounds(curves)
    if method is Ability.WLE:
        theta = _warm(patterns, curves, low, high)
    else:
        size = len(patterns.counts)
        theta = _root(lambda at: _likelihood_slope(patterns, curves, at), np.full(size, low), np.full(size, high))
        is_end = (theta < low + NEAR_END) | (theta > high - NEAR_END)
        theta[is_end] = _ends(patterns.rows(is_end), curves, low, high)
    information = _likelihood_slope(patterns, curves, theta)[1]
    return Abilities(theta=theta, se=1 / np.sqrt(np.maximum(information, 1e-12)))


def _bounds(curves: ItemCurves) -> tuple[float, float]:
    slope = np.where(np.abs(curves.slope) < 1e-3, 1e-3, curves.slope)
    places = np.clip(-curves.intercept / slope, -FARTHEST, FARTHEST) if not curves.is_slope_common else (
        -curves.intercept / slope
    )  # fmt: skip
    reach = REACH / float(np.abs(slope).max())
    return float(places.min()) - reach, float(places.max()) + reach


def _likelihood_slope(patterns: Patterns, curves: ItemCurves, theta: Floats) -> tuple[Floats, Floats]:
    """Derivative of the log likelihood in ability, which always falls, and the information: how fast it falls."""
    chance = curves.chance(theta)
    information = (patterns.answered * chance * (1 - chance)) @ curves.slope**2
    return (patterns.right - patterns.answered * chance) @ curves.slope, information


def _weighted_slope(patterns: Patterns, curves: ItemCurves, theta: Floats) -> tuple[Floats, Floats]:
    """The same of log likelihood plus half the log information, which Warm's estimate makes largest."""
    chance = curves.chance(theta)
    spread = patterns.answered * chance * (1 - chance)
    information = np.maximum(spread @ curves.slope**2, 1e-300)
    bend = (spread * (1 - 2 * chance)) @ curves.slope**3
    pull = (patterns.right - patterns.answered * chance) @ curves.slope
    return pull + bend / (2 * information), information


def _root(function: Callable[[Floats], tuple[Floats, Floats]], low: Floats, high: Floats) -> Floats:
    """Where a falling function of each entry crosses zero, or the nearer end: scoring steps held inside a bracket."""
    theta: Floats = (low + high) / 2
    for _ in range(MOST_STEPS):
        value, steepness = function(theta)
        low, high = np.where(value > 0, theta, low), np.where(value > 0, high, theta)
        wanted = theta + value / np.maximum(steepness, 1e-300)
        after = np.where((wanted > low) & (wanted < high), wanted, (low + high) / 2)
        moved = float(np.abs(after - theta).max(initial=0.0))
        theta = after
        if moved < SMALLEST_STEP:
            break
    return theta


def _warm(patterns: Patterns, curves: ItemCurves, low: float, high: float) -> Floats:
    """Best place of a grid of log likelihood + half the log information, then the root beside it."""
    places = np.linspace(low, high, max(81, int((high - low) * 5) + 1))
    chance = curves.chance(places)
    information = patterns.answered @ (chance * (1 - chance) * curves.slope**2).T
    value = log_likelihoods(patterns, curves.slope, curves.intercept, places)
    best = places[(value + 0.5 * np.log(np.maximum(information, 1e-300))).argmax(axis=1)]
    step = places[1] - places[0]
    return _root(lambda at: _weighted_slope(patterns, curves, at), best - step, best + step)


def _ends(patterns: Patterns, curves: ItemCurves, low: float, high: float) -> Floats:
    """Abilities where the likelihood has no maximum inside."""
    theta = _warm(patterns, curves, low, high)
    if not curves.is_slope_common:
        return theta
    raw = patterns.right.sum(axis=1).astype(np.int64)
    tables: dict[bytes, tuple[float, float] | None] = {}
    for row in range(len(theta)):
        mask = patterns.answered[row].astype(bool)
        key = mask.tobytes()
        if key not in tables:
            tables[key] = _continued(ItemCurves(slope=curves.slope[mask], intercept=curves.intercept[mask]))
        ends = tables[key]
        if ends is not None:
            theta[row] = ends[0] if raw[row] == 0 else ends[1]
    return theta


def _continued(curves: ItemCurves) -> tuple[float, float] | None:
    """Abilities for nothing and everything right, one score beyond the ends of the inner table; None below 3 items."""
    n_items = len(curves.slope)
    if n_items < 3:
        return None
    scores = np.arange(1, n_items)
    low, high = _bounds(curves)

    def expected_score_gap(theta: Floats) -> tuple[Floats, Floats]:
        chance = curves.chance(theta)
        return scores - chance.sum(axis=1), (chance * (1 - chance)).sum(axis=1)

    inner = _root(expected_score_gap, np.full(n_items - 1, low), np.full(n_items - 1, high))
    spline = CubicSpline(scores, inner, bc_type="natural")
    return float(inner[0] - spline(1, 1)), float(inner[-1] + spline(n_items - 1, 1))
