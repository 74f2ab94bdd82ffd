from __future__ import annotations

import pytest

from recommender.readers.cells.rating_words import is_rating
from recommender.readers.files.sheets import Cell
from recommender.sample.careers import BANDS


@pytest.mark.parametrize("text", [text for _, words in BANDS for text in words])
def test_every_band_of_the_decree_is_a_rating_as_lists_write_it(text: str) -> None:
    assert is_rating(text)
    assert is_rating(text.upper())


@pytest.mark.parametrize(
    "value",
    ["HTT", "HT tốt NV", "HT XSNV", "Loại A", "B", "Khá", "Tốt", 85.0, "92,5", "LĐTT", "Chiến sĩ thi đua cơ sở", "-",
     "Chưa xếp loại", "Không", "K.HTNV", "Completed the task well", "Hoàn thành tốt nhiệm vụ (QĐ 12)", None, ""],
)  # fmt: skip
def test_other_ways_of_writing_a_rating_are_known(value: Cell) -> None:
    assert is_rating(value)


@pytest.mark.parametrize("value", ["abc", "zzz", 250.0, "01/2025", "Kế toán"])
def test_other_words_are_no_rating(value: Cell) -> None:
    assert not is_rating(value)
