"""The two-parameter logistic model: difficulty and discrimination of each item, ability standard normal.

Marginal maximum likelihood over everybody, missing answers left out of the likelihood. Difficulty is the ability with
even odds of a right answer, so it says little where discrimination is near zero; its standard error shows that.
"""

from __future__ import annotations

from typing import Self

import numpy as np

from models.testing.item_model import WEAK_PRIOR_SD, ItemResponseModel
from models.testing.marginal import MarginalFit, fit_marginal
from models.testing.responses import Floats, distinct_patterns, varying_items

FEWEST_ITEMS = 3
"""With fewer items slopes are not identified by the answers and the weak prior is used."""
FLATTEST = 1e-6


class TwoParameterModel(ItemResponseModel):
    """Estimator of the two-parameter model.

    Learns `difficulty_`, `standard_error_`, `discrimination_`, `discrimination_error_` (NaN for an item everybody
    answered alike), `is_estimated_`, `is_regularised_`, `n_calibrated_`, `log_likelihood_`, `slope_`, `intercept_`;
    the population has mean 0 and standard deviation 1.
    """

    def __init__(self, *, ability: str = "eap") -> None:
        self.ability = ability

    def fit(self, X: object, y: object = None) -> Self:  # noqa: N803
        """Learn the items from people × items of 0, 1 and NaN."""
        answers = self._answers(X, reset=True)
        self.n_calibrated_ = int((~np.isnan(answers)).any(axis=1).sum())
        self.is_estimated_ = varying_items(answers)
        self.is_regularised_, self.log_likelihood_ = False, 0.0
        self.population_mean_, self.population_sd_ = 0.0, 1.0
        for name in ("difficulty_", "standard_error_", "discrimination_", "discrimination_error_"):
            setattr(self, name, np.full(answers.shape[1], np.nan))
        self.slope_, self.intercept_ = np.full(answers.shape[1], np.nan), np.full(answers.shape[1], np.nan)
        if self.is_estimated_.any():
            self._learn(answers[:, self.is_estimated_])
        return self

    def _learn(self, answers: Floats) -> None:
        patterns = distinct_patterns(answers)
        self.is_regularised_ = answers.shape[1] < FEWEST_ITEMS
        found = None if self.is_regularised_ else fit_marginal(patterns, is_slope_common=False)
        if found is None or not found.is_converged:
            self.is_regularised_ = True
            found = fit_marginal(patterns, is_slope_common=False, prior_sd=WEAK_PRIOR_SD)
        self.log_likelihood_ = found.log_likelihood
        slope, intercept = found.slope, found.intercept
        used = self.is_estimated_
        self.slope_[used], self.intercept_[used] = slope, intercept
        safe = np.where(np.abs(slope) < FLATTEST, FLATTEST, slope)
        self.difficulty_[used], self.standard_error_[used] = -intercept / safe, _location_errors(found, safe)
        n_items = len(slope)
        self.discrimination_[used] = slope
        self.discrimination_error_[used] = np.sqrt(np.maximum(np.diag(found.covariance)[n_items:], 0))


def _location_errors(found: MarginalFit, slope: Floats) -> Floats:
    """Standard errors of ``-intercept / slope`` by the delta method."""
    n_items = len(slope)
    by_intercept, by_slope = -1 / slope, found.intercept / slope**2
    variances = np.diag(found.covariance)
    shared = np.diag(found.covariance[:n_items, n_items:])
    total = by_intercept**2 * variances[:n_items] + by_slope**2 * variances[n_items:]
    errors: Floats = np.sqrt(np.maximum(total + 2 * by_intercept * by_slope * shared, 0))
    return errors
