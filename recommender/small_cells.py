"""Counts that can be shown, from counts by group: small groups pooled, small cells and what would betray them hidden.

A reader knows the totals (they are in the summary), so one hidden cell in a row or a column is no secret: another one
goes with it. Differences between two ways of grouping are not looked at.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

HIDDEN_BELOW = 5
"""A group or a count of 1 to 4 people is a name."""
POOLED = "pooled"
"""The group that small groups are put into."""
Flags = npt.NDArray[np.bool_]


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


def hidden_cells(counts: npt.NDArray[np.float64]) -> Flags:
    """(groups, kinds) of counts whose rows and columns have known sums → which are not shown."""
    small = (counts > 0) & (counts < HIDDEN_BELOW)
    hidden: Flags = small
    while True:
        more = _completed(_completed(hidden, counts), counts.T, turned=True)
        if (more == hidden).all():
            return hidden
        hidden = more


def _completed(hidden: Flags, counts: npt.NDArray[np.float64], *, turned: bool = False) -> Flags:
    """With a second cell hidden in every row that hides exactly one: its smallest other, the last of equals."""
    table = hidden.T.copy() if turned else hidden.copy()
    for row in np.flatnonzero(table.sum(axis=1) == 1):
        left = np.where(table[row], np.inf, counts[row])[::-1]
        if np.isfinite(left).any():
            table[row, table.shape[1] - 1 - int(np.argmin(left))] = True
    return table.T if turned else table
