"""Fairness: rates by group, ratios only where the numbers allow them, small groups hidden."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from recommender.columns import OFFICERS, PERSONAL, VERDICTS
from recommender.fairness import HIDDEN_BELOW, LEAST_GROUP, fairness
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
