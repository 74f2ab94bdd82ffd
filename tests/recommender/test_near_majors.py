"""The open clause asks a person about every major that is near a listed one; only a far one is called unfit."""

from __future__ import annotations

import pandas as pd
import pytest

from recommender.near_majors import NEAR_GROUPS, are_near, name_listed
from tests.shipped_catalogue import shipped_catalogue

MAJORS = shipped_catalogue().vocabularies["majors"]


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("group_social", "group_culture", True), ("group_culture", "group_social", True),
        ("group_science", "group_agriculture", True), ("group_it", "group_it", True),
        ("group_it", "group_agriculture", False), ("", "", False), ("", "group_it", False), ("here", "here", True),
    ],
)  # fmt: skip
def test_groups_are_near_themselves_and_their_neighbours(one: str, other: str, near: bool) -> None:
    assert are_near(pd.Series([one]), pd.Series([other])).tolist() == [near]


@pytest.mark.parametrize(
    ("written", "listed", "holds"),
    [
        ("Địa lý kinh tế", "economics", True), ("Kinh tế", "economics", True), ("địa lý KINH TẾ", "economics", True),
        ("Kinh", "economics", False), ("Thú y", "economics", False), ("", "economics", False),
        ("Nhóm ngành công nghệ thông tin", "group_it", False), ("Thú y", "no such major", False),
    ],
)  # fmt: skip
def test_a_major_holds_the_name_of_a_listed_one_word_by_word(written: str, listed: str, holds: bool) -> None:
    assert name_listed(pd.Series([written]), pd.Series([listed]), MAJORS).tolist() == [holds]


def test_near_groups_are_groups_of_the_shipped_pack() -> None:
    assert {group for pair in NEAR_GROUPS for group in pair} <= {key for key, term in MAJORS.items() if not term.parent}
