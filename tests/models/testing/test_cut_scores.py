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
