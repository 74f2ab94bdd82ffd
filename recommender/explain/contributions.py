"""What each question adds to the log odds of a verdict: parts that sum to them, from features and the judge in use."""

from __future__ import annotations

import numpy as np
import pandas as pd

from models.suitability import PolicyPriorClassifier
from recommender.suitability import FEATURES, LearnedSuitability, log_odds, suitability_matrix
from recommender.verdict import KEY

PARTS = ("offset", "enough", "gates", "standards", "shares")
"""What was learned for everybody; enough requirements met; the core tasks; the formal standards; shares met and shown.

`enough` is what the verdict would be if the other questions were clear; `gates` and `standards` are what they take
away (or give back, where a learned model weighs them less than the policy does).
"""


def contributions(features: pd.DataFrame, judge: LearnedSuitability | None = None) -> pd.DataFrame:
    """KEY, PARTS and log_odds = their sum, by row of `features`; without a judge those of the written policy."""
    classifier = judge.classifier if judge else PolicyPriorClassifier(classes=(False, True)).start(len(FEATURES))
    column = dict(zip(FEATURES, suitability_matrix(features).T, strict=True))
    weight = dict(zip(FEATURES, classifier.coef_.tolist(), strict=True))
    enough, competency = (log_odds(features[name]).to_numpy() for name in ("p_enough", "p_competency"))
    both = weight["competency"] + weight["enough"]
    clear = weight["standards_possible"] * column["standards_possible"]
    clear = clear + weight["standards_clear"] * column["standards_clear"]
    parts = {
        "offset": np.full(len(features), classifier.offset_),
        "enough": weight["policy"] * enough + both * column["enough"],
        "gates": weight["policy"] * (competency - enough)
        + weight["competency"] * (column["competency"] - column["enough"]),
        "standards": weight["policy"] * (column["policy"] - competency) + clear,
        "shares": weight["share_met"] * column["share_met"] + weight["share_shown"] * column["share_shown"],
    }
    frame = features[KEY].assign(**parts)
    return frame.assign(log_odds=frame[list(PARTS)].sum(axis=1))
