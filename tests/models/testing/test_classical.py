from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.testing.classical import (
    cronbach_alpha,
    item_statistics,
    scale_statistics,
    standard_error_of_measurement,
    true_scores,
)
from tests.models.testing.simulated import drawn


def test_alpha_of_complete_answers_is_kr20() -> None:
    answers = drawn(n_people=300, n_items=8, seed=1).answers
    share = answers.mean(axis=0)
    raw = answers.sum(axis=1)
    kr20 = 8 / 7 * (1 - (share * (1 - share)).sum() / raw.var())
    assert cronbach_alpha(answers) == pytest.approx(kr20)


def test_alpha_hardly_moves_when_answers_are_lost_by_chance() -> None:
    whole = drawn(n_people=5000, n_items=10, seed=2).answers
    holes = np.where(np.random.default_rng(3).random(whole.shape) < 0.1, np.nan, whole)
    assert cronbach_alpha(holes) == pytest.approx(cronbach_alpha(whole), abs=0.02)


def test_alpha_needs_two_items() -> None:
    assert np.isnan(cronbach_alpha(np.array([[1.0], [0.0]])))


def test_item_rest_leaves_the_item_itself_out() -> None:
    answers = np.array([[1.0, 1, 0], [1, 0, 1], [0, 1, 0], [0, 0, 0], [1, 1, 1]])
    found = item_statistics(answers)
    rest = answers[:, 1:].sum(axis=1)
    assert found.item_rest[0] == pytest.approx(np.corrcoef(answers[:, 0], rest)[0, 1])
    assert found.point_biserial[0] == pytest.approx(np.corrcoef(answers[:, 0], answers.sum(axis=1))[0, 1])


def test_an_item_everybody_answers_alike_has_no_discrimination() -> None:
    found = item_statistics(np.array([[1.0, 1], [1, 0], [1, 1]]))
    assert found.proportion[0] == 1
    assert np.isnan(found.item_rest[0])


def test_an_item_nobody_answered_has_no_figures() -> None:
    found = item_statistics(np.array([[np.nan, 1.0], [np.nan, 0.0]]))
    assert found.n_answered[0] == 0
    assert np.isnan(found.proportion[0])


@given(st.floats(0, 100), st.floats(0, 1))
def test_standard_error_falls_from_the_deviation_to_nothing(sd: float, reliability: float) -> None:
    assert 0 <= standard_error_of_measurement(sd, reliability) <= sd


def test_a_reliability_above_one_is_refused() -> None:
    with pytest.raises(ValueError, match="reliability"):
        standard_error_of_measurement(10, 1.2)


def test_true_scores_lie_nearer_to_the_mean() -> None:
    scores = np.array([40.0, 60.0, np.nan, 80.0])
    found = true_scores(scores, 0.75)
    np.testing.assert_allclose(found.score, [45.0, 60.0, np.nan, 75.0])
    assert found.standard_error == pytest.approx(20 * np.sqrt(0.75 * 0.25))


def test_scale_statistics_count_complete_sheets() -> None:
    found = scale_statistics(np.array([[1.0, 0], [1, np.nan], [0, 0], [1, 1]]))
    assert (found.n_people, found.n_complete) == (4, 3)
    assert found.mean == pytest.approx(1.0)
    assert found.standard_error == pytest.approx(found.sd * np.sqrt(1 - found.alpha))
