"""Yields sets of labels that hold each label's cases equally often, from probabilities of cases already judged.

Split conformal prediction by label (Vovk 2013): of those who truly meet, and of those who do not, the error level says
how many sets miss. So it holds where later cases meet more or less often than the judged ones did, as a course whose
exam more people pass; bands of the probability (`conformal.py`) do not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.suitability.conformal import Flags, Kept, Names, Values, least_kept


@dataclass(frozen=True, kw_only=True)
class LabelSets:
    """P(meets) of judged cases that the model was not fitted on, ascending, for each label."""

    meets: Values
    does_not_meet: Values

    def kept(self, probability: Values, *, error: float) -> Names:
        """The set of each case, as values of Kept."""
        holds_meets = probability >= least_kept(self.meets, error)
        holds_fails = 1 - probability >= least_kept(np.sort(1 - self.does_not_meet), error)
        names = np.array([str(name) for name in (Kept.NEITHER, Kept.DOES_NOT_MEET, Kept.MEETS, Kept.BOTH)])
        found: Names = names[2 * holds_meets + holds_fails]
        return found


def label_sets(probability: Values, is_true: Flags) -> LabelSets:
    """What later sets need, from judged cases: P(meets) and whether they meet."""
    return LabelSets(meets=np.sort(probability[is_true]), does_not_meet=np.sort(probability[~is_true]))
