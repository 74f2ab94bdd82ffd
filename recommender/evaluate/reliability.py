"""Reliability of probabilities: Brier score, calibration table and expected calibration error against what is true."""

from __future__ import annotations

import numpy as np
import pandas as pd

BINS = 10


def brier(probability: pd.Series, is_true: pd.Series) -> float:
    """Mean squared difference of probability and truth (0 best; a constant base rate r scores r(1-r))."""
    return float(((probability - is_true.astype("float64")) ** 2).mean())


def calibration_table(probability: pd.Series, is_true: pd.Series, *, bins: int = BINS) -> pd.DataFrame:
    """One row a bin of equal width: from, to, cases, said (mean probability) and was (share true); NaN when empty."""
    number = np.minimum((probability.to_numpy(dtype="float64") * bins).astype("int64"), bins - 1)
    parts = pd.DataFrame({"bin": number, "said": probability.to_numpy(), "was": is_true.to_numpy(dtype="float64")})
    grouped = parts.groupby("bin")
    table = grouped.mean().assign(cases=grouped.size()).reindex(range(bins))
    table["cases"] = table["cases"].fillna(0).astype("int64")
    edges = pd.DataFrame({"from": np.arange(bins) / bins, "to": (np.arange(bins) + 1) / bins})
    return pd.concat([edges, table.reset_index(drop=True)[["cases", "said", "was"]]], axis=1)


def calibration_error(probability: pd.Series, is_true: pd.Series, *, bins: int = BINS) -> float:
    """Expected calibration error: mean |said - was| of the bins, weighted by their cases."""
    table = calibration_table(probability, is_true, bins=bins)
    distance = (table["said"] - table["was"]).abs().fillna(0.0)
    total = table["cases"].sum()
    return float((distance * table["cases"]).sum() / total) if total else float("nan")


def calibration_noise(probability: pd.Series, *, draws: int = 200, seed: int = 0) -> float:
    """The calibration error that these probabilities show on average where every one of them is exactly right.

    Few cases in a bin differ from what was said by chance alone; an error near this one says nothing against a model.
    """
    chances = np.random.default_rng(seed).random((draws, len(probability)))
    return float(np.mean([calibration_error(probability, pd.Series(row < probability.to_numpy())) for row in chances]))


def log_loss(probability: pd.Series, is_true: pd.Series) -> float:
    """Mean negative log likelihood, with probabilities kept 1e-6 away from 0 and 1."""
    sure = probability.clip(1e-6, 1 - 1e-6)
    return float(-np.log(sure.where(is_true.astype("bool"), 1 - sure)).mean())
