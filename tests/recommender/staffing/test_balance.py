"""Posts against people: what is not given stays unknown; zero posts are read only out of a complete list."""

from __future__ import annotations

import pandas as pd

from recommender.columns import HOLDINGS, OFFICERS, QUOTAS, VERDICTS
from recommender.staffing import balance
from tests.recommender import factories as make

CATALOGUE = make.catalogue()
NOTHING = float("nan")


def balanced(people: dict[str, int], *posts: tuple[str, float]) -> pd.DataFrame:
    """The balance of one unit: heads by position, and positions with their quota as the file gives them."""
    held = [(f"{position}{number}", position) for position, count in people.items() for number in range(count)]
    holdings = HOLDINGS.frame([{"officer_id": who, "position_id": where, "share": 1.0} for who, where in held])
    officers = OFFICERS.frame([{"officer_id": who, "unit_id": "u"} for who, _ in held])
    verdicts = VERDICTS.frame([{"officer_id": who, "position_id": where, "verdict": "meets"} for who, where in held])
    unknown = {"unit_id": "u", "norm": NOTHING, "plan": NOTHING}
    quotas = QUOTAS.frame([{**unknown, "position_id": where, "quota": count} for where, count in posts])
    return balance(holdings, officers, verdicts, quotas, CATALOGUE).set_index("position_id")


def test_people_above_the_quota_are_a_surplus_and_below_it_a_shortage() -> None:
    table = balanced({"A": 3, "B": 1}, ("A", 2), ("B", 2))
    assert table["over_quota"].to_dict() == {"A": 1.0, "B": -1.0}


def test_an_empty_or_unreadable_quota_makes_nobody_superfluous() -> None:
    table = balanced({"A": 9, "B": 1}, ("A", 9), ("B", NOTHING))
    assert table["over_quota"].isna()["B"]


def test_a_position_that_a_complete_list_does_not_name_has_no_posts() -> None:
    assert balanced({"A": 9, "B": 1}, ("A", 9)).loc["B", "over_quota"] == 1.0


def test_a_list_of_a_few_positions_says_nothing_of_the_others() -> None:
    table = balanced({"A": 1, "B": 5}, ("A", 1))
    assert table.loc["A", "over_quota"] == 0.0
    assert table["over_quota"].isna()["B"]


def test_a_baseline_that_is_not_given_stays_unknown() -> None:
    assert balanced({"A": 3}, ("A", 2))[["over_norm", "over_plan"]].isna().all(axis=None)


def test_people_whose_position_was_not_read_make_a_list_of_posts_less_complete() -> None:
    """Nine in listed posts and one beside them: complete, unless three more hold posts that nobody could read."""
    known = [(f"A{number}", "A") for number in range(9)] + [("B0", "B")]
    holdings = HOLDINGS.frame([{"officer_id": who, "position_id": where, "share": 1.0} for who, where in known])
    everybody = [who for who, _ in known] + ["x0", "x1", "x2"]
    officers = OFFICERS.frame([{"officer_id": who, "unit_id": "u"} for who in everybody])
    row = {"unit_id": "u", "position_id": "A", "norm": NOTHING, "quota": 9.0, "plan": NOTHING}
    table = balance(holdings, officers, VERDICTS.empty(), QUOTAS.frame([row]), CATALOGUE).set_index("position_id")
    assert table["over_quota"].isna()["B"]
