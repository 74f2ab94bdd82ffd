from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.testing.ability import Abilities
from models.testing.cut_scores import CutScore
from models.testing.levels import level_chances, levels_of

CUTS = tuple(CutScore(level=level, theta=place, se=0.2, n_judges=5) for level, place in ((2, -1.0), (3, 0.0), (4, 1.5)))


def people(*theta: float, se: float = 0.4) -> Abilities:
    return Abilities(theta=np.array(theta), se=np.full(len(theta), se))


def test_a_level_is_the_last_cut_reached() -> None:
    np.testing.assert_array_equal(levels_of(people(-3, -0.5, 0.0, 9), CUTS, minimum=3).level, [1, 2, 3, 4])


def test_right_on_the_cut_is_even_odds() -> None:
    assert levels_of(people(0.0), CUTS, minimum=3).p_meets[0] == pytest.approx(0.5)


def test_the_cut_adds_its_own_uncertainty() -> None:
    sharp = tuple(CutScore(level=cut.level, theta=cut.theta, se=0.0, n_judges=5) for cut in CUTS)
    assert levels_of(people(0.5), CUTS, minimum=3).p_meets < levels_of(people(0.5), sharp, minimum=3).p_meets


@given(st.floats(-4, 4), st.floats(0.01, 2))
def test_chances_fall_with_the_level(theta: float, se: float) -> None:
    assert (np.diff(level_chances(people(theta, se=se), CUTS)[0]) <= 0).all()


@given(st.floats(-4, 4), st.floats(0.01, 2))
def test_spread_is_that_of_the_chances(theta: float, se: float) -> None:
    chances = level_chances(people(theta, se=se), CUTS)[0]
    shares = -np.diff(np.concatenate([[1.0], chances, [0.0]]))
    mean = shares @ [1, 2, 3, 4]
    expected = np.sqrt(max(shares @ (np.array([1, 2, 3, 4]) - mean) ** 2, 0))
    assert levels_of(people(theta, se=se), CUTS, minimum=2).sd[0] == pytest.approx(expected, abs=1e-6)


def test_everybody_reaches_the_lowest_level() -> None:
    np.testing.assert_array_equal(levels_of(people(-9.0), CUTS, minimum=1).p_meets, [1.0])


def test_without_ability_there_is_no_level() -> None:
    found = levels_of(people(np.nan), CUTS, minimum=3)
    assert np.isnan([found.level[0], found.sd[0], found.p_meets[0]]).all()


def test_cuts_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="lowest level first"):
        levels_of(people(0.0), CUTS[::-1], minimum=3)


def test_chances_are_those_of_the_difference_of_two_normal_errors() -> None:
    """(0.5 - 0) / sqrt(0.4² + 0.2²) = 1.118, and the normal distribution there is 0.8682."""
    assert levels_of(people(0.5), CUTS, minimum=3).p_meets[0] == pytest.approx(0.8682, abs=1e-4)


def test_one_cut_out_of_order_among_others_is_refused() -> None:
    with pytest.raises(ValueError, match="lowest level first"):
        levels_of(people(0.0), (CUTS[0], CUTS[2], CUTS[1]), minimum=3)


def test_the_same_level_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="one a level"):
        levels_of(people(0.0), (CUTS[0], CUTS[0], CUTS[1]), minimum=3)


def test_the_mean_level_lies_between_levels_where_the_ability_does() -> None:
    found = levels_of(people(-9.0, -1.0, 9.0, se=0.01), CUTS, minimum=3).mean
    assert found.tolist() == pytest.approx([1, 1.5, 4], abs=0.01)


def test_levels_may_be_steps_of_more_than_one() -> None:
    wide = (CUTS[0], CutScore(level=4, theta=1.0, se=0.2, n_judges=5))
    found = levels_of(people(-9.0, 0.0, 9.0, se=0.01), wide, minimum=3)
    assert found.level.tolist() == [1, 2, 4]
    assert found.mean.tolist() == pytest.approx([1, 2, 4], abs=0.01)
    assert found.p_meets.tolist() == pytest.approx([0, 0, 1], abs=0.01)
