"""What reading lost: officers and holdings of the truth that did not come through the files, and problems told."""

from __future__ import annotations

import pandas as pd

from recommender.evaluate.truth import Truth
from recommender.inputs import Inputs
from recommender.types import Severity

KEY = ["officer_id", "position_id"]


def reading_losses(inputs: Inputs, truth: Truth) -> pd.DataFrame:
    """what, count: counts of officers and holdings planted, lost and invented, planted dirt and problems reported."""
    planted = truth.verdicts[KEY].drop_duplicates()
    both = planted.merge(inputs.holdings[KEY].drop_duplicates(), on=KEY, how="outer", indicator="side")
    officers = set(planted["officer_id"])
    read = set(inputs.officers["officer_id"])
    rows = {
        "officers_planted": len(officers),
        "officers_lost": len(officers - read),
        "officers_invented": len(read - officers),
        "holdings_planted": len(planted),
        "holdings_lost": int((both["side"] == "left_only").sum()),
        "holdings_invented": int((both["side"] == "right_only").sum()),
        "dirt_planted": len(truth.dirt),
        **{f"problems_{severity}": int((inputs.problems["severity"] == severity).sum()) for severity in Severity},
    }
    return pd.DataFrame({"what": list(rows), "count": list(rows.values())})
