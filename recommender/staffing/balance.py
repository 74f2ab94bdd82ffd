"""Balance: posts filled by unit and position against norm, quota and plan, from holdings, verdicts and quotas."""

from __future__ import annotations

import pandas as pd

from recommender.columns import BALANCE, HOLDINGS, OFFICERS, QUOTAS, VERDICTS, text_of
from recommender.types import Baseline, VerdictLabel
from training_catalog.types import Catalogue

KEY = ["unit_id", "position_id"]


def balance(
    holdings: pd.DataFrame, officers: pd.DataFrame, verdicts: pd.DataFrame, quotas: pd.DataFrame, catalogue: Catalogue
) -> pd.DataFrame:
    """BALANCE rows for every unit × position that somebody holds or some baseline names; positive = surplus.

    A baseline that the file does not give for a unit stays unknown there; a position that a baseline does not name in
    a unit it otherwise covers has zero posts.
    """
    held = HOLDINGS.check(holdings).merge(OFFICERS.check(officers)[["officer_id", "unit_id"]], on="officer_id")
    labels = VERDICTS.check(verdicts)[["officer_id", "position_id", "verdict"]]
    held = held.merge(labels, on=["officer_id", "position_id"], how="left")
    counted = held.assign(suitable=held["share"].where(held["verdict"] == VerdictLabel.MEETS, 0.0))
    present = counted.groupby(KEY, as_index=False).agg(
        heads=("officer_id", "nunique"), present=("share", "sum"), suitable=("suitable", "sum")
    )
    frame = present.merge(QUOTAS.check(quotas)[[*KEY, *Baseline]], on=KEY, how="outer")
    frame[["heads", "present", "suitable"]] = frame[["heads", "present", "suitable"]].fillna(0)
    for baseline in Baseline:
        covered = quotas[quotas[baseline].notna()]["unit_id"].unique()
        posts = frame[baseline].where(frame[baseline].notna() | ~frame["unit_id"].isin(covered), 0.0)
        frame[baseline] = posts
        frame[f"over_{baseline}"] = (frame["present"] - posts).round(6)
    positions = catalogue.positions
    frame["group"] = text_of(frame["position_id"], {key: str(entry.group) for key, entry in positions.items()})
    frame["field"] = text_of(frame["position_id"], {key: entry.field for key, entry in positions.items()})
    return BALANCE.conform(frame)
