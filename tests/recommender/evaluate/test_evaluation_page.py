"""The page: generated parts are replaced between their markers and nothing else is touched."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.evaluate.evaluation_page import number, replaced, table

PLAIN = st.text(alphabet="abc \n", max_size=40)


@given(PLAIN, PLAIN, PLAIN)
def test_a_second_run_replaces_the_first_and_keeps_the_rest(page: str, first: str, second: str) -> None:
    once = replaced(page, "x", first)
    assert replaced(once, "x", second) == replaced(page, "x", second)
    assert once.startswith(page.rstrip().lstrip("\n") if page.strip() else "<!-- begin: x -->")


def test_parts_of_other_names_stay() -> None:
    page = replaced(replaced("# Title", "a", "one"), "b", "two")
    again = replaced(page, "a", "three")
    assert "three" in again
    assert "one" not in again
    assert "two" in again


@pytest.mark.parametrize(
    ("value", "text"), [(math.nan, "–"), (1.0, "1"), (0.1234, "0.123"), (12345.0, "12,345"), (3.456, "3.46")]
)
def test_figures_are_written_as_people_read_them(value: float, text: str) -> None:
    assert number(value) == text


def test_a_table_has_a_line_a_row() -> None:
    assert table(["a", "b"], [["1", "2"]]).split("\n") == ["| a | b |", "| --- | --: |", "| 1 | 2 |"]
