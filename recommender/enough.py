"""P(enough of all requirements are met) per officer and position, from P(met) of each, exactly.

The share met is a weighted sum of independent yes-or-no parts; its distribution is built up part by part over whole
units of weight (Poisson binomial with weights). A normal approximation would be quicker and is not monotone: a part
that becomes a little likelier also widens it, and up to 4 points of probability were lost for more competence.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from recommender.measuring.pair_numbers import Numbers, group_numbers

UNIT = 0.25
"""Weights are counted in this unit, the largest that every weight of requirements.py is a multiple of."""
ROWS_AT_ONCE = 20_000
SLACK = 1e-9
KEY = ["officer_id", "position_id"]
Floats = npt.NDArray[np.float64]


def share_reached(estimates: pd.DataFrame, *, share: float) -> pd.DataFrame:
    """KEY, p_enough: P(weighted share of requirements met ≥ share); `estimates` with weight and p_meets."""
    holding, keys = group_numbers(estimates, KEY)
    return keys.assign(p_enough=p_enough(estimates, holding, count=len(keys), share=share))


def p_enough(estimates: pd.DataFrame, holding: Numbers, *, count: int, share: float) -> Floats:
    """P(weighted share of requirements met ≥ share) of each of `count` groups; `holding`: the group of each row."""
    order = np.lexsort((pd.factorize(estimates["requirement_id"], sort=True)[0], holding))
    reached = np.empty(count)
    if not count:
        return reached
    group = holding[order]
    place = np.arange(len(group)) - np.searchsorted(group, group)
    shape = (count, int(np.bincount(group).max()))
    units, p = np.zeros(shape, dtype=np.int16), np.zeros(shape)
    units[group, place] = np.maximum(np.rint(estimates["weight"].to_numpy()[order] / UNIT), 1)
    p[group, place] = estimates["p_meets"].to_numpy()[order]
    patterns, of = np.unique(units, axis=0, return_inverse=True)
    for number, pattern in enumerate(patterns):
        rows = np.flatnonzero(of.ravel() == number)
        for start in range(0, len(rows), ROWS_AT_ONCE):
            part = rows[start : start + ROWS_AT_ONCE]
            reached[part] = _reached(p[part], pattern.astype(np.int64), share=share)
    return reached


def _reached(p: Floats, units: npt.NDArray[np.int64], *, share: float) -> Floats:
    """P(sum of units met ≥ share of all) of each row of p (rows, parts)."""
    total = int(units.sum())
    chance = np.zeros((len(p), total + 1))
    chance[:, 0] = 1.0
    so_far = 0
    for part, unit in zip(p.T, units.tolist(), strict=True):
        before = chance[:, : so_far + 1].copy()
        chance[:, : so_far + 1] *= (1 - part)[:, None]
        chance[:, unit : so_far + unit + 1] += before * part[:, None]
        so_far += unit
    least = int(np.ceil(share * total - SLACK))
    result: Floats = np.clip(chance[:, least:].sum(axis=1), 0.0, 1.0)
    return result
