"""Earlier scores of people as one standing that foretells a later outcome, from scores with their dates.

Scores of different assessments are made comparable by rank among those who took the same one (normal scores), so a
hard assessment or a strict assessor counts for nobody. Newer ones count more, and a standing on few scores is drawn to
the middle. Stated weights of assessments, the lack of a score, late hand-ins, the kinds of assessment apart, a common
factor fitted without outcomes and monotone boosting were tried and told nothing more across runs; learners under no
constraint that see every score do not tell more inside a run either (docs/evaluation-learning.md).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import norm

from models.suitability import PolicyPriorClassifier
from recommender.learning.prior_width import widened

DAYS = 200.0
"""Days in which the weight of a score falls to 1/e: coursework of months, not evidence of years as in measure.py."""
PRIOR_SCORES = 0.5
"""Weight of the middle beside the scores seen."""
RULE_OFFSET, RULE_SLOPE = 2.0, 1.5
"""Log odds of the written rule before any outcome is known: most pass, and the standing tells who."""
RUN_WIDTH = 3.0
"""How far the first outcomes of a run may move what earlier runs taught (of WIDTHS): runs pass different shares."""
KEY = ["run", "person"]
Values = npt.NDArray[np.float64]


def standings(scores: pd.DataFrame) -> pd.DataFrame:
    """run, person, mean (the plain mean) and standing, from `scores`: run, person, assessment, day, score."""
    seen = scores[scores["score"].notna()].copy()
    same = seen.groupby(["run", "assessment"])
    normal = norm.ppf((same["score"].rank() - 0.5) / same["score"].transform("size"))
    due = same["day"].transform("median")
    counts = np.exp(-(due.groupby(seen["run"]).transform("max") - due) / DAYS)
    parts = seen[[*KEY, "score"]].assign(counts=counts, value=counts * normal)
    groups = parts.groupby(KEY)
    sums = groups[["value", "counts"]].sum()
    frame = groups["score"].mean().to_frame("mean")
    frame["standing"] = sums["value"] / (sums["counts"] + PRIOR_SCORES)
    return frame.reset_index()


def rule_log_odds(frame: pd.DataFrame) -> Values:
    """(rows, 1): the written rule, the only column the classifier needs."""
    return np.asarray(RULE_OFFSET + RULE_SLOPE * frame[["standing"]].to_numpy(dtype=np.float64))


def left_out_chances(
    table: Values, passed: npt.NDArray[np.bool_], runs: npt.NDArray[np.int64], *, width: float
) -> Values:
    """P(passed) of each person by a model that saw the other runs only, as it will not have seen the run asked about.

    So everybody serves both to fit and to calibrate, nobody for both at once, and sets allow for how runs differ.
    """
    chances = np.empty(len(table))
    for left_out in np.unique(runs):
        here = runs == left_out
        chances[here] = widened(width).fit(table[~here], passed[~here]).probability(table[here])
    return chances


def moved_chances(earlier: PolicyPriorClassifier, seen: Values, passed: npt.NDArray[np.bool_], asked: Values) -> Values:
    """P(passed) of `asked` once the first outcomes of their own run are known: what earlier runs taught is the policy.

    How many pass a run is told by nothing before; so the outcomes of `seen` move the offset and the slope, and the
    order of people stays.
    """
    own = widened(RUN_WIDTH).fit(earlier.decision_function(seen)[:, None], passed)
    return own.probability(earlier.decision_function(asked)[:, None])
