from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.readers.files.legacy import (
    TCVN3,
    VNI,
    Encoding,
    encoding_of,
    from_tcvn3,
    from_vni,
    is_syllable,
    to_unicode,
)

NAMES = [
    "Nguyễn Văn Dũng",
    "Trần Thị Hạnh",
    "Lê Thị Hà",
    "Phạm Đức Ánh",
    "Hoàng Ngọc Yến",
    "Đặng Thuỳ Dương",
    "Lý A Sủng",
]
TO_TCVN3 = {letter: sign for sign, letter in TCVN3.items()}
TO_VNI: dict[str, str] = {}
for sign, letter in VNI.items():
    TO_VNI.setdefault(letter, sign)
LETTERS = sorted(
    set("".join(NAMES).lower()) | set("ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹàáãèéìíĩòóõùúũý")
)


def typed_tcvn3(text: str) -> str:
    return "".join(TO_TCVN3.get(letter, TO_TCVN3.get(letter.lower(), letter)) for letter in text)


def typed_vni(text: str) -> str:
    return "".join(TO_VNI.get(letter, letter) for letter in text)


@pytest.mark.parametrize("name", NAMES)
def test_a_single_name_typed_in_an_old_encoding_is_read(name: str) -> None:
    column = [typed_tcvn3(name.lower())]
    assert to_unicode(column[0], encoding_of(column)) == name.lower()
    column = [typed_vni(name)]
    assert to_unicode(column[0], encoding_of(column)) == name


@pytest.mark.parametrize("text", [*NAMES, "Café Müller", "Nguyen Van A", "5÷7 · x²", "", "1985", "N°1 ±5%"])
def test_unicode_and_foreign_text_is_left_alone(text: str) -> None:
    assert encoding_of([text]) is Encoding.UNICODE


def test_a_column_is_judged_as_a_whole() -> None:
    column = [typed_tcvn3(name.lower()) for name in NAMES]
    assert encoding_of(column) is Encoding.TCVN3
    assert typed_tcvn3("dũng") == "dòng", "alone this cell would read as good Unicode"
    assert [to_unicode(cell, Encoding.TCVN3) for cell in column] == [name.lower() for name in NAMES]


def test_capitals_of_tcvn3_are_restored_in_words_of_capitals() -> None:
    assert from_tcvn3("NGUYÔN V¡N DòNG") == "NGUYỄN VĂN DŨNG"


@given(st.text(alphabet=st.sampled_from([*LETTERS, " "])))
def test_tcvn3_and_vni_round_trip(text: str) -> None:
    assert from_tcvn3(typed_tcvn3(text)) == text
    assert from_vni(typed_vni(text)) == text or any(pair in text for pair in ("aâ", "aê", "eâ", "oâ"))


@pytest.mark.parametrize("word", ["Nguyễn", "khuya", "nghiêng", "quỳnh", "Đắc", "gì", "yêu", "oanh"])
def test_vietnamese_words_are_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["café", "Müller", "Nguyeãn", "ấá", "NguyÔn"])
def test_other_words_are_not(word: str) -> None:
    assert not is_syllable(word)
