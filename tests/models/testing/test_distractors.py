from __future__ import annotations

import numpy as np
import pytest

from models.testing.distractors import OptionFlag, OptionRow, option_rows, scored

KEY = ("A", "B", "C")


def test_answers_are_scored_by_the_key() -> None:
    np.testing.assert_array_equal(
        scored(np.array([["A", "C", ""], ["B", "B", "C"]]), KEY), [[1.0, 0.0, np.nan], [0.0, 1.0, 1.0]]
    )


def test_shares_of_one_item_add_up_to_one() -> None:
    choices = np.array([["A", "B", "C"], ["B", "B", ""], ["D", "C", "C"]])
    rows = option_rows(choices, KEY)
    for item in range(3):
        assert sum(row.share for row in rows if row.item == item) == 1


def test_an_option_that_better_people_choose_is_flagged() -> None:
    """A wrong key on item 0: the able choose D, the others A."""
    able, other = ["D", "B", "C"], ["A", "A", "A"]
    rows = option_rows(np.array([able] * 20 + [other] * 20), KEY)
    flags = {(row.item, row.option): row.flag for row in rows}
    assert flags[0, "D"] is OptionFlag.BEATS_KEY
    assert flags[1, "A"] is OptionFlag.NONE


def test_an_option_nobody_chooses_is_flagged() -> None:
    rows = option_rows(np.array([["A", "B", "C"]] * 60 + [["B", "A", "A"]] * 60), KEY)
    flags = {(row.item, row.option): row.flag for row in rows}
    assert flags[0, "C"] is OptionFlag.UNUSED
    assert flags[0, "B"] is OptionFlag.NONE


def rows_of(choices: list[list[str]]) -> dict[tuple[int, str], OptionRow]:
    return {(row.item, row.option): row for row in option_rows(np.array(choices), KEY)}


def test_an_option_is_counted_as_by_hand() -> None:
    """Rest of item 0: the shares right on items 1 and 2 of those who chose something on item 0."""
    rows = rows_of([["A", "B", "C"], ["A", "B", "A"], ["D", "A", ""], ["D", "B", ""], ["", "B", "C"]])
    key, other = rows[0, "A"], rows[0, "D"]
    assert (key.is_key, key.n, key.share, key.rest_mean) == (True, 2, 0.5, 0.75)
    assert (other.is_key, other.n, other.share, other.rest_mean) == (False, 2, 0.5, 0.5)
    expected = np.corrcoef([1, 1, 0, 0], [1, 0.5, 0, 1])[0, 1]
    assert key.point_biserial == pytest.approx(expected)
    assert other.point_biserial == pytest.approx(-expected)
    assert [row.flag for row in rows.values() if row.flag is OptionFlag.BEATS_KEY] == []


def test_options_come_item_by_item_in_the_order_of_letters() -> None:
    found = option_rows(np.array([["D", "B", ""], ["A", "B", ""]]), KEY)
    assert [(row.item, row.option) for row in found] == [(item, option) for item in range(3) for option in "ABCD"]


def test_an_option_of_an_item_nobody_answered_has_no_share() -> None:
    row = rows_of([["A", "B", ""], ["B", "B", ""]])[2, "A"]
    assert row.n == 0
    assert np.isnan([row.share, row.rest_mean, row.point_biserial]).all()
    assert row.flag is OptionFlag.NONE


def test_people_who_answered_nothing_else_say_nothing_about_the_rest() -> None:
    row = rows_of([["A", "", ""], ["A", "B", ""], ["D", "B", ""]])[0, "A"]
    assert (row.n, row.rest_mean) == (2, 1.0)


@pytest.mark.parametrize(("n", "is_flagged"), [(9, False), (10, True)])
def test_an_option_chosen_by_fewer_than_ten_is_not_compared_with_the_key(n: int, is_flagged: bool) -> None:
    rows = rows_of([["D", "B", "C"]] * n + [["A", "A", "A"]] * 20)
    assert (rows[0, "D"].flag is OptionFlag.BEATS_KEY) == is_flagged


def test_an_option_as_good_as_the_key_does_not_beat_it() -> None:
    rows = rows_of([["D", "B", "C"]] * 20 + [["A", "B", "C"]] * 20)
    assert rows[0, "D"].flag is OptionFlag.NONE


def test_the_key_is_never_flagged() -> None:
    rows = rows_of([["D", "D", "D"]] * 99 + [["A", "B", "C"]])
    assert [row.flag for row in rows.values() if row.is_key] == [OptionFlag.NONE] * 3


@pytest.mark.parametrize(("people", "flag"), [(100, OptionFlag.NONE), (101, OptionFlag.UNUSED)])
def test_an_option_chosen_by_less_than_one_in_fifty_is_unused(people: int, flag: OptionFlag) -> None:
    rows = rows_of([["D", "A", "A"]] * 2 + [["A", "B", "C"]] * (people - 2))
    assert rows[0, "D"].flag is flag
