"""Mean and standard deviation of ability in the population, from answer patterns and known item curves."""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize
from scipy.special import logsumexp

from models.testing.ability import ItemCurves, Population
from models.testing.marginal import log_likelihoods
from models.testing.responses import Floats, Patterns

PLACES = 161
MARGIN = 6.0
SMALLEST_SD, LARGEST_SD = 0.1, 10.0


def fit_population(patterns: Patterns, curves: ItemCurves) -> Population:
    """The normal distribution under which the answers are most likely, item curves held fixed."""
    is_seen = patterns.answered.any(axis=1)
    if not is_seen.any():
        return Population(mean=0.0, sd=1.0)
    centres = -curves.intercept / curves.slope
    places = np.linspace(float(centres.min()) - MARGIN, float(centres.max()) + MARGIN, PLACES)
    joint = log_likelihoods(patterns, curves.slope, curves.intercept, places)[is_seen]
    top = joint.max(axis=1, keepdims=True)
    likelihood, counts = np.exp(joint - top), patterns.counts[is_seen]

    def loss(free: Floats) -> float:
        log_weights = -0.5 * ((places - free[0]) / np.exp(free[1])) ** 2
        chance = likelihood @ np.exp(log_weights - logsumexp(log_weights))
        return -float(counts @ np.log(np.maximum(chance, 1e-300))) / float(counts.sum())

    bounds = [(float(places[0]), float(places[-1])), (float(np.log(SMALLEST_SD)), float(np.log(LARGEST_SD)))]
    found = minimize(loss, np.zeros(2), method="L-BFGS-B", bounds=bounds)
    return Population(mean=float(found.x[0]), sd=float(np.exp(found.x[1])))
