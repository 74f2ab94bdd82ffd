from __future__ import annotations

from collections.abc import Callable

import numpy as np

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
    assert codes(inputs.problems) == []


def test_units_come_from_group_rows(read_rows: Callable[..., Inputs]) -> None:
    head = ["STT", "Vị trí việc làm", "Định mức", "Biên chế được giao"]
    inputs = read_rows(
        quotas=[head, ["I", "Xã Sơn Kim 1"], [1, "II.06", 2, 1], ["II", "Xã Sơn Kim 2"], [1, "II.06", 1, 1]]
    )
    assert inputs.quotas["unit_id"].tolist() == ["18196", "18199"]


def test_a_number_that_cannot_be_read_leaves_the_others(read_rows: Callable[..., Inputs]) -> None:
    inputs = read_rows(quotas=[HEAD, ["Xã Sơn Kim 1", "II.06", "hai", 1, -3]])
    row = inputs.quotas.iloc[0]
    assert (np.isnan(row["norm"]), row["quota"], np.isnan(row["plan"])) == (True, 1.0, True)
    assert at(inputs.problems, "posts_unreadable") == [("C2", "hai"), ("E2", "-3")]


def test_a_repeated_unit_and_position_is_kept_out(read_rows: Callable[..., Inputs]) -> None:
    inputs = read_rows(quotas=[HEAD, ["Xã Sơn Kim 1", "II.06", 2, 1, 1], ["Xã Sơn Kim 1", "II.06", 3, 1, 1]])
    assert inputs.quotas["norm"].tolist() == [2.0]
    assert [cell for cell, _ in at(inputs.problems, "quota_again")] == ["B3"]


def test_several_positions_in_a_row_are_kept_out(read_rows: Callable[..., Inputs]) -> None:
    inputs = read_rows(quotas=[HEAD, ["Xã Sơn Kim 1", "II.06; II.07", 2, 1, 1]])
    assert inputs.quotas.empty
    assert "position_several" in codes(inputs.problems)
