"""Fairness: how often each group of officers is found to meet the position, beside the best group, with tests.

The only stage that sees sensitive fields, and the only thing it yields are counts and rates of groups; nothing of it
flows back. The four-fifths ratio is a trigger to look, never a proof; small groups are counted but not judged.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy.stats import fisher_exact, norm

from recommender.columns import FAIRNESS, OFFICERS, PERSONAL, VERDICTS, text_of
from recommender.settings import Settings
from recommender.types import VerdictLabel
from training_catalog.types import Unit

LEAST_GROUP = 30
"""Groups smaller than this are shown without ratio or test (facts: n ≥ 30)."""
HIDDEN_BELOW = 5
"""Groups smaller than this are not shown at all: a count of three people is a name."""
FOUR_FIFTHS = 0.8
SIGNIFICANT = 0.05
CONFIDENCE = 0.95
AGE_BANDS = (0, 30, 40, 50, 120)
MAJORITY_ETHNICITY = "kinh"


def fairness(
    verdicts: pd.DataFrame,
    personal: pd.DataFrame,
    officers: pd.DataFrame,
    *,
    units: Mapping[str, Unit],
    settings: Settings,
) -> pd.DataFrame:
    """FAIRNESS rows: one per dimension and group of at least HIDDEN_BELOW holdings."""
    frame = VERDICTS.check(verdicts)[["officer_id", "unit_id", "verdict", "coverage"]]
    frame = frame.merge(PERSONAL.check(personal), on="officer_id", how="left")
    frame = frame.merge(OFFICERS.check(officers)[["officer_id", "rank"]], on="officer_id", how="left")
    frame = frame.assign(
        meets=frame["verdict"] == VerdictLabel.MEETS,
        reviewed=frame["verdict"] == VerdictLabel.NEEDS_REVIEW,
        fails=frame["verdict"] == VerdictLabel.DOES_NOT_MEET,
        is_thin=frame["coverage"] < settings.coverage_required,
    )
    parts = [
        _rates(frame.assign(group=values), name)
        for name, values in _dimensions(frame, units, settings=settings).items()
    ]
    return FAIRNESS.conform(pd.concat(parts, ignore_index=True))


def _dimensions(frame: pd.DataFrame, units: Mapping[str, Unit], *, settings: Settings) -> dict[str, pd.Series]:
    """The group of each holding in every dimension looked at; "" = not known, counted as a group of its own."""
    age = (pd.Timestamp(settings.today) - frame["birth_date"]).dt.days / 365.25
    bands = pd.cut(age, list(AGE_BANDS), right=False, labels=["<30", "30-39", "40-49", "≥50"])
    sex = frame["sex"].fillna("").str.strip().str.lower()
    ethnicity = _ethnicity_group(frame["ethnicity"].fillna(""))
    known = (sex != "") & (ethnicity != "")
    return {
        "sex": sex,
        "ethnicity": ethnicity,
        "age": bands.astype("object").fillna("").astype("str"),
        "rank": frame["rank"].fillna(""),
        "unit_kind": text_of(frame["unit_id"], {key: unit.kind for key, unit in units.items()}),
        "province": text_of(frame["unit_id"], {key: unit.parent_id or key for key, unit in units.items()}),
        "sex_ethnicity": (sex + " × " + ethnicity).where(known, ""),
    }


def _ethnicity_group(ethnicity: pd.Series) -> pd.Series:
    """Each ethnicity with enough people by itself, the others together."""
    name = ethnicity.str.strip().str.lower()
    counts = name.map(name.value_counts())
    return name.where((name == "") | (name == MAJORITY_ETHNICITY) | (counts >= LEAST_GROUP), "khác")


def _rates(frame: pd.DataFrame, dimension: str) -> pd.DataFrame:
    grouped = frame.groupby("group", sort=True)
    table = grouped.agg(
        n=("meets", "size"),
        meets=("meets", "sum"),
        review=("reviewed", "sum"),
        fails=("fails", "sum"),
        thin_evidence=("is_thin", "mean"),
    ).reset_index()
    table = table[table["n"] >= HIDDEN_BELOW].assign(dimension=dimension)
    table["rate"] = table["meets"] / table["n"]
    judged = (table["n"] >= LEAST_GROUP) & (table["group"] != "")
    reference = table[judged].sort_values(["rate", "group"], ascending=[False, True]).head(1)
    if len(table[judged]) < 2:
        return table.assign(ratio=np.nan, ratio_low=np.nan, ratio_high=np.nan, p_value=np.nan)
    best = reference.iloc[0]
    table["is_reference"] = table["group"] == best["group"]
    pairs = zip(table["meets"], table["n"], judged, strict=True)
    compared = [_compared(int(meets), int(n), best) if ok else (np.nan,) * 4 for meets, n, ok in pairs]
    ratios = pd.DataFrame(compared, columns=["ratio", "ratio_low", "ratio_high", "p_value"], index=table.index)
    table = pd.concat([table, ratios], axis=1)
    table["asks_reason"] = (table["ratio"] < FOUR_FIFTHS) & (table["p_value"] < SIGNIFICANT)
    return table


def _compared(meets: int, n: int, best: pd.Series) -> tuple[float, float, float, float]:
    """Impact ratio to the best group with a log-normal interval (Katz 1978), and Fisher's exact two-sided p."""
    reference, size = int(best["meets"]), int(best["n"])
    test = fisher_exact([[meets, n - meets], [reference, size - reference]])
    if not meets or not reference:
        return (0.0 if reference else np.nan, np.nan, np.nan, float(test.pvalue))
    ratio = (meets / n) / (reference / size)
    spread = np.sqrt(1 / meets - 1 / n + 1 / reference - 1 / size) * norm.ppf((1 + CONFIDENCE) / 2)
    return ratio, float(ratio * np.exp(-spread)), float(ratio * np.exp(spread)), float(test.pvalue)
