"""Sets hold the right label as often as promised, whatever the probabilities, and decide nothing on no cases."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.suitability import Kept, conformal_sets, covered, group_coverage

EDGES = (0.35, 0.85)


def cases(n: int, *, seed: int, is_calibrated: bool = True) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    p = rng.beta(3, 1, n)
    truth = rng.random(n) < (p if is_calibrated else 0.3 + 0.4 * p)
    return p, truth


@pytest.mark.parametrize("is_calibrated", [True, False])
@pytest.mark.parametrize("error", [0.05, 0.1, 0.2])
def test_coverage_is_the_promised_one_in_each_band(error: float, is_calibrated: bool) -> None:
    sets = conformal_sets(*cases(20000, seed=1, is_calibrated=is_calibrated), edges=EDGES)
    p, truth = cases(20000, seed=2, is_calibrated=is_calibrated)
    right = covered(sets.kept(p, error=error), truth)
    for low, high in ((0, 0.35), (0.35, 0.85), (0.85, 1.01)):
        here = (p >= low) & (p < high)
        assert right[here].mean() == pytest.approx(1 - error, abs=0.03)
    assert right.mean() == pytest.approx(1 - error, abs=0.012)


def test_nothing_is_ruled_out_without_cases() -> None:
    none = conformal_sets(np.zeros(0), np.zeros(0, dtype=bool), edges=EDGES)
    assert set(none.kept(np.linspace(0, 1, 11), error=0.1)) == {str(Kept.BOTH)}
    assert set(none.decided(np.linspace(0, 1, 11), error=0.1)) == {str(Kept.NEITHER)}


def test_eight_cases_rule_nothing_out_at_ten_percent_and_nine_do() -> None:
    def bound(count: int) -> float:
        return float(conformal_sets(np.linspace(0.5, 0.9, count), np.ones(count, dtype=bool)).bounds(0.1)[0])

    assert bound(8) == 0.0
    assert bound(9) == 0.5


ROWS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=80)


@given(ROWS, st.floats(0.02, 0.45))
def test_a_higher_probability_never_has_the_worse_answer(rows: list[tuple[float, bool]], error: float) -> None:
    p, truth = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    decided = conformal_sets(p, truth, edges=EDGES).decided(np.linspace(0, 1, 101), error=error)
    order = {"does_not_meet": 0, "neither": 1, "meets": 2}
    assert (np.diff([order[name] for name in decided]) >= 0).all()


@given(ROWS, st.floats(0.02, 0.45))
def test_an_answer_is_given_only_where_the_set_is_that_label_alone(
    rows: list[tuple[float, bool]], error: float
) -> None:
    p, truth = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    sets = conformal_sets(p, truth, edges=EDGES)
    asked = np.linspace(0.001, 0.999, 101)
    kept, decided = [sets.kept(asked, error=level) for level in levels(len(p), error)], sets.decided(asked, error=error)
    answered = decided != "neither"
    assert (np.array([one == decided for one in kept]).any(axis=0) | ~answered).all()


def levels(count: int, error: float) -> list[float]:
    """Every error level up to one at which sets of so many cases, or of fewer, change."""
    ranks = {rank / (some + 1) for some in range(1, count + 1) for rank in range(1, some + 1)}
    return [*sorted(level for level in ranks if level < error), error]


@given(ROWS, st.floats(0.02, 0.45), st.floats(0.02, 0.45))
def test_where_more_error_is_allowed_nothing_is_left_undecided_that_was_decided(
    rows: list[tuple[float, bool]], one: float, other: float
) -> None:
    p, truth = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    sets, asked = conformal_sets(p, truth, edges=EDGES), np.linspace(0.001, 0.999, 101)
    strict, free = (sets.decided(asked, error=error) for error in sorted((one, other)))
    assert (free[strict != "neither"] == strict[strict != "neither"]).all()


def test_a_model_surer_than_was_asked_for_decides_no_less_for_it() -> None:
    p, truth = cases(4000, seed=5)
    sets = conformal_sets(p, truth, edges=EDGES)
    shares = [(sets.decided(p, error=error) != "neither").mean() for error in (0.02, 0.1, 0.2, 0.3, 0.45)]
    assert shares == sorted(shares)
    assert shares[-1] > shares[0]


def test_a_smaller_error_level_misses_fewer_right_labels() -> None:
    sets = conformal_sets(*cases(500, seed=3), edges=EDGES)
    p, truth = cases(5000, seed=4)
    right = [covered(sets.kept(p, error=error), truth).mean() for error in (0.2, 0.1, 0.05)]
    assert right == sorted(right)


def test_group_coverage_counts_by_hand() -> None:
    right, is_decided = np.array([True, True, False, False]), np.array([True, False, False, True])
    groups = {"unit": np.array(["a", "a", "b", "b"])}
    found = {row.group: (row.cases, row.coverage, row.decided) for row in group_coverage(right, is_decided, groups)}
    assert found == {"all": (4, 0.5, 0.5), "a": (2, 1.0, 0.5), "b": (2, 0.0, 0.5)}


@given(st.integers(0, 2**32 - 1), st.sampled_from([(), (0.5,), (0.35, 0.85), (0.2, 0.5, 0.8)]))
def test_a_label_is_decided_exactly_where_it_is_alone_there_and_at_every_surer_probability(
    seed: int, edges: tuple[float, ...]
) -> None:
    rng = np.random.default_rng(seed)
    judged = rng.random(60)
    sets = conformal_sets(judged, rng.random(60) < judged, edges=edges)
    bounds = np.concatenate([sets.bounds(level) for level in levels(60, 0.2)])
    turns = np.unique(np.r_[0.0, edges, 1.0, bounds, 1 - bounds])
    # Between the places where sets change, one probability each; bounds that differ by rounding have none between.
    grid = ((turns[1:] + turns[:-1]) / 2)[np.diff(turns) > 1e-9]
    decided, every = sets.decided(grid, error=0.2), [sets.kept(grid, error=level) for level in levels(60, 0.2)]
    for place in range(len(grid)):
        meets = any((kept[place:] == Kept.MEETS).all() for kept in every)
        fails = any((kept[: place + 1] == Kept.DOES_NOT_MEET).all() for kept in every)
        assert decided[place] == (Kept.MEETS if meets else Kept.DOES_NOT_MEET if fails else Kept.NEITHER)


def test_the_surest_probabilities_of_all_are_decided_too() -> None:
    certain = conformal_sets(np.r_[np.ones(20), np.zeros(20)], np.arange(40) < 20, edges=EDGES)
    assert certain.decided(np.array([0.0, 0.5, 1.0]), error=0.1).tolist() == ["does_not_meet", "neither", "meets"]


def test_a_probability_at_the_bound_keeps_its_label_and_one_half_decides_nothing() -> None:
    judged = np.linspace(0.6, 1.0, 9)
    sets = conformal_sets(judged, np.ones(9, dtype=bool))
    asked = np.array([np.nextafter(0.6, 0), 0.6])
    assert sets.kept(asked, error=0.1).tolist() == ["neither", "meets"]
    assert sets.decided(asked, error=0.1).tolist() == ["neither", "meets"]
    even = conformal_sets(np.full(9, 0.5), np.ones(9, dtype=bool))
    assert even.kept(np.array([0.5]), error=0.1).tolist() == ["both"]
    assert even.decided(np.array([0.5]), error=0.1).tolist() == ["neither"]


def test_the_middle_band_alone_decides_nothing_about_the_surer_ones() -> None:
    p = np.r_[np.full(40, 0.6), np.full(3, 0.95), np.full(3, 0.05)]
    sets = conformal_sets(p, np.r_[np.ones(43, dtype=bool), np.zeros(3, dtype=bool)], edges=EDGES)
    assert sets.kept(np.array([0.6]), error=0.1).tolist() == ["meets"]
    assert set(sets.decided(np.linspace(0, 1, 21), error=0.1)) == {"neither"}


def test_groups_are_told_from_the_least_number_of_cases_on() -> None:
    right, names = np.array([True, False, True]), np.array(["a", "a", "b"])
    every = group_coverage(right, right, {"unit": names})
    assert [row.group for row in every] == ["all", "a", "b"]
    assert [row.group for row in group_coverage(right, right, {"unit": names}, least=2)] == ["all", "a"]
