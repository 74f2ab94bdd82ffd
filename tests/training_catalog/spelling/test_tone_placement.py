from __future__ import annotations

import pytest

from training_catalog.spelling import OPPOSITE, Spelling, spelling_of


@pytest.mark.parametrize(
    ("word", "choice"),
    [
        ("hòa", Spelling.TONE_FIRST),
        ("Khỏe", Spelling.TONE_FIRST),
        ("thuỷ", Spelling.TONE_SECOND),
        ("uỷ", Spelling.TONE_SECOND),
        ("kỹ", Spelling.ENDS_Y),
        ("sĩ", Spelling.ENDS_I),
    ],
)
def test_a_word_with_a_choice_shows_it(word: str, choice: Spelling) -> None:
    assert spelling_of(word) is choice


@pytest.mark.parametrize("word", ["hoa", "quý", "quà", "hoàn", "ly", "đi", "web", "thủng", "nghị", "chỉ"])
def test_words_that_leave_no_choice_show_none(word: str) -> None:
    assert spelling_of(word) is None


def test_opposites_are_each_others() -> None:
    assert all(OPPOSITE[OPPOSITE[choice]] is choice for choice in Spelling)
