from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import log_expit

from models.testing.marginal import fit_marginal
from models.testing.responses import distinct_patterns
from tests.models.testing.simulated import drawn


def log_likelihood(free: np.ndarray, answers: np.ndarray) -> float:
    """Marginal log likelihood written down plainly, with Gauss-Hermite points."""
    n_items = answers.shape[1]
    places, weights = np.polynomial.hermite_e.hermegauss(80)
    logits = free[n_items:, None] * places + free[:n_items, None]
    known = ~np.isnan(answers)
    right = np.where(known, answers, 0)
    logs = right @ log_expit(logits) + (known - right) @ log_expit(-logits)
    return float(np.log(np.exp(logs) @ (weights / weights.sum())).sum())


def test_maximum_is_that_of_a_plain_optimiser_with_missing_answers() -> None:
    test = drawn(n_people=800, n_items=4, seed=1, slope_spread=0.3, missing=0.1)
    found = fit_marginal(distinct_patterns(test.answers), is_slope_common=False)
    plain = minimize(
        lambda free: -log_likelihood(free, test.answers), np.repeat([0.0, 1.0], 4), method="BFGS", tol=1e-9
    )
    assert found.is_converged
    np.testing.assert_allclose(np.append(found.intercept, found.slope), plain.x, atol=2e-4)
    assert found.log_likelihood == pytest.approx(-plain.fun, abs=1e-5)


def test_covariance_is_the_inverse_of_the_curvature() -> None:
    test = drawn(n_people=600, n_items=4, seed=2, slope_spread=0.2, missing=0.1)
    found = fit_marginal(distinct_patterns(test.answers), is_slope_common=False)
    best, step = np.append(found.intercept, found.slope), 1e-3
    curvature = np.zeros((8, 8))
    for row in range(8):
        for column in range(8):
            for first, second in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
                moved = best.copy()
                moved[row] += first * step
                moved[column] += second * step
                curvature[row, column] -= first * second * log_likelihood(moved, test.answers) / (4 * step**2)
    np.testing.assert_allclose(np.linalg.inv(curvature), found.covariance, rtol=2e-3, atol=1e-5)


def test_one_common_slope_is_the_spread_of_the_population() -> None:
    test = drawn(n_people=4000, n_items=8, seed=3, mean=0.5)
    found = fit_marginal(distinct_patterns(test.answers), is_slope_common=True)
    assert np.ptp(found.slope) == 0
    assert found.slope[0] == pytest.approx(1.0, abs=0.06)
    assert found.intercept.mean() == pytest.approx(0.5, abs=0.06)


def test_runaway_slopes_are_told() -> None:
    """Two items that always agree have no finite slopes."""
    answers = np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 1.0], [0.0, 0.0, 0.0], [0.0, 0.0, 1.0]] * 20)
    assert not fit_marginal(distinct_patterns(answers), is_slope_common=False).is_converged
    assert fit_marginal(distinct_patterns(answers), is_slope_common=False, prior_sd=3.0).is_converged
