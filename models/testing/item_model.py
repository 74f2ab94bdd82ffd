"""What item response models share once their items are known: abilities, chances of right answers and item fit."""

from __future__ import annotations

import numpy as np
from sklearn.base import BaseEstimator, ClassNamePrefixFeaturesOutMixin, TransformerMixin
from sklearn.utils import Tags
from sklearn.utils.validation import check_is_fitted, validate_data

from models.testing.ability import Abilities, Ability, ItemCurves, Population, estimate, posterior_weights
from models.testing.item_fit import ItemFit, fit_of_items
from models.testing.marginal import CHUNK
from models.testing.responses import Flags, Floats, Patterns, check_answers, distinct_patterns, score_patterns

WEAK_PRIOR_SD = 3.0
"""Of the prior that is used only where the answers alone do not bound the item parameters."""


class ItemResponseModel(ClassNamePrefixFeaturesOutMixin, TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Base of the estimators; `fit` of each learns the names ending in an underscore."""

    ability: str
    slope_: Floats
    """Of every item; with `intercept_` NaN where an item could not be estimated."""
    intercept_: Floats
    is_estimated_: Flags
    population_mean_: float
    population_sd_: float

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = True
        return tags

    @property
    def _n_features_out(self) -> int:
        return 1

    def _answers(self, table: object, *, reset: bool) -> Floats:
        """The table as 0, 1 and NaN; ValueError on anything else."""
        answers: Floats = validate_data(self, table, reset=reset, dtype=np.float64, ensure_all_finite="allow-nan")
        return check_answers(answers)

    def curves(self) -> ItemCurves:
        """Curves of the items that were estimated."""
        check_is_fitted(self)
        return ItemCurves(slope=self.slope_[self.is_estimated_], intercept=self.intercept_[self.is_estimated_])

    def population(self) -> Population:
        """The normal population estimated."""
        check_is_fitted(self)
        return Population(mean=self.population_mean_, sd=self.population_sd_)

    def abilities(self, X: object, *, method: str | None = None) -> Abilities:  # noqa: N803 (scikit-learn's name)
        """Ability and standard error of each person; NaN for people without an answer that counts."""
        check_is_fitted(self)
        answers = self._answers(X, reset=False)[:, self.is_estimated_]
        curves = self.curves()
        if not answers.shape[1]:
            return Abilities(theta=np.full(len(answers), np.nan), se=np.full(len(answers), np.nan))
        patterns = score_patterns(answers) if curves.is_slope_common else distinct_patterns(answers)
        return estimate(patterns, curves, self.population(), method=Ability(method or self.ability)).of(patterns.index)

    def transform(self, X: object) -> Floats:  # noqa: N803
        """Abilities as one column, people × 1."""
        return self.abilities(X).theta[:, None]

    def chances(self, X: object) -> Floats:  # noqa: N803
        """Chance of a right answer, people × items, averaged over what is not known of each person's ability.

        NaN for items that could not be estimated; for people without answers it is the population's chance.
        """
        check_is_fitted(self)
        answers = self._answers(X, reset=False)[:, self.is_estimated_]
        chances = np.full((len(answers), len(self.is_estimated_)), np.nan)
        curves = self.curves()
        for start in range(0, len(answers) if answers.shape[1] else 0, CHUNK):
            patterns = distinct_patterns(answers[start : start + CHUNK])
            places, weights = posterior_weights(patterns, curves, self.population())
            chances[start : start + CHUNK, self.is_estimated_] = (weights @ curves.chance(places))[patterns.index]
        return chances

    def item_fit(self, X: object) -> ItemFit:  # noqa: N803
        """Infit and outfit of each item on these people; NaN for items that were not estimated."""
        check_is_fitted(self)
        answers = self._answers(X, reset=False)[:, self.is_estimated_]
        if not answers.shape[1]:
            return ItemFit.unknown(len(self.is_estimated_))
        return self._item_fit(distinct_patterns(answers)).spread(self.is_estimated_)

    def _item_fit(self, patterns: Patterns) -> ItemFit:
        return fit_of_items(patterns, self.curves(), self.population())
