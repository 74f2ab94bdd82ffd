"""Which cells of a table of learners are not shown, so that no count of a few people can be found by subtraction.

Whoever reads the table may know the sums of its rows and columns. A cell of 1 to 4 people is hidden, and with it as
many others as make every row and every column hide none, or at least two that are five people together: else what a
sum leaves for them would itself be the count of a few. A hidden cell may be zero: it is listed like the others.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from recommender.small_cells import HIDDEN_BELOW

Counts = npt.NDArray[np.int64]
Hidden = npt.NDArray[np.bool_]


def hidden_learners(counts: Counts, *, already: Hidden | None = None) -> Hidden:
    """Counts over two or more dimensions → which are hidden; `already` are hidden for a reason of their own."""
    hidden: Hidden = (counts > 0) & (counts < HIDDEN_BELOW)
    if already is not None:
        hidden = hidden | already
    if not counts.size:
        return hidden
    while True:
        more = hidden
        for axis in reversed(range(counts.ndim)):
            more = _with_company(more, counts, axis=axis)
        if (more == hidden).all():
            return hidden
        hidden = more


def _with_company(hidden: Hidden, counts: Counts, *, axis: int) -> Hidden:
    """One more cell hidden in each line along an axis that hides too little: the smallest not zero, else a zero."""
    table = np.moveaxis(hidden, axis, -1).copy()
    lines = table.reshape(-1, table.shape[-1])
    sizes = np.moveaxis(counts, axis, -1).reshape(lines.shape)
    is_few = lines.any(axis=1) & ((lines * sizes).sum(axis=1) < HIDDEN_BELOW)
    has_more = ((sizes > 0) & ~lines).any(axis=1)
    alone = np.flatnonzero((lines.sum(axis=1) == 1) | (is_few & has_more))
    sizes = sizes[alone]
    cost = np.where(sizes > 0, sizes, np.iinfo(np.int64).max - 1)
    cost = np.where(lines[alone], np.iinfo(np.int64).max, cost)
    lines[alone, np.argmin(cost, axis=1)] = True
    shown: Hidden = np.moveaxis(table, -1, axis)
    return shown
