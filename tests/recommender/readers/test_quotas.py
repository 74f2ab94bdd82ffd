from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from recommender.inputs import Inputs
from tests.recommender.readers.books import at, codes

HEAD = ["Đơn vị", "Vị trí việc làm", "Định mức", "Biên chế được giao", "Theo đề án"]


def test_posts_by_the_three_baselines(read_rows: Callable[..., Inputs]) -> None:
    inputs = read_rows(quotas=[HEAD, ["Xã Sơn Kim 1", "II.06", 2, "1", "1,5"], ["Xã Sơn Kim 1", "Văn thư", 1, "-", ""]])
    rows = inputs.quotas.fillna(-1)[["unit_id", "position_id", "norm", "quota", "plan", "place"]].to_numpy().tolist()
    assert rows == [
        ["18196", "II.06", 2.0, 1.0, 1.5, "quotas.xlsx!Sheet1!B2"],
        ["18196", "II.29", 1.0, -1.0, -1.0, "quotas.xlsx!Sheet1!B3"],
    ]
    assert set(codes(inputs.problems)) == {"posts_empty"}


def test_units_come_from_group_rows(read_rows: Callable[..., Inputs]) -> None:
    head = ["STT", "Vị trí việc làm", "Định mức", "Biên chế được giao"]
    inputs = read_rows(
        quotas=[head, ["I", "Xã Sơn Kim 1"], [1, "II.06", 2, 1], ["II", "Xã Sơn Kim 2"], [1, "II.06", 1, 1]]
    )
    assert inputs.quotas["unit_id"].tolist() == ["18196", "18199"]


def test_a_number_that_cannot_be_read_leaves_the_others(read_rows: Callable[..., Inputs]) -> None:
    inputs = read_rows(quotas=[HEAD, ["Xã Sơn Kim 1", "II.06", "vài", 1, -3]])
    row = inputs.quotas.iloc[0]
    assert (np.isnan(row["norm"]), row["quota"], np.isnan(row["plan"])) == (True, 1.0, True)
    assert at(inputs.problems, "posts_unreadable") == [("C2", "vài"), ("E2", "-3")]


def test_a_repeated_unit_and_position_is_kept_out(read_rows: Callable[..., Inputs]) -> None:
    inputs = read_rows(quotas=[HEAD, ["Xã Sơn Kim 1", "II.06", 2, 1, 1], ["Xã Sơn Kim 1", "II.06", 3, 1, 1]])
    assert inputs.quotas["norm"].tolist() == [2.0]
    assert [cell for cell, _ in at(inputs.problems, "quota_again")] == ["B3"]


def test_several_positions_in_a_row_are_kept_out(read_rows: Callable[..., Inputs]) -> None:
    inputs = read_rows(quotas=[HEAD, ["Xã Sơn Kim 1", "II.06; II.07", 2, 1, 1]])
    assert inputs.quotas.empty
    assert "position_several" in codes(inputs.problems)


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        ("1 người", 1),
        ("01", 1),
        ("1 biên chế", 1),
        ("02 (hai)", 2),
        ("một", 1),
        ("Hai người", 2),
        ("mười", 10),
        ("0", 0),
    ],
)
def test_numbers_of_posts_are_read_as_offices_write_them(
    read_rows: Callable[..., Inputs], text: str, posts: int
) -> None:
    inputs = read_rows(quotas=[HEAD[:4], ["Xã Sơn Kim 1", "II.06", 2, text]])
    assert inputs.quotas["quota"].tolist() == [posts]
    assert at(inputs.problems, "posts_read") == ([] if text == "0" else [("D2", text)])


@pytest.mark.parametrize("text", ["1-2", "vài người", "nam", "02 (ba)", "x"])
def test_what_may_be_another_number_is_not_known_and_said(read_rows: Callable[..., Inputs], text: str) -> None:
    inputs = read_rows(quotas=[HEAD[:4], ["Xã Sơn Kim 1", "II.06", 2, text]])
    assert np.isnan(inputs.quotas["quota"].iloc[0])
    assert at(inputs.problems, "posts_unreadable") == [("D2", text)]


def test_an_empty_number_of_posts_is_not_known_and_noted_once_a_column(read_rows: Callable[..., Inputs]) -> None:
    inputs = read_rows(
        quotas=[
            HEAD[:4],
            ["Xã Sơn Kim 1", "II.06", 2, ""],
            ["Xã Sơn Kim 1", "II.07", 1, "-"],
            ["Xã Sơn Kim 1", "II.08", 1, 0],
        ]
    )
    assert inputs.quotas["quota"].isna().tolist() == [True, True, False]
    said = inputs.problems[inputs.problems["code"] == "posts_empty"]
    assert said[["cell", "severity"]].to_numpy().tolist() == [["D2", "note"]]
    assert said["message_en"].iloc[0].startswith("2 empty cells")
