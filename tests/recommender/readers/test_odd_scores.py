from __future__ import annotations

from collections.abc import Callable

import pytest

from recommender.inputs import Inputs
from tests.recommender.readers.books import at, codes
from tests.recommender.readers.conftest import PEOPLE_HEAD, PERSON

HEAD = ["Mã công chức", "Ngày", "Hình thức", "Nội dung", "Điểm (thang 100)"]
OTHERS = [62, 75, 81.5, 90, 68, 77, 84, 71, 66, 88]


@pytest.fixture
def read_scores(read_rows: Callable[..., Inputs]) -> Callable[..., Inputs]:
    """Reads tests of one officer with these scores, one topic each."""

    def read(*scores: object, method: str = "Trắc nghiệm") -> Inputs:
        rows = [["CC1", "1/5/2026", method, f"Nội dung {number}", score] for number, score in enumerate(scores)]
        return read_rows(people=[PEOPLE_HEAD, PERSON], assessments=[HEAD, *rows])

    return read


def test_a_score_on_ten_among_scores_on_a_hundred_is_questioned_and_kept(read_scores: Callable[..., Inputs]) -> None:
    inputs = read_scores(*OTHERS, 7.5)
    assert at(inputs.problems, "score_like_ten") == [("E12", "7.5")]
    assert inputs.assessments["score"].tolist()[-1] == 7.5


@pytest.mark.parametrize(
    "scores",
    [
        OTHERS,
        [*OTHERS, 12],
        [*OTHERS, 0],
        [*OTHERS[:6], 7.5],
        [15, 20, 25, 62, 75, 81, 90, 68, 77, 8],
        [*OTHERS, 7.5, 8, 9],
    ],
    ids=["none", "above ten", "nought", "too few others", "others are low too", "two scales"],
)
def test_what_may_well_be_true_is_not_questioned(read_scores: Callable[..., Inputs], scores: list[object]) -> None:
    assert "score_like_ten" not in codes(read_scores(*scores).problems)


def test_a_score_that_names_its_scale_is_not_questioned(read_scores: Callable[..., Inputs]) -> None:
    assert "score_like_ten" not in codes(read_scores(*OTHERS, "7,5/10").problems)


def test_columns_of_one_sheet_speak_together(read_rows: Callable[..., Inputs]) -> None:
    head = ["Mã công chức", "Ngày", "Hình thức", *(f"Chuyên đề {number} (thang 100)" for number in range(11))]
    inputs = read_rows(people=[PEOPLE_HEAD, PERSON], assessments=[head, ["CC1", "1/5/2026", "Trắc nghiệm", *OTHERS, 8]])
    assert at(inputs.problems, "score_like_ten") == [("N2", "8")]
