"""Sums with a few people: nobody works one out, whatever other table is thought of; shown by listing them all."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.hidden_sums import Counts, PublishedSums, hidden_sums
from recommender.small_cells import HIDDEN_BELOW

PARTS, CLASSES = 4, 2
FIGURES = ([0, 1], [0], [1])
GROUPS = ([0, 1], [2, 3], [0, 2], [1, 3], [0], [1], [2], [3])
"""Two ways to cut people in two, and both at once."""
PEOPLE = st.lists(st.integers(0, 9), min_size=PARTS * CLASSES, max_size=PARTS * CLASSES)


def members(groups: tuple[list[int], ...]) -> Counts:
    rows = [[int(part in group and kind in figure) for part, kind in product(range(PARTS), range(CLASSES))]
            for group in groups for figure in FIGURES]  # fmt: skip
    return np.array(rows, dtype=np.int64)


def published(people: list[int], *, costs: dict[int, float] | None = None) -> PublishedSums:
    sums = members(GROUPS)
    every = np.ones(len(sums))
    for place, cost in (costs or {}).items():
        every[place] = cost
    totals = np.array([[1, 0] * PARTS, [0, 1] * PARTS], dtype=np.int64)
    return PublishedSums(
        counts=np.array(people, dtype=np.int64), sums=sums, costs=every, totals=totals,
        secrets=members(tuple([part] for part in range(PARTS))),
    )  # fmt: skip


def every_table(table: PublishedSums, hidden: np.ndarray) -> np.ndarray:
    """Every table of whole people with the same totals that agrees with all that is shown."""
    some = [
        [split for split in product(range(total + 1), repeat=PARTS) if sum(split) == total]
        for total in (table.totals @ table.counts).tolist()
    ]
    first, second = (np.array(splits, dtype=np.int64) for splits in some)
    both = np.empty((len(first), len(second), PARTS * CLASSES), dtype=np.int64)
    both[:, :, 0::CLASSES] = first[:, None, :]
    both[:, :, 1::CLASSES] = second[None, :, :]
    listed = both.reshape(-1, PARTS * CLASSES)
    shown = table.sums[~hidden]
    return listed[(listed @ shown.T == shown @ table.counts).all(axis=1)]


SMALL = st.lists(st.integers(0, 4), min_size=PARTS * CLASSES, max_size=PARTS * CLASSES).filter(
    lambda people: all(5 <= sum(people[kind::CLASSES]) <= 11 for kind in range(CLASSES))
)


@settings(deadline=None, max_examples=25)
@given(SMALL)
def test_no_hidden_sum_has_one_value_only_in_all_tables_that_agree_with_what_is_shown(people: list[int]) -> None:
    table = published(people)
    hidden = hidden_sums(table)
    others = every_table(table, hidden) @ table.sums[hidden].T
    assert (others.min(axis=0, initial=99) < others.max(axis=0, initial=-1)).all()


@settings(deadline=None, max_examples=25)
@given(SMALL)
def test_every_count_of_a_few_people_could_as_well_be_of_five_or_of_fewer(people: list[int]) -> None:
    table = published(people)
    counts = table.secrets @ table.counts
    secrets = table.secrets[(counts > 0) & (counts < HIDDEN_BELOW)]
    others = every_table(table, hidden_sums(table)) @ secrets.T
    assert (others.max(axis=0, initial=0) >= HIDDEN_BELOW).all()
    assert (others.min(axis=0, initial=0) < secrets @ table.counts).all()


@settings(deadline=None, max_examples=25)
@given(PEOPLE)
def test_no_shown_sum_is_of_a_few_people(people: list[int]) -> None:
    table = published(people)
    shown = (table.sums @ table.counts)[~hidden_sums(table)]
    assert not ((shown > 0) & (shown < HIDDEN_BELOW)).any()


@settings(deadline=None, max_examples=20)
@given(st.lists(st.sampled_from([0, 5, 6, 9, 40]), min_size=PARTS * CLASSES, max_size=PARTS * CLASSES))
def test_without_a_few_people_everything_is_shown(people: list[int]) -> None:
    assert not hidden_sums(published(people)).any()


def test_a_difference_over_two_tables_is_not_left_to_be_taken() -> None:
    """Women less women of other ethnicities are the few women of this one."""
    table = published([4, 0, 18, 10, 7, 10, 20, 11])
    hidden = hidden_sums(table).reshape(len(GROUPS), len(FIGURES))
    women, others = hidden[0], hidden[5]
    assert hidden[4, 0]
    assert women[0] or others[0]


def test_what_costs_most_is_shown_where_something_else_can_be_hidden() -> None:
    people = [4, 0, 18, 10, 7, 10, 20, 11]
    dear = dict.fromkeys(range(4 * len(FIGURES)), 9.0)
    hidden = hidden_sums(published(people, costs=dear))
    assert not hidden[list(dear)].any()
    assert hidden.any()


def test_what_may_only_go_where_there_is_no_other_way_stays_where_there_is_one() -> None:
    people = [4, 0, 18, 10, 7, 10, 20, 11]
    kept = {5 * len(FIGURES): float("inf")}
    hidden = hidden_sums(published(people, costs=kept))
    assert not hidden[5 * len(FIGURES)]
    every = {place: float("inf") for place in range(len(GROUPS) * len(FIGURES))}
    assert hidden_sums(published(people, costs=every)).any()


def test_a_few_people_in_all_could_stand_in_any_group() -> None:
    """Of three in the whole table the totals tell already; not who they are."""
    table = published([1, 9, 2, 9, 0, 9, 0, 9])
    others = every_table(table, hidden_sums(table)) @ table.secrets.T
    ones = others[:, [1, 4, 7, 10]]
    assert (ones.max(axis=0)[:2] == 3).all()
    assert (ones.min(axis=0)[:2] == 0).all()


def test_the_same_table_hides_the_same_sums() -> None:
    people = [3, 1, 2, 9, 12, 4, 7, 7]
    assert hidden_sums(published(people)).tolist() == hidden_sums(published(people)).tolist()
