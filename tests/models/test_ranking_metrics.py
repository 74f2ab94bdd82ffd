"""Ranking measures equal values worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from models.ranking_metrics import (
    average_precision,
    bootstrap,
    grade_matrix,
    ndcg,
    ordered_grades,
    recall,
    reciprocal_ranks,
    report,
)

RANKED = np.array([[0, 2, 1, 0], [1, 0, 0, 0], [0, 0, 0, 0]])
GRADES = arrays(np.int_, st.tuples(st.integers(1, 5), st.integers(1, 12)), elements=st.integers(0, 3))


def test_reciprocal_rank() -> None:
    assert reciprocal_ranks(RANKED).tolist() == [0.5, 1.0, 0.0]


def test_reciprocal_rank_of_a_higher_grade() -> None:
    assert reciprocal_ranks(np.array([[1, 2]]), least_grade=2).tolist() == [0.5]


def test_average_precision() -> None:
    np.testing.assert_allclose(average_precision(RANKED), [(1 / 2 + 2 / 3) / 2, 1, 0])


def test_recall() -> None:
    assert recall(RANKED, depth=2).tolist() == [0.5, 1.0, 0.0]


def test_ndcg_uses_exponential_gain() -> None:
    got = (3 / np.log2(3) + 1 / 2) / (3 + 1 / np.log2(3))
    np.testing.assert_allclose(ndcg(RANKED), [got, 1, 0])


def test_ties_keep_target_order() -> None:
    assert ordered_grades(np.zeros((1, 3), dtype=np.float32), np.array([[0, 1, 2]])).tolist() == [[0, 1, 2]]


@given(GRADES)
def test_the_ideal_order_has_full_ndcg(grades: np.ndarray) -> None:
    ideal = -np.sort(-grades, axis=1)
    np.testing.assert_allclose(ndcg(ideal)[grades.any(axis=1)], 1)


@given(GRADES, st.integers(0, 100))
def test_measures_lie_between_zero_and_one(grades: np.ndarray, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=grades.shape).astype(np.float32)
    ranked = ordered_grades(scores, grades)
    for values in (reciprocal_ranks(ranked), ndcg(ranked), average_precision(ranked), recall(ranked, depth=3)):
        assert ((values >= 0) & (values <= 1 + 1e-9)).all()


def test_interval_holds_the_mean_and_repeats() -> None:
    values = np.linspace(0, 1, 50)
    interval = bootstrap(values, seed=3)
    assert interval.low < interval.mean < interval.high
    assert interval == bootstrap(values, seed=3)


def test_report_leaves_out_queries_without_an_answer() -> None:
    scores = np.array([[1, 0], [0, 1]], dtype=np.float32)
    assert report(scores, np.array([[1, 0], [0, 0]])).queries == 1
    assert report(scores, np.array([[1, 0], [0, 0]])).mrr.mean == 1


def test_unknown_id_in_the_answers_is_an_error() -> None:
    with pytest.raises(KeyError):
        grade_matrix(["q"], ["t"], [("q", "other", 1)])


def test_grades_land_in_their_cell() -> None:
    assert grade_matrix(["a", "b"], ["x", "y"], [("b", "x", 2)]).tolist() == [[0, 0], [2, 0]]
