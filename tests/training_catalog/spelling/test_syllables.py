from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shipped_catalogue import shipped_catalogue
from training_catalog.spelling import is_syllable

GOOD = (
    "nghiêng khuỷu quyển quốc giếng giữa gìn giờ gì ý yêu thuế xoong quý của mùa thủy thuỷ hòa hoà Đắk tuyển hoàn "
    "ngoằn nguyệt quýt oai uỷ huyện khoẻ Phường đặc biệt ươm"
)
BAD = "tòan thúôc nghành kinhh cuả qủa đựơc hoàng̃ ngiêng kghi cát̉ thuếe xã̃ catr ệng bac trìnhh qừ kông gê nga̭"


@pytest.mark.parametrize("word", [word for word in GOOD.split() if word != "Đắk"])
def test_real_syllables_are_accepted(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", BAD.split())
def test_impossible_or_misplaced_spellings_are_refused(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize("word", ["email", "karaoke", "logistics", "Krông", "Đắk", "vbpl"])
def test_foreign_words_and_names_are_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_both_forms_of_unicode_are_one_word() -> None:
    assert is_syllable(unicodedata.normalize("NFD", "Thủy"))


def test_nearly_all_words_of_names_of_kinh_communes_are_syllables() -> None:
    """Measured on the 34 provinces and communes: only names from other languages are refused (Đắk, Krông, Ia)."""
    words = [word for unit in shipped_catalogue().units.values() for word in unit.name.split() if word.isalpha()]
    assert sum(is_syllable(word) for word in words) / len(words) > 0.96


@given(st.text(max_size=12))
def test_any_text_gives_an_answer(word: str) -> None:
    assert is_syllable(word) in (True, False)
