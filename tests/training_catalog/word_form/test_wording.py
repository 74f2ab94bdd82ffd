"""Text of Word cells, cleaned."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from training_catalog.word_form.wording import items, join_lines, join_texts, tidy, without_marker

LINES = st.lists(st.text(alphabet="abcĐ .;-\t1)", max_size=12), max_size=6)


def test_a_sentence_broken_over_paragraphs_is_put_together() -> None:
    assert join_lines(["Trồng cây", "trong sân."]) == "Trồng cây trong sân."


def test_a_list_item_in_lower_case_stays_an_item() -> None:
    assert join_lines(["Cây:", "- cam", "- chanh"]) == "Cây:\n- cam\n- chanh"


def test_a_numbered_item_typed_with_a_dash_keeps_one_bullet() -> None:
    assert join_lines(["- - Trồng cây"]) == "- Trồng cây"


def test_lines_without_letters_or_digits_are_left_out() -> None:
    assert join_lines(["", " - ", "\t", "Cây"]) == "Cây"


def test_the_letter_eth_becomes_the_vietnamese_letter() -> None:
    assert tidy("Ðược  giao") == "Được giao"


def test_the_rest_of_a_split_row_goes_on_with_the_last_unfinished_line() -> None:
    assert join_texts("Trồng cây\nTưới cây.", "trong sân.") == "Trồng cây trong sân.\nTưới cây."


def test_a_new_sentence_of_a_split_row_is_a_new_line() -> None:
    assert join_texts("Trồng cây", "Tưới cây") == "Trồng cây\nTưới cây"


def test_items_lose_their_bullets_and_enumerators() -> None:
    assert items("- Cam\n1. Chanh\na) Bưởi\n2.1 Ổi") == ("Cam", "Chanh", "Bưởi", "2.1 Ổi")


def test_a_year_at_the_start_is_no_enumerator() -> None:
    assert without_marker("2026.5 mét") == "2026.5 mét"


@given(LINES)
def test_joining_lines_twice_changes_nothing(lines: list[str]) -> None:
    once = join_lines(lines)
    assert join_lines(once.split("\n")) == once


@given(LINES)
def test_joining_lines_keeps_every_letter(lines: list[str]) -> None:
    def letters(text: str) -> list[str]:
        return [char for char in tidy(text) if char.isalpha()]

    assert letters(join_lines(lines)) == [char for line in lines for char in letters(line)]
