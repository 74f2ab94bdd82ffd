"""Errors of the estimated levels against the planted ones, by what each estimate rests on."""

from __future__ import annotations

import numpy as np
import pandas as pd

from recommender.evaluate.reliability import brier, calibration_error
from recommender.types import Basis

PAIR = ["officer_id", "requirement_id"]
ALL = "all"
SD_90 = 1.6448536269514722
"""Half-width, in standard deviations, of the interval that holds 90 % of a normal."""


def compared(estimates: pd.DataFrame, levels: pd.DataFrame) -> pd.DataFrame:
    """Distinct estimates of officer × requirement × minimum that the truth knows, with `true` and `exact` levels.

    `levels`: officer_id, requirement_id, level (whole) and, where the sample keeps it, exact (before rounding).
    """
    columns = [*PAIR, "min_level", "level", "sd", "p_meets", "basis"]
    once = estimates[columns].drop_duplicates([*PAIR, "min_level"])
    truth = levels.assign(true=levels["level"], exact=levels.get("exact", levels["level"]))
    return once.merge(truth[[*PAIR, "true", "exact"]], on=PAIR, how="inner")


def level_errors(estimates: pd.DataFrame, levels: pd.DataFrame) -> pd.DataFrame:
    """One row a basis and one for all: share of estimates, error, correlation, coverage, and how P(level) holds.

    Errors are against the whole level, coverage of the intervals against the exact one.
    """
    cases = compared(estimates, levels)
    rows = [_row(ALL, cases, len(cases))]
    rows += [_row(str(basis), cases[cases["basis"] == basis], len(cases)) for basis in Basis]
    return pd.DataFrame(rows)


def _row(name: str, cases: pd.DataFrame, total: int) -> dict[str, object]:
    error = cases["level"] - cases["true"]
    distance = (cases["level"] - cases["exact"]).abs()
    meets = cases["true"] >= cases["min_level"]
    return {
        "basis": name,
        "share": len(cases) / total if total else float("nan"),
        "mean_error": float(error.mean()),
        "absolute_error": float(error.abs().mean()),
        "correlation": correlation(cases["level"], cases["true"]),
        "within_sd": float((distance <= cases["sd"]).mean()),
        "within_90": float((distance <= SD_90 * cases["sd"]).mean()),
        "brier": brier(cases["p_meets"], meets),
        "calibration_error": calibration_error(cases["p_meets"], meets),
    }


def correlation(first: pd.Series, second: pd.Series) -> float:
    """Pearson correlation; NaN when one side does not vary."""
    if len(first) < 2 or first.std() == 0 or second.std() == 0:
        return float("nan")
    return float(np.corrcoef(first.to_numpy(dtype="float64"), second.to_numpy(dtype="float64"))[0, 1])
