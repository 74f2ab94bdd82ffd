from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.training_catalog.small_folders import small_catalogue
from training_catalog import PositionIndex, VocabularyIndex
from training_catalog.types import Origin, Term, Trust


def term(term_id: str, name: str, *aliases: str) -> Term:
    origin = Origin(source="Thử", trust=Trust.GENERAL)
    return Term(term_id=term_id, name_vi=name, name_en="", aliases=aliases, code="", parent="", order=0, origin=origin)


def index_of(*terms: Term) -> VocabularyIndex:
    return VocabularyIndex({each.term_id: each for each in terms})


MAJORS = index_of(
    term("law", "Luật", "Luật học", "luật kinh tế"),
    term("economics", "Kinh tế", "kinh tế học"),
    term("pharmacy", "Dược học", "Dược"),
    term("land", "Quản lý đất đai", "QLĐĐ"),
)


def found(text: str, index: VocabularyIndex = MAJORS) -> str | None:
    match = index.find(text)
    return match.term_id if match else None


@pytest.mark.parametrize("text", ["Luật", "LUẬT", "luat", " Luật. ", "law"])
def test_the_whole_text_is_found_whatever_its_case_and_diacritics(text: str) -> None:
    assert found(text) == "law"


@pytest.mark.parametrize("text", ["Cử nhân Luật", "cu nhan luat", "ĐH Luật TP.HCM"])
def test_a_name_inside_the_text_is_found(text: str) -> None:
    assert found(text) == "law"


def test_the_longest_name_inside_the_text_counts() -> None:
    assert found("Cử nhân luật kinh tế") == "law"


def test_a_longer_name_that_starts_later_counts_too() -> None:
    index = index_of(term("a", "một hai"), term("b", "hai ba bốn"))
    assert found("x một hai ba bốn y", index) == "b"


@pytest.mark.parametrize("text", ["pháp luậtx", "Luậtgia", "xluật"])
def test_a_part_of_a_word_is_no_name(text: str) -> None:
    assert found(text) is None


@pytest.mark.parametrize("text", ["được cử đi học", "Được đào tạo nghiệp vụ"])
def test_a_short_name_with_other_diacritics_is_no_name(text: str) -> None:
    assert found(text) is None


def test_a_long_name_with_a_wrong_tone_is_still_found() -> None:
    assert found("Đại học Quản lý đât đai") == "land"


def test_an_abbreviation_is_found_inside_the_text() -> None:
    assert found("Kỹ sư QLĐĐ") == "land"


@pytest.mark.parametrize("text", ["", "  ", "-", "ngành khác"])
def test_a_text_that_names_nothing_gives_nothing(text: str) -> None:
    match = MAJORS.look_up(text)
    assert match.term is None
    assert match.candidates == ()


def test_a_name_of_two_terms_gives_nothing_but_the_candidates() -> None:
    index = index_of(term("a", "Tin học"), term("b", "Công nghệ thông tin", "tin học"))
    match = index.look_up("tin học")
    assert match.term is None
    assert [each.term_id for each in match.candidates] == ["a", "b"]


def test_diacritics_decide_between_names_that_fold_alike() -> None:
    index = index_of(term("guard", "Bảo vệ"), term("report", "Báo về"))
    assert found("bảo vệ", index) == "guard"
    assert found("báo về", index) == "report"
    assert [each.term_id for each in index.look_up("bao ve").candidates] == ["guard", "report"]


def test_two_equally_long_names_of_different_terms_are_not_decided() -> None:
    index = index_of(term("a", "Tin một"), term("b", "Tin hai"))
    match = index.look_up("tin một, tin hai")
    assert match.term is None
    assert len(match.candidates) == 2


def test_all_names_inside_are_found_in_text_order_once_each() -> None:
    terms = MAJORS.find_all("Quản lý đất đai; Luật; luật học")
    assert [each.term_id for each in terms] == ["land", "law"]


def test_a_name_inside_a_longer_one_is_not_found_beside_it() -> None:
    assert [each.term_id for each in MAJORS.find_all("Luật kinh tế")] == ["law"]


def test_an_id_counts_only_as_the_whole_text() -> None:
    assert found("land") == "land"
    assert found("no man's land") is None


@given(st.text(max_size=30))
def test_a_second_look_up_gives_the_same_answer(text: str) -> None:
    assert MAJORS.look_up(text) is MAJORS.look_up(text)


@pytest.mark.bench
def test_many_distinct_texts_are_looked_up_quickly() -> None:
    """100,000 distinct texts of 11 words against the shipped majors: 3.9 s of one busy core, 2026-11-21."""
    started = time.process_time()
    for number in range(100_000):
        MAJORS.look_up(f"Cử nhân ngành Quản lý đất đai, trường Đại học {number}")
    assert time.process_time() - started < 20


@pytest.fixture
def positions(tmp_path: Path) -> PositionIndex:
    return PositionIndex(small_catalogue(tmp_path).positions)


@pytest.mark.parametrize(
    "text",
    [
        "II.04",
        "ii.04",
        "II.4",
        "NA-NLâ-II.04",
        "NA-NLâ - II.04",
        "CV tư pháp",
        "chuyen vien tu phap",
        "Justice specialist",
    ],
)
def test_a_position_is_found_by_title_alias_or_code(positions: PositionIndex, text: str) -> None:
    position = positions.find(text)
    assert position is not None
    assert position.position_id == "II.04"


@pytest.mark.parametrize(
    "text",
    [
        "Chuyên viên về lĩnh vực tư pháp",
        "Chuyên viên về quản lý lĩnh vực tư pháp",
        "CV lĩnh vực tư pháp xã",
        "Chuyên viên Tư pháp (hộ tịch; chứng thực)",
        "Chuyên viên về tư pháp: hộ tịch, chứng thực",
        "chuyen vien tu phap cap xa",
    ],
)
def test_words_that_offices_write_as_they_like_do_not_hide_a_title(positions: PositionIndex, text: str) -> None:
    match = positions.look_up(text)
    assert match.position is not None
    assert match.position.position_id == "II.04"
    assert match.is_plain


@pytest.mark.parametrize(
    ("code", "position_id"),
    [("I.03", "I.03"), ("NA-NLâ-I.03", "I.03"), ("NA-NLâ-I.03.KT", "I.03.KT"), ("i.3.kt", "I.03.KT")],
)
def test_a_code_may_name_a_variant_of_a_position(tmp_path: Path, code: str, position_id: str) -> None:
    position = small_catalogue(tmp_path).positions["II.04"]
    index = PositionIndex({key: replace(position, position_id=key) for key in ("I.03", "I.03.KT")})
    found = index.find(code)
    assert found is not None
    assert found.position_id == position_id


@pytest.mark.parametrize(
    "text", ["TP-NVCN-05", "TP- NVCN-02", "II.99", "Chuyên viên", "Chuyên viên tư pháp và hộ tịch", "III.04", "04", ""]
)
def test_another_code_or_title_is_never_guessed(positions: PositionIndex, text: str) -> None:
    match = positions.look_up(text)
    assert match.position is None
    assert match.candidates == ()


def test_a_title_of_two_positions_gives_nothing_but_the_candidates(tmp_path: Path) -> None:
    catalogue = small_catalogue(tmp_path)
    first = catalogue.positions["II.04"]
    index = PositionIndex({"a": first, "b": first})
    match = index.look_up("Chuyên viên tư pháp")
    assert match.position is None
    assert len(match.candidates) == 2
