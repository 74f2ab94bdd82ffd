"""What a small group is, and the groups that people are shown in, from their own: small ones put together."""

from __future__ import annotations

import pandas as pd

HIDDEN_BELOW = 5
"""A group or a count of 1 to 4 people is a name."""
POOLED = "pooled"
"""The group that small groups are put into."""


def pooled_groups(groups: pd.Series) -> pd.Series:
    """The group of each person, those of fewer than HIDDEN_BELOW people put together.

    Where together they are still too few, the next smallest joins them, so that the total betrays nobody.
    """
    sizes = groups.value_counts().rename("n").rename_axis("group").reset_index()
    sizes = sizes.sort_values(["n", "group"], ignore_index=True)
    small = int((sizes["n"] < HIDDEN_BELOW).sum())
    while 0 < small < len(sizes) and sizes["n"].head(small).sum() < HIDDEN_BELOW:
        small += 1
    return groups.where(~groups.isin(list(sizes["group"].head(small))), POOLED)
