"""Rows numbered by their ids are joined and grouped as the ids themselves would be."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from recommender.measuring.pair_numbers import PairNumbers, group_numbers

IDS = st.sampled_from(["o1", "o10", "o2", "Ông", "đ"])
ROWS = st.lists(st.tuples(IDS, IDS, st.integers(-3, 3)), max_size=30)


def frame(rows: list[tuple[str, str, int]]) -> pd.DataFrame:
    columns = ["officer_id", "requirement_id", "value"]
    return pd.DataFrame(rows, columns=columns).astype({"officer_id": "str", "requirement_id": "str", "value": "int64"})


@given(ROWS)
def test_groups_are_those_of_the_ids_in_their_order(rows: list[tuple[str, str, int]]) -> None:
    given_rows = frame(rows)
    by = ["officer_id", "requirement_id"]
    number, keys = group_numbers(given_rows, by)
    sums = keys.assign(value=given_rows.groupby(number)["value"].sum().astype("int64"))
    expected = given_rows.groupby(by, as_index=False, sort=True)["value"].sum()
    assert sums.to_numpy().tolist() == expected.to_numpy().tolist()


@given(ROWS)
def test_pairs_are_numbered_as_they_come_first(rows: list[tuple[str, str, int]]) -> None:
    given_rows = frame(rows)
    pairs = PairNumbers.of_rows(given_rows)
    distinct = given_rows.drop_duplicates(["officer_id", "requirement_id"])
    assert given_rows.index[pairs.first].tolist() == distinct.index.tolist()
    assert pairs.officers[pairs.officer].tolist() == distinct["officer_id"].tolist()
    assert pairs.requirements[pairs.requirement].tolist() == distinct["requirement_id"].tolist()
    assert pairs.find(given_rows).tolist() == pairs.of.tolist()


def test_a_pair_of_known_ids_that_stand_together_nowhere_is_not_found() -> None:
    pairs = PairNumbers.of_rows(frame([("o1", "o1", 0), ("o2", "o2", 0)]))
    assert pairs.find(frame([("o1", "o2", 0), ("o2", "o2", 0), ("đ", "o1", 0), ("o1", "đ", 0)])).tolist() == [
        -1, 1, -1, -1,
    ]  # fmt: skip


def test_an_unknown_id_is_never_taken_for_the_neighbour_of_a_known_one() -> None:
    """Numbers of pairs follow one another: one before (o2, r1) is (o1, r2)."""
    pairs = PairNumbers.of_rows(frame([("o1", "r2", 0), ("o2", "r1", 0), ("o1", "r1", 0)]))
    unknown = frame([("o2", "đ", 0), ("đ", "r2", 0), ("đ", "đ", 0), ("o1", "đ", 0)])
    assert pairs.find(unknown).tolist() == [-1, -1, -1, -1]


def test_known_ids_stand_in_their_order_whatever_the_order_of_rows() -> None:
    pairs = PairNumbers.of_rows(frame([("o2", "r1", 0), ("o1", "r2", 0), ("o10", "r10", 0)]))
    assert pairs.officers.tolist() == ["o1", "o10", "o2"]
    assert pairs.requirements.tolist() == ["r1", "r10", "r2"]
