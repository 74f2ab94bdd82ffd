"""Infit and outfit mean squares of each item with a significance value, from expected answers and those given.

Under the Rasch model the expected answer is the exact one given the number of right answers (Christensen and Kreiner
2013; Müller 2020). Under other models it is the one given the person's other answers, averaged over what they leave
open of ability. Either way mean squares have expectation one in a test of any length; those computed from abilities
that the same answers gave have not, and make steep items look too good. Infit weighs by information, outfit does not
and so feels surprising single answers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.testing.ability import ItemCurves, Population, posterior_weights
from models.testing.conditional import ScoreGroup, conditional_moments
from models.testing.marginal import CHUNK
from models.testing.responses import Flags, Floats, Patterns

SMALLEST_VARIANCE = 1e-10


@dataclass(frozen=True, kw_only=True)
class ItemFit:
    """One entry an item. Mean squares are 1 when the model holds; `_t` is roughly standard normal then."""

    infit: Floats
    outfit: Floats
    infit_t: Floats
    outfit_t: Floats

    @classmethod
    def unknown(cls, n_items: int) -> ItemFit:
        """Nothing known yet of any item."""
        infit, outfit, infit_t, outfit_t = np.full((4, n_items), np.nan)
        return cls(infit=infit, outfit=outfit, infit_t=infit_t, outfit_t=outfit_t)

    def spread(self, is_known: Flags) -> ItemFit:
        """The same for a longer list of items, in which these are the ones known."""
        full = ItemFit.unknown(len(is_known))
        for name in ("infit", "outfit", "infit_t", "outfit_t"):
            getattr(full, name)[is_known] = getattr(self, name)
        return full


def conditional_fit_of_items(groups: list[ScoreGroup], difficulty: Floats) -> ItemFit:
    """Item fit under the Rasch model with these difficulties."""
    sums = _Sums(len(difficulty))
    for group in groups:
        chance = conditional_moments(difficulty[group.items], group.scores).mean
        sums.add(chance, n_right=group.right_by_score, n_people=np.broadcast_to(group.counts[:, None], chance.shape),
                 items=group.items)  # fmt: skip
    return sums.fit()


def fit_of_items(patterns: Patterns, curves: ItemCurves, population: Population) -> ItemFit:
    """Item fit of everybody, each answer against what the same person's other answers lead to expect."""
    sums = _Sums(len(curves.slope))
    for start in range(0, len(patterns.counts), CHUNK):
        chunk = patterns.rows(slice(start, start + CHUNK))
        places, weights = posterior_weights(chunk, curves, population)
        counts = chunk.counts[:, None]
        sums.add(
            _given_others(chunk, curves.chance(places), weights),
            n_right=counts * chunk.right,
            n_people=counts * chunk.answered,
            items=np.arange(len(curves.slope)),
        )
    return sums.fit()


def _given_others(patterns: Patterns, chance: Floats, weights: Floats) -> Floats:
    """Chance of a right answer given the other answers: the item's own factor is divided out of the posterior."""
    chance = np.clip(chance, SMALLEST_VARIANCE, 1 - SMALLEST_VARIANCE)
    if_right = 1 / (weights @ (1 / chance))
    if_wrong = (weights @ (chance / (1 - chance))) / (weights @ (1 / (1 - chance)))
    return np.where(patterns.right > 0, if_right, if_wrong)


class _Sums:
    """Running sums over cells of people who share an expected answer."""

    def __init__(self, n_items: int) -> None:
        self.n = np.zeros(n_items)
        self.square = np.zeros(n_items)
        self.standard = np.zeros(n_items)
        self.variance = np.zeros(n_items)
        self.kurtosis = np.zeros(n_items)
        self.peaked = np.zeros(n_items)

    def add(self, chance: Floats, *, n_right: Floats, n_people: Floats, items: np.ndarray) -> None:
        """Cells × items: expected answer, right answers and people."""
        variance = np.maximum(chance * (1 - chance), SMALLEST_VARIANCE)
        square = n_right * (1 - chance) ** 2 + (n_people - n_right) * chance**2
        self.n[items] += n_people.sum(axis=0)
        self.square[items] += square.sum(axis=0)
        self.standard[items] += (square / variance).sum(axis=0)
        self.variance[items] += (n_people * variance).sum(axis=0)
        self.kurtosis[items] += (n_people * (1 / variance - 4)).sum(axis=0)
        self.peaked[items] += (n_people * (variance - 4 * variance**2)).sum(axis=0)

    def fit(self) -> ItemFit:
        """Mean squares, and Wilson and Hilferty's cube root as a significance value."""
        with np.errstate(invalid="ignore", divide="ignore"):
            infit, outfit = self.square / self.variance, self.standard / self.n
            infit_sd = np.sqrt(np.maximum(self.peaked, 0)) / self.variance
            outfit_sd = np.sqrt(np.maximum(self.kurtosis, 0)) / self.n
            return ItemFit(
                infit=infit, outfit=outfit, infit_t=_cube_root(infit, infit_sd), outfit_t=_cube_root(outfit, outfit_sd)
            )


def _cube_root(mean_square: Floats, sd: Floats) -> Floats:
    sd = np.where(sd > 1e-9, sd, np.nan)
    value: Floats = (np.cbrt(mean_square) - 1) * (3 / sd) + sd / 3
    return value
