from __future__ import annotations

from pathlib import Path

import numpy as np

from recommender.answers import read_totals
from tests.recommender.answers.written import written


def test_totals_may_have_decimal_commas(tmp_path: Path) -> None:
    sheet = read_totals(written(tmp_path, "id;điểm\na;7,5\nb;8\nc;\n"))
    assert sheet.ids == ("a", "b", "c")
    np.testing.assert_array_equal(sheet.scores, [7.5, 8, np.nan])
    assert [problem.code for problem in sheet.problems] == ["person_without_answers"]


def test_bad_rows_are_told_and_left_out(tmp_path: Path) -> None:
    sheet = read_totals(written(tmp_path, "id,score\na,7\nb,bảy\na,8\n,9\nc,inf\n"))
    assert sheet.ids == ("a",)
    assert [(problem.code, problem.cell) for problem in sheet.problems] == [
        ("total_unknown", "B3"), ("id_repeated", "A4"), ("id_missing", "A5"), ("total_unknown", "B6"),
    ]  # fmt: skip
