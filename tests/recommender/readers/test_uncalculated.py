"""Formulas that a file keeps without a value, and tables without rows."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from recommender.inputs import Inputs
from tests.recommender.readers.books import at, codes
from tests.recommender.readers.conftest import PEOPLE_HEAD, PERSON

QUOTA_HEAD = ["Đơn vị", "Vị trí việc làm", "Định mức", "Biên chế được giao"]
RESULTS_HEAD = ["Mã công chức", "Họ và tên", "Chủ đề", "Mức", "Ngày đánh giá", "Hình thức"]


def test_a_quota_that_was_never_calculated_is_not_known(read_rows: Callable[..., Inputs]) -> None:
    inputs = read_rows(quotas=[QUOTA_HEAD, ["Xã Sơn Kim 1", "II.06", 2, "=1+1"], ["Xã Sơn Kim 1", "II.07", 1, 1]])
    assert np.isnan(inputs.quotas["quota"].iloc[0])
    assert at(inputs.problems, "formula_uncalculated") == [("D2", "")]
    assert "posts_empty" not in codes(inputs.problems)


def test_a_person_whose_name_was_never_calculated_is_kept_by_id(read_rows: Callable[..., Inputs]) -> None:
    inputs = read_rows(people=[PEOPLE_HEAD, [PERSON[0], '=A1&"x"', *PERSON[2:]]])
    assert inputs.officers["officer_id"].tolist() == ["CC1"]
    assert at(inputs.problems, "formula_uncalculated") == [("B2", "")]


def test_a_row_that_names_nobody_for_a_formula_is_said(read_rows: Callable[..., Inputs]) -> None:
    row = [None, "=A1", *PERSON[2:]]
    inputs = read_rows(people=[PEOPLE_HEAD, row, PERSON, ["=A2", "=B2", "=C2", "=D2", "=E2"]])
    assert inputs.officers["officer_id"].tolist() == ["CC1"]
    assert at(inputs.problems, "formula_row_lost") == [("B2", ""), ("A4", ""), ("B4", "")]


def test_a_topic_or_result_that_was_never_calculated_is_said(read_rows: Callable[..., Inputs]) -> None:
    rest = ["1/3/2026", "Sát hạch"]
    results = [
        RESULTS_HEAD,
        ["CC1", "Nguyễn Văn Dũng", "=A1", 3, *rest],
        ["CC1", "Nguyễn Văn Dũng", "Soạn thảo văn bản", "=3", *rest],
        ["CC1", "Nguyễn Văn Dũng", "Tin học", 4, *rest],
    ]
    inputs = read_rows(people=[PEOPLE_HEAD, PERSON], assessments=results)
    assert inputs.assessments["topic"].tolist() == ["Tin học"]
    assert [cell for cell, _ in at(inputs.problems, "formula_uncalculated")] == ["C2", "D3"]


def test_a_total_that_was_never_calculated_is_no_matter(read_rows: Callable[..., Inputs]) -> None:
    inputs = read_rows(quotas=[QUOTA_HEAD, ["Xã Sơn Kim 1", "II.06", 2, 1], ["Tổng cộng", None, "=SUM(C2:C2)", 1]])
    assert set(codes(inputs.problems)) == {"rows_total"}


def test_headings_without_a_row_of_data_are_an_error(read_rows: Callable[..., Inputs]) -> None:
    inputs = read_rows(people=[PEOPLE_HEAD], quotas=[QUOTA_HEAD], assessments=[RESULTS_HEAD])
    said = inputs.problems[inputs.problems["code"] == "no_rows"]
    assert said[["file", "cell", "severity"]].to_numpy().tolist() == [
        [f"{kind}.xlsx", "A1", "error"] for kind in ("people", "assessments", "quotas")
    ]


def test_an_empty_sheet_beside_a_filled_one_is_only_noted(read_rows: Callable[..., Inputs]) -> None:
    inputs = read_rows(people={"Xã": [PEOPLE_HEAD, PERSON], "Phường": [PEOPLE_HEAD]})
    assert "no_rows" not in codes(inputs.problems)
    assert "sheet_without_rows" in codes(inputs.problems)
