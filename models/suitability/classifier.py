"""Yields P(meets) from features and signed decisions: the written policy's log odds, moved by monotone corrections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import minimize
from scipy.special import expit
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.multiclass import check_classification_targets, type_of_target
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data

Values = NDArray[np.float64]
LEAST_SLIPS, MOST_SLIPS = 1e-4, 0.25
"""Bounds of the share of decisions that say the opposite of what is so."""


class PolicyPriorClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Logistic model whose first column is the log odds of a written policy, and whose prior is that policy.

    ``logit P(meets) = a · policy + b + Σ β_j f_j`` with ``a ≥ 0`` (prior mean 1), ``β_j ≥ 0`` and ``b`` (prior means
    0), all normal; a decision says the opposite of what is so with probability ``s``, whose prior has its peak at
    `slips_expected` and weighs as much as `slips_worth` decisions. The most probable values are learned, so without
    decisions the model is the policy, and no decision can make a growing column lower a probability. `predict_proba`
    is the probability of what the next signed decision says, `probability` of what is so: the same without slips.

    Learns `offset_`, `coef_` (the policy's weight first), `slips_`, `classes_`, `n_decisions_`.
    """

    def __init__(
        self,
        *,
        policy_sd: float = 0.15,
        offset_sd: float = 0.25,
        feature_sd: float = 0.25,
        slips_expected: float = 0.05,
        slips_worth: float = 200.0,
        classes: tuple[object, object] | None = None,
    ) -> None:
        self.policy_sd = policy_sd
        self.offset_sd = offset_sd
        self.feature_sd = feature_sd
        self.slips_expected = slips_expected
        self.slips_worth = slips_worth
        self.classes = classes

    def __sklearn_tags__(self) -> object:
        """Two classes only; a model that may not learn falling effects is no general classifier."""
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        tags.classifier_tags.poor_score = True
        return tags

    def start(self, n_features: int) -> Self:
        """The policy itself, as before the first decision."""
        self.classes_ = np.array(self.classes if self.classes is not None else (False, True))
        self.n_features_in_, self.n_decisions_, self.n_iter_ = n_features, 0, 0
        self.offset_, self.slips_ = 0.0, 0.0
        self.coef_ = np.eye(1, n_features)[0]
        return self

    def fit(self, X: object, y: ArrayLike, sample_weight: object = None) -> Self:  # noqa: N803
        """Learn from decisions: rows of features, and labels of two classes, the second meaning "meets"."""
        table, labels = validate_data(self, X, y, dtype=np.float64)
        check_classification_targets(labels)
        self.classes_ = self._classes_of(labels)
        weight = _check_sample_weight(sample_weight, table, dtype=np.float64)
        said = np.where(labels == self.classes_[1], 1.0, -1.0)
        problem = _Problem(
            table=table, said=said, weight=weight, centre=np.eye(1, table.shape[1])[0],
            sd=np.r_[self.policy_sd, np.full(table.shape[1] - 1, self.feature_sd)],
            offset_sd=self.offset_sd, slips=(self.slips_expected, self.slips_worth),
        )  # fmt: skip
        start = np.r_[0.0, problem.centre, np.clip(self.slips_expected, LEAST_SLIPS, MOST_SLIPS)]
        bounds = [(None, None), *[(0.0, None)] * table.shape[1], (LEAST_SLIPS, MOST_SLIPS)]
        found = minimize(problem.loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 2000})
        self.offset_, self.coef_, self.slips_ = float(found.x[0]), found.x[1:-1], float(found.x[-1])
        self.n_decisions_, self.n_iter_ = len(table), max(1, int(found.nit))
        return self

    def _classes_of(self, labels: NDArray[np.generic]) -> NDArray[np.generic]:
        if self.classes is not None:
            return np.array(self.classes)
        kind = type_of_target(labels)
        if kind != "binary":
            raise ValueError(f"Only binary classification is supported. The type of the target is {kind}.")
        found: NDArray[np.generic] = np.unique(labels)
        if len(found) != 2:
            raise ValueError("Decisions of one class only: name both classes in `classes`.")
        return found

    def decision_function(self, X: object) -> Values:  # noqa: N803
        """Log odds of meeting, slips taken off."""
        check_is_fitted(self)
        table = validate_data(self, X, dtype=np.float64, reset=False)
        return np.asarray(self.offset_ + table @ self.coef_)

    def probability(self, X: object) -> Values:  # noqa: N803
        """P(meets) of each row, slips taken off; without decisions exactly the policy's, to rounding."""
        return np.asarray(expit(self.decision_function(X)))

    def predict_proba(self, X: object) -> Values:  # noqa: N803
        """(rows, 2): probability of each class in the next signed decision, slips included."""
        is_so = self.probability(X)
        says = self.slips_ + (1 - 2 * self.slips_) * is_so
        return np.column_stack([1 - says, says])

    def predict(self, X: object) -> NDArray[np.generic]:  # noqa: N803
        """The likelier class of each row."""
        is_meeting = self.decision_function(X) > 0
        found: NDArray[np.generic] = self.classes_[is_meeting.astype(int)]
        return found

    def contributions(self, X: object) -> Values:  # noqa: N803
        """(rows, 1 + columns): what the offset and each column add to the log odds; rows sum to them."""
        check_is_fitted(self)
        table = validate_data(self, X, dtype=np.float64, reset=False)
        return np.column_stack([np.full(len(table), self.offset_), table * self.coef_])


@dataclass(frozen=True, kw_only=True)
class _Problem:
    """Negative log posterior of (offset, coefficients, slips) and its gradient; `said` is ±1."""

    table: Values
    said: Values
    weight: Values
    centre: Values
    sd: Values
    offset_sd: float
    slips: tuple[float, float]
    """Expected share and the decisions that this expectation is worth."""

    def loss(self, values: Values) -> tuple[float, Values]:
        """Negative log posterior at (offset, coefficients, slips), and its gradient."""
        offset, coef, slips = values[0], values[1:-1], values[-1]
        odds = self.said * (offset + self.table @ coef)
        right = expit(odds)
        says = slips + (1 - 2 * slips) * right
        away = (coef - self.centre) / self.sd
        prior = 0.5 * (away @ away + (offset / self.offset_sd) ** 2)
        wrong_worth, right_worth = self.slips[1] * self.slips[0], self.slips[1] * (1 - self.slips[0])
        prior -= wrong_worth * np.log(slips) + right_worth * np.log1p(-slips)
        slope = -self.weight * (1 - 2 * slips) * right * (1 - right) / says * self.said
        by_slips = -self.weight @ ((1 - 2 * right) / says) - wrong_worth / slips + right_worth / (1 - slips)
        gradient = np.r_[
            slope.sum() + offset / self.offset_sd**2, self.table.T @ slope + away / self.sd, by_slips
        ]  # fmt: skip
        return float(prior - self.weight @ np.log(says)), gradient
