"""Fairness: how often each group of officers is found to meet the position, beside the best group, with tests.

The only stage that sees sensitive fields, and the only thing it yields are counts and rates of groups; nothing of it
flows back. Each officer counts once, by the main position. The four-fifths ratio is a trigger to look, never a proof;
small groups are counted but not judged, and counts that would tell of single persons are hidden.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from recommender.columns import FAIRNESS, OFFICERS, PERSONAL, VERDICTS, text_of
from recommender.intervals import exact_p, ratio_interval, wilson
from recommender.regions import regions_of
from recommender.settings import Settings
from recommender.small_cells import HIDDEN_BELOW, POOLED, hidden_cells, pooled_groups
from recommender.types import VerdictLabel
from training_catalog.types import Unit

LEAST_GROUP = 30
"""Groups smaller than this are shown without ratio or test (facts: n ≥ 30)."""
FOUR_FIFTHS = 0.8
SIGNIFICANT = 0.05
AGE_BANDS = (0, 30, 40, 50, 120)
MAJORITY_ETHNICITY = "kinh"
COUNTS = ["meets", "review", "fails"]
RATES = ["rate", "rate_low", "rate_high", "ratio", "ratio_low", "ratio_high", "p_value"]


def fairness(
    verdicts: pd.DataFrame,
    personal: pd.DataFrame,
    officers: pd.DataFrame,
    *,
    units: Mapping[str, Unit],
    settings: Settings,
) -> pd.DataFrame:
    """FAIRNESS rows: one per dimension and group of people."""
    frame = main_positions(VERDICTS.check(verdicts))
    if frame.empty:
        return FAIRNESS.empty()
    grouped = groups_of(frame[["officer_id", "unit_id"]], personal, officers, units=units, settings=settings)
    frame = frame.assign(
        meets=frame["verdict"] == VerdictLabel.MEETS,
        review=frame["verdict"] == VerdictLabel.NEEDS_REVIEW,
        fails=frame["verdict"] == VerdictLabel.DOES_NOT_MEET,
        is_thin=frame["coverage"] < settings.coverage_required,
        missing=1 - frame["coverage"],
    )
    parts = [_rates(frame.assign(group=grouped[name].to_numpy()), name) for name in grouped.columns]
    return FAIRNESS.conform(pd.concat(parts, ignore_index=True))


def needing_reason(fairness_rows: pd.DataFrame) -> pd.DataFrame:
    """dimension, group, ratio of the groups whose ratio asks for a written reason before results are published."""
    return fairness_rows.loc[fairness_rows["asks_reason"], ["dimension", "group", "ratio"]].reset_index(drop=True)


def main_positions(verdicts: pd.DataFrame) -> pd.DataFrame:
    """The verdict on the main position of each officer: the largest share, the first id among equals."""
    ordered = verdicts.sort_values(["officer_id", "share", "position_id"], ascending=[True, False, True])
    return ordered.drop_duplicates("officer_id").reset_index(drop=True)


def groups_of(
    rows: pd.DataFrame, personal: pd.DataFrame, officers: pd.DataFrame, *, units: Mapping[str, Unit], settings: Settings
) -> pd.DataFrame:
    """One column a dimension, with the group of each row (officer_id, unit_id) in their order; "" = not recorded."""
    frame = rows.merge(PERSONAL.check(personal), on="officer_id", how="left")
    frame = frame.merge(OFFICERS.check(officers)[["officer_id", "rank"]], on="officer_id", how="left")
    age = (pd.Timestamp(settings.today) - frame["birth_date"]).dt.days / 365.25
    bands = pd.cut(age, list(AGE_BANDS), right=False, labels=["<30", "30-39", "40-49", "≥50"])
    sex = frame["sex"].fillna("").str.strip().str.lower()
    ethnicity = _ethnicity_group(frame["ethnicity"].fillna(""))
    known = (sex != "") & (ethnicity != "")
    return pd.DataFrame(
        {
            "sex": sex,
            "ethnicity": ethnicity,
            "age": bands.astype("object").fillna("").astype("str"),
            "rank": frame["rank"].fillna(""),
            "unit_kind": text_of(frame["unit_id"], {key: unit.kind for key, unit in units.items()}),
            "region": text_of(frame["unit_id"], regions_of(units)),
            "province": text_of(frame["unit_id"], {key: unit.parent_id or key for key, unit in units.items()}),
            "sex_ethnicity": (sex + " × " + ethnicity).where(known, ""),
        }
    )


def _ethnicity_group(ethnicity: pd.Series) -> pd.Series:
    """Each ethnicity with enough people by itself, the others together."""
    name = ethnicity.str.strip().str.lower()
    counts = name.map(name.value_counts())
    return name.where((name == "") | (name == MAJORITY_ETHNICITY) | (counts >= LEAST_GROUP), "khác")


def _rates(frame: pd.DataFrame, dimension: str) -> pd.DataFrame:
    """The rows of one dimension: counts and rates, each group beside the best one, small cells hidden."""
    frame = frame.assign(group=pooled_groups(frame["group"]))
    grouped = frame.groupby("group", sort=True)
    table = grouped.agg(
        n=("meets", "size"), meets=("meets", "sum"), review=("review", "sum"), fails=("fails", "sum"),
        thin_evidence=("is_thin", "mean"), missing_evidence=("missing", "mean"),
    ).reset_index()  # fmt: skip
    table = table.assign(dimension=dimension, rate=table["meets"] / table["n"], is_reference=False)
    pairs = zip(table["meets"], table["n"], strict=True)
    table[["rate_low", "rate_high"]] = [wilson(int(meets), int(n)) for meets, n in pairs]
    judged = (table["n"] >= LEAST_GROUP) & ~table["group"].isin(["", POOLED])
    best = table[judged].sort_values(["rate", "group"], ascending=[False, True]).head(1)
    if judged.sum() > 1:
        table["is_reference"] = table["group"] == best["group"].iloc[0]
        others = judged & ~table["is_reference"]
        found = [_compared(row, best.iloc[0]) for _, row in table[others].iterrows()]
        table.loc[others, ["ratio", "ratio_low", "ratio_high", "p_value"]] = np.array(found)
        table.loc[table["is_reference"], "ratio"] = 1.0
    table = table.reindex(columns=[*table.columns, *[name for name in RATES if name not in table]])
    table["asks_reason"] = (table["ratio"] < FOUR_FIFTHS) & (table["p_value"] < SIGNIFICANT)
    return _hidden(table[table["n"] >= HIDDEN_BELOW].copy())


def _compared(row: pd.Series, best: pd.Series) -> tuple[float, float, float, float]:
    counts = (int(row["meets"]), int(row["n"]), int(best["meets"]), int(best["n"]))
    return (*ratio_interval(*counts), exact_p(*counts))


def _hidden(table: pd.DataFrame) -> pd.DataFrame:
    """Counts of a few people, and what would betray them, as NaN; with the count of those who meet its rates go too."""
    counts = table[COUNTS].to_numpy(dtype=np.float64)
    hidden = hidden_cells(counts)
    table[COUNTS] = np.where(hidden, np.nan, counts)
    table.loc[hidden[:, 0], RATES] = np.nan
    return table
