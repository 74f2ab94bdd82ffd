from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training_catalog.folding import accented, both_spellings, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đại học  Luật", "dai hoc luat"),
        ("ĐH. Kinh-tế, (TC)", "dh kinh te tc"),
        ("NA-NLâ-II.04", "na nla ii 04"),
        ("  ", ""),
        ("Công nghệ_thông tin", "cong nghe thong tin"),
        ("ƯƠNG", "uong"),
    ],
)
def test_case_diacritics_punctuation_and_spaces_fold_away(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(("one", "other"), [("hòa", "hoà"), ("thủy", "thuỷ"), ("Khỏe", "khoẻ")])
def test_the_place_of_the_tone_mark_does_not_count(one: str, other: str) -> None:
    assert accented(one) == accented(other)


def test_different_diacritics_stay_different_in_the_accented_spelling() -> None:
    assert accented("dược") != accented("được")


@given(st.text())
def test_folding_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_decomposed_text_folds_like_composed_text(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text())
def test_both_spellings_have_the_same_number_of_words(text: str) -> None:
    folded, spelled = both_spellings(text)
    assert len(folded) == len(spelled)
    assert " ".join(folded) == fold(text)
