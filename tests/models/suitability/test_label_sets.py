"""Sets by label: each label is held as often as promised, also where more people meet than before."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.suitability import Kept, covered, label_sets

ERROR = 0.1


def drawn(share: float, count: int, *, seed: int) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Probabilities of a model made where 85 % meet, and who does, where `share` does."""
    rng = np.random.default_rng(seed)
    meets = rng.random(count) < share
    scores = rng.normal(np.where(meets, 1.0, -1.0), 1.0)
    return 1 / (1 + np.exp(-(2 * scores + 1.7))), meets


@pytest.mark.parametrize("share", [0.6, 0.85, 0.95])
def test_sets_hold_each_label_as_often_as_promised_whatever_the_share_that_meets(share: float) -> None:
    sets = label_sets(*drawn(0.85, 6000, seed=1))
    chances, meets = drawn(share, 6000, seed=2)
    held = covered(sets.kept(chances, error=ERROR), meets)
    assert held[meets].mean() == pytest.approx(1 - ERROR, abs=0.02)
    assert held[~meets].mean() == pytest.approx(1 - ERROR, abs=0.04)


def test_with_too_few_judged_cases_nothing_is_ruled_out() -> None:
    sets = label_sets(np.array([0.9, 0.2]), np.array([True, False]))
    assert set(sets.kept(np.array([0.0, 0.5, 1.0]), error=ERROR)) == {str(Kept.BOTH)}


@given(st.lists(st.floats(0, 1), min_size=2, max_size=40), st.floats(0, 1), st.floats(0, 1))
def test_a_surer_case_never_loses_the_label_meets(judged: list[float], one: float, other: float) -> None:
    chances = np.array(judged)
    low, high = label_sets(chances, chances >= 0.5).kept(np.sort([one, other]), error=0.3)
    holds = {str(Kept.MEETS), str(Kept.BOTH)}
    assert low not in holds or high in holds
