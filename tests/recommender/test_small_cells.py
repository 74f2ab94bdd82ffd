"""Small cells: nobody is told of by a count, nor by the sums that are known."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from recommender.small_cells import HIDDEN_BELOW, POOLED, hidden_cells, pooled_groups

COUNTS = arrays(np.float64, st.tuples(st.integers(1, 6), st.just(3)), elements=st.integers(0, 40).map(float))


def people(**sizes: int) -> pd.Series:
    return pd.Series([name for name, size in sizes.items() for _ in range(size)], dtype="str")


@given(COUNTS)
def test_counts_of_one_to_four_are_hidden(counts: np.ndarray) -> None:
    assert hidden_cells(counts)[(counts > 0) & (counts < HIDDEN_BELOW)].all()


@given(COUNTS)
def test_no_row_and_no_column_hides_a_single_cell_where_it_can_hide_two(counts: np.ndarray) -> None:
    hidden = hidden_cells(counts)
    assert (hidden.sum(axis=1) != 1).all()
    if len(counts) > 1:
        assert (hidden.sum(axis=0) != 1).all()


def test_tables_without_small_cells_stay_whole() -> None:
    assert not hidden_cells(np.array([[30.0, 10, 0], [5, 7, 9]])).any()


def test_the_smallest_other_cell_goes_with_a_hidden_one() -> None:
    hidden = hidden_cells(np.array([[30.0, 10, 3], [40, 20, 2]]))
    assert hidden.tolist() == [[False, True, True], [False, True, True]]


def test_small_groups_are_put_together() -> None:
    found = pooled_groups(people(a=40, b=3, c=4)).value_counts()
    assert found.to_dict() == {"a": 40, POOLED: 7}


def test_the_next_smallest_group_joins_where_the_pool_is_still_small() -> None:
    found = pooled_groups(people(a=40, b=3, c=9)).value_counts()
    assert found.to_dict() == {"a": 40, POOLED: 12}


def test_groups_that_are_large_enough_stay() -> None:
    given_groups = people(a=5, b=40)
    assert pooled_groups(given_groups).tolist() == given_groups.tolist()
