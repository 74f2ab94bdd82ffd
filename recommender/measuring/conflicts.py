"""Requirements on which sources disagree more than their errors explain, from what each source says of an officer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import pandas as pd

from recommender.types import Method

LEAST_LEVELS = 1.0
"""Sources less than a level apart do not conflict, however sure both are."""
LEAST_DEVIATIONS = 2.0
"""Nor do those whose difference is less than this many of its standard deviations."""
PAIR = ["officer_id", "requirement_id"]


def conflicts(seen: pd.DataFrame, *, by: Sequence[str] = PAIR) -> pd.DataFrame:
    """`by`, conflict: "supervisor>test" where these two are furthest apart, in deviations, of rows of `observations`.

    `by`: the columns that tell pairs apart. Leniency of assessors and of self-ratings is already off the values, so
    only the rest is called a conflict.
    """
    direct = seen[seen["is_direct"]]
    precision = 1 / direct["deviation_alone"] ** 2
    parts = direct[[*by, "method"]].assign(precision=precision, weighted=precision * direct["value"])
    sums = parts.groupby([*by, "method"], as_index=False)[["precision", "weighted"]].sum()
    sums = sums.assign(mean=sums["weighted"] / sums["precision"], variance=1 / sums["precision"])
    said = sums.pivot(index=list(by), columns="method", values=["mean", "variance"])
    found = [*_apart(said)]
    if not found:
        return direct[list(by)].iloc[:0].assign(conflict=pd.Series([], dtype="str"))
    order = [*by, "far", "conflict"]
    ascending = [*[True] * len(by), False, True]
    worst = pd.concat(found).sort_values(order, ascending=ascending).drop_duplicates(list(by))
    return worst[[*by, "conflict"]].astype({"conflict": "str"}).reset_index(drop=True)


def _apart(said: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """For each two sources, the rows on which they conflict."""
    known = [str(method) for method in Method if "mean" in said and str(method) in said["mean"]]
    for one, other in combinations(known, 2):
        gap = said["mean"][one] - said["mean"][other]
        far = gap.abs() / (said["variance"][one] + said["variance"][other]) ** 0.5
        rows = gap[(gap.abs() >= LEAST_LEVELS) & (far >= LEAST_DEVIATIONS)]
        if len(rows):
            names = [f"{one}>{other}" if value > 0 else f"{other}>{one}" for value in rows]
            yield rows.index.to_frame(index=False).assign(conflict=names, far=far[rows.index].to_numpy())
