"""Which figures of the fairness report are not shown, from the groups and the verdicts of everybody in it.

Tables by one way to tell people apart and by two at once are looked at together, for their sums are the same people:
sex, ethnicity and both; region, province and kind of unit; age; rank. Two of these sets have only the totals in common.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from recommender.hidden_sums import PublishedSums, hidden_sums
from recommender.small_cells import POOLED

SETS = (("sex", "ethnicity", "sex_ethnicity"), ("region", "province", "unit_kind"), ("age",), ("rank",))
COSTS: Mapping[str, float] = {"n": 8.0, "meets": 4.0, "review": 2.0, "fails": 2.0, "thin": 1.0}
"""Figures of a group, and what is lost with each; without `n` the group is left out."""
CLASSES = ["meets", "review", "fails", "is_thin"]
SECRET = (*COSTS, "not_thin")
FINER = "sex_ethnicity"
"""Hidden rather than the tables it is made of."""
COARSER_COST = 4.0


def hidden_figures(
    people: pd.DataFrame, groups: pd.DataFrame, finest: pd.DataFrame, *, asked: pd.MultiIndex
) -> pd.DataFrame:
    """dimension, group and a flag for each figure of COSTS: hidden. Once a group is left out all of it is hidden.

    `people`: CLASSES of each one; `groups`: by dimension the group each one is shown in, and `finest` before small ones
    were put together; `asked`: (dimension, group) that a reason is asked of, left out only where there is no other way.
    """
    sets = [part for part in ([name for name in each if name in groups] for each in SETS) if part]
    return pd.concat([_of_set(people, groups[part], finest[part], asked) for part in sets], ignore_index=True)


def _of_set(people: pd.DataFrame, groups: pd.DataFrame, finest: pd.DataFrame, asked: pd.MultiIndex) -> pd.DataFrame:
    """The same of the tables of one set."""
    whole = _cells(people, groups, finest)
    holds = _figures(whole)
    names = [str(name) for name in groups]
    rows = [(name, str(group), figure) for name in names for group in sorted(set(groups[name])) for figure in COSTS]
    sums = [holds[figure] & (whole[name] == group).to_numpy() for name, group, figure in rows]
    parts = whole["part"].to_numpy()
    secrets = [(parts == one) & holds[name] for one in range(parts.max() + 1) for name in SECRET]
    published = PublishedSums(
        counts=whole["people"].to_numpy(dtype=np.int64),
        sums=np.array(sums, dtype=np.int64),
        costs=np.array([_cost(*row, asked) for row in rows]),
        totals=(whole["class"].to_numpy() == np.arange(whole["class"].max() + 1)[:, None]).astype(np.int64),
        secrets=np.array(secrets, dtype=np.int64),
    )
    listed = pd.DataFrame(rows, columns=["dimension", "group", "figure"]).assign(hidden=hidden_sums(published))
    wide = listed.pivot_table(index=["dimension", "group"], columns="figure", values="hidden", aggfunc="any")
    flags = wide.astype("bool")[list(COSTS)]
    return flags.assign(**{name: flags[name] | flags["n"] for name in COSTS}).reset_index()


def _cells(people: pd.DataFrame, groups: pd.DataFrame, finest: pd.DataFrame) -> pd.DataFrame:
    """Every part with every class: the groups shown, number of the part, CLASSES, number of the class, people."""
    numbered = pd.concat([groups, people[CLASSES].astype("bool")], axis=1).reset_index(drop=True)
    numbered["part"] = finest.groupby([*finest], sort=True).ngroup().to_numpy()
    numbered["class"] = numbered.groupby(CLASSES, sort=True).ngroup()
    parts = numbered[["part", *groups]].drop_duplicates().sort_values("part")
    classes = numbered[["class", *CLASSES]].drop_duplicates().sort_values("class")
    found = numbered.groupby(["part", "class"], as_index=False).agg(people=("part", "size"))
    whole = parts.merge(classes, how="cross").merge(found, on=["part", "class"], how="left")
    return whole.fillna({"people": 0})


def _figures(whole: pd.DataFrame) -> Mapping[str, npt.NDArray[np.bool_]]:
    """Which cells each figure counts."""
    flags = {name: whole[name].to_numpy() for name in ("meets", "review", "fails")}
    thin = whole["is_thin"].to_numpy()
    return {"n": np.ones(len(whole), dtype=np.bool_), **flags, "thin": thin, "not_thin": ~thin}


def _cost(dimension: str, group: str, figure: str, asked: pd.MultiIndex) -> float:
    if figure == "n" and (dimension, group) in asked:
        return float("inf")
    is_coarse = dimension != FINER and group not in ("", POOLED)
    return COSTS[figure] * (COARSER_COST if is_coarse else 1.0)
