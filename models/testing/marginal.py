"""Slopes and intercepts of items by marginal maximum likelihood, from answer patterns and a normal population.

The chance of a right answer is ``expit(slope * z + intercept)`` with z standard normal in the population. EM cycles
(Bock and Aitkin 1981) come first, then Newton steps with the exact observed information (Louis 1982), which also gives
the standard errors. The integral is an equally spaced rule, which for these smooth integrands loses nothing and,
unlike a few Gauss-Hermite points, stays right when a long test makes a person's likelihood narrow.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logsumexp

from models.testing.responses import Floats, Patterns

FARTHEST_NODE = 6.0
NODES, NODES_LONG, LONG_TEST = 61, 121, 120
CHUNK = 16_384
EM_CYCLES = 10
MOST_STEPS = 300
LONGEST_STEP = 1.0
SMALLEST_STEP = 1e-7
NEGLIGIBLE = 1e-10
"""Posterior weight of a node that does not count in the information lost."""
HALVINGS = 12
FARTHEST_SLOPE, FARTHEST_INTERCEPT = 8.0, 20.0
PRIOR_SLOPE = 1.0
"""Mean of the weak normal prior of slopes, where one is asked for; that of intercepts is zero."""


@dataclass(frozen=True, kw_only=True)
class Nodes:
    """Points of the ability integral in population standard deviations, with log weights."""

    places: Floats
    log_weights: Floats


@dataclass(frozen=True, kw_only=True)
class MarginalFit:
    """Intercepts and slopes with the covariance matrix of (intercepts, slopes)."""

    slope: Floats
    intercept: Floats
    covariance: Floats
    log_likelihood: float
    n_steps: int
    is_converged: bool


@dataclass(frozen=True, kw_only=True)
class _Slopes:
    """At one point of the search: value, gradient and the two information matrices in (intercepts, slopes)."""

    value: float
    gradient: Floats
    complete: Floats
    lost: Floats | None


@dataclass(frozen=True, kw_only=True)
class _Search:
    """What stays the same during one search."""

    patterns: Patterns
    nodes: Nodes
    design: Floats
    prior_sd: float

    def at(self, free: Floats, *, is_exact: bool) -> _Slopes:
        """Value and derivatives at these free parameters."""
        return _slopes(self.patterns, self.design @ free, self.nodes, prior_sd=self.prior_sd, is_exact=is_exact)


def normal_nodes(n_items: int) -> Nodes:
    """The rule used for a test of so many items."""
    places = np.linspace(-FARTHEST_NODE, FARTHEST_NODE, NODES if n_items <= LONG_TEST else NODES_LONG)
    log_weights = -0.5 * places**2
    return Nodes(places=places, log_weights=log_weights - logsumexp(log_weights))


def fit_marginal(patterns: Patterns, *, is_slope_common: bool, prior_sd: float = np.inf) -> MarginalFit:
    """Maximum of the marginal likelihood; a finite `prior_sd` keeps slopes and intercepts weakly near 1 and 0."""
    n_items = patterns.right.shape[1]
    search = _Search(
        patterns=patterns, nodes=normal_nodes(n_items), design=_design(n_items, is_slope_common=is_slope_common),
        prior_sd=prior_sd,
    )  # fmt: skip
    free = _start(patterns, is_slope_common=is_slope_common)
    now = search.at(free, is_exact=False)
    is_converged, n_steps = False, 0
    while not is_converged and n_steps < MOST_STEPS:
        n_steps += 1
        is_exact = n_steps >= EM_CYCLES
        step, is_newton = _step(now, search.design)
        free, now, moved = _advance(search, free, step, now, is_exact=is_exact)
        is_converged = is_newton and moved < SMALLEST_STEP
        if _is_far(search.design @ free):
            break
    if now.lost is None:
        now = search.at(free, is_exact=True)
    return _finished(search.design, free, now, n_steps=n_steps, is_converged=is_converged)


def log_likelihoods(patterns: Patterns, slope: Floats, intercept: Floats, places: Floats) -> Floats:
    """Log chance of each pattern at each ability: patterns × places."""
    logits = slope[:, None] * places + intercept[:, None]
    spare: Floats = patterns.right @ logits - patterns.answered @ np.logaddexp(0.0, logits)
    return spare


def _design(n_items: int, *, is_slope_common: bool) -> Floats:
    """Free parameters → (intercepts, slopes): everything free, or one slope for all items."""
    if not is_slope_common:
        return np.eye(2 * n_items)
    return np.vstack([np.eye(n_items, n_items + 1), np.eye(1, n_items + 1, n_items).repeat(n_items, axis=0)])


def _start(patterns: Patterns, *, is_slope_common: bool) -> Floats:
    people = patterns.counts @ patterns.answered
    share = (patterns.counts @ patterns.right + 0.5) / (people + 1)
    intercept = 1.2 * np.log(share / (1 - share))
    return np.append(intercept, np.ones(1 if is_slope_common else len(intercept)))


def _step(now: _Slopes, design: Floats) -> tuple[Floats, bool]:
    """A Newton step where the observed information is positive, else the EM step; and which of the two it was."""
    gradient = design.T @ now.gradient
    complete = design.T @ now.complete @ design
    if now.lost is not None:
        observed = complete - design.T @ now.lost @ design
        if np.linalg.eigvalsh(observed)[0] > 1e-8 * np.abs(observed).max():
            newton: Floats = np.linalg.solve(observed, gradient).astype(np.float64)
            return newton, True
    floor = 1e-10 * np.abs(complete).max() * np.eye(len(complete))
    cycle: Floats = np.linalg.solve(complete + floor, gradient).astype(np.float64)
    return cycle, False


def _advance(
    search: _Search, free: Floats, step: Floats, now: _Slopes, *, is_exact: bool
) -> tuple[Floats, _Slopes, float]:
    """The step, shortened until the likelihood does not fall; and how far it went."""
    step = step * min(1.0, LONGEST_STEP / max(float(np.abs(step).max()), 1e-300))
    slack = 1e-9 * abs(now.value)
    for _ in range(HALVINGS):
        after = search.at(free + step, is_exact=is_exact)
        if after.value >= now.value - slack:
            return free + step, after, float(np.abs(step).max())
        step = step / 2
    return free, search.at(free, is_exact=is_exact), 0.0


def _is_far(full: Floats) -> bool:
    """Whether the search runs away: the answers do not bound the parameters."""
    n_items = len(full) // 2
    return bool(np.abs(full[:n_items]).max() > FARTHEST_INTERCEPT or np.abs(full[n_items:]).max() > FARTHEST_SLOPE)


def _finished(design: Floats, free: Floats, last: _Slopes, *, n_steps: int, is_converged: bool) -> MarginalFit:
    lost = last.lost if last.lost is not None else np.zeros_like(last.complete)
    observed = design.T @ (last.complete - lost) @ design
    covariance = design @ np.linalg.pinv(observed, hermitian=True) @ design.T
    full = design @ free
    n_items = len(full) // 2
    return MarginalFit(
        slope=full[n_items:], intercept=full[:n_items], covariance=covariance,
        log_likelihood=last.value, n_steps=n_steps, is_converged=is_converged,
    )  # fmt: skip


def _slopes(patterns: Patterns, full: Floats, nodes: Nodes, *, prior_sd: float, is_exact: bool) -> _Slopes:
    """Value and derivatives at one point; the information lost to not seeing ability only when `is_exact`."""
    n_items = len(full) // 2
    intercept, slope = full[:n_items], full[n_items:]
    right, people = np.zeros((n_items, len(nodes.places))), np.zeros((n_items, len(nodes.places)))
    lost = np.zeros((2 * n_items, 2 * n_items)) if is_exact else None
    chance = expit(slope[:, None] * nodes.places + intercept[:, None])
    value = 0.0
    for start in range(0, len(patterns.counts), CHUNK):
        part = slice(start, start + CHUNK)
        chunk = patterns.rows(part)
        joint = log_likelihoods(chunk, slope, intercept, nodes.places) + nodes.log_weights
        total = logsumexp(joint, axis=1, keepdims=True)
        share = np.exp(joint - total)
        value += float(chunk.counts @ total[:, 0])
        weighted = share * chunk.counts[:, None]
        right += chunk.right.T @ weighted
        people += chunk.answered.T @ weighted
        if lost is not None:
            lost += _lost(chunk, chance, share, nodes.places)
    off = right - people * chance
    curve = people * chance * (1 - chance)
    away = full - np.append(np.zeros(n_items), np.full(n_items, PRIOR_SLOPE))
    blocks = [np.diag(curve @ nodes.places**power) for power in (0, 1, 2)]
    complete = np.block([[blocks[0], blocks[1]], [blocks[1], blocks[2]]]) + np.eye(2 * n_items) / prior_sd**2
    return _Slopes(
        value=value - 0.5 * float(away @ away) / prior_sd**2,
        gradient=np.append(off.sum(axis=1), off @ nodes.places) - away / prior_sd**2,
        complete=complete,
        lost=lost,
    )


def _lost(chunk: Patterns, chance: Floats, share: Floats, places: Floats) -> Floats:
    """Louis' correction: the covariance, over ability given the answers, of the complete-data gradient."""
    n_items = chance.shape[0]
    squares = np.zeros((3, n_items, n_items))
    means: Floats = np.zeros((2, len(chunk.counts), n_items))
    for number, place in enumerate(places):
        rows = np.flatnonzero(share[:, number] > NEGLIGIBLE)
        residual = chunk.right[rows] - chunk.answered[rows] * chance[:, number]
        weighted = residual * share[rows, number, None]
        means[0, rows] += weighted
        means[1, rows] += place * weighted
        square = residual.T @ (weighted * chunk.counts[rows, None])
        squares += np.array([1.0, place, place * place])[:, None, None] * square
    between = np.block([[squares[0], squares[1]], [squares[1], squares[2]]])
    stacked = np.hstack([means[0], means[1]])
    lost: Floats = between - stacked.T @ (stacked * chunk.counts[:, None])
    return lost
