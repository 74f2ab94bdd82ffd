from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit

from models.testing.ability import ItemCurves
from models.testing.cut_scores import Rating, angoff_cuts, bookmark_cuts

DIFFICULTY = np.array([-1.0, 0.0, 0.5, 1.5])
CURVES = ItemCurves(slope=np.ones(4), intercept=-DIFFICULTY)


def judged(judge: str, level: int, theta: float, *, slip: float = 0.0) -> list[Rating]:
    """The ratings of a judge who sees the ability of a level at `theta`."""
    chances = np.clip(expit(theta - DIFFICULTY) + slip * np.array([1, -1, 1, -1]), 0, 1)
    return [Rating(judge=judge, level=level, item=item, probability=float(p)) for item, p in enumerate(chances)]


def test_judges_who_agree_with_the_items_give_an_exact_cut() -> None:
    (cut,) = angoff_cuts([*judged("a", 3, 0.4), *judged("b", 3, 0.4)], CURVES)
    assert (cut.level, cut.n_judges) == (3, 2)
    assert cut.theta == pytest.approx(0.4, abs=1e-9)
    assert cut.se == pytest.approx(0, abs=1e-6)


def test_disagreeing_judges_widen_the_cut() -> None:
    (cut,) = angoff_cuts([*judged("a", 3, 0.0), *judged("b", 3, 1.0)], CURVES)
    assert cut.theta == pytest.approx(0.5)
    assert cut.se == pytest.approx(0.5)


def test_one_judge_at_odds_with_the_items_is_uncertain_too() -> None:
    (cut,) = angoff_cuts(judged("a", 3, 0.0, slip=0.2), CURVES)
    assert cut.n_judges == 1
    assert cut.se > 0.3


def test_cuts_come_lowest_level_first() -> None:
    cuts = angoff_cuts([*judged("a", 4, 1.0), *judged("a", 2, -1.0)], CURVES)
    assert [cut.level for cut in cuts] == [2, 4]


def test_a_bookmark_lies_where_the_item_is_mastered() -> None:
    ratings = [Rating(judge="a", level=2, item=1), Rating(judge="b", level=2, item=2)]
    (cut,) = bookmark_cuts(ratings, CURVES)
    assert cut.theta == pytest.approx(0.25 + np.log(2))
    assert cut.se == pytest.approx(0.25)


def test_items_that_tell_nothing_do_not_place_cuts() -> None:
    flat = ItemCurves(slope=np.array([1.0, 1.0, 0.0, -1.0]), intercept=CURVES.intercept)
    full = angoff_cuts(judged("a", 3, 0.4), flat)
    part = angoff_cuts(judged("a", 3, 0.4)[:2], flat)
    assert full == part
    assert bookmark_cuts([Rating(judge="a", level=2, item=3)], flat) == ()


def test_certain_ratings_give_a_finite_cut() -> None:
    sure = [Rating(judge="a", level=5, item=item, probability=1.0) for item in range(4)]
    (cut,) = angoff_cuts(sure, CURVES)
    assert np.isfinite([cut.theta, cut.se]).all()


STEEP = ItemCurves(slope=np.array([0.5, 1.0, 2.0]), intercept=np.array([0.3, -0.2, -1.0]))


def spread_by_hand(ratings: list[float], curves: ItemCurves) -> tuple[float, float]:
    """Cut of one judge by a fine grid, and its variance: squared disagreement over the squared steepness of the sum."""
    grid = np.linspace(-6, 6, 1_200_001)
    chances = expit(curves.slope * grid[:, None] + curves.intercept)
    theta = grid[np.abs(chances.sum(axis=1) - sum(ratings)).argmin()]
    chance = expit(curves.slope * theta + curves.intercept)
    off = np.array(ratings) - chance
    steepness = (curves.slope * chance * (1 - chance)).sum()
    return float(theta), float((off**2).sum() * len(off) / (len(off) - 1) / steepness**2)


@pytest.mark.parametrize("ratings", [[0.9, 0.2, 0.6], [0.3, 0.8]])
def test_what_one_judge_says_beside_the_items_is_the_uncertainty_of_the_cut(ratings: list[float]) -> None:
    curves = ItemCurves(slope=STEEP.slope[: len(ratings)], intercept=STEEP.intercept[: len(ratings)])
    (cut,) = angoff_cuts([Rating(judge="a", level=3, item=at, probability=p) for at, p in enumerate(ratings)], curves)
    theta, variance = spread_by_hand(ratings, curves)
    assert cut.theta == pytest.approx(theta, abs=2e-5)
    assert cut.se == pytest.approx(variance**0.5, rel=1e-4)


def test_between_judges_and_within_them_add_up() -> None:
    said = {"a": [0.9, 0.2, 0.6], "b": [0.6, 0.6, 0.9], "c": [0.4, 0.3, 0.2]}
    ratings = [
        Rating(judge=judge, level=3, item=at, probability=p) for judge, own in said.items() for at, p in enumerate(own)
    ]
    (cut,) = angoff_cuts(ratings, STEEP)
    hands = [spread_by_hand(own, STEEP) for own in said.values()]
    places, items = np.array([theta for theta, _ in hands]), np.mean([variance for _, variance in hands])
    assert cut.theta == pytest.approx(places.mean(), abs=2e-5)
    assert cut.se == pytest.approx((places.var(ddof=1) / 3 + items) ** 0.5, rel=1e-4)
    assert cut.n_judges == 3


def test_a_single_rating_has_nothing_to_disagree_with() -> None:
    (cut,) = angoff_cuts([Rating(judge="a", level=2, item=1, probability=0.7)], STEEP)
    assert cut.theta == pytest.approx(np.log(0.7 / 0.3) + 0.2)
    assert cut.se == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(("probability", "theta"), [(1.0, 1.5 + 12), (0.0, -1.0 - 12)])
def test_certain_ratings_put_the_cut_twelve_logits_beyond_the_outermost_item(probability: float, theta: float) -> None:
    sure = [Rating(judge="a", level=5, item=item, probability=probability) for item in range(4)]
    (cut,) = angoff_cuts(sure, CURVES)
    assert cut.theta == pytest.approx(theta)


def test_a_bookmark_counts_the_slope_of_its_item() -> None:
    (cut,) = bookmark_cuts([Rating(judge="a", level=2, item=2)], STEEP)
    assert cut.theta == pytest.approx((np.log(2) + 1.0) / 2)
    assert cut.se == 0


def test_an_item_as_flat_as_the_bound_places_no_cut() -> None:
    flat = ItemCurves(slope=np.array([0.05, 0.0501]), intercept=np.zeros(2))
    cuts = bookmark_cuts([Rating(judge="a", level=2, item=0), Rating(judge="a", level=3, item=1)], flat)
    assert [cut.level for cut in cuts] == [3]


def test_certain_ratings_of_steep_items_leave_the_cut_finite() -> None:
    steep = ItemCurves(slope=np.full(3, 3.0), intercept=np.full(3, -6.0))
    (cut,) = angoff_cuts([Rating(judge="a", level=5, item=item, probability=1.0) for item in range(3)], steep)
    assert cut.theta == pytest.approx(2.0 + 12)
    assert 0 <= cut.se < 1e-6
