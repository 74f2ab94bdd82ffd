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


def test_ids_and_scores_are_found_by_their_headings(tmp_path: Path) -> None:
    sheet = read_totals(
        written(tmp_path, "STT,Họ và tên,Mã CB,Đơn vị,Tổng điểm\n1,An,CB1,Xã A,70\n2,Bình,CB2,Xã B,55\n")
    )
    assert sheet.ids == ("CB1", "CB2")
    np.testing.assert_array_equal(sheet.scores, [70, 55])


def test_scores_outside_the_scale_given_are_left_out(tmp_path: Path) -> None:
    sheet = read_totals(written(tmp_path, "id,score\na,0\nb,10\nc,-0.5\nd,10.5\n"), highest=10)
    assert sheet.ids == ("a", "b")
    assert [(problem.code, problem.cell) for problem in sheet.problems] == [
        ("total_outside", "B4"), ("total_outside", "B5"),
    ]  # fmt: skip


def test_scores_far_from_all_others_or_negative_alone_are_asked_about_and_used(tmp_path: Path) -> None:
    rows = "".join(f"p{number},{50 + number}\n" for number in range(20))
    sheet = read_totals(written(tmp_path, f"id,score\n{rows}x,500\ny,-5\nz,\n"))
    assert len(sheet.ids) == 23
    assert [(problem.code, problem.cell) for problem in sheet.problems] == [
        ("person_without_answers", "B24"), ("total_far", "B22"), ("total_negative", "B23"),
    ]  # fmt: skip


def test_few_scores_are_never_called_far(tmp_path: Path) -> None:
    assert read_totals(written(tmp_path, "id,score\na,50\nb,51\nc,500\n")).problems == ()
