"""Confidence grows with score and lead and stays between 0 and 1."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.affinity import AffinityCalibration, leads

FINITE = st.floats(-50, 50, width=32)


def test_lead_is_against_the_best_other() -> None:
    np.testing.assert_allclose(leads(np.array([[3, 1, 2]], dtype=np.float32)), [[1, -2, -1]])


def test_shared_first_place_has_no_lead() -> None:
    np.testing.assert_allclose(leads(np.array([[3, 3, 2]], dtype=np.float32)), [[0, 0, -1]])


def test_single_target_has_no_lead() -> None:
    assert leads(np.array([[3]], dtype=np.float32)).tolist() == [[0]]


@given(FINITE, FINITE, st.floats(0, 10, width=32))
def test_confidence_grows_with_the_score(score: float, other: float, more: float) -> None:
    confidence = AffinityCalibration().confidence
    low = confidence(np.array([[score, other]], dtype=np.float32))[0, 0]
    high = confidence(np.array([[score + more, other]], dtype=np.float32))[0, 0]
    assert 0 <= low <= high <= 1


def test_clear_first_place_is_sure_and_the_last_is_not() -> None:
    sure = AffinityCalibration().confidence(np.array([[5, 2, -1]], dtype=np.float32))
    assert sure[0, 0] > 0.95
    assert sure[0, 2] == pytest.approx(0, abs=0.01)
