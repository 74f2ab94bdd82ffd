"""Cut scores between levels with their own uncertainty, from judges' ratings and item curves.

Angoff (1971): each judge says, item by item, how likely a person just at a level answers right; the cut of that judge
is the ability whose expected score is the sum. Bookmark (Mitzel and others 2001): each judge names, on the map of items
ordered by difficulty, the last item that a person just at the level masters; the cut is where that item is answered
right with probability two thirds. The cut is the mean of the judges, its variance the variance between judges over
their number plus, for Angoff, what the judges' disagreement with the item curves means for another set of items.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import logit

from models.testing.ability import ItemCurves
from models.testing.responses import Floats

MASTERY = 2 / 3
BISECTIONS = 60
REACH = 12.0
FLATTEST = 0.05
"""Items with less slope than this do not locate a cut."""


@dataclass(frozen=True, kw_only=True)
class CutScore:
    """The ability from which a level is reached."""

    level: int
    theta: float
    se: float
    n_judges: int


@dataclass(frozen=True, kw_only=True)
class Rating:
    """What one judge says of one item at one level: a probability (Angoff), or nothing more (bookmark)."""

    judge: str
    level: int
    item: int
    probability: float = float("nan")


@dataclass(frozen=True, kw_only=True)
class _JudgeCut:
    theta: float
    item_variance: float


def angoff_cuts(ratings: Sequence[Rating], curves: ItemCurves) -> tuple[CutScore, ...]:
    """One cut a level, lowest level first, from probabilities; levels without a usable rating are left out."""
    usable = [rating for rating in ratings if _is_steep(curves, rating.item)]
    found: dict[int, list[_JudgeCut]] = {}
    for level, judge in sorted({(rating.level, rating.judge) for rating in usable}):
        own = [rating for rating in usable if (rating.level, rating.judge) == (level, judge)]
        items = np.array([rating.item for rating in own])
        part = ItemCurves(slope=curves.slope[items], intercept=curves.intercept[items])
        found.setdefault(level, []).append(_angoff_cut(part, np.array([rating.probability for rating in own])))
    return tuple(_joined(level, cuts) for level, cuts in sorted(found.items()))


def bookmark_cuts(ratings: Sequence[Rating], curves: ItemCurves) -> tuple[CutScore, ...]:
    """One cut a level, lowest level first, from the item each judge names for it."""
    found: dict[int, list[_JudgeCut]] = {}
    for rating in sorted(ratings, key=lambda rating: (rating.level, rating.judge, rating.item)):
        if _is_steep(curves, rating.item):
            place = (logit(MASTERY) - curves.intercept[rating.item]) / curves.slope[rating.item]
            found.setdefault(rating.level, []).append(_JudgeCut(theta=float(place), item_variance=0.0))
    return tuple(_joined(level, cuts) for level, cuts in sorted(found.items()))


def _is_steep(curves: ItemCurves, item: int) -> bool:
    return bool(curves.slope[item] > FLATTEST) and bool(np.isfinite(curves.intercept[item]))


def _angoff_cut(curves: ItemCurves, probabilities: Floats) -> _JudgeCut:
    """Ability with the judge's expected score, and its variance over items of this kind."""
    places = -curves.intercept / curves.slope
    low, high = float(places.min()) - REACH, float(places.max()) + REACH
    wanted = float(probabilities.sum())
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        is_below = curves.chance(np.array([middle])).sum() < wanted
        low, high = (middle, high) if is_below else (low, middle)
    theta = (low + high) / 2
    chance = curves.chance(np.array([theta]))[0]
    steepness = float((curves.slope * chance * (1 - chance)).sum())
    off = probabilities - chance
    spread = float(off @ off) * len(off) / max(len(off) - 1, 1)
    return _JudgeCut(theta=theta, item_variance=spread / max(steepness, 1e-6) ** 2)


def _joined(level: int, cuts: Sequence[_JudgeCut]) -> CutScore:
    places = np.array([cut.theta for cut in cuts])
    between = float(places.var(ddof=1)) / len(places) if len(places) > 1 else 0.0
    items = float(np.mean([cut.item_variance for cut in cuts]))
    return CutScore(level=level, theta=float(places.mean()), se=float(np.sqrt(between + items)), n_judges=len(places))
