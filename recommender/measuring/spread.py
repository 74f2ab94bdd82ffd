"""Spread of true levels in the population at hand: variances of officers and requirements, from results that agree.

Two results of one officer on the same requirement agree as far as true levels vary at all; two on different
requirements agree as far as the officer is strong or weak in general. Errors of measurement do not agree, so products
of deviations estimate the variances without them. Few officers say little: the written spread counts as PRIOR_OFFICERS.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from recommender.settings import Settings

PRIOR_OFFICERS = 20
"""Officers that the written spread counts for beside those seen with results."""
LEAST_SHARE, MOST_SHARE = 0.1, 0.9
"""Bounds of the share of the variance that an officer's requirements of one kind have in common."""
MOST_LINK = 0.9
"""Bound of the correlation between the factors of the two kinds."""
SMALLEST = 0.04
"""Total variance is never taken smaller: levels of people differ."""
KINDS = ("competency", "task")


@dataclass(frozen=True, kw_only=True)
class Spread:
    """Variances of true levels around the mean of their requirement; mappings by kind (competency, task)."""

    total: Mapping[str, float]
    factor: Mapping[str, float]
    """What an officer's requirements of that kind have in common."""
    between: float
    """Covariance of the officer's two factors."""


def written_spread(settings: Settings) -> Spread:
    """The spread that the settings state, for a population without results."""
    total = settings.prior_sd**2
    factor = total * settings.factor_share
    return Spread(
        total=dict.fromkeys(KINDS, total), factor=dict.fromkeys(KINDS, factor), between=factor * settings.factor_link
    )


def seen_spread(residuals: pd.DataFrame, *, settings: Settings) -> Spread:
    """The spread from `residuals` (officer_id, requirement_id, kind, residual, confidence), towards the written one.

    `residual` is what a result said less the mean of its requirement; `confidence` that it is about it.
    """
    written = written_spread(settings)
    same = _products(residuals, ["officer_id", "requirement_id", "kind"])
    by_officer = _products(residuals, ["officer_id", "kind"])
    total, factor = {}, {}
    for kind in KINDS:
        own, every = _of_kind(same, kind), _of_kind(by_officer, kind)
        across = {name: every[name].sum() - own[name].sum() for name in ("product", "pairs")}
        weight = _officers(residuals, kind)
        common = _towards(written.factor[kind], _share(across["product"], across["pairs"]), weight)
        right, pairs = own["right"].sum(), own["pairs"].sum()
        seen = _share(own["product"].sum() - common * (pairs - right), right)
        total[kind] = max(_towards(written.total[kind], seen, weight), SMALLEST)
        factor[kind] = float(np.clip(common, LEAST_SHARE * total[kind], MOST_SHARE * total[kind]))
    bound = MOST_LINK * float(np.sqrt(factor[KINDS[0]] * factor[KINDS[1]]))
    between = _towards(written.between, *_between(residuals))
    return Spread(total=total, factor=factor, between=float(np.clip(between, 0.0, bound)))


def _products(residuals: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Sums over pairs of different results within a group: of products, of P(both are right), and their number."""
    parts = residuals[by].assign(
        residual=residuals["residual"], square=residuals["residual"] ** 2,
        confidence=residuals["confidence"], surety=residuals["confidence"] ** 2, results=1.0,
    )  # fmt: skip
    sums = parts.groupby(by, sort=True).sum()
    found = {
        "product": sums["residual"] ** 2 - sums["square"],
        "right": sums["confidence"] ** 2 - sums["surety"],
        "pairs": sums["results"] ** 2 - sums["results"],
    }
    return pd.DataFrame(found).reset_index()


def _of_kind(frame: pd.DataFrame, kind: str) -> pd.DataFrame:
    return frame[frame["kind"] == kind]


def _officers(residuals: pd.DataFrame, kind: str) -> int:
    return int(residuals.loc[residuals["kind"] == kind, "officer_id"].nunique())


def _between(residuals: pd.DataFrame) -> tuple[float, int]:
    """Mean product of residuals of the two kinds, and the officers who have both."""
    parts = residuals.assign(results=1.0)
    sums = [
        parts[parts["kind"] == kind].groupby("officer_id")[["residual", "results"]].sum().add_suffix(f"_{place}")
        for place, kind in enumerate(KINDS)
    ]
    both = sums[0].join(sums[1], how="inner")
    product = float((both["residual_0"] * both["residual_1"]).sum())
    return _share(product, float((both["results_0"] * both["results_1"]).sum())), len(both)


def _share(total: float, count: float) -> float:
    return float(total / count) if count > 0 else float("nan")


def _towards(written: float, seen: float, officers: int) -> float:
    """The seen variance, drawn to the written one as if that rested on PRIOR_OFFICERS."""
    if np.isnan(seen):
        return written
    return float((max(seen, 0.0) * officers + written * PRIOR_OFFICERS) / (officers + PRIOR_OFFICERS))
