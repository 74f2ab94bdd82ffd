"""Geometry of strips, bars and shades."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.look.figures import CELL, EDGE, chance, parts, shade, state_of, strip

LEVELS = st.floats(min_value=0, max_value=6)


def test_required_range_covers_its_whole_cells() -> None:
    figure = strip(2, 3)
    assert (figure.range_x, figure.range_width) == (EDGE + CELL, 2 * CELL)
    assert figure.dot is None
    assert figure.state == "unknown"


@given(LEVELS, LEVELS)
def test_higher_level_never_lies_further_left(one: float, other: float) -> None:
    low, high = sorted((one, other))
    first, second = strip(2, 3, level=low).dot, strip(2, 3, level=high).dot
    assert first is not None
    assert second is not None
    assert first <= second


@given(LEVELS, st.floats(min_value=0, max_value=3))
def test_whisker_holds_the_dot_and_stays_on_the_strip(level: float, sd: float) -> None:
    figure = strip(1, 5, level=level, sd=sd)
    assert figure.dot is not None
    assert EDGE <= figure.low <= figure.dot <= figure.high <= EDGE + 5 * CELL


def test_sources_without_a_level_leave_no_mark() -> None:
    figure = strip(2, 3, level=2, sd=0.3, sources=[("test", 2.0), ("self", math.nan), ("peer", None)])
    assert [mark.kind for mark in figure.marks] == ["test"]


@pytest.mark.parametrize(
    ("level", "sd", "p", "state"),
    [
        (2.9, 0.3, None, "met"),
        (1.6, 0.4, None, "unsure"),
        (1.0, 0.3, None, "below"),
        (2.9, 0.3, 0.1, "below"),
        (math.nan, 0.3, 0.9, "unknown"),
        (2.0, math.nan, math.nan, "met"),
    ],
)
def test_state_follows_the_chance_of_the_minimum(level: float, sd: float, p: float | None, state: str) -> None:
    assert state_of(2, level, sd, p) == state


def test_chance_is_a_half_where_the_minimum_begins() -> None:
    assert chance(2, 1.5, 0.4) == pytest.approx(0.5)
    assert chance(2, 1.5, 0) == 1.0


@given(st.lists(st.floats(min_value=0, max_value=1e6), min_size=1, max_size=6))
def test_parts_fill_the_bar_one_after_another(values: list[float]) -> None:
    found = parts([("x", value) for value in values], sum(values))
    assert all(part.start >= 0 and part.start + part.width <= 100.1 for part in found)
    if sum(values) > 0:
        assert sum(part.width for part in found) == pytest.approx(100, abs=0.1)


def test_nothing_and_hidden_cells_have_no_shade() -> None:
    assert [shade(value, 100) for value in (None, 0, math.nan, 1, 50, 100)] == [0, 0, 0, 1, 4, 5]
