"""Yields the set of labels that cannot be ruled out at an error level, from probabilities of cases already judged.

Split conformal prediction, separately by how sure the model is (Vovk 2013, "Conditional validity of inductive conformal
predictors", with bands of the probability as the taxonomy): in each band the set misses the right label as often as
the error level says, whatever the model, as long as new cases come like the old. Over all cases at once, the many easy
ones would pay for wrong labels of the few hard ones; by label, many who truly meet would lose that label.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Names = NDArray[np.str_]
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
class ConformalSets:
    """What later sets need: P(meets) of judged cases that the model was not fitted on, ascending by label.

    `edges`: probabilities at which a band ends and the next begins.
    """

    meets: Values
    does_not_meet: Values
    edges: Values

    def bounds(self, error: float) -> Values:
        """By band, the least probability that keeps a label; 0 (nothing is ruled out) with too few cases to tell."""
        return np.array([least_kept(self._right(at), error) for at in range(len(self.edges) + 1)])

    def _right(self, at: int) -> Values:
        """Probabilities of the right labels of the judged cases of a band, ascending."""
        right = np.r_[self.meets, 1 - self.does_not_meet]
        band = np.searchsorted(self.edges, np.r_[self.meets, self.does_not_meet], side="right")
        return np.sort(right[band == at])

    def kept(self, probability: Values, *, error: float) -> Names:
        """The set of each case, as values of Kept."""
        bound = self.bounds(error)[np.searchsorted(self.edges, probability, side="right")]
        names = [Kept.NEITHER, Kept.DOES_NOT_MEET, Kept.MEETS, Kept.BOTH]
        return _named(names, 2 * (probability >= bound) + (1 - probability >= bound))

    def decided(self, probability: Values, *, error: float) -> Names:
        """The single label of each case where it is the set there and at every surer probability, else NEITHER.

        So a higher probability never has the worse answer, although bands have bounds of their own. What is decided at
        a smaller error level is decided: a model surer than was asked for would else leave more unlike what was seen,
        and so undecided, the more error is allowed.
        """
        ends = np.r_[0.0, self.edges, 1.0]
        least_meets = _alone_from(_bounds_up_to(self._right(len(self.edges)), error), ends[-2])
        most_fails = 1 - _alone_from(_bounds_up_to(self._right(0), error), 1 - ends[1])
        names = [Kept.NEITHER, Kept.DOES_NOT_MEET, Kept.MEETS]
        return _named(names, np.where(probability >= least_meets, 2, (probability <= most_fails) * 1))


def conformal_sets(probability: Values, is_true: Flags, *, edges: Sequence[float] = ()) -> ConformalSets:
    """What later sets need, from judged cases: P(meets) and whether they meet."""
    return ConformalSets(
        meets=np.sort(probability[is_true]), does_not_meet=np.sort(probability[~is_true]), edges=np.array(edges)
    )


def _named(names: Sequence[Kept], place: NDArray[np.int64]) -> Names:
    found: Names = np.array([str(name) for name in names])[place]
    return found


def least_kept(ascending: Values, error: float) -> float:
    """The least probability of a label that keeps it, from those of its judged cases; 0 with too few to tell."""
    return float(_bounds_up_to(ascending, error)[-1])


def _bounds_up_to(ascending: Values, error: float) -> Values:
    """The least probabilities that keep a label at every error level up to this one, 0 at the smallest."""
    rank = int(np.floor(error * (len(ascending) + 1) + ROUNDING))
    bounds: Values = np.r_[0.0, ascending[:rank]]
    return bounds


def _alone_from(bounds: Values, begin: float) -> float:
    """The least probability of the outermost band from which on the sets of one of the bounds are its label alone.

    Above 1: there is none.

    The next band never joins it: a label is alone from above one half of the cases on, so not at a band's beginning.
    """
    return float(np.maximum(np.maximum(bounds, np.nextafter(1 - bounds, np.inf)), begin).min())


@dataclass(frozen=True, kw_only=True)
class GroupCoverage:
    """How sets do in a group of judged cases: share holding the right label, and share with an answer."""

    dimension: str
    group: str
    cases: int
    coverage: float
    decided: float


def covered(kept: Names, is_true: Flags) -> Flags:
    """Whether each set holds the right label."""
    right = np.where(is_true, str(Kept.MEETS), str(Kept.DOES_NOT_MEET))
    return np.asarray((kept == right) | (kept == str(Kept.BOTH)))


def group_coverage(
    right: Flags, is_decided: Flags, groups: Mapping[str, Names], *, least: int = 1
) -> tuple[GroupCoverage, ...]:
    """Coverage over everybody and in each group of at least `least` cases, in the order of names."""
    every = {"all": np.full(len(right), "all"), **groups}
    found = []
    for dimension, names in every.items():
        for name in np.unique(names):
            here = names == name
            if here.sum() >= least:
                found.append(
                    GroupCoverage(
                        dimension=dimension, group=str(name), cases=int(here.sum()),
                        coverage=float(right[here].mean()), decided=float(is_decided[here].mean()),
                    )
                )  # fmt: skip
    return tuple(found)
