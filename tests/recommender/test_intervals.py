"""Intervals: reference values, and what holds for every count."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, fisher_exact

from recommender.intervals import exact_p, ratio_interval, wilson

COUNTS = st.integers(1, 300).flatmap(lambda size: st.tuples(st.integers(0, size), st.just(size)))


@given(COUNTS)
def test_wilson_is_the_interval_that_scipy_gives(given_count: tuple[int, int]) -> None:
    count, size = given_count
    expected = binomtest(count, size).proportion_ci(method="wilson")
    assert wilson(count, size) == pytest.approx((expected.low, expected.high), abs=1e-9)


def test_no_cases_have_no_interval() -> None:
    assert all(math.isnan(end) for end in wilson(0, 0))
    assert all(math.isnan(end) for end in ratio_interval(1, 10, 0, 10))
    assert all(math.isnan(end) for end in ratio_interval(0, 0, 5, 10))


@given(COUNTS, COUNTS)
def test_the_interval_of_a_ratio_holds_the_ratio(one: tuple[int, int], other: tuple[int, int]) -> None:
    if other[0] == 0:
        return
    ratio, low, high = ratio_interval(*one, *other)
    assert 0 <= low <= ratio + 1e-9
    assert ratio - 1e-9 <= high


def test_the_interval_of_a_ratio_of_zero_still_has_an_upper_end() -> None:
    ratio, low, high = ratio_interval(0, 40, 30, 60)
    assert (ratio, low) == (0, 0)
    assert 0.1 < high < 0.3


def test_the_interval_of_a_ratio_agrees_with_a_worked_example() -> None:
    """Equal groups of 100 with 60 and 80: close to the log-normal (Katz) interval 0.624 to 0.902 of large samples."""
    ratio, low, high = ratio_interval(60, 100, 80, 100)
    assert (ratio, low, high) == pytest.approx((0.75, 0.62, 0.90), abs=0.01)


def test_the_exact_test_is_fishers() -> None:
    assert exact_p(12, 40, 30, 45) == pytest.approx(fisher_exact([[12, 28], [30, 15]]).pvalue)
