"""Scores that look like scores on 10 among scores on 100: 7.5 where the others of the sheet lie between 60 and 90."""

from __future__ import annotations

import numpy as np
import pandas as pd

from recommender.readers.problem_log import SheetLog

WHOLE, TENTH = 100.0, 10.0
LEAST_OTHERS = 8
"""So many other scores of the same sheet and method show what is usual there."""
LOW_SHARE = 0.1
USUAL_LOW = 30.0
"""The lowest tenth of the others must reach this: where some truly score 12, another may truly score 8."""
MOST_ODD = 0.1
"""Were more of them odd, the sheet would hold two scales, and nobody could say which are the odd ones."""


def say_odd_scores(results: pd.DataFrame, spot: SheetLog) -> None:
    """A warning at each such score of one table (columns of RESULT_COLUMNS); the scores stay as they are written."""
    on_hundred = results[(results["scale_min"] == 0) & (results["scale_max"] == WHOLE) & results["score"].notna()]
    for _, rows in on_hundred.groupby("method", sort=True):
        scores = rows["score"].to_numpy(np.float64)
        is_odd = (scores > 0) & (scores <= TENTH)
        others = scores[scores > TENTH]
        if not is_odd.any() or len(others) < LEAST_OTHERS or is_odd.sum() > MOST_ODD * len(scores):
            continue
        usual = float(np.quantile(others, LOW_SHARE))
        if usual < USUAL_LOW:
            continue
        for score, place in zip(scores[is_odd], rows["place"][is_odd], strict=True):
            cell = str(place).rsplit("!", 1)[-1]
            spot.add("score_like_ten", cell, value=f"{score:g}", usual=f"{usual:g}")
