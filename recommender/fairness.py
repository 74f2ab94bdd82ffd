"""Fairness: how often each group of officers is found to meet the position, beside the best group, with tests.

The only stage that sees sensitive fields, and the only thing it yields are counts and rates of groups; nothing of it
flows back. Each officer counts once, by the main position. The four-fifths ratio is a trigger to look, never a proof;
small groups are counted but not judged. Counts of 1 to 4 people are not shown and cannot be worked out from all that is
shown (see hidden_groups); which group is best and who is asked for a reason is told beside them.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from recommender.columns import FAIRNESS, OFFICERS, PERSONAL, VERDICTS, text_of
from recommender.hidden_groups import GROUP, SIZE, hidden_figures
from recommender.intervals import exact_p, ratio_interval, wilson
from recommender.regions import regions_of
from recommender.settings import Settings
from recommender.small_cells import POOLED, pooled_groups
from recommender.types import VerdictLabel
from training_catalog.types import Unit

LEAST_GROUP = 30
"""Groups smaller than this are shown without ratio or test (facts: n ≥ 30)."""
FOUR_FIFTHS = 0.8
SIGNIFICANT = 0.05
AGE_BANDS = (0, 30, 40, 50, 120)
MAJORITY_ETHNICITY = "kinh"
COUNTS = ["meets", "review", "fails"]
COMPARED = ["ratio", "ratio_low", "ratio_high", "p_value"]
RATES = ["rate", "rate_low", "rate_high", *COMPARED]
COSTS = {"meets": 4.0, "review": 2.0, "fails": 2.0, "is_thin": 1.0}
"""Figures of a group that may be hidden, and how much is lost with each."""
MISSING_DIGITS = 2
"""A mean of few people told to many digits would be theirs."""


def fairness(
    verdicts: pd.DataFrame,
    personal: pd.DataFrame,
    officers: pd.DataFrame,
    *,
    units: Mapping[str, Unit],
    settings: Settings,
) -> pd.DataFrame:
    """FAIRNESS rows: one per dimension and group of people; none by what tells nobody apart."""
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
    shown = grouped.apply(pooled_groups)
    shown = shown.loc[:, shown.nunique() > 1]
    if shown.empty:
        return FAIRNESS.empty()
    parts = [_rates(frame.assign(group=shown[name]), str(name)) for name in shown]
    rows = pd.concat(parts, ignore_index=True)
    asked = pd.MultiIndex.from_frame(rows.loc[rows["asks_reason"], GROUP])
    hidden = hidden_figures(shown, grouped, frame[list(COSTS)], costs=COSTS, asked=asked)
    return FAIRNESS.conform(_shown(rows, rows[GROUP].merge(hidden, on=GROUP, how="left")))


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
    """The rows of one dimension: counts and rates, each group beside the best one."""
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
    return table


def _compared(row: pd.Series, best: pd.Series) -> tuple[float, float, float, float]:
    counts = (int(row["meets"]), int(row["n"]), int(best["meets"]), int(best["n"]))
    return (*ratio_interval(*counts), exact_p(*counts))


def _shown(rows: pd.DataFrame, hidden: pd.DataFrame) -> pd.DataFrame:
    """The rows that are not left out; hidden counts as NaN, and with them every figure that would tell them.

    With the count of the best group all ratios of its dimension go, with any other its own; who is asked for a reason
    is told all the same.
    """
    best = rows.loc[rows["is_reference"] & hidden["meets"], "dimension"]
    without_best = rows["dimension"].isin(best)
    told = rows.assign(
        thin_evidence=rows["thin_evidence"].mask(hidden["is_thin"]),
        missing_evidence=rows["missing_evidence"].round(MISSING_DIGITS),
        is_reference=rows["is_reference"] & ~without_best,
        **{name: rows[name].mask(hidden[name]) for name in COUNTS},
    )
    told.loc[hidden["meets"], RATES] = np.nan
    told.loc[without_best, COMPARED] = np.nan
    return told[~hidden[SIZE]]
