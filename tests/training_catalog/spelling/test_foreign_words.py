from __future__ import annotations

from training_catalog.spelling import foreign_words, is_syllable


def test_no_listed_word_is_a_syllable_anyway() -> None:
    assert [word for word in sorted(foreign_words()) if is_syllable(word)] == []


def test_words_are_in_lower_case() -> None:
    assert foreign_words() == {word.lower() for word in foreign_words()}
