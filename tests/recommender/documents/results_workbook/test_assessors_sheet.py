"""The sheet of assessors: clear differences first, nothing claimed of those nobody can be compared with."""

from __future__ import annotations

import pytest

from recommender.documents.results_workbook.assessors_sheet import assessors_table
from recommender.documents.results_workbook.view import RunView, run_view
from tests.recommender.documents import factories as make


def view(language: str = "vi", **rows: make.Rows) -> RunView:
    return run_view(make.result(**rows), make.inputs(), make.catalogue(), settings=make.SETTINGS, language=language)


def test_clear_differences_come_first_the_furthest_before_the_others() -> None:
    rows = assessors_table(view()).rows
    assert rows["assessor"].tolist() == ["Hội đồng số 1", "Hà Văn Dũng", "Vũ Thị Hoa", "Hội đồng số 2"]
    assert rows["tone"].tolist() == ["amber", "amber", "", ""]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", ["chặt hơn rõ", "dễ hơn rõ", "không lệch rõ", "chưa có gì để so"]),
        ("en", ["clearly stricter", "clearly more lenient", "no clear difference", "nothing to compare with"]),
    ],
)
def test_each_assessor_is_told_in_words(language: str, words: list[str]) -> None:
    assert assessors_table(view(language)).rows["word"].tolist() == words


def test_a_difference_has_its_sign_and_interval() -> None:
    row = assessors_table(view()).rows.set_index("assessor").loc["Hà Văn Dũng"]
    assert row["difference"] == "+0,41"
    assert row["margin"] == "+0,17 đến +0,65"


def test_of_an_assessor_nobody_can_be_compared_with_no_number_is_told() -> None:
    row = assessors_table(view()).rows.set_index("assessor").loc["Hội đồng số 2"]
    assert (row["difference"], row["margin"]) == ("", "")


def test_the_answer_counts_the_clear_ones() -> None:
    assert assessors_table(view()).answer.startswith("2 người, hội đồng")


def test_without_named_assessors_the_sheet_says_what_to_add() -> None:
    table = assessors_table(view(assessors=()))
    assert table.rows.empty
    assert "Người đánh giá" in table.empty
