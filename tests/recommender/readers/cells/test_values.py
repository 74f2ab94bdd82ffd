from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.readers.cells.values import (
    Score,
    read_number,
    read_percent,
    read_score,
    read_sex,
    read_yes_no,
    says_none,
)
from recommender.readers.files.sheets import Cell


@pytest.mark.parametrize(
    ("written", "number"),
    [("3,5", 3.5), ("3.5", 3.5), ("1.234,5", 1234.5), ("1,234.5", 1234.5), (" 7 ", 7.0), (7.0, 7.0), ("1 234", 1234.0)],
)
def test_numbers_with_comma_or_point(written: Cell, number: float) -> None:
    assert read_number(written) == number


@pytest.mark.parametrize("written", ["", "3,5,1x", "abc", "--", None, True, date(2020, 1, 1), float("nan"), "9" * 400])
def test_what_is_no_number_is_none(written: Cell) -> None:
    assert read_number(written) is None


@pytest.mark.parametrize(
    ("written", "score"),
    [
        ("75/100", Score(value=75, top=100)),
        ("8,5/10", Score(value=8.5, top=10)),
        ("3/5", Score(value=3, is_level=True)),
        ("80%", Score(value=80, top=100)),
        ("Mức 3", Score(value=3, is_level=True)),
        ("mức 3,5", Score(value=3.5, is_level=True)),
        ("Cấp độ 3", Score(value=3, is_level=True)),
        ("Mức độ IV", Score(value=4, is_level=True)),
        ("III", Score(value=3, is_level=True)),
        ("85 điểm", Score(value=85)),
        ("3,5", Score(value=3.5)),
        (70.0, Score(value=70)),
    ],
)
def test_scores_and_levels_as_offices_write_them(written: Cell, score: Score) -> None:
    assert read_score(written) == score


@pytest.mark.parametrize("written", ["Tốt", "Đạt", date(2026, 5, 3), True, None, "x", "3/0", "1/2/3", "v"])
def test_words_and_days_are_no_scores(written: Cell) -> None:
    assert read_score(written) is None


@pytest.mark.parametrize(("written", "share"), [("60%", 0.6), ("60", 0.6), (0.6, 0.6), ("0,6", 0.6), (1.0, 1.0)])
def test_shares(written: Cell, share: float) -> None:
    assert read_percent(written) == pytest.approx(share)


@pytest.mark.parametrize("written", ["0", "-5%", "150%", "nhiều", ""])
def test_what_is_no_share_is_none(written: Cell) -> None:
    assert read_percent(written) is None


@pytest.mark.parametrize(
    ("written", "answer"),
    [("x", True), ("X", True), ("✓", True), ("Có", True), (1.0, True), (True, True), ("Không", False), ("Chưa", False),
     ("0", False), ("-", False), ("có thể", None), ("", None)],
)  # fmt: skip
def test_yes_and_no(written: Cell, answer: bool | None) -> None:
    assert read_yes_no(written) is answer


@pytest.mark.parametrize("written", ["Chưa", "Không", "0", "Chưa qua đào tạo", "Chưa có", "không có", 0.0])
def test_a_denial_is_understood(written: Cell) -> None:
    assert says_none(written)


@pytest.mark.parametrize("written", ["Chuyên viên", "", "x", "CV"])
def test_other_words_deny_nothing(written: Cell) -> None:
    assert not says_none(written)


@pytest.mark.parametrize(
    ("written", "sex"), [("Nam", "male"), ("NỮ", "female"), ("nu", "female"), ("1", None), ("x", None)]
)
def test_sex_in_one_column(written: Cell, sex: str | None) -> None:
    assert read_sex(written) == sex


@given(st.floats(min_value=-1e6, max_value=1e6).map(lambda number: round(number, 3)))
def test_numbers_read_back_with_comma_and_point(number: float) -> None:
    text = f"{number:.3f}"
    assert read_number(text.replace(".", ",")) == pytest.approx(number)


@given(st.one_of(st.text(), st.floats(), st.booleans(), st.none(), st.dates()))
def test_every_parser_takes_every_cell(value: Cell) -> None:
    number, share, score = read_number(value), read_percent(value), read_score(value)
    assert number is None or math.isfinite(number)
    assert share is None or 0 < share <= 1
    assert score is None or math.isfinite(score.value)
    assert read_yes_no(value) in (True, False, None)
    assert read_sex(value) in ("male", "female", None)
