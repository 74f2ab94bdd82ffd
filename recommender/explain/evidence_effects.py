"""How much each piece of evidence raises or lowers P(meets), from the observations and features of a verdict.

A piece is taken out of the estimate of each requirement it speaks of (the normal posterior without it, in closed
form), the features are formed anew and the judge asked again. What it says about other requirements through the
officer's common factor, and about everybody's means, is left out: small, and of the same direction. Each piece costs a
row for every requirement of its officer, so this is asked for the officers being shown, not for a whole country.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from recommender.measure import p_at_least
from recommender.measuring.observations import PAIR
from recommender.settings import Settings
from recommender.suitability import log_odds
from recommender.verdict import KEY, Suitability, WrittenPolicy, competency_features

LEAST_SHIFT = 0.05
"""Log odds: what moves a verdict less is not named."""


def evidence_effects(
    estimates: pd.DataFrame,
    seen: pd.DataFrame,
    features: pd.DataFrame,
    *,
    settings: Settings,
    judge: Suitability | None = None,
    least: float = LEAST_SHIFT,
) -> pd.DataFrame:
    """KEY, evidence_id, effect: log odds with the piece less those without it, where it is `least` or more.

    `seen`: rows of `observations`; `features`: rows of `verdict_features` of the same estimates.
    """
    lead = judge or WrittenPolicy()
    without = without_each(estimates, seen)
    if without.empty:
        return without[[*KEY, "evidence_id"]].assign(effect=pd.Series([], dtype="float64"))
    altered = competency_features(_altered(estimates, without), settings=settings, by=[*KEY, "evidence_id"])
    own = ["standards", "p_standards"]
    altered = altered.merge(features[[*KEY, *own]], on=KEY, how="inner")
    before = features[KEY].assign(before=log_odds(lead.probability(features)))
    altered = altered.assign(after=log_odds(lead.probability(altered))).merge(before, on=KEY, how="inner")
    effect = altered["before"] - altered["after"]
    found = altered[[*KEY, "evidence_id"]].assign(effect=effect)[effect.abs() >= least]
    return found.sort_values([*KEY, "effect", "evidence_id"], ascending=[True, True, False, True], ignore_index=True)


def without_each(estimates: pd.DataFrame, seen: pd.DataFrame) -> pd.DataFrame:
    """Estimates of each officer × position × requirement × piece of evidence on it, as they would be without it."""
    speaking = seen[[*PAIR, "evidence_id", "value", "deviation", "is_direct"]]
    joined = estimates.merge(speaking, on=PAIR, how="inner", suffixes=("_shown", ""))
    precision = 1 / joined["sd"] ** 2
    weight = 1 / joined["deviation"] ** 2
    left = (precision - weight).clip(lower=1e-6)
    level = ((precision * joined["level"] - weight * joined["value"]) / left).clip(1, 5)
    p = p_at_least(level, pd.Series(1 / np.sqrt(left), index=joined.index), joined["min_level"])
    others = joined["n_direct"] - joined["is_direct"].astype("int64")
    basis = joined["basis"].where(others > 0, "none")
    return joined.assign(p_meets=p, basis=basis)


def _altered(estimates: pd.DataFrame, without: pd.DataFrame) -> pd.DataFrame:
    """One set of estimates for each officer × position × piece of evidence, as they would be without the piece."""
    columns = [*KEY, "requirement_id", "weight", "is_gate", "p_meets", "basis"]
    pieces = without[[*KEY, "evidence_id"]].drop_duplicates()
    every = pieces.merge(estimates[columns], on=KEY, how="inner")
    changed = without[[*KEY, "evidence_id", "requirement_id", "p_meets", "basis"]]
    both = every.merge(changed, on=[*KEY, "evidence_id", "requirement_id"], how="left", suffixes=("", "_without"))
    for name in ("p_meets", "basis"):
        both[name] = both[f"{name}_without"].where(both[f"{name}_without"].notna(), both[name])
    return both[[*columns, "evidence_id"]]
