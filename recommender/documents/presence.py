"""Where the people of a list stand: in posts with a quota, in posts without one, not placed; the three add up to all.

Not placed are those whose position, or whose unit, could not be read: nobody can say which post they fill, so a
shortage where they may stand is not certain.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from recommender.inputs import Inputs
from recommender.types import Baseline

PRESENCE = ["people", "in_quota", "without_quota", "not_placed"]


def presence(balance: pd.DataFrame, inputs: Inputs) -> pd.DataFrame:
    """unit_id and PRESENCE, one row a unit of the people or the posts; the first number is the sum of the others.

    People in several posts count by their shares of work.
    """
    officers = inputs.officers[["officer_id", "unit_id"]]
    lost = officers.assign(people=1.0, not_placed=is_not_placed(inputs).astype("float64"))
    people = lost.groupby("unit_id", sort=True)[["people", "not_placed"]].sum()
    known = balance[balance[f"over_{Baseline.QUOTA}"].notna() & (balance["unit_id"] != "")]
    frame = people.join(known.groupby("unit_id", sort=True)["present"].sum().rename("in_quota"), how="outer").fillna(
        0.0
    )
    frame["in_quota"] = frame["in_quota"].round(6)
    frame["without_quota"] = (frame["people"] - frame["in_quota"] - frame["not_placed"]).round(6) + 0.0
    return frame.reset_index(names="unit_id")[["unit_id", *PRESENCE]]


def is_not_placed(inputs: Inputs) -> pd.Series:
    """Of each row of the officers, whether no post of theirs is known: position or unit could not be read."""
    held = inputs.officers["officer_id"].isin(inputs.holdings["officer_id"])
    return ~held | (inputs.officers["unit_id"] == "")


def unread_people(inputs: Inputs) -> pd.DataFrame:
    """The officers no position of whom could be read."""
    return inputs.officers[~inputs.officers["officer_id"].isin(inputs.holdings["officer_id"])]


def unread_beside(balance: pd.DataFrame, inputs: Inputs) -> pd.Series:
    """Of each BALANCE row, of how many people of its unit no position was read: any of them may fill its post."""
    lost = unread_people(inputs).groupby("unit_id")["officer_id"].nunique().drop("", errors="ignore")
    found = balance["unit_id"].map(lost.to_dict()).fillna(0).astype(np.int64)
    return pd.Series(found.to_numpy(), index=balance.index)
