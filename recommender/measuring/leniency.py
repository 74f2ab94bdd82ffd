"""How leniently each assessor rates, with its uncertainty, from officers whom other sources rated too.

An assessor's results on an officer are compared with what tests and other assessors say of the same officer in the same
kind of requirement (self-ratings are left out): the officer's own strength cancels, so a department of strong people
does not look like a lenient head. Differences of all officers of an assessor are weighed by their precision and drawn
to 0 as far as assessors are seen to differ at all (a random effect by moments, empirical Bayes). An assessor whose
officers nobody else rated keeps 0 and the whole spread.

The stated deviation of a method is that of a rating by an assessor nobody knows; what is learned of the assessor comes
off it. So estimates never become surer than the settings say a known assessor's rating can be.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from recommender.columns import ASSESSORS
from recommender.types import Method

LENIENCY_SD = 0.25
"""How much assessors of one method are taken to differ, in levels, before a run shows it."""
PRIOR_ASSESSORS = 20
"""Assessors that this counts for beside those seen."""
MOST_SHARE = 0.8
"""Assessors' differences are never taken to be more of a rating's variance than this."""
OWN_VARIANCE = 0.18
"""Variance of a requirement around the officer's strength, for weighing: prior_sd² · (1 - factor_share)."""
PRIOR_RESULTS = 20
SURE_ENOUGH = 0.5
"""Results less surely about a requirement say nothing of an assessor."""
RATED = (str(Method.SUPERVISOR), str(Method.PEER))
"""Methods in which somebody judges somebody else."""
RANGE = ["requirement_id", "min_level", "max_level"]
WHO = ["method", "assessor"]


def assessor_leniency(seen: pd.DataFrame) -> pd.DataFrame:
    """ASSESSORS rows from `observations`: one for each method and assessor of a direct result, ordered."""
    direct = seen[seen["is_direct"]]
    named = direct[direct["method"].isin(RATED) & (direct["assessor"] != "")]
    if named.empty:
        return ASSESSORS.empty()
    counted = named.groupby(WHO, as_index=False, sort=True).agg(
        officers=("officer_id", "nunique"), results=("evidence_id", "nunique")
    )
    compared = _compared(direct[(direct["confidence"] >= SURE_ENOUGH) & (direct["method"] != Method.SELF)])
    table = counted.merge(compared, on=WHO, how="left")
    parts = [_drawn(table[table["method"] == method]) for method in RATED if (table["method"] == method).any()]
    return ASSESSORS.conform(pd.concat(parts, ignore_index=True))


def without_leniency(seen: pd.DataFrame, assessors: pd.DataFrame) -> pd.DataFrame:
    """`seen` with what its assessor is known to give too much taken off its value, and off its deviation what is known.

    A result of an assessor whom `assessors` do not name stays as it is.
    """
    if assessors.empty:
        return seen
    known = assessors.set_index(WHO)
    at = pd.MultiIndex.from_frame(seen[WHO])
    found = known.reindex(at)
    shift = found["leniency"].fillna(0.0).to_numpy()
    base = seen["sd"].to_numpy(dtype=np.float64) ** 2
    spread = np.minimum(found["spread"].fillna(0.0).to_numpy() ** 2, MOST_SHARE * base)
    left = np.minimum(found["sd"].fillna(0.0).to_numpy() ** 2, spread)
    off = np.where(seen["is_direct"], (spread - left) / seen["confidence"], 0.0)
    deviations = {name: (seen[name] ** 2 - off) ** 0.5 for name in ("deviation", "deviation_alone") if name in seen}
    return seen.assign(value=seen["value"] - np.where(seen["is_direct"], shift, 0.0), **deviations)


def _compared(results: pd.DataFrame) -> pd.DataFrame:
    """WHO, difference, variance, compared: by assessor, how much higher than the others, over officers."""
    same = ["officer_id", "asked_kind"]
    rows = results[[*same, *WHO]].assign(residual=_residuals(results))
    rows["weight"] = 1 / (OWN_VARIANCE + results["deviation"] ** 2)
    rows["pull"] = rows["weight"] * rows["residual"]
    rows["who"] = rows["assessor"].where(rows["method"].isin(RATED), "")
    sums = rows.groupby([*same, *WHO, "who"], as_index=False, sort=True)[["weight", "pull"]].sum()
    sums["judged"] = np.where(sums["who"] != "", sums["weight"] ** 2, 0.0)
    every = sums.groupby(same)[["weight", "pull", "judged"]].transform("sum")
    weight, pull = every["weight"] - sums["weight"], every["pull"] - sums["pull"]
    use = (sums["who"] != "") & (weight > 1e-9)
    sums, weight, pull, judged = sums[use], weight[use], pull[use], (every["judged"] - sums["judged"])[use]
    difference = sums["pull"] / sums["weight"] - pull / weight
    variance = 1 / sums["weight"] + 1 / weight + LENIENCY_SD**2 * judged / weight**2
    parts = sums[WHO].assign(precision=1 / variance, weighted=difference / variance, compared=sums["officer_id"])
    table = parts.groupby(WHO, as_index=False, sort=True).agg(
        precision=("precision", "sum"), weighted=("weighted", "sum"), compared=("compared", "nunique")
    )
    found = {"difference": table["weighted"] / table["precision"], "variance": 1 / table["precision"]}
    return table[[*WHO, "compared"]].assign(**found)


def _residuals(results: pd.DataFrame) -> pd.Series:
    """What each result says less the mean of its requirement: the middle of the range, moved by the results seen."""
    written = (results["min_level"] + results["max_level"]) / 2
    groups = results.groupby(RANGE)["value"]
    count, total = groups.transform("count"), groups.transform("sum")
    return results["value"] - (total + PRIOR_RESULTS * written) / (count + PRIOR_RESULTS)


def _drawn(table: pd.DataFrame) -> pd.DataFrame:
    """Leniency and deviation of the assessors of one method, drawn to 0 by how much they are seen to differ."""
    prior = LENIENCY_SD**2
    variance, difference = table["variance"], table["difference"]
    weight = (1 / (prior + variance) ** 2).fillna(0.0)
    known = float((weight * prior**2).sum())
    excess = float((weight * (difference**2 - variance)).sum() / weight.sum()) if known > 0 else prior
    spread = (max(excess, 0.0) * known + prior * PRIOR_ASSESSORS) / (known + PRIOR_ASSESSORS)
    kept = (spread / (spread + variance)).fillna(0.0)
    return table.assign(
        compared=table["compared"].fillna(0),
        leniency=(kept * difference).fillna(0.0),
        sd=np.sqrt(spread * (1 - kept)),
        spread=np.sqrt(spread),
    )
