from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.testing.classical import (
    alpha_interval,
    correlation,
    cronbach_alpha,
    fewest_people,
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


def test_item_statistics_count_people_where_they_answered() -> None:
    answers = np.array([[1.0, 1, 0], [1, np.nan, 1], [0, 1, 0], [np.nan, 0, 0], [0, 0, 1], [np.nan, np.nan, 1]])
    found = item_statistics(answers)
    assert found.n_answered.tolist() == [4, 4, 6]
    np.testing.assert_allclose(found.proportion, [2 / 4, 2 / 4, 3 / 6])
    own, rest = np.array([1.0, 1, 0, 0]), np.array([1 / 2, 1 / 1, 1 / 2, 1 / 2])
    assert found.item_rest[0] == pytest.approx(np.corrcoef(own, rest)[0, 1])
    total = np.array([2 / 3, 2 / 2, 1 / 3, 1 / 3])
    assert found.point_biserial[0] == pytest.approx(np.corrcoef(own, total)[0, 1])
    others = np.array([2 / 2, 1 / 1, 1 / 2, 0 / 1, 0 / 2])
    assert found.item_rest[2] == pytest.approx(np.corrcoef([0, 1, 0, 0, 1], others)[0, 1])
    whole = np.array([2 / 3, 2 / 2, 1 / 3, 0 / 2, 1 / 3, 1 / 1])
    assert found.point_biserial[2] == pytest.approx(np.corrcoef([0, 1, 0, 0, 1, 1], whole)[0, 1])
    absent = item_statistics(np.vstack([answers, np.full(3, np.nan)]))
    np.testing.assert_allclose(absent.item_rest, found.item_rest)
    np.testing.assert_allclose(absent.point_biserial, found.point_biserial)


def test_alpha_of_answers_with_gaps_is_counted_from_pairs_of_items() -> None:
    answers = np.array([[1.0, 1, 0], [1, np.nan, 1], [0, 1, 0], [0, 0, 0], [1, 1, 1], [np.nan, 1, 1], [0, 0, 1]])
    items = range(3)
    covariance = np.zeros((3, 3))
    for one in items:
        for other in items:
            known = ~np.isnan(answers[:, one]) & ~np.isnan(answers[:, other])
            covariance[one, other] = np.cov(answers[known, one], answers[known, other])[0, 1]
    assert cronbach_alpha(answers) == pytest.approx(3 / 2 * (1 - np.trace(covariance) / covariance.sum()))


def test_alpha_is_unknown_where_a_pair_was_answered_by_one_person_or_totals_do_not_vary() -> None:
    assert np.isnan(cronbach_alpha(np.array([[1.0, np.nan], [0, 1], [np.nan, 0]])))
    assert np.isnan(cronbach_alpha(np.array([[1.0, 0], [0, 1], [1, 0], [0, 1]])))
    assert np.isfinite(cronbach_alpha(np.array([[1.0, 1], [0, 0]])))


def test_few_complete_sheets_leave_the_error_unknown() -> None:
    alone = scale_statistics(np.array([[1.0, 0], [np.nan, 1]]))
    assert (alone.n_items, alone.n_complete) == (2, 1)
    assert np.isnan([alone.mean, alone.sd, alone.standard_error]).all()
    none = scale_statistics(np.array([[np.nan, 1.0]]))
    assert np.isnan([none.mean, none.sd]).all()
    two = scale_statistics(np.array([[1.0, 1, 1], [0, 0, 0]]))
    assert two.sd == pytest.approx(np.std([3, 0], ddof=1))
    assert two.alpha == pytest.approx(1.0)
    assert two.standard_error == pytest.approx(0.0, abs=1e-6)


def test_figures_of_the_whole_test_never_rest_on_the_few_who_met_a_rare_item() -> None:
    rng = np.random.default_rng(1)
    answers = (rng.random((200, 8)) < rng.random((200, 1))).astype(float)
    common = scale_statistics(answers)
    rare = np.column_stack([answers, np.full(200, np.nan)])
    rare[:2, -1] = [1, 0]
    found = scale_statistics(rare)
    assert np.isfinite([common.alpha, common.sd, common.standard_error]).all()
    assert np.isnan([found.alpha, found.alpha_low, found.mean, found.sd, found.standard_error]).all()
    rare[:30, -1] = answers[:30, 0]
    assert np.isfinite([scale_statistics(rare).alpha, scale_statistics(rare).sd]).all()
    rare[29, -1] = np.nan
    assert np.isnan(scale_statistics(rare).alpha)


@pytest.mark.parametrize(("n_people", "fewest"), [(2, 2), (5, 2), (40, 20), (60, 30), (1000, 30)])
def test_small_groups_need_half_their_people_together_large_ones_thirty(n_people: int, fewest: int) -> None:
    assert fewest_people(np.zeros((n_people, 3))) == fewest


def test_the_interval_of_alpha_holds_the_true_reliability_as_often_as_it_says() -> None:
    rng = np.random.default_rng(7)
    n_people, n_items, spread = 25, 10, 0.5
    true = n_items * spread**2 / (n_items * spread**2 + 1)
    inside = 0
    for _ in range(1000):
        answers = spread * rng.normal(size=(n_people, 1)) + rng.normal(size=(n_people, n_items))
        low, high = alpha_interval(cronbach_alpha(answers), n_people=n_people, n_items=n_items)
        inside += low <= true <= high
    assert 0.93 <= inside / 1000 <= 0.97


def test_totals_that_do_not_vary_leave_the_error_unknown() -> None:
    found = scale_statistics(np.array([[1.0, 0], [0, 1], [1, 0], [0, 1]]))
    assert found.sd == 0
    assert np.isnan([found.alpha, found.standard_error]).all()


def test_a_negative_alpha_counts_as_no_reliability() -> None:
    found = scale_statistics(np.array([[1.0, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 0]]))
    assert found.alpha < 0
    assert found.standard_error == pytest.approx(found.sd)


def test_scores_of_nobody_and_of_one_person_have_no_spread() -> None:
    assert np.isnan(true_scores(np.array([np.nan]), 0.5).score).all()
    one = true_scores(np.array([50.0]), 0.5)
    assert (one.score.tolist(), one.standard_error) == ([50.0], 0.0)
    two = true_scores(np.array([40.0, 60.0]), 0.5)
    assert two.standard_error == pytest.approx(np.sqrt(200) * 0.5)


@pytest.mark.parametrize(("sd", "reliability"), [(-0.1, 0.5), (1.0, -0.01), (1.0, 1.01)])
def test_impossible_figures_are_refused(sd: float, reliability: float) -> None:
    with pytest.raises(ValueError, match="reliability"):
        standard_error_of_measurement(sd, reliability)


def test_a_correlation_needs_two_pairs_that_vary() -> None:
    assert np.isnan(correlation(np.array([1.0, np.nan]), np.array([2.0, 3.0])))
    assert correlation(np.array([1.0, 2.0]), np.array([3.0, 1.0])) == pytest.approx(-1)
    assert np.isnan(correlation(np.array([1.0, 1.0, 1.0]), np.array([1.0, 2.0, 3.0])))
    left, other = np.array([1.0, 2, 4, np.nan, 3]), np.array([2.0, 1, 5, 1, np.nan])
    assert correlation(left, other) == pytest.approx(np.corrcoef(left[:3], other[:3])[0, 1])
