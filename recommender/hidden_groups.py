"""Which figures of a report by groups are not shown, from the groups of everybody in it and what holds of each.

Tables by one way to tell people apart and by two at once are looked at together, for their sums are the same people:
sex, ethnicity and both; region, province and kind of unit; age; rank. Two of these sets have only the totals in common.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from recommender.hidden_sums import PublishedSums, hidden_sums
from recommender.small_cells import POOLED

SETS = (("sex", "ethnicity", "sex_ethnicity"), ("region", "province", "unit_kind"), ("age",), ("rank",))
GROUP = ["dimension", "group"]
FINER = "sex_ethnicity"
"""Hidden rather than the tables it is made of."""
COARSER_COST = 4.0
SIZE = "n"
SIZE_COST = 8.0
"""How many there are in a group; without it the group is left out."""


def hidden_figures(
    groups: pd.DataFrame, finest: pd.DataFrame, flags: pd.DataFrame, *, costs: Mapping[str, float],
    asked: pd.MultiIndex | None = None,
) -> pd.DataFrame:  # fmt: skip
    """dimension, group, and for `n` and each figure whether it is hidden; all are where the group is left out.

    By row somebody: `groups` by dimension that they are shown in (missing: in none), `finest` before small ones were
    put together; `flags`: what holds of them, each counted by the figure of its name. `costs`: what is lost with a
    figure. `asked`: (dimension, group) that are left out only where there is no other way.
    """
    sets = [part for part in ([name for name in each if name in groups] for each in SETS) if part]
    named = pd.MultiIndex.from_tuples([], names=GROUP) if asked is None else asked
    parts = [_of_set(groups[part], finest[part], flags.astype("bool"), costs, named) for part in sets]
    return pd.concat(parts, ignore_index=True)


def _of_set(
    groups: pd.DataFrame, finest: pd.DataFrame, flags: pd.DataFrame, costs: Mapping[str, float], asked: pd.MultiIndex
) -> pd.DataFrame:
    """The same of the tables of one set."""
    whole = _cells(groups, finest, flags)
    every = np.ones(len(whole), dtype=np.bool_)
    holds = {SIZE: every, **{name: whole[name].to_numpy() for name in costs}}
    told = {str(name): sorted({str(group) for group in groups[name].dropna()}) for name in groups}
    rows = [(name, group, figure) for name, own in told.items() for group in own for figure in holds]
    sums = [holds[figure] & (whole[name] == group).to_numpy(dtype=np.bool_) for name, group, figure in rows]
    parts = whole["part"].to_numpy()
    kinds = [every, *(kind for name in costs for kind in (holds[name], ~holds[name]))]
    secrets = [(parts == one) & kind for one in range(parts.max() + 1) for kind in kinds]
    published = PublishedSums(
        counts=whole["people"].to_numpy(dtype=np.int64),
        sums=np.array(sums, dtype=np.int64).reshape(len(rows), len(whole)),
        costs=np.array([_cost(*row, costs, asked) for row in rows]),
        totals=(whole["class"].to_numpy() == np.arange(whole["class"].max() + 1)[:, None]).astype(np.int64),
        secrets=np.array(secrets, dtype=np.int64),
    )
    listed = pd.DataFrame(rows, columns=[*GROUP, "figure"]).assign(hidden=hidden_sums(published))
    wide = listed.pivot_table(index=GROUP, columns="figure", values="hidden", aggfunc="any")
    found = wide.astype("bool").reindex(columns=list(holds))
    return found.assign(**{name: found[name] | found[SIZE] for name in holds}).reset_index()


def _cells(groups: pd.DataFrame, finest: pd.DataFrame, flags: pd.DataFrame) -> pd.DataFrame:
    """Every part with every class: the groups shown, number of the part, flags, number of the class, people."""
    numbered = pd.concat([groups.reset_index(drop=True), flags.reset_index(drop=True)], axis=1)
    numbered["part"] = finest.groupby([*finest], sort=True).ngroup().to_numpy()
    numbered["class"] = numbered.groupby([*flags], sort=True).ngroup()
    parts = numbered[["part", *groups]].drop_duplicates("part").sort_values("part")
    classes = numbered[["class", *flags]].drop_duplicates("class").sort_values("class")
    found = numbered.groupby(["part", "class"], as_index=False).agg(people=("part", "size"))
    whole = parts.merge(classes, how="cross").merge(found, on=["part", "class"], how="left")
    return whole.fillna({"people": 0})


def _cost(dimension: str, group: str, figure: str, costs: Mapping[str, float], asked: pd.MultiIndex) -> float:
    if figure == SIZE and (dimension, group) in asked:
        return float("inf")
    is_coarse = dimension != FINER and group not in ("", POOLED)
    return costs.get(figure, SIZE_COST) * (COARSER_COST if is_coarse else 1.0)
