from __future__ import annotations

import numpy as np

from models.testing.distractors import OptionFlag, option_rows, scored

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
