"""Proposed moves: from surplus to shortage, never down, never a move of home for support staff."""

from __future__ import annotations

import pandas as pd
import pytest

from recommender.columns import BALANCE, HOLDINGS, OFFICERS, STANDARDS, VERDICTS
from recommender.staffing import candidates, moves
from training_catalog.types import PositionGroup, Unit

UNITS = {
    name: Unit(unit_id=name, name=name, kind="commune" if parent else "province", parent_id=parent)
    for name, parent in (("p", None), ("u", "p"), ("v", "p"))
}


def proposed(
    group: PositionGroup,
    *sides: tuple[str, str, float],
    probability: float = 0.9,
    reasons: str = "",
    major: str = "fits",
) -> pd.DataFrame:
    """Moves when one officer holds position A in unit u; sides: unit, position, posts over (+) or short (-).

    `reasons` for a review and the state of the major are those of the positions that the officer could move to.
    """
    posts = BALANCE.frame([
        {"unit_id": unit, "position_id": position, "group": str(group), "over_quota": over}
        for unit, position, over in sides
    ])  # fmt: skip
    officers = OFFICERS.frame([{"officer_id": "o", "unit_id": "u"}])
    holdings = HOLDINGS.frame([{"officer_id": "o", "position_id": "A", "share": 1.0}])
    present = VERDICTS.frame([{"officer_id": "o", "position_id": "A", "verdict": "meets", "probability": 0.9}])
    possible = candidates(posts, holdings, present, officers=officers, units=UNITS)
    assessed = VERDICTS.frame([
        {"officer_id": "o", "position_id": position, "verdict": "meets", "probability": probability,
         "standards": "fits", "review_reasons": reasons}
        for position in sorted(set(possible.pairs["to_position"]))
    ])  # fmt: skip
    standards = STANDARDS.frame([
        {"officer_id": "o", "position_id": position, "rule_id": "major", "kind": "major", "status": major,
         "decides": True}
        for position in sorted(set(possible.pairs["to_position"]))
    ])  # fmt: skip
    return moves(possible, assessed, standards=standards)[["to_unit", "to_position"]]


def test_one_too_many_here_is_proposed_where_one_is_short() -> None:
    found = proposed(PositionGroup.SPECIALIST, ("u", "A", 1), ("v", "B", -1))
    assert found.values.tolist() == [["v", "B"]]


def test_a_post_in_the_same_unit_comes_before_one_elsewhere() -> None:
    found = proposed(PositionGroup.SPECIALIST, ("u", "A", 1), ("v", "B", -1), ("u", "B", -1))
    assert found.values.tolist() == [["u", "B"]]


@pytest.mark.parametrize("group", PositionGroup)
def test_nobody_is_proposed_where_meeting_is_unlikely(group: PositionGroup) -> None:
    assert proposed(group, ("u", "A", 1), ("u", "B", -1), probability=0.3).empty


def test_a_leader_is_only_proposed_for_the_same_office() -> None:
    assert proposed(PositionGroup.LEADER, ("u", "A", 1), ("u", "B", -1), ("v", "B", -1)).empty
    assert proposed(PositionGroup.LEADER, ("u", "A", 1), ("v", "A", -1)).values.tolist() == [["v", "A"]]


def test_the_military_command_is_only_proposed_for_the_same_office() -> None:
    assert proposed(PositionGroup.MILITARY, ("u", "A", 1), ("u", "B", -1), ("v", "B", -1)).empty
    assert proposed(PositionGroup.MILITARY, ("u", "A", 1), ("v", "A", -1)).values.tolist() == [["v", "A"]]


@pytest.mark.parametrize("state", ["consider", "unfit"])
def test_another_desk_is_not_proposed_while_its_major_is_in_doubt(state: str) -> None:
    assert proposed(PositionGroup.SPECIALIST, ("u", "A", 1), ("u", "B", -1), major=state).empty
    assert not proposed(PositionGroup.SPECIALIST, ("u", "A", 1), ("v", "A", -1), major=state).empty


def test_another_desk_is_not_proposed_of_whose_work_too_little_is_known() -> None:
    sides = ("u", "A", 1), ("u", "B", -1)
    assert proposed(PositionGroup.SPECIALIST, *sides, reasons="standards_open,thin_evidence").empty
    assert not proposed(PositionGroup.SPECIALIST, *sides, reasons="uncertain").empty


def test_support_staff_are_not_sent_to_another_unit() -> None:
    assert proposed(PositionGroup.SUPPORT, ("u", "A", 1), ("v", "B", -1)).empty
    assert not proposed(PositionGroup.SUPPORT, ("u", "A", 1), ("u", "B", -1)).empty


def test_without_a_known_surplus_nobody_is_proposed() -> None:
    assert proposed(PositionGroup.SPECIALIST, ("u", "A", float("nan")), ("v", "B", -1)).empty
