"""Yields the set of labels that cannot be ruled out at an error level, from probabilities of cases already judged.

Split conformal prediction, by label (Vovk 2013, "Conditional validity of inductive conformal predictors"): of the cases
that truly have a label, at most the error level loses it, whatever the model, as long as new cases come like the old.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Flags = NDArray[np.bool_]
ROUNDING = 1e-9
"""Slack in the rank, so that 0.1 · 10 is 1."""


class Kept(StrEnum):
    """The labels of a set."""

    MEETS = "meets"
    """Only "meets"."""
    DOES_NOT_MEET = "does_not_meet"
    """Only "does not meet"."""
    BOTH = "both"
    """Neither label can be ruled out."""
    NEITHER = "neither"
    """Both labels are unlike what was seen: as little a verdict as both."""


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """Least P(meets) that keeps "meets", and least P(does not meet) that keeps "does not meet"."""

    meets: float
    does_not_meet: float


@dataclass(frozen=True, kw_only=True)
class ConformalSets:
    """Probabilities given to the right label of judged cases that the model was not fitted on, ascending by label."""

    meets: Values
    does_not_meet: Values

    def bounds(self, error: float) -> Bounds:
        """The bounds at an error level; 0 (nothing is ever ruled out) for a label with fewer than 1/error - 1 cases."""
        return Bounds(meets=_bound(self.meets, error), does_not_meet=_bound(self.does_not_meet, error))

    def kept(self, probability: Values, *, error: float) -> NDArray[np.str_]:
        """The set of each case, as values of Kept."""
        bounds = self.bounds(error)
        meets, fails = probability >= bounds.meets, 1 - probability >= bounds.does_not_meet
        names = [Kept.NEITHER, Kept.DOES_NOT_MEET, Kept.MEETS, Kept.BOTH]
        found: NDArray[np.str_] = np.array([str(name) for name in names])[2 * meets + fails]
        return found


def conformal_sets(probability: Values, is_true: Flags) -> ConformalSets:
    """What later sets need, from judged cases: P(meets) and whether they meet."""
    return ConformalSets(meets=np.sort(probability[is_true]), does_not_meet=np.sort(1 - probability[~is_true]))


def _bound(ascending: Values, error: float) -> float:
    rank = int(np.floor(error * (len(ascending) + 1) + ROUNDING))
    return float(ascending[rank - 1]) if rank >= 1 else 0.0


@dataclass(frozen=True, kw_only=True)
class GroupCoverage:
    """How sets do in a group of judged cases: share holding the right label, and share of a single label."""

    dimension: str
    group: str
    cases: int
    coverage: float
    decided: float


def covered(kept: NDArray[np.str_], is_true: Flags) -> Flags:
    """Whether each set holds the right label."""
    right = np.where(is_true, str(Kept.MEETS), str(Kept.DOES_NOT_MEET))
    return np.asarray((kept == right) | (kept == str(Kept.BOTH)))


def group_coverage(
    kept: NDArray[np.str_], is_true: Flags, groups: Mapping[str, NDArray[np.str_]], *, least: int = 1
) -> tuple[GroupCoverage, ...]:
    """Coverage over everybody and in each group of at least `least` cases, in the order of names."""
    right = covered(kept, is_true)
    single = (kept == str(Kept.MEETS)) | (kept == str(Kept.DOES_NOT_MEET))
    every = {"all": np.full(len(kept), "all"), **groups}
    found = []
    for dimension, names in every.items():
        for name in np.unique(names):
            here = names == name
            if here.sum() >= least:
                found.append(
                    GroupCoverage(
                        dimension=dimension, group=str(name), cases=int(here.sum()),
                        coverage=float(right[here].mean()), decided=float(single[here].mean()),
                    )
                )  # fmt: skip
    return tuple(found)
