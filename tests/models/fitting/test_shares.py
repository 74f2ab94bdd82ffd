"""The share of a batch: found when planted, hardly moved by few, bounded, and the same in every order."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.fitting.shares import LEAST, MOST, batch_share, logit, moved_to_batch, sigmoid

ASSUMED = 0.75


def planted(share: float, count: int = 4000) -> NDArray[np.float64]:
    """Log odds at the assumed share of scores from N(2, 1) for right cases and N(0, 1) for wrong ones."""
    rng = np.random.default_rng(7)
    is_right = rng.random(count) < share
    scores = rng.normal(np.where(is_right, 2.0, 0.0), 1.0)
    return 2.0 * scores - 2.0 + logit(ASSUMED)


@pytest.mark.parametrize("share", [0.55, 0.75, 0.9])
def test_the_planted_share_is_found(share: float) -> None:
    assert batch_share(planted(share), assumed=ASSUMED) == pytest.approx(share, abs=0.03)


def test_moved_log_odds_are_calibrated_where_the_assumed_share_is_wrong() -> None:
    log_odds = planted(0.6)
    mean = sigmoid(moved_to_batch(log_odds, assumed=ASSUMED)).mean()
    assert mean == pytest.approx(0.6, abs=0.03)
    assert sigmoid(log_odds).mean() > 0.65


def test_one_pair_hardly_moves_the_share() -> None:
    assert batch_share(np.array([-8.0]), assumed=ASSUMED) == pytest.approx(ASSUMED, abs=0.05)


@pytest.mark.parametrize(("log_odds", "bound"), [(-30.0, LEAST), (30.0, MOST)])
def test_the_share_stays_within_bounds(log_odds: float, bound: float) -> None:
    assert batch_share(np.full(5000, log_odds), assumed=ASSUMED) == bound


@given(st.lists(st.floats(-20, 20), min_size=1, max_size=30))
def test_the_order_of_the_batch_changes_no_bit(log_odds: list[float]) -> None:
    turned = np.array(log_odds[::-1])
    assert batch_share(np.array(log_odds), assumed=ASSUMED) == batch_share(turned, assumed=ASSUMED)


@given(st.lists(st.floats(-20, 20), min_size=2, max_size=30))
def test_the_order_of_pairs_by_probability_is_kept(log_odds: list[float]) -> None:
    ordered = np.sort(log_odds)
    assert (np.diff(moved_to_batch(ordered, assumed=ASSUMED)) >= 0).all()
