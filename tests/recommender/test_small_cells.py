"""Small groups: nobody is told of by the size of a group."""

from __future__ import annotations

import pandas as pd

from recommender.small_cells import POOLED, pooled_groups


def people(**sizes: int) -> pd.Series:
    return pd.Series([name for name, size in sizes.items() for _ in range(size)], dtype="str")


def test_small_groups_are_put_together() -> None:
    found = pooled_groups(people(a=40, b=3, c=4)).value_counts()
    assert found.to_dict() == {"a": 40, POOLED: 7}


def test_the_next_smallest_group_joins_where_the_pool_is_still_small() -> None:
    found = pooled_groups(people(a=40, b=3, c=9)).value_counts()
    assert found.to_dict() == {"a": 40, POOLED: 12}


def test_groups_that_are_large_enough_stay() -> None:
    given_groups = people(a=5, b=40)
    assert pooled_groups(given_groups).tolist() == given_groups.tolist()
