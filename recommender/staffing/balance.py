"""Balance: posts filled by unit and position against norm, quota and plan, from holdings, verdicts and quotas."""

from __future__ import annotations

import pandas as pd

from recommender.columns import BALANCE, HOLDINGS, OFFICERS, QUOTAS, VERDICTS, text_of
from recommender.types import Baseline, VerdictLabel
from training_catalog.types import Catalogue

KEY = ["unit_id", "position_id"]
LISTED = 0.8
"""Share of the people of a unit in posts that a baseline gives from which its list counts as complete."""


def balance(
    holdings: pd.DataFrame, officers: pd.DataFrame, verdicts: pd.DataFrame, quotas: pd.DataFrame, catalogue: Catalogue
) -> pd.DataFrame:
    """BALANCE rows for every unit × position that somebody holds or some baseline names; positive = surplus.

    What a baseline does not give stays unknown, and nobody is over or short by it. Only where its list of a unit is
    complete (LISTED of the people there are in posts it gives) a position that it does not name has zero posts.
    """
    held = HOLDINGS.check(holdings).merge(OFFICERS.check(officers)[["officer_id", "unit_id"]], on="officer_id")
    labels = VERDICTS.check(verdicts)[["officer_id", "position_id", "verdict"]]
    held = held.merge(labels, on=["officer_id", "position_id"], how="left")
    counted = held.assign(suitable=held["share"].where(held["verdict"] == VerdictLabel.MEETS, 0.0))
    present = counted.groupby(KEY, as_index=False).agg(
        heads=("officer_id", "nunique"), present=("share", "sum"), suitable=("suitable", "sum")
    )
    frame = present.merge(QUOTAS.check(quotas)[[*KEY, *Baseline]], on=KEY, how="outer", indicator="listed")
    frame[["heads", "present", "suitable"]] = frame[["heads", "present", "suitable"]].fillna(0)
    unlisted = frame["listed"] == "left_only"
    lost = OFFICERS.check(officers)[~officers["officer_id"].isin(holdings["officer_id"])].groupby("unit_id").size()
    frame["lost"] = frame["unit_id"].map(lost.to_dict()).fillna(0.0)
    for baseline in Baseline:
        posts = frame[baseline].where(~(unlisted & _is_complete(frame, baseline)), 0.0)
        frame[baseline] = posts
        frame[f"over_{baseline}"] = (frame["present"] - posts).round(6)
    positions = catalogue.positions
    frame["group"] = text_of(frame["position_id"], {key: str(entry.group) for key, entry in positions.items()})
    frame["field"] = text_of(frame["position_id"], {key: entry.field for key, entry in positions.items()})
    return BALANCE.conform(frame)


def _is_complete(frame: pd.DataFrame, baseline: Baseline) -> pd.Series:
    """Whether the baseline gives posts for most people of the row's unit; whose position was not read is in none."""
    units = frame["unit_id"]
    given = frame["heads"].where(frame[baseline].notna(), 0).groupby(units).transform("sum")
    everybody = frame["heads"].groupby(units).transform("sum") + frame["lost"]
    return (given >= LISTED * everybody) & (given > 0)
