"""Vietnamese order of names and texts."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as some

from recommender.documents.names import person_key, text_key

LETTERS = "AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXY"
VIETNAMESE = some.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậđ ", min_size=1, max_size=12)


def test_letters_come_in_the_order_of_the_alphabet() -> None:
    assert sorted("".join(reversed(LETTERS)), key=text_key) == list(LETTERS)


def test_tones_come_level_falling_asking_tumbling_rising_heavy() -> None:
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=text_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]


def test_letters_matter_before_tones() -> None:
    assert sorted(["mạ", "man", "ma", "măn"], key=text_key) == ["ma", "mạ", "man", "măn"]


def test_d_with_stroke_comes_after_d_and_not_after_z() -> None:
    assert sorted(["Đinh", "Em", "Dung", "Zung"], key=text_key) == ["Dung", "Đinh", "Em", "Zung"]


def test_a_space_comes_before_any_letter() -> None:
    assert sorted(["Anh Bằng", "An Bình"], key=text_key) == ["An Bình", "Anh Bằng"]


def test_people_are_ordered_by_given_name_then_family_name_then_the_words_between() -> None:
    names = ["Trần Thị Bình", "Nguyễn Văn Đạt", "Lê Thị Ân", "Lê Hồng Bình", "Lê Anh Bình", "Vũ An"]
    assert sorted(names, key=person_key) == [
        "Vũ An", "Lê Thị Ân", "Lê Anh Bình", "Lê Hồng Bình", "Trần Thị Bình", "Nguyễn Văn Đạt",
    ]  # fmt: skip


def test_a_single_word_and_no_name_have_keys() -> None:
    assert sorted(["Bình", "", "An"], key=person_key) == ["", "An", "Bình"]


@given(VIETNAMESE)
def test_composed_and_decomposed_spellings_have_one_key(text: str) -> None:
    assert text_key(unicodedata.normalize("NFC", text)) == text_key(unicodedata.normalize("NFD", text))


@given(VIETNAMESE, VIETNAMESE)
def test_different_texts_have_different_keys(one: str, other: str) -> None:
    same = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    assert (text_key(one) == text_key(other)) == same
