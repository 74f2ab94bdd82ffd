"""Which cells of a table of learners are not shown, so that no count of a few people can be found by subtraction.

Whoever reads the table may know the sums of its rows and columns. A cell of 1 to 4 people is hidden, and with it as
many others as make every row and every column hide none or at least two. A hidden cell may be zero: it is listed as
hidden like the others.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from recommender.small_cells import HIDDEN_BELOW

Counts = npt.NDArray[np.int64]
Hidden = npt.NDArray[np.bool_]


def hidden_learners(counts: Counts, *, already: Hidden | None = None) -> Hidden:
    """(rows, columns) of counts → which are hidden; `already` are hidden for a reason of their own."""
    hidden: Hidden = (counts > 0) & (counts < HIDDEN_BELOW)
    if already is not None:
        hidden = hidden | already
    while True:
        more = _with_company(_with_company(hidden, counts).T, counts.T).T
        if (more == hidden).all():
            return hidden
        hidden = more


def _with_company(hidden: Hidden, counts: Counts) -> Hidden:
    """One more cell hidden in each row that hides a single one: the smallest that is not zero, else the first zero."""
    table = hidden.copy()
    for row in np.flatnonzero(table.sum(axis=1) == 1):
        cost = np.where(counts[row] > 0, counts[row], np.iinfo(np.int64).max - 1)
        cost = np.where(table[row], np.iinfo(np.int64).max, cost)
        cheapest = int(np.argmin(cost))
        if not table[row, cheapest]:
            table[row, cheapest] = True
    return table
