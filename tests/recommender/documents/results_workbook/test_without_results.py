"""A probability that no result is behind says so beside it, on the sheet of verdicts and on that of moves."""

from __future__ import annotations

from pathlib import Path

import pytest

from recommender.columns import ASSESSMENTS
from tests.recommender.documents import factories as make
from tests.recommender.documents.results_workbook.reading import Book, write

NOTHING = "chưa có kết quả đánh giá, là mức chung của vị trí"
RECORD = "chưa có kết quả đánh giá, chỉ theo hồ sơ"


def verdict_of(book: Book) -> str:
    return str(book.table("Kết luận", "TT")[0]["Khả năng đáp ứng"])


def move_of(book: Book) -> str:
    return str(book.table("Phương án điều chuyển", "TT")[0]["Khả năng đáp ứng vị trí mới"])


def book_of(folder: Path, *, n_direct: int, n_text: int = 0, **given: object) -> Book:
    verdict = make.verdict("CC01", "A", "meets", n_direct=n_direct, **given)
    estimates = [make.estimate("CC01", "C3", 2.0, n_direct=n_direct, n_text=n_text)]
    return write(folder, result=make.result(verdicts=[verdict], estimates=estimates))


@pytest.mark.parametrize("told", [verdict_of, move_of], ids=["verdict", "move"])
def test_without_any_evidence_it_is_the_general_level_of_the_position(tmp_path: Path, told: object) -> None:
    assert callable(told)
    assert told(book_of(tmp_path, n_direct=0)).endswith(NOTHING)


@pytest.mark.parametrize("told", [verdict_of, move_of], ids=["verdict", "move"])
def test_duties_on_record_are_told_apart_from_results(tmp_path: Path, told: object) -> None:
    assert callable(told)
    assert told(book_of(tmp_path, n_direct=0, n_text=2)).endswith(RECORD)


def test_own_ratings_are_not_called_nothing(tmp_path: Path) -> None:
    verdict = make.verdict("CC01", "A", "needs_review", n_direct=0)
    estimates = [make.estimate("CC01", "C3", 2.0, n_direct=1, basis="own")]
    book = write(tmp_path, result=make.result(verdicts=[verdict], estimates=estimates))
    assert verdict_of(book).endswith("; chỉ có tự đánh giá")
    assert move_of(book).endswith("; chỉ có tự đánh giá")


def test_nothing_is_added_where_results_count(book: Book) -> None:
    for sheet in ("Kết luận", "Phương án điều chuyển"):
        assert "chưa có kết quả đánh giá," not in book.texts(sheet)


def test_a_standard_that_does_not_fit_settles_the_probability_itself(tmp_path: Path) -> None:
    assert NOTHING not in verdict_of(book_of(tmp_path, n_direct=0, standards="unfit"))


def few_of(folder: Path, language: str = "vi", **given: object) -> Book:
    """A verdict of CC01 in A with results for too few requirements; results of the officer in position B."""
    thin = {"coverage": 0.02, "n_requirements": 51, "probability": 0.97, **given}
    verdict = make.verdict("CC01", "A", "needs_review", standards="fits", **thin)
    estimates = [
        make.estimate("CC01", "C3", 2.6, n_direct=given["n_direct"], basis="direct" if given["n_direct"] else "none"),
        make.estimate("CC01", "C6", 2.6, position_id="B"),
        make.estimate("CC01", "C9", 2.6, n_direct=0, basis="none"),
    ]
    return write(folder, language, result=make.result(verdicts=[verdict], estimates=estimates))


def test_beside_few_results_no_high_likelihood_is_claimed(tmp_path: Path) -> None:
    said = verdict_of(few_of(tmp_path, n_direct=1))
    assert said == (
        "Tạm tính, chưa đủ kết quả để nói; mới có kết quả cho 1/51 yêu cầu, còn lại suy từ đó và mức chung của vị trí"
    )


def test_results_of_another_position_are_not_called_the_general_level(tmp_path: Path) -> None:
    said = verdict_of(few_of(tmp_path, n_direct=0, coverage=0.0))
    assert said.endswith("; chưa có kết quả cho vị trí này, suy từ kết quả về 1 yêu cầu của vị trí khác")


def test_enough_results_keep_the_band(tmp_path: Path) -> None:
    assert verdict_of(few_of(tmp_path, n_direct=20, coverage=0.4)) == "Rất cao"


@pytest.mark.parametrize(
    ("language", "sheet", "head", "words"),
    [
        ("vi", "Năng lực", "Dựa trên", "Suy từ 2 yêu cầu khác và mức chung"),
        ("en", "Competency", "Rests on", "Inferred from 2 others and the general level"),
    ],
)
def test_an_estimate_without_evidence_says_what_it_is_inferred_from(
    tmp_path: Path, language: str, sheet: str, head: str, words: str
) -> None:
    rows = few_of(tmp_path, language, n_direct=1).table(sheet, "Id" if language == "en" else "Mã")
    assert words in [row[head] for row in rows]


def test_an_officer_without_any_result_is_given_the_general_level(tmp_path: Path) -> None:
    estimates = [make.estimate("CC01", "C9", 2.6, n_direct=0, basis="none")]
    rows = write(tmp_path, result=make.result(estimates=estimates)).table("Năng lực", "Mã")
    assert [row["Dựa trên"] for row in rows] == ["Mức chung của vị trí"]


def test_a_move_of_somebody_with_few_results_claims_no_likelihood(tmp_path: Path) -> None:
    assert move_of(few_of(tmp_path, n_direct=1)) == (
        "Tạm tính, chưa đủ kết quả để nói; mới có kết quả cho 2 yêu cầu, còn lại là mức chung của vị trí mới"
    )


def test_an_officer_assessed_on_other_things_is_not_called_unassessed(tmp_path: Path) -> None:
    row = {"assessment_id": "a1", "officer_id": "CC01", "topic": "Tin học", "method": "test", "score": 8.0}
    estimates = [make.estimate("CC01", "C3", 2.0, n_direct=0)]
    inputs = make.inputs(assessments=ASSESSMENTS.frame([row]))
    assert NOTHING not in move_of(write(tmp_path, result=make.result(estimates=estimates), inputs=inputs))
