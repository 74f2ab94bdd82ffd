"""Vietnamese text gets one comparable form however it was typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.text import (
    AbbreviationExpander,
    clean,
    fold,
    has_vietnamese_marks,
    legal_numbers,
    lines,
    match_form,
    one_line,
    tokens,
)

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80)


def test_decomposed_text_becomes_composed() -> None:
    assert clean(unicodedata.normalize("NFD", "Nghiệp vụ")) == "Nghiệp vụ"


@given(ANY_TEXT)
def test_a_text_already_clean_is_left_as_the_rules_would_leave_it(text: str) -> None:
    assert clean(f" {text}") == clean(clean(text)) == clean(text)


def test_icelandic_eth_becomes_vietnamese_d() -> None:
    assert clean("\u00d0ất \u00f0ai") == "Đất đai"


def test_invisible_characters_and_blanks_are_normalised() -> None:
    assert clean("\ufeffcán\u00a0 bộ\u200b\t xã \r\n\r\n  hồ\u00adsơ ") == "cán bộ xã\nhồsơ"


def test_one_line_has_no_line_end() -> None:
    assert one_line("a\nb") == "a b"


@pytest.mark.parametrize(
    ("new_style", "old_style"),
    [
        ("hoà", "hòa"),
        ("thuý", "thúy"),
        ("uỷ ban", "ủy ban"),
        ("khoẻ", "khỏe"),
        ("kĩ năng", "kỹ năng"),
        ("quản lí", "quản lý"),
    ],
)
def test_both_spellings_compare_equal(new_style: str, old_style: str) -> None:
    assert match_form(new_style) == match_form(old_style)


@pytest.mark.parametrize("word", ["quý", "quỹ", "hoàn toàn", "huỳnh", "thi", "thuyết minh"])
def test_spelling_without_variant_stays(word: str) -> None:
    assert match_form(word) == word


def test_fold_takes_all_marks_away() -> None:
    assert fold("Đăng ký Đất đai, thuỷ lợi") == "dang ky dat dai, thuy loi"


def test_marks_are_noticed() -> None:
    assert has_vietnamese_marks("đất")
    assert not has_vietnamese_marks("land register 2025")


def test_legal_number_is_kept_whole_and_in_parts() -> None:
    assert tokens("Nghị định 30/2020/NĐ-CP.") == ["nghị", "định", "30/2020/nđ-cp", "30", "2020", "nđ", "cp"]


def test_national_assembly_number_is_one_token() -> None:
    assert "62/2025/qh15" in tokens("Luật số 62/2025/QH15")


def test_date_is_no_legal_number() -> None:
    assert legal_numbers("ngày 12/03/2024, Thông tư 24/2023/TT-BNV, Thông tư 24/2023/TT-BNV") == ["24/2023/tt-bnv"]


def test_lines_drop_bullets_and_numbers() -> None:
    assert lines("1. Tham mưu ban hành.\n- Soạn văn bản;\na) Tiếp công dân\n") == [
        "Tham mưu ban hành.",
        "Soạn văn bản",
        "Tiếp công dân",
    ]


def test_sentences_of_a_paragraph_are_lines() -> None:
    assert lines("Theo dõi thu chi. Lập báo cáo quý; kiểm tra hồ sơ") == [
        "Theo dõi thu chi.",
        "Lập báo cáo quý",
        "kiểm tra hồ sơ",
    ]


def test_decimal_point_splits_nothing() -> None:
    assert lines("Đạt 5.2 điểm theo Mục 1.3 của kế hoạch") == ["Đạt 5.2 điểm theo Mục 1.3 của kế hoạch"]


def test_abbreviation_is_written_out_as_a_word_only() -> None:
    expander = AbbreviationExpander({"UBND": "Ủy ban nhân dân", "NĐ": "Nghị định", "UB": "Ủy ban"})
    assert expander.expand("UBND xã, NĐ mới, 30/2020/NĐ-CP") == "Ủy ban nhân dân xã, Nghị định mới, 30/2020/NĐ-CP"


def test_abbreviation_keeps_case_apart() -> None:
    assert AbbreviationExpander({"HS": "hồ sơ"}).expand("hs HS") == "hs hồ sơ"


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(ANY_TEXT)
def test_match_form_is_a_fixed_point(text: str) -> None:
    assert match_form(match_form(text)) == match_form(text)


@given(ANY_TEXT)
def test_lines_are_blank_only_for_blank_text(text: str) -> None:
    assert bool(lines(text)) == bool(clean(text))
