from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from models.testing.responses import check_answers, distinct_patterns, score_patterns, varying_items

TABLES = arrays(
    np.float64, st.tuples(st.integers(1, 12), st.integers(1, 5)), elements=st.sampled_from([0.0, 1.0, np.nan])
)


@given(TABLES)
def test_patterns_give_back_every_row(answers: np.ndarray) -> None:
    patterns = distinct_patterns(answers)
    back = np.where(patterns.answered > 0, patterns.right, np.nan)[patterns.index]
    np.testing.assert_array_equal(back, answers)


@given(TABLES)
def test_counts_add_up_to_the_people(answers: np.ndarray) -> None:
    patterns = distinct_patterns(answers)
    assert patterns.counts.sum() == len(answers)
    np.testing.assert_array_equal(np.bincount(patterns.index), patterns.counts)


@given(TABLES)
def test_score_patterns_keep_raw_scores_and_items_answered(answers: np.ndarray) -> None:
    patterns = score_patterns(answers)
    np.testing.assert_array_equal(patterns.raw[patterns.index], np.nansum(answers, axis=1))
    np.testing.assert_array_equal(patterns.answered[patterns.index] > 0, ~np.isnan(answers))


def test_an_answer_other_than_0_and_1_is_named_with_its_place() -> None:
    with pytest.raises(ValueError, match="row 1, column 0 holds 2"):
        check_answers(np.array([[0.0, 1.0], [2.0, np.nan]]))


@given(TABLES)
def test_an_item_varies_where_some_were_right_and_others_wrong(answers: np.ndarray) -> None:
    expected = [0.0 in column and 1.0 in column for column in answers.T.tolist()]
    assert varying_items(answers).tolist() == expected


def test_some_of_the_patterns_are_theirs_without_people() -> None:
    patterns = distinct_patterns(np.array([[0.0, 1.0], [1.0, np.nan], [0.0, 1.0]]))
    part = patterns.rows(slice(1, 2))
    assert (part.right.tolist(), part.answered.tolist(), part.counts.tolist()) == ([[1.0, 0.0]], [[1.0, 0.0]], [1.0])
    assert len(part.index) == 0
