"""How far decisions may move the policy: the prior's width, chosen from the decisions themselves by cross-validation.

A narrow prior keeps a right policy from being spoiled by few decisions; a wide one lets officers who follow another
rule be learned from. A wider one is taken only when it foretells left-out decisions better by more than two standard
errors of the difference, so where decisions do not say, the policy stays.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from models.suitability import PolicyPriorClassifier

WIDTHS = (1.0, 3.0, 9.0)
"""Factors on every prior deviation of PolicyPriorClassifier."""
FOLDS = 5
LEAST = 50
"""Fewer decisions than this cannot show that the policy is another one."""
STANDARD_ERRORS = 2.0
Values = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def widened(width: float) -> PolicyPriorClassifier:
    """The classifier with its prior deviations this much wider."""
    plain = PolicyPriorClassifier(classes=(False, True))
    return PolicyPriorClassifier(
        classes=(False, True), policy_sd=width * plain.policy_sd, offset_sd=width * plain.offset_sd,
        feature_sd=width * plain.feature_sd,
    )  # fmt: skip


def chosen_width(table: Values, is_meeting: Flags, officers: npt.NDArray[np.int64]) -> float:
    """The width to fit with. `officers`: a number for each row's officer; all rows of one are left out together."""
    fold = officers % FOLDS
    if len(table) < LEAST or len(np.unique(fold)) < FOLDS:
        return WIDTHS[0]
    best, best_loss = WIDTHS[0], _losses(WIDTHS[0], table, is_meeting, fold)
    for width in WIDTHS[1:]:
        loss = _losses(width, table, is_meeting, fold)
        gain = best_loss - loss
        if gain.mean() > STANDARD_ERRORS * gain.std(ddof=1) / np.sqrt(len(gain)):
            best, best_loss = width, loss
    return best


def _losses(width: float, table: Values, is_meeting: Flags, fold: npt.NDArray[np.int64]) -> Values:
    """Negative log likelihood of each decision by a classifier that saw only the other folds."""
    said = np.empty(len(table))
    for left_out in range(FOLDS):
        here = fold == left_out
        model = widened(width).fit(table[~here], is_meeting[~here])
        said[here] = model.predict_proba(table[here])[np.arange(here.sum()), is_meeting[here].astype(int)]
    return np.asarray(-np.log(said))
