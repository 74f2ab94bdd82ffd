"""Fairness: rates by group, ratios only where the numbers allow them, small groups hidden."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from recommender.columns import OFFICERS, PERSONAL, VERDICTS
from recommender.fairness import LEAST_GROUP, fairness, main_positions, needing_reason
from recommender.small_cells import HIDDEN_BELOW
from tests.recommender import factories as make

UNITS = make.catalogue().units


def report(*groups: tuple[str, int, int]) -> pd.DataFrame:
    """fairness of groups (sex, people, of whom meet)."""
    rows = [(sex, number < meets) for sex, people, meets in groups for number in range(people)]
    ids = [f"o{number:04d}" for number in range(len(rows))]
    verdicts = VERDICTS.frame(
        [
            {"officer_id": key, "unit_id": "00001", "position_id": "A", "coverage": 1.0,
             "verdict": "meets" if meets else "does_not_meet"}
            for key, (_, meets) in zip(ids, rows, strict=True)
        ]
    )  # fmt: skip
    personal = PERSONAL.frame(
        [
            {"officer_id": key, "sex": sex, "ethnicity": "Kinh", "birth_date": pd.Timestamp("1985-01-01")}
            for key, (sex, _) in zip(ids, rows, strict=True)
        ]
    )
    officers = OFFICERS.frame([{"officer_id": key, "unit_id": "00001", "rank": "01.003"} for key in ids])
    frame = fairness(verdicts, personal, officers, units=UNITS, settings=make.SETTINGS)
    return frame[frame["dimension"] == "sex"].set_index("group")


def test_ratio_is_the_rate_over_the_best_groups_rate() -> None:
    table = report(("Nam", 100, 80), ("Nữ", 100, 40))
    assert table.loc["nữ", "ratio"] == pytest.approx(0.5)
    assert bool(table.loc["nam", "is_reference"])


def test_a_clear_difference_asks_for_a_reason() -> None:
    table = report(("Nam", 100, 80), ("Nữ", 100, 40))
    assert bool(table.loc["nữ", "asks_reason"])
    assert not bool(table.loc["nam", "asks_reason"])


def test_the_same_ratio_in_few_people_asks_for_nothing() -> None:
    table = report(("Nam", 30, 12), ("Nữ", 30, 9))
    assert table.loc["nữ", "ratio"] < 0.8
    assert not bool(table.loc["nữ", "asks_reason"])


def test_groups_too_small_have_no_ratio() -> None:
    table = report(("Nam", 100, 80), ("Nữ", LEAST_GROUP - 1, 1))
    assert np.isnan(table.loc["nữ", "ratio"])


def test_groups_of_a_handful_are_hidden() -> None:
    assert "nữ" not in report(("Nam", 100, 80), ("Nữ", HIDDEN_BELOW - 1, 1)).index


def test_interval_holds_the_ratio() -> None:
    row = report(("Nam", 100, 80), ("Nữ", 100, 60)).loc["nữ"]
    assert row["ratio_low"] < row["ratio"] < row["ratio_high"]


def test_nobody_of_a_group_meeting_is_a_ratio_of_zero() -> None:
    row = report(("Nam", 100, 80), ("Nữ", 100, 0)).loc["nữ"]
    assert row["ratio"] == 0
    assert bool(row["asks_reason"])


def test_the_interval_of_a_rate_is_wilsons() -> None:
    row = report(("Nam", 100, 80), ("Nữ", 100, 60)).loc["nữ"]
    assert (row["rate_low"], row["rate_high"]) == pytest.approx((0.502, 0.691), abs=0.001)


def test_a_few_people_who_meet_are_not_told_by_any_figure() -> None:
    row = report(("Nam", 100, 80), ("Nữ", 100, 3)).loc["nữ"]
    assert row[["meets", "rate", "ratio", "ratio_low", "ratio_high", "p_value", "rate_low", "rate_high"]].isna().all()
    assert bool(row["asks_reason"])


def test_the_count_of_the_other_group_goes_too_as_the_sum_is_known() -> None:
    table = report(("Nam", 100, 80), ("Nữ", 100, 3))
    assert np.isnan(table.loc["nam", "meets"])
    assert report(("Nam", 100, 80), ("Nữ", 100, 60))["meets"].tolist() == [80, 60]


def test_groups_that_ask_for_a_reason_are_named() -> None:
    found = needing_reason(report(("Nam", 100, 80), ("Nữ", 100, 40)).reset_index())
    assert found[["dimension", "group"]].to_numpy().tolist() == [["sex", "nữ"]]


def test_an_officer_of_several_positions_counts_once_by_the_main_one() -> None:
    rows = [
        {"officer_id": "o1", "position_id": "A", "share": 0.3, "verdict": "does_not_meet"},
        {"officer_id": "o1", "position_id": "B", "share": 0.7, "verdict": "meets"},
        {"officer_id": "o2", "position_id": "B", "share": 0.5, "verdict": "needs_review"},
        {"officer_id": "o2", "position_id": "A", "share": 0.5, "verdict": "meets"},
    ]
    assert main_positions(VERDICTS.frame(rows))["position_id"].tolist() == ["B", "A"]
