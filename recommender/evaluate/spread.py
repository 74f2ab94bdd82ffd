"""Figures over several seeds: the mean with the least and the greatest, from one table a seed."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd


def over_seeds(tables: Sequence[pd.DataFrame], *, key: str) -> pd.DataFrame:
    """key, measure, mean, least, most: long rows in the order of the first table; NaN seeds are left out."""
    rows = pd.concat([table.melt(id_vars=key, var_name="measure", value_name="value") for table in tables])
    groups = rows.astype({"value": "float64"}).groupby([key, "measure"], sort=False)["value"]
    return groups.agg(mean="mean", least="min", most="max").reset_index()


def summed(tables: Sequence[pd.DataFrame], *, key: str) -> pd.DataFrame:
    """The counts of all tables added up by key, in the order of the first table."""
    return pd.concat(list(tables)).groupby(key, sort=False, as_index=False).sum()
