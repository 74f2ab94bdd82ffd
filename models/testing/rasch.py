"""The Rasch model: difficulties with mean zero and abilities on the same logit scale, from 0/1 answers.

Difficulties (not easiness) come from conditional maximum likelihood, which needs no assumption on who sat the test and
whose estimates are the published reference for this model. Where it would cost too much (several hundred items, or a
great many different sets of items answered) the marginal likelihood with a normal population is used instead, and
`calibration_` says so.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self

import numpy as np
from sklearn.utils.validation import check_is_fitted

from models.testing.conditional import ScoreGroup, fit_conditional, score_groups, work
from models.testing.item_fit import ItemFit, conditional_fit_of_items
from models.testing.item_model import WEAK_PRIOR_SD, ItemResponseModel
from models.testing.marginal import fit_marginal
from models.testing.population import fit_population
from models.testing.responses import Flags, Floats, Patterns, distinct_patterns, score_patterns, varying_items

MOST_WORK = 1_000_000_000
"""Complex products of one conditional Newton step above which the marginal likelihood is used."""


class Calibration(StrEnum):
    """How difficulties were estimated."""

    CONDITIONAL = "conditional"
    """Conditional maximum likelihood."""
    MARGINAL = "marginal"
    """Marginal maximum likelihood with a normal population."""
    NONE = "none"
    """No item was answered right by some and wrong by others."""


class Sheets(StrEnum):
    """Whose answers difficulties rest on. Everybody is scored in any case."""

    AUTO = "auto"
    """People who answered every item where they are at least half of all, otherwise everybody."""
    COMPLETE = "complete"
    """People who answered every item: who they are does no harm under this model, choosing what to skip may."""
    ALL = "all"
    """Everybody: right when answers are missing by design or by chance."""


class RaschModel(ItemResponseModel):
    """Estimator of the Rasch model.

    Learns `difficulty_` (NaN for an item everybody answered alike), `standard_error_`, `is_estimated_`, `calibration_`,
    `is_regularised_`, `n_calibrated_`, `log_likelihood_`, `population_mean_`, `population_sd_`, `slope_`, `intercept_`.
    """

    def __init__(self, *, ability: str = "mle", sheets: str = "auto") -> None:
        self.ability = ability
        self.sheets = sheets

    def fit(self, X: object, y: object = None) -> Self:  # noqa: N803
        """Learn difficulties and the population from people × items of 0, 1 and NaN."""
        answers = self._answers(X, reset=True)
        used = answers[self._chosen(answers)]
        self.n_calibrated_ = len(used)
        self.is_estimated_ = varying_items(used)
        self.calibration_, self.is_regularised_, self.log_likelihood_ = Calibration.NONE, False, 0.0
        self._difficulty, self._variance = np.zeros(0), np.zeros(0)
        self.population_mean_, self.population_sd_ = 0.0, 1.0
        if self.is_estimated_.any():
            self._learn(distinct_patterns(used[:, self.is_estimated_]))
        self.difficulty_ = self._spread(self._difficulty)
        self.standard_error_ = self._spread(np.sqrt(np.maximum(self._variance, 0)))
        self.slope_ = np.where(self.is_estimated_, 1.0, np.nan)
        self.intercept_ = -self.difficulty_
        if self.calibration_ is Calibration.CONDITIONAL:
            everybody = score_patterns(answers[:, self.is_estimated_])
            found = fit_population(everybody, self.curves())
            self.population_mean_, self.population_sd_ = found.mean, found.sd
        return self

    def _chosen(self, answers: Floats) -> Flags:
        """The people whose answers count for difficulties."""
        complete: Flags = np.asarray(~np.isnan(answers).any(axis=1))
        everybody = np.ones(len(answers), dtype=bool)
        sheets = Sheets(self.sheets)
        if sheets is Sheets.COMPLETE:
            return complete
        if sheets is Sheets.ALL or complete.all():
            return everybody
        is_half = bool(2 * complete.sum() >= (~np.isnan(answers).all(axis=1)).sum() > 0)
        is_same = is_half and bool((varying_items(answers[complete]) == varying_items(answers)).all())
        return complete if is_same else everybody

    def _learn(self, patterns: Patterns) -> None:
        groups = score_groups(patterns)
        if work(groups) <= MOST_WORK:
            self._learn_conditional(groups, patterns.right.shape[1])
        else:
            self._learn_marginal(patterns)

    def _learn_conditional(self, groups: list[ScoreGroup], n_items: int) -> None:
        found = fit_conditional(groups, n_items)
        self.is_regularised_ = n_items > 1 and not (groups and found.is_converged)
        if self.is_regularised_:
            found = fit_conditional(groups, n_items, prior_sd=WEAK_PRIOR_SD)
        self.calibration_, self.log_likelihood_ = Calibration.CONDITIONAL, found.log_likelihood
        self._difficulty, self._variance = found.difficulty, np.diag(found.covariance)

    def _learn_marginal(self, patterns: Patterns) -> None:
        found = fit_marginal(patterns, is_slope_common=True)
        self.is_regularised_ = not found.is_converged
        if self.is_regularised_:
            found = fit_marginal(patterns, is_slope_common=True, prior_sd=WEAK_PRIOR_SD)
        n_items = len(found.intercept)
        centre = np.eye(n_items) - 1 / n_items
        self.calibration_, self.log_likelihood_ = Calibration.MARGINAL, found.log_likelihood
        self.population_mean_ = float(found.intercept.mean())
        self.population_sd_ = float(abs(found.slope[0]))
        self._difficulty = self.population_mean_ - found.intercept
        self._variance = np.diag(centre @ found.covariance[:n_items, :n_items] @ centre)

    def _spread(self, values: Floats) -> Floats:
        full = np.full(len(self.is_estimated_), np.nan)
        full[self.is_estimated_] = values
        return full

    def _item_fit(self, patterns: Patterns) -> ItemFit:
        check_is_fitted(self)
        groups = score_groups(patterns)
        if work(groups) > MOST_WORK:
            return super()._item_fit(patterns)
        return conditional_fit_of_items(groups, self.difficulty_[self.is_estimated_])
