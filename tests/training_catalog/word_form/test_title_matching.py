"""Positions by title and code: exact rules, never the nearest one."""

from __future__ import annotations

import pytest

from tests.training_catalog.word_form.small_catalogue import catalogue
from training_catalog.word_form.title_matching import Found, TitleMatcher, core_of, unknown_id


@pytest.fixture(scope="module")
def matcher() -> TitleMatcher:
    return TitleMatcher(catalogue())


@pytest.mark.parametrize(
    ("title", "position_id", "found"),
    [
        ("kế toán viên", "II.32", Found.TITLE),
        ("Cán bộ y tế xã", "II.24", Found.TITLE),
        ("Chuyên viên lĩnh vực giao thông", "II.11", Found.CORE),
        ("Chuyên viên về quản lý giao thông cấp xã", "II.11", Found.CORE),
        ("Chuyên viên y tế (gồm: dân số)", "II.24", Found.CORE),
        ("Chuyên viên lĩnh vực giao thông: đường, cầu", "II.11", Found.CORE),
        ("Chuyên viên về quản lý nông nghiệp; thủy lợi", "II.13", Found.FIELDS),
    ],
)
def test_a_title_is_matched_by_rules(matcher: TitleMatcher, title: str, position_id: str, found: Found) -> None:
    choice = matcher.by_title(title)
    assert choice.position is not None
    assert (choice.position.position_id, choice.found) == (position_id, found)


@pytest.mark.parametrize("title", ["Chuyên viên nông nghiệp", "Chuyên viên giao thông và y tế", "Người trồng cây", ""])
def test_a_title_that_only_resembles_one_is_not_matched(matcher: TitleMatcher, title: str) -> None:
    assert matcher.by_title(title).position is None


def test_the_nearest_titles_are_offered_to_a_person(matcher: TitleMatcher) -> None:
    choice = matcher.by_title("Chuyên viên về giao thông nông thôn")
    assert "II.11" in [each.position_id for each in choice.candidates]


def test_an_official_code_names_its_position(matcher: TitleMatcher) -> None:
    found = matcher.by_code("NA-NLâ-II.24")
    assert found is not None
    assert found.position_id == "II.24"


@pytest.mark.parametrize("code", ["TP-NVCN-05", "TTB-NVCN-24", "II.99", ""])
def test_a_foreign_code_names_nothing(matcher: TitleMatcher, code: str) -> None:
    assert matcher.by_code(code) is None


def test_a_title_that_is_all_filler_keeps_its_words() -> None:
    assert core_of("Chuyên viên quản lý") == "quan ly"


def test_an_unknown_title_gets_an_id_of_its_words() -> None:
    assert unknown_id("Người trồng cây (mới)", 3) == "X.nguoi-trong-cay"


def test_a_missing_title_gets_an_id_of_its_order() -> None:
    assert unknown_id("", 3) == "X.3"
