"""The smallest change that would move a verdict most: one requirement at its minimum, or one standard, per verdict."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import ndtr

from recommender.columns import ESTIMATES, STANDARDS
from recommender.settings import Settings
from recommender.types import StandardStatus
from recommender.verdict import KEY

SMALLEST_SPREAD = 0.01
"""Added to the spread of the share met: the normal approximation only ranks what to change, it decides nothing."""
PROVEN = 0.98
"""P(level ≥ minimum) taken for a requirement that has been brought to its minimum and shown."""


def smallest_change(estimates: pd.DataFrame, *, settings: Settings) -> pd.DataFrame:
    """Per officer × position: the requirement that would raise P(competency) most, and P after it alone is met."""
    frame = ESTIMATES.check(estimates)
    weight, p = frame["weight"], frame["p_meets"]
    keys = [frame[name] for name in KEY]
    total = weight.groupby(keys).transform("sum")
    expected = (weight * p).groupby(keys).transform("sum") + weight * (PROVEN - p)
    variance = (weight**2 * p * (1 - p)).groupby(keys).transform("sum") - weight**2 * (
        p * (1 - p) - PROVEN * (1 - PROVEN)
    )
    log_gate = np.log(p.where(frame["is_gate"], 1.0).clip(1e-6, 1.0))
    gates = log_gate.groupby(keys).transform("sum") - log_gate + np.log(np.where(frame["is_gate"], PROVEN, 1.0))
    spread = np.sqrt(variance.clip(lower=0)) / total + SMALLEST_SPREAD
    after = ndtr((expected / total - settings.share_required) / spread) * np.exp(gates)
    kept = frame[[*KEY, "requirement_id", "name_vi", "name_en", "level", "min_level", "basis", "p_meets"]]
    ranked = kept.assign(after=after)[frame["p_meets"] < PROVEN]
    ranked = ranked.sort_values([*KEY, "after", "requirement_id"], ascending=[True, True, False, True])
    return ranked.drop_duplicates(KEY).reset_index(drop=True)


def failing_standards(standards: pd.DataFrame) -> pd.DataFrame:
    """Standards that decide and are not clearly met, worst first."""
    frame = STANDARDS.check(standards)
    open_rules = frame[frame["decides"] & (frame["status"] != StandardStatus.FITS)]
    worst = open_rules.assign(order=np.where(open_rules["status"] == StandardStatus.UNFIT, 0, 1))
    return worst.sort_values([*KEY, "order", "rule_id"]).reset_index(drop=True)
