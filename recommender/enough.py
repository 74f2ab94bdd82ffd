"""P(enough of all requirements are met) per officer and position, from P(met) of each, exactly.

The share met is a weighted sum of independent yes-or-no parts; its distribution is built up part by part over whole
units of weight (Poisson binomial with weights). A normal approximation would be quicker and is not monotone: a part
that becomes a little likelier also widens it, and up to 4 points of probability were lost for more competence.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

UNIT = 0.25
"""Weights are counted in this unit, the largest that every weight of requirements.py is a multiple of."""
ROWS_AT_ONCE = 20_000
SLACK = 1e-9
KEY = ["officer_id", "position_id"]
Floats = npt.NDArray[np.float64]


def share_reached(estimates: pd.DataFrame, *, share: float) -> pd.DataFrame:
    """KEY, p_enough: P(weighted share of requirements met ≥ share); `estimates` with weight and p_meets."""
    ordered = estimates.sort_values([*KEY, "requirement_id"], kind="stable")
    keys = ordered[KEY].drop_duplicates(ignore_index=True)
    if keys.empty:
        return keys.assign(p_enough=pd.Series([], dtype="float64"))
    holding = ordered.groupby(KEY, sort=True).ngroup().to_numpy()
    place = ordered.groupby(KEY, sort=True).cumcount().to_numpy()
    shape = (len(keys), int(place.max()) + 1)
    units, p = np.zeros(shape, dtype=np.int16), np.zeros(shape)
    units[holding, place] = np.maximum(np.rint(ordered["weight"].to_numpy() / UNIT), 1)
    p[holding, place] = ordered["p_meets"].to_numpy()
    patterns, of = np.unique(units, axis=0, return_inverse=True)
    reached = np.empty(len(keys))
    for number, pattern in enumerate(patterns):
        rows = np.flatnonzero(of.ravel() == number)
        for start in range(0, len(rows), ROWS_AT_ONCE):
            part = rows[start : start + ROWS_AT_ONCE]
            reached[part] = _reached(p[part], pattern.astype(np.int64), share=share)
    return keys.assign(p_enough=reached)


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
